// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../index/MarketIndex.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {BPS, DAY, HOUR} from "../math/Units.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";

/// @title ReadinessMeter: see IReadinessMeter for what every function promises
contract ReadinessMeter is IReadinessMeter {
    uint256 private constant HOURS = 24;
    /// @dev Whole days that fit the ring.
    uint256 private constant MAX_BATCH = MarketIndex.RING_HOURS / HOURS;
    uint256 private constant MAX_PERIOD = 366;
    /// @dev A hundredfold move: beyond any threshold, and its square can't overflow a sum.
    uint256 private constant MAX_MOVE_BPS = 1_000_000;

    /// @inheritdoc IReadinessMeter
    IDataMarketplace public immutable marketplace;
    mapping(uint256 market => mapping(uint256 day => Day)) private _days;

    /// @param marketplace_ Whose index is measured.
    constructor(IDataMarketplace marketplace_) {
        if (address(marketplace_) == address(0)) revert ReadinessMeter_ZeroAddress("marketplace");
        marketplace = marketplace_;
    }

    /// @inheritdoc IReadinessMeter
    function digest(uint256 market, uint256 fromDay, uint256 count) external {
        if (count == 0 || count > MAX_BATCH) revert ReadinessMeter_BatchSize(count, MAX_BATCH);
        uint256 next = fromDay + count;
        for (uint256 day = fromDay; day < next; ++day) _digest(market, day);
        // No day after today is digested, so this ends.
        while (_days[market][next].digested) ++next;
        emit DigestDue(market, next, lostAt(next));
    }

    /// @inheritdoc IReadinessMeter
    function dayOf(uint256 market, uint256 day) external view returns (Day memory) {
        return _days[market][day];
    }

    /// @inheritdoc IReadinessMeter
    function evidence(uint256 market, uint256 fromDay, uint256 toDay)
        external
        view
        returns (Evidence memory shown)
    {
        if (fromDay >= toDay || toDay - fromDay > MAX_PERIOD) {
            revert ReadinessMeter_PeriodLength(fromDay, toDay, MAX_PERIOD);
        }
        uint256 before;
        for (uint256 day = fromDay; day < toDay; ++day) {
            Day memory today = _days[market][day];
            if (!today.digested) revert ReadinessMeter_DayMissing(market, day);
            shown.tradedHours += today.tradedHours;
            shown.volume += today.volume;
            if (today.price == 0) continue;
            if (before != 0) {
                uint256 move = _moveBps(before, today.price);
                shown.sumSquaredMoves += move * move;
                ++shown.moves;
            }
            before = today.price;
        }
    }

    /// @inheritdoc IReadinessMeter
    function lostAt(uint256 day) public pure returns (uint256) {
        // The day's first hour is overwritten by the first trade 1,024 hours later, never before.
        return (day * HOURS + MarketIndex.RING_HOURS) * HOUR;
    }

    function _digest(uint256 market, uint256 day) private {
        if (_days[market][day].digested) return;
        if (block.timestamp < (day + 1) * DAY) revert ReadinessMeter_DayNotOver(day, block.timestamp);
        if (block.timestamp >= lostAt(day)) revert ReadinessMeter_DayLost(day, block.timestamp);
        uint256 tradedHours;
        uint256 sumAsk;
        uint256 sumWeight;
        for (uint256 hour = day * HOURS; hour < (day + 1) * HOURS; ++hour) {
            MarketIndex.Bucket memory bucket = marketplace.indexBucket(market, hour);
            if (bucket.trades != 0) ++tradedHours;
            sumAsk += bucket.sumAsk;
            sumWeight += bucket.sumWeight;
        }
        // Rounds down, as the index does.
        uint256 price = sumWeight == 0 ? 0 : (sumAsk * MarketIndex.WEIGHT_ONE) / sumWeight;
        if (price > type(uint112).max) price = type(uint112).max;
        _days[market][day] = Day({
            digested: true,
            tradedHours: uint8(tradedHours),
            price: uint112(price),
            volume: uint128(sumAsk)
        });
        emit DayDigested(market, day, tradedHours, sumAsk, price);
    }

    /// @dev Rounds up, against whoever wants to show stability. Prices are below 2**112.
    function _moveBps(uint256 from, uint256 to) private pure returns (uint256 move) {
        uint256 distance = to > from ? to - from : from - to;
        move = MulDiv.mulDivUp(distance, BPS, from);
        if (move > MAX_MOVE_BPS) move = MAX_MOVE_BPS;
    }
}
