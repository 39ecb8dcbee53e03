// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";

/// @title What the index shows over a long period
/// @notice The index is a ring of 1,024 hours; this keeps one word for each market and day, so that evidence over
/// months can be read. Nobody owns it and anyone may feed it; it copies, it does not judge.
interface IReadinessMeter {
    /// @notice A day of a market. Days that were not digested in time count as days without a trade.
    /// @param price Index price of the day: wei per fresh unit at confidence 1.0, rounded down, at most 2**112 - 1.
    /// @param volume Sum of asks in wei.
    struct Day {
        bool digested;
        uint8 tradedHours;
        uint112 price;
        uint128 volume;
    }

    /// @notice Sums over a period.
    /// @param moves Number of moves from one traded day's price to the next traded day's.
    /// @param sumSquaredMoves Sum of the squares of those moves in basis points, each rounded up, at most 1,000,000.
    struct Evidence {
        uint256 tradedHours;
        uint256 volume;
        uint256 moves;
        uint256 sumSquaredMoves;
    }

    event DayDigested(uint256 indexed market, uint256 indexed day, uint256 tradedHours, uint256 volume, uint256 price);

    error ReadinessMeter_DayNotOver(uint256 day, uint256 timestamp);
    /// @notice The index may have overwritten hours of this day: it can't be digested any more.
    error ReadinessMeter_DayLost(uint256 day, uint256 timestamp);
    error ReadinessMeter_PeriodLength(uint256 fromDay, uint256 toDay, uint256 max);
    error ReadinessMeter_BatchSize(uint256 size, uint256 max);
    error ReadinessMeter_ZeroAddress();

    /// @notice Digests `count` whole days (at most 42) from `fromDay`, counted from 1970-01-01, that are over and still
    /// in the index. Days that are already digested stay as they are. Anyone may call it; once a month is enough.
    function digest(uint256 market, uint256 fromDay, uint256 count) external;

    function marketplace() external view returns (IDataMarketplace);
    function dayOf(uint256 market, uint256 day) external view returns (Day memory);

    /// @notice What the digested days of `[fromDay, toDay)`, at most 366, show.
    function evidence(uint256 market, uint256 fromDay, uint256 toDay) external view returns (Evidence memory);
}
