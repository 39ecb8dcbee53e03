// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BPS} from "../math/Units.sol";
import {BookIds} from "./BookIds.sol";
import {ClearingPositions} from "./ClearingPositions.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @title How much a market bears: in all, of one account, and of the house together
abstract contract ClearingCaps is ClearingPositions {
    /// @inheritdoc IClearingHouse
    uint256 public immutable accountShareBps;
    /// @inheritdoc IClearingHouse
    uint256 public immutable houseShareBps;

    /// @inheritdoc IClearingHouse
    mapping(uint256 seriesId => int256) public houseLotsOf;

    constructor(uint256 accountShareBps_, uint256 houseShareBps_) {
        bool areShares = accountShareBps_ > 0 && accountShareBps_ <= BPS && houseShareBps_ > 0 && houseShareBps_ <= BPS;
        if (!areShares) revert ClearingHouse_SharesOutOfBounds(accountShareBps_, houseShareBps_);
        (accountShareBps, houseShareBps) = (accountShareBps_, houseShareBps_);
    }

    /// @dev Changes the open interest of a book's market, or of both; where it rises, within what each bears.
    /// @param asks Whether the most lots are wanted in any case.
    /// @return cap The most lots of open interest, of a pair the fewer; 0 where nobody asked.
    function _moveInterest(uint256 bookId, int256 change, bool asks) internal returns (uint256 cap) {
        (uint256 market, uint256 against) = (BookIds.market(bookId), BookIds.against(bookId));
        if (asks || change > 0) cap = oracle.openInterestCap(market);
        if (change != 0) _moveInterestOf(market, BookIds.expiry(bookId), change, cap);
        if (against == market) return cap;
        uint256 other;
        if (asks || change > 0) other = oracle.openInterestCap(against);
        if (change != 0) _moveInterestOf(against, BookIds.expiry(bookId), change, other);
        if (other < cap) cap = other;
    }

    function _requireShare(address account, uint256 lots, uint256 cap) internal view {
        uint256 share = cap * accountShareBps / BPS;
        if (lots > share) revert ClearingHouse_AccountCapped(account, lots, share);
    }

    /// @dev Changes what the house holds net in a series; where its sum over the book rises, within its share.
    function _moveHouse(uint256 seriesId, int256 change) internal {
        if (change == 0) return;
        uint256 bookId = BookIds.bookOf(seriesId);
        int256 before = houseLotsOf[seriesId];
        houseLotsOf[seriesId] = before + change;
        int256 rise = _absolute(before + change) - _absolute(before);
        uint256 lots = uint256(int256(uint256(_books[bookId].houseLots)) + rise);
        _books[bookId].houseLots = uint64(lots);
        if (rise <= 0) return;
        uint256 share = _moveInterest(bookId, 0, true) * houseShareBps / BPS;
        if (lots > share) revert ClearingHouse_HouseCapped(bookId, lots, share);
    }

    function _moveInterestOf(uint256 market, uint256 expiry, int256 change, uint256 cap) private {
        BookWord storage counted = _books[BookIds.bookId(market, market, expiry)];
        uint256 lots = uint256(int256(uint256(counted.openInterest)) + change);
        counted.openInterest = uint64(lots);
        if (change > 0 && lots > cap) revert ClearingHouse_OpenInterestCapped(market, lots, cap);
    }

    function _absolute(int256 lots) internal pure returns (int256) {
        return lots < 0 ? -lots : lots;
    }
}
