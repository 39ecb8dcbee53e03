// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {SeriesKind} from "../../clearing/SeriesWord.sol";
import {SeriesActs} from "./SeriesActs.t.sol";

/// @notice Trades: wild ones, ones that open, and ones that take back what somebody holds.
abstract contract FillActs is SeriesActs {
    function _fill() internal {
        if (listed.length == 0) return;
        Trade memory trade = _chance(35) ? _closing() : _opening();
        trade.by = _someMatcher();
        // Its friends trade through the hostile one, when it tries.
        if (trade.by == hostile && _chance(60)) (trade.maker, trade.taker) = (2, 3);
        _bring(trade);
    }

    /// @dev Two accounts trade a lot in each of seventeen series of a book, of which they may hold sixteen.
    function _tradeEach() internal {
        if (listed.length == 0 || listed.length > 60) return;
        uint256 book = listed[listed.length - 1].book;
        Kept memory kept = books[book];
        if (kept.market != kept.against) return;
        for (uint256 i = 0; i < 17; ++i) {
            _listAs(kept.market, kept.market, kept.expiry, SeriesKind.Put, (i + 1) * 10e18, 0, 0);
        }
        for (uint256 i = 0; i < listed.length; ++i) {
            if (listed[i].book == book) _bring(Trade(cast.matcher, i, 2, 4, true, 1, 1e18));
        }
    }

    /// @dev The broker takes over what another holds long, when the market bears just that: too much for the house.
    function _takeOver() internal {
        uint256 first = _oneOf(listed.length + 1);
        for (uint256 i = 0; i < listed.length; ++i) {
            uint256 place = (first + i) % listed.length;
            if (time >= _openingEnds(listed[place].book)) continue;
            for (uint256 j = 0; j < 5; ++j) {
                if (lots[j][place] <= 0) continue;
                Kept storage kept = books[listed[place].book];
                _setCap(uint16(kept.market), uint256(lots[j][place]));
                return _bring(Trade(cast.matcher, place, j, 5, true, uint256(lots[j][place]), 0));
            }
        }
    }

    function _bring(Trade memory trade) private {
        // The one that trades itself is mostly a side.
        if (trade.by == actors[VAULT] && _chance(80)) trade.maker = VAULT;
        bool isReducing = _reduces(trade);
        bytes memory refusal = _refusalOfFill(trade);
        IClearingHouse.Fill memory deal = IClearingHouse.Fill(
            idOf[trade.place], actors[trade.maker], actors[trade.taker], trade.takerBuys, trade.lots, trade.premium
        );
        _act("fill", trade.by, address(cast.clearing), abi.encodeCall(IClearingHouse.fill, (deal)), refusal);
        if (refusal.length == 0 && isReducing) ++done["reducing fill"];
        if (refusal.length == 0 && !_isOption(trade)) ++done["synthetic fill"];
        if (refusal.length == 0 && trade.by == hostile) ++done["hostile fill"];
    }

    /// @dev Of a series that can still be opened, where there is one.
    function _opening() internal returns (Trade memory trade) {
        trade.place = _oneOf(listed.length);
        for (uint256 i = 0; i < listed.length && time >= _openingEnds(listed[trade.place].book); ++i) {
            if (_chance(3)) break;
            trade.place = (trade.place + 1) % listed.length;
        }
        (trade.maker, trade.taker) = (_oneOf(ACTORS), _oneOf(ACTORS));
        if (trade.maker == trade.taker && _chance(90)) trade.taker = (trade.maker + 1) % ACTORS;
        trade.takerBuys = _chance(60);
        trade.lots = _chance(3) ? 0 : _between(1, 40);
        trade.premium = int256(_between(0, trade.lots * 20e18));
        if (_chance(15)) trade.premium = -trade.premium;
    }

    /// @dev Who is long sells to who is short, up to what they hold, and at times a lot more.
    function _closing() internal returns (Trade memory trade) {
        trade = _opening();
        for (uint256 i = 0; i < 6; ++i) {
            uint256 place = _oneOf(listed.length);
            if (time >= books[listed[place].book].expiry) continue;
            for (uint256 j = 0; j < ACTORS; ++j) {
                if (lots[j][place] > 0) (trade.maker, trade.place) = (j, place);
            }
            for (uint256 j = 0; j < ACTORS; ++j) if (lots[j][place] < 0) trade.taker = j;
            if (lots[trade.maker][place] <= 0 || lots[trade.taker][place] >= 0) continue;
            uint256 most = uint256(lots[trade.maker][place]);
            uint256 other = uint256(-lots[trade.taker][place]);
            (trade.takerBuys, trade.lots) = (true, _between(1, most < other ? most : other));
            if (_chance(15)) ++trade.lots;
            return trade;
        }
    }

    function _reduces(Trade memory trade) private view returns (bool) {
        return !_opens(trade, trade.maker, !trade.takerBuys) && !_opens(trade, trade.taker, trade.takerBuys);
    }
}
