// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketSums} from "./MarketSums.t.sol";

/// @notice Time: minutes mostly, and jumps to where something ends.
abstract contract TimeActs is MarketSums {
    function _pass() internal {
        uint256 way = _oneOf(100);
        if (way < 44) _moveTo(time + _between(0, 7_200));
        else if (way < 60) _toAnExpiry();
        else if (way < 72) _toASettlement();
        else if (way < 79) _moveTo(time + _between(3_599, 3_600));
        else if (way < 86) _moveTo(time + _between(86_399, 86_400));
        else if (way < 92) _toAPauseEnd();
        else if (way < 96) _moveTo(time + _between(86_400, 700_000));
        else _aroundTheRing();
    }

    /// @dev The last second of a segment's window, or the first after it.
    function _toAnExpiry() private {
        for (uint256 i = 0; i < 6 && segments.length > 1; ++i) {
            uint256 expiry = _expiry(1 + _oneOf(segments.length - 1));
            if (expiry <= time) continue;
            _moveTo(expiry - _oneOf(2));
            return;
        }
    }

    /// @dev Where a frozen window begins or ends, or a second before.
    function _toASettlement() private {
        uint256 period = venues[2].terms.settlementPeriodHours;
        uint256 hour = time / 3_600 + 1;
        uint256 ahead = _chance(50) ? 0 : venues[2].terms.settlementWindowHours;
        while ((hour + ahead) % period != venues[2].terms.settlementOffsetHours) ++hour;
        _moveTo(hour * 3_600 - _oneOf(2));
        if (_frozenUntil(2) != 0) ++done["settlement window"];
    }

    function _toAPauseEnd() private {
        uint256 until = _pauses[0].until;
        if (until > time && until <= time + 604_800) _moveTo(until - _oneOf(2));
    }

    /// @dev To an hour whose place in the ring an earlier trade has.
    function _aroundTheRing() private {
        if (traded.length == 1) return;
        uint256 hour = traded[traded.length - 1 - _oneOf(traded.length - 1) % 3].hour + 1_024;
        if (hour * 3_600 < time) return;
        _moveTo(hour * 3_600 + _oneOf(3_600));
        ++done["round of the ring"];
    }
}
