// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {SeriesKind} from "../../clearing/SeriesWord.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "../../settlement/ISettlementOracle.sol";
import {HouseOfficeActs} from "./HouseOfficeActs.t.sol";

/// @notice Trade of the markets, caps, and series of whoever lists them.
abstract contract SeriesActs is HouseOfficeActs {
    uint256 private constant MOST_SERIES = 90;
    uint256 private _contents;

    /// @dev Asks of 38 to 112 PAT at a confidence of 0.75: an index of 50 to 150.
    function _trade() internal {
        uint16 market = cast.markets[_oneOf(2)];
        IDataMarketplace.Listing memory listing = IDataMarketplace.Listing({
            contentHash: keccak256(abi.encode("walk", ++_contents)),
            provider: cast.provider,
            distributionRoot: 0,
            freshAsk: uint88(_between(38e18, 112e18)),
            issuedAt: uint32(time),
            market: market,
            confidenceBps: 7_500,
            capacity: 1,
            curve: 0
        });
        vm.prank(cast.lister);
        uint256 id = cast.marketplace.registerSegment(listing);
        vm.prank(cast.buyer);
        cast.marketplace.buySegment(id);
        ++done["trade"];
    }

    /// @dev As measured today, where the oracle keeps it: plenty, or so little that it binds.
    function _measure() internal {
        uint16 market = cast.markets[_oneOf(2)];
        _setCap(market, _chance(65) ? 1_000_000 : _between(0, 400));
    }

    function _setCap(uint16 market, uint256 lots_) internal {
        bytes32 slot = keccak256(abi.encode(uint256(market), uint256(10)));
        vm.store(address(cast.oracle), slot, bytes32(((time / 1 days) << 224) | lots_));
        vm.assertEq(cast.oracle.openInterestCap(market), lots_, "slot of the cap");
    }

    function _list() internal {
        (uint256 market, uint256 against, uint256 expiry) = _scope();
        (SeriesKind kind, uint256 a, uint256 b, uint256 c) = _terms(market != against);
        _listAs(market, against, expiry, kind, a, b, c);
    }

    function _listAs(uint256 market, uint256 against, uint256 expiry, SeriesKind kind, uint256 a, uint256 b, uint256 c)
        internal
    {
        uint256 known = _known(market, against, expiry, kind, a, b, c);
        if (known == listed.length && listed.length >= MOST_SERIES) return;
        bytes memory refusal;
        if (!_isWellFormed(kind, a, b, c)) {
            refusal = abi.encodeWithSelector(IClearingHouse.ClearingHouse_MalformedSeries.selector, kind, a, b, c);
        } else if (known == listed.length) {
            refusal = _refusalOfListing(market, against, expiry);
        }
        bytes memory call = abi.encodeCall(IClearingHouse.createSeries, (market, against, expiry, kind, a, b, c));
        bytes memory answer =
            _act("createSeries", actors[_oneOf(ACTORS)], address(cast.clearing), call, refusal);
        if (refusal.length != 0) return;
        uint256 book = _bookOf(market, against, expiry);
        uint256 place = known;
        if (place == listed.length) {
            listed.push(Listed(book, kind, a, b, c));
            idOf[place] = (_idOfBook(book) << 16) | books[book].series++;
        }
        vm.assertEq(abi.decode(answer, (uint256)), idOf[place], "number of the series");
        books[book].multiplier = cast.clearing.book(_idOfBook(book)).marginMultiplierBps;
    }

    // ------------------------------------------------------------------ rules

    /// @dev What the oracle says comes before the clearing house's own word.
    function _refusalOfListing(uint256 market, uint256 against, uint256 expiry) private view returns (bytes memory refusal) {
        refusal = _refusalOfSettlement(market, expiry);
        if (refusal.length == 0 && against != market) refusal = _refusalOfSettlement(against, expiry);
        if (refusal.length != 0) return refusal;
        if (time >= expiry - 4 hours) {
            return abi.encodeWithSelector(
                IClearingHouse.ClearingHouse_OpeningEnded.selector, expiry - 4 hours, time
            );
        }
        refusal = _refusalOfFallback(market, expiry);
        if (refusal.length == 0 && against != market) refusal = _refusalOfFallback(against, expiry);
    }

    function _refusalOfSettlement(uint256 market, uint256 expiry) private view returns (bytes memory) {
        if (cast.oracle.settlement(market, expiry).fallbackHour != 0) return "";
        if (expiry % 1 days != 0) {
            return abi.encodeWithSelector(
                ISettlementOracle.SettlementOracle_OffCalendar.selector, market, expiry
            );
        }
        if (time >= expiry - 4 hours || expiry > time + 92 days) {
            return abi.encodeWithSelector(
                ISettlementOracle.SettlementOracle_TenorOutOfBounds.selector, expiry - 4 hours, time + 92 days, time
            );
        }
        return _refusalOfIndex(market);
    }

    function _refusalOfFallback(uint256 market, uint256 expiry) private view returns (bytes memory) {
        uint256 hour = cast.oracle.settlement(market, expiry).fallbackHour;
        return hour == 0 || time / 1 hours - hour <= 24 ? bytes("") : _refusalOfIndex(market);
    }

    function _refusalOfIndex(uint256 market) private view returns (bytes memory) {
        uint256 hour = time / 1 hours;
        if (cast.marketplace.indexPrice(market, hour - 24, hour) != 0) return "";
        return abi.encodeWithSelector(ISettlementOracle.SettlementOracle_IndexStale.selector, market, hour);
    }

    // ------------------------------------------------------------------ choices

    /// @dev One of the next midnights; at times an hour that is none, or one too far away.
    function _scope() private returns (uint256 market, uint256 against, uint256 expiry) {
        // Often that of the last series, so that books fill.
        if (listed.length > 0 && _chance(60)) {
            Kept storage last = books[listed[listed.length - 1].book];
            return (last.market, last.against, last.expiry);
        }
        market = cast.markets[_chance(75) ? 0 : 1];
        against = _chance(80) ? market : cast.markets[_oneOf(2)];
        uint256 days_ = _chance(97) ? _oneOf(3) : 92;
        expiry = (time / 1 days + 1 + days_) * 1 days + (_chance(3) ? 1 hours : 0);
    }

    /// @dev On a grid of ten PAT, so that the same terms come again and kinks coincide.
    function _terms(bool isPair) private returns (SeriesKind kind, uint256 a, uint256 b, uint256 c) {
        uint256 low = _between(0, 14) * 10e18;
        uint256 high = low + _between(0, 6) * 10e18;
        if (isPair) {
            uint256 spread = uint256(uint80(int80(int256(_oneOf(5)) * 5e18 - 10e18)));
            return (SeriesKind.IndexSwap, _chance(95) ? 10e18 + low : 0, spread, 0);
        }
        uint256 way = _oneOf(3);
        if (way == 0) return (SeriesKind.Call, low, _chance(96) ? high : low - _lesser(low), 0);
        if (way == 1) return (SeriesKind.Put, low, 0, _chance(96) ? 0 : 1);
        return (SeriesKind.Collar, low, high, _between(low, high) + (_chance(5) ? 60e18 : 0));
    }

    function _lesser(uint256 amount) private pure returns (uint256) {
        return amount == 0 ? 0 : 1;
    }

    function _isWellFormed(SeriesKind kind, uint256 a, uint256 b, uint256 c) private pure returns (bool) {
        if (kind == SeriesKind.Call) return a <= b;
        if (kind == SeriesKind.Put) return a > 0 && c == 0;
        return kind == SeriesKind.Collar ? c >= a && c <= b : a > 0;
    }

    function _bookOf(uint256 market, uint256 against, uint256 expiry) private returns (uint256 place) {
        while (place < books.length) {
            Kept storage kept = books[place];
            if (kept.market == market && kept.against == against && kept.expiry == expiry) return place;
            ++place;
        }
        books.push(Kept(market, against, expiry, 0, 0, false, 0));
    }

    function _known(uint256 market, uint256 against, uint256 expiry, SeriesKind kind, uint256 a, uint256 b, uint256 c)
        private
        view
        returns (uint256 place)
    {
        for (; place < listed.length; ++place) {
            Listed storage each = listed[place];
            Kept storage kept = books[each.book];
            bool isScope = kept.market == market && kept.against == against && kept.expiry == expiry;
            if (isScope && each.kind == kind && each.a == a && each.b == b && each.c == c) break;
        }
    }
}
