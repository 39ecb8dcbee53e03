// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice Repricing of segments and moves of reference asks.
abstract contract PricingActs is Refusals {
    function _reprice() internal {
        address caller = _mostly(cast.pricer);
        uint256 id = _someId();
        uint256 freshAsk = _someAsk(id);
        uint256 margin = _someMargin();
        bytes memory refusal = prices[caller] ? _refusalOfReprice(id, freshAsk, margin) : _notRole(caller, Role.Pricer);
        bytes memory call =
            abi.encodeCall(IDataMarketplace.repriceSegment, (id, uint88(freshAsk), uint16(margin)));
        _act("repriceSegment", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        Listed storage segment = segments[id];
        (segment.anchorAsk, segment.movedAt) = (_restedAsk(id), time);
        (segment.freshAsk, segment.margin) = (freshAsk, margin);
    }

    function _moveReference() internal {
        address caller = _mostly(cast.pricer);
        uint256 market = _someMarket();
        (uint256 low, uint256 high) = (1, 1);
        if (_isMarket(market)) (low, high) = _bandOf(_restedReference(market), venues[market].terms.dailyMoveBps);
        uint256 next = _chance(85) ? _between(low, high) : _chance(50) ? low - 1 : high + 1;
        bytes memory refusal = _refusalOfMove(caller, market, next, low, high);
        bytes memory call = abi.encodeCall(IDataMarketplace.setReferenceAsk, (market, uint88(next)));
        _act("setReferenceAsk", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        Venue storage venue = venues[market];
        (venue.anchorAsk, venue.anchorAt, venue.referenceAsk) = (_restedReference(market), time, next);
    }

    // ------------------------------------------------------------------ choosing

    /// @dev Where the market's band and the segment's day meet, or just beyond one of their four ends.
    function _someAsk(uint256 id) private returns (uint256) {
        if (!_isSegment(id)) return 1;
        (uint256 bandLow, uint256 bandHigh) = _marketBand(segments[id].market);
        (uint256 dayLow, uint256 dayHigh) =
            _bandOf(_restedAsk(id), venues[segments[id].market].terms.dailyMoveBps);
        uint256[4] memory beyond = [bandLow - 1, bandHigh + 1, dayLow - 1, dayHigh + 1];
        if (_chance(15)) return beyond[_oneOf(4)];
        uint256 low = bandLow > dayLow ? bandLow : dayLow;
        uint256 high = bandHigh < dayHigh ? bandHigh : dayHigh;
        return low > high ? low : _between(low, high);
    }

    function _someMargin() private returns (uint256) {
        uint256 lowest = brokerMargin > marginBand ? brokerMargin - marginBand : 0;
        if (_chance(8)) return lowest == 0 || _chance(50) ? brokerMargin + marginBand + 1 : lowest - 1;
        if (_chance(4)) return _chance(50) ? 5_001 : MIN_INDEX_MARGIN - 1;
        uint256 low = lowest > MIN_INDEX_MARGIN ? lowest : MIN_INDEX_MARGIN;
        uint256 high = brokerMargin + marginBand;
        return _between(low, high < 5_000 ? high : 5_000);
    }

    // ------------------------------------------------------------------ rules

    function _refusalOfReprice(uint256 id, uint256 freshAsk, uint256 margin) private view returns (bytes memory refusal) {
        if (!_isSegment(id)) return _unknownSegment(id);
        if (time >= _expiry(id)) return _expired(id);
        refusal = _marginOutOfBounds(margin);
        if (refusal.length != 0) return refusal;
        uint256 lowest = brokerMargin > marginBand ? brokerMargin - marginBand : 0;
        if (margin < lowest || margin > brokerMargin + marginBand) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_MarginOutsideBand.selector, margin, lowest, brokerMargin + marginBand
            );
        }
        refusal = _frozen(segments[id].market);
        if (refusal.length == 0) refusal = _outsideBand(segments[id].market, freshAsk);
        if (refusal.length != 0) return refusal;
        uint256 next = segments[id].movedAt + 3_600;
        if (time < next) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_RepricedTooSoon.selector, id, next, time);
        }
        (uint256 low, uint256 high) = _bandOf(_restedAsk(id), venues[segments[id].market].terms.dailyMoveBps);
        if (freshAsk >= low && freshAsk <= high) return "";
        return abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_AskMoveTooLarge.selector, id, freshAsk, low, high
        );
    }

    function _refusalOfMove(address caller, uint256 market, uint256 next, uint256 low, uint256 high)
        private
        view
        returns (bytes memory refusal)
    {
        if (!prices[caller]) return _notRole(caller, Role.Pricer);
        if (!_isMarket(market)) return _unknownMarket(market);
        refusal = _frozen(market);
        if (refusal.length != 0 || (next >= low && next <= high)) return refusal;
        return abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_ReferenceMoveTooLarge.selector, market, next, low, high
        );
    }
}
