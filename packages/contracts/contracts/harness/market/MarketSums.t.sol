// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketBooks} from "./MarketBooks.t.sol";

/// @notice The arithmetic of the marketplace done a second time, slowly and plainly, without its libraries.
abstract contract MarketSums is MarketBooks {
    /// @dev The smallest whole number that is not below `a / b`.
    function _up(uint256 a, uint256 b) internal pure returns (uint256) {
        return a % b == 0 ? a / b : a / b + 1;
    }

    function _expiry(uint256 id) internal view returns (uint256) {
        return segments[id].issuedAt + segments[id].window;
    }

    /// @dev Between two knots a straight line: `from` less the part of the fall that has passed.
    function _freshness(uint256 id) internal view returns (uint256) {
        Listed storage segment = segments[id];
        uint256[16] storage knots = curves[segment.curve];
        uint256 fifteenths = (time - segment.issuedAt) * 15;
        uint256 knot = fifteenths / segment.window;
        uint256 fall = knots[knot] - knots[knot + 1];
        uint256 scaled = knots[knot] * segment.window - fall * (fifteenths % segment.window);
        return _up(scaled * 1e18, 65_535 * segment.window);
    }

    function _ask(uint256 id) internal view returns (uint256) {
        return _up(segments[id].freshAsk * _freshness(id), 1e18);
    }

    /// @dev The broker's part is rounded up, so that the provider's is rounded down.
    function _spread(uint256 id, uint256 ask) internal view returns (uint256) {
        return _up(ask * segments[id].margin, 10_000);
    }

    function _bandOf(uint256 centre, uint256 bps) internal pure returns (uint256 low, uint256 high) {
        return (_up(centre * (10_000 - bps), 10_000), centre * (10_000 + bps) / 10_000);
    }

    function _marketBand(uint256 market) internal view returns (uint256 low, uint256 high) {
        return _bandOf(venues[market].referenceAsk, venues[market].terms.bandBps);
    }

    /// @dev From where the reference is measured in the next move.
    function _restedReference(uint256 market) internal view returns (uint256) {
        Venue storage venue = venues[market];
        return time - venue.anchorAt >= 86_400 ? venue.referenceAsk : venue.anchorAsk;
    }

    function _restedAsk(uint256 id) internal view returns (uint256) {
        Listed storage segment = segments[id];
        return time - segment.movedAt >= 86_400 ? segment.freshAsk : segment.anchorAsk;
    }

    /// @dev The end of the settlement window that runs, looking for a settlement hour by hour; 0 when none does.
    function _frozenUntil(uint256 market) internal view returns (uint256) {
        (uint256 period, uint256 offset) =
            (venues[market].terms.settlementPeriodHours, venues[market].terms.settlementOffsetHours);
        if (period == 0) return 0;
        for (uint256 ahead = 1; ahead <= venues[market].terms.settlementWindowHours; ++ahead) {
            uint256 hour = time / 3_600 + ahead;
            if (hour % period == offset) return hour * 3_600;
        }
        return 0;
    }

    function _isPausedNow() internal view returns (bool) {
        return ownerPaused || (copiedPause && _isPaused(0));
    }

    function _isOutside(address account) internal view returns (bool) {
        return lists[account] || prices[account] || isBroker[account] || isAffiliate[account];
    }

    function _owed(uint256 earner) internal view returns (uint256) {
        return earners[earner].received - earners[earner].takenOut;
    }

    /// @dev What an hour of the ring shows: its trades, unless an hour 1,024 or more later took its place.
    function _bucket(uint256 market, uint256 hour) internal view returns (Traded memory sums) {
        for (uint256 i = 1; i < traded.length; ++i) {
            Traded storage entry = traded[i];
            if (entry.market == market && entry.hour > hour && (entry.hour - hour) % 1_024 == 0) return sums;
        }
        uint256 position = tradedAt[market][hour];
        if (position != 0) sums = traded[position];
    }
}
