// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReadinessMeter} from "../../gate/IReadinessMeter.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice Reading the index over periods, and keeping days of it before the ring moves on.
abstract contract IndexActs is Refusals {
    function _readPrice() internal {
        uint256 market = _someMarket();
        uint256 hour = time / 3_600 + 1;
        uint256 from = hour - _between(0, 1_024);
        uint256 to = _chance(90) ? from + _between(0, hour - from) : from + 1_025;
        bytes memory refusal;
        if (!_isMarket(market)) refusal = _unknownMarket(market);
        else if (to == from + 1_025) {
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_IndexRangeTooLong.selector, from, to);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.indexPrice, (market, from, to));
        bytes memory answer = _act("indexPrice", _actor(), _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        (uint256 weight, uint256 ask) = (0, 0);
        for (uint256 i = 1; i < traded.length; ++i) {
            Traded storage entry = traded[i];
            if (entry.market != market || entry.hour < from || entry.hour >= to) continue;
            Traded memory shown = _bucket(market, entry.hour);
            (weight, ask) = (weight + shown.weight, ask + shown.ask);
        }
        uint256 price = weight == 0 ? 0 : ask * 1e22 / weight;
        vm.assertEq(abi.decode(answer, (uint256)), price, "I21: price of a period");
    }

    function _digest() internal {
        uint256 market = 1 + _oneOf(venues.length - 1);
        uint256 today = time / 86_400;
        uint256 count = _chance(4) ? 43 * _oneOf(2) : _between(1, 5);
        uint256 from = today - _between(1, _chance(85) ? 4 : 44);
        bytes memory refusal = _refusalOfDigest(market, from, count);
        bytes memory call = abi.encodeCall(IReadinessMeter.digest, (market, from, count));
        _act("digest", _actor(), address(cast.meter), call, refusal);
        if (refusal.length != 0) return;
        for (uint256 day = from; day < from + count; ++day) {
            if (!digested[market][day]) _checkDay(market, day);
            digested[market][day] = true;
        }
    }

    function _refusalOfDigest(uint256 market, uint256 from, uint256 count) private view returns (bytes memory) {
        if (count == 0 || count > 42) {
            return abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_BatchSize.selector, count, 42);
        }
        for (uint256 day = from; day < from + count; ++day) {
            if (digested[market][day]) continue;
            if (day >= time / 86_400) {
                return abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_DayNotOver.selector, day, time);
            }
            if (time >= day * 86_400 + 1_024 * 3_600) {
                return abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_DayLost.selector, day, time);
            }
        }
        return "";
    }

    /// @dev I33: a day is the sums of its hours.
    function _checkDay(uint256 market, uint256 day) private view {
        (uint256 hours_, uint256 ask, uint256 weight) = (0, 0, 0);
        for (uint256 hour = day * 24; hour < day * 24 + 24; ++hour) {
            uint256 position = tradedAt[market][hour];
            if (position == 0) continue;
            hours_ += 1;
            ask += traded[position].ask;
            weight += traded[position].weight;
        }
        IReadinessMeter.Day memory kept = cast.meter.dayOf(market, day);
        vm.assertTrue(kept.digested, "I33: kept");
        vm.assertEq(kept.tradedHours, hours_, "I33: hours");
        vm.assertEq(kept.volume, ask, "I33: volume");
        vm.assertEq(kept.price, weight == 0 ? 0 : ask * 1e22 / weight, "I33: price");
    }
}
