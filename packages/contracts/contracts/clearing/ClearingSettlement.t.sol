// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../gate/AccessMatrix.sol";
import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {SeriesKind} from "./SeriesWord.sol";

/// @notice How books end: one figure, then account by account, whoever comes and in whatever order.
contract ClearingSettlementTest is ClearingFixture {
    event BookSettled(uint256 indexed bookId, int256 figure);
    event AccountSettled(uint256 indexed bookId, address indexed account, int256 payoff, uint256 released);

    function test_behavior_theSecondOfTheExpiry() public {
        _open();
        _expireAt(81e18);
        vm.warp(EXPIRY - 1);
        _expectTwo(ISettlementOracle.SettlementOracle_NotExpired.selector, EXPIRY, EXPIRY - 1);
        clearing.settle(bookId);
        vm.warp(EXPIRY);
        vm.expectEmit(address(clearing));
        emit BookSettled(bookId, 108e18);
        vm.prank(stranger);
        clearing.settle(bookId);
        vm.assertEq(clearing.settle(bookId), int256(108e18), "again, and nothing happens");
        vm.assertTrue(clearing.book(bookId).isSettled, "settled");
    }

    /// @dev Who has settled the market before has settled nothing here, and the price is the same.
    function test_behavior_theOraclesPriceCounts() public {
        _open();
        _expireAt(81e18);
        oracle.settle(market, EXPIRY);
        vm.warp(EXPIRY + 400 days);
        clearing.settleAccounts(bookId, _list(writer, holder));
        vm.assertEq(clearing.book(bookId).figure, int256(108e18), "figure");
        vm.assertEq(_balance(writer) + _balance(holder), 2 * STAKE, "conserved");
    }

    /// @dev A price that never arrives locks nothing: after three days the fallback settles.
    function test_attack_aPriceThatNeverArrives() public {
        _open();
        vm.warp(EXPIRY + 3 days - 1);
        bytes4 pending = ISettlementOracle.SettlementOracle_SettlementPending.selector;
        _expectTwo(pending, EXPIRY + 3 days, EXPIRY + 3 days - 1);
        clearing.settle(bookId);
        vm.warp(EXPIRY + 3 days);
        vm.assertEq(clearing.settle(bookId), int256(HUNDRED), "the last good index");
    }

    /// @dev Any order, any batches, with strangers, repetitions and who holds nothing in between.
    function testFuzz_attack_anyOrder(uint256 seed) public {
        address[4] memory accounts = _openAll();
        _expireAt(uint88(_within(seed, 60e18, 110e18)));
        clearing.settle(bookId);
        uint256[4] memory balances;
        for (uint256 i = 0; i < 4; ++i) balances[i] = _balance(accounts[i]);
        int256[4] memory payoffs = _payoffs(accounts);
        vm.assertEq(payoffs[0] + payoffs[1] + payoffs[2] + payoffs[3], int256(0), "payoffs sum to zero");
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            address[] memory batch = new address[](seed % 4);
            for (uint256 j = 0; j < batch.length; ++j) {
                batch[j] = (seed >> (8 + j)) % 5 == 4 ? stranger : accounts[(seed >> (16 * j)) % 4];
            }
            clearing.settleAccounts(bookId, batch);
        }
        address[] memory all = new address[](4);
        for (uint256 i = 0; i < 4; ++i) all[i] = accounts[i];
        clearing.settleAccounts(bookId, all);
        for (uint256 i = 0; i < 4; ++i) {
            vm.assertEq(int256(_balance(accounts[i])), int256(balances[i]) + payoffs[i], "payoff");
            vm.assertEq(_locked(accounts[i]), 0, "released");
            (,, uint256[] memory seriesIds,) = clearing.positionOf(accounts[i], bookId);
            vm.assertEq(seriesIds.length, 0, "position");
            uint256 rest = _balance(accounts[i]);
            vm.prank(accounts[i]);
            clearing.withdraw(rest);
        }
        vm.assertEq(pat.balanceOf(address(clearing)), 0, "to the last wei");
    }

    /// @dev A price of zero is a price.
    function test_attack_zeroPrice() public {
        uint256 seriesId = _put(90e18);
        _sell(seriesId, writer, holder, 2, 0);
        _setPrice(0);
        vm.warp(EXPIRY);
        vm.assertEq(clearing.settle(bookId), int256(0), "figure");
        clearing.settleAccounts(bookId, _list(holder, writer));
        vm.assertEq(_balance(holder), STAKE + 180e18, "all of the strike");
    }

    function test_behavior_settleAndWithdrawOfMany() public {
        _open();
        uint256 later = EXPIRY + 1 days;
        uint256 second = clearing.createSeries(market, market, later, _kind(), 90e18, 0, 0);
        _sell(second, writer, holder, 1, 0);
        uint256[] memory books = new uint256[](2);
        (books[0], books[1]) = (bookId, second >> 16);
        _expireAt(75e18);
        vm.prank(holder);
        _expectTwo(ISettlementOracle.SettlementOracle_NotExpired.selector, later, EXPIRY);
        clearing.settleAndWithdraw(books);
        // What the other book locks stays.
        uint256[] memory first = new uint256[](1);
        first[0] = bookId;
        vm.prank(writer);
        vm.assertEq(clearing.settleAndWithdraw(first), STAKE + 12e18 - 112.5e18, "but for what the later one locks");
        vm.warp(later + 3 days);
        vm.prank(writer);
        vm.assertEq(clearing.settleAndWithdraw(books), 112.5e18, "then the rest");
    }

    /// @dev Pauses stop what opens. Everything else goes on.
    function test_attack_aPauseBlocksNoExit() public {
        _open();
        for (uint8 i = 0; i < 6; ++i) _setPaused(Product(i), true);
        vm.prank(owner);
        marketplace.setPaused(true);
        uint256 free = clearing.freeOf(holder);
        vm.prank(holder);
        clearing.withdraw(free);
        _sell(bookId << 16, holder, writer, 1, 0);
        vm.warp(EXPIRY + 3 days);
        uint256[] memory books = new uint256[](1);
        books[0] = bookId;
        vm.prank(writer);
        clearing.settleAndWithdraw(books);
        vm.assertEq(_balance(writer), 0, "all out");
    }

    function test_error_settling() public {
        _expectOne(IClearingHouse.ClearingHouse_UnknownSeries.selector, bookId << 16);
        clearing.settle(bookId);
        _open();
        uint256 pair = _bookId(market, otherMarket);
        _expectOne(IClearingHouse.ClearingHouse_UnknownSeries.selector, pair << 16);
        clearing.settleAccounts(pair, _list(writer));
    }

    // ------------------------------------------------------------------ helpers

    /// @dev 2 calls for 12 PAT.
    function _open() private {
        _sell(_call(100e18, 150e18), writer, holder, 2, 12e18);
    }

    /// @dev Every kind of the book, among four accounts.
    function _openAll() private returns (address[4] memory accounts) {
        accounts = [writer, peer, holder, house];
        (uint256 call, uint256 put, uint256 collar) = (_call(95e18, 140e18), _put(105e18), _collar(80e18, 130e18, 101e18));
        _sell(call, writer, holder, 3, 20e18);
        _sell(put, house, holder, 2, 11e18);
        _sell(collar, peer, writer, 5, -7e18);
        _sell(put, writer, peer, 1, 3);
        _sell(call, house, peer, 4, 0);
    }

    function _payoffs(address[4] memory accounts) private returns (int256[4] memory payoffs) {
        for (uint256 i = 0; i < 4; ++i) {
            (,, uint256[] memory seriesIds, int256[] memory lots) = clearing.positionOf(accounts[i], bookId);
            int256 figure = clearing.settle(bookId);
            for (uint256 j = 0; j < lots.length; ++j) {
                (SeriesKind kind, uint256 a, uint256 b, uint256 c) = clearing.seriesTerms(seriesIds[j]);
                payoffs[i] += lots[j] * _payoff(kind, int256(a), int256(b), int256(c), figure);
            }
        }
    }

    /// @dev In another form than the library's.
    function _payoff(SeriesKind kind, int256 a, int256 b, int256 c, int256 figure) private pure returns (int256) {
        if (kind == SeriesKind.Put) return figure >= a ? int256(0) : a - figure;
        int256 above = figure <= a ? int256(0) : (figure < b ? figure : b) - a;
        return kind == SeriesKind.Call ? above : above + a - c;
    }

    function _kind() private pure returns (SeriesKind) {
        return SeriesKind.Put;
    }

    /// @dev Writes a settled price where the oracle keeps it.
    function _setPrice(uint128 price) private {
        bytes32 slot = keccak256(abi.encode(EXPIRY, keccak256(abi.encode(uint256(market), uint256(8)))));
        uint256 rung = uint256(ISettlementOracle.Rung.Fixings);
        vm.store(address(oracle), slot, bytes32((rung << 128) | price));
        vm.assertTrue(oracle.settlement(market, EXPIRY).rung == ISettlementOracle.Rung.Fixings, "slot of the price");
    }
}
