// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";

/// @title What the index shows over a long period
/// @notice The index is a ring of 1,024 hours; this keeps one word for each market and day, so that evidence over
/// months can be read. Nobody owns it and anyone may feed it; it copies, it does not judge.
interface IReadinessMeter {
    /// @notice A day of a market, in one slot.
    /// @param digested False for a day that nobody kept; evidence over it can't be had.
    /// @param tradedHours Hours with a trade, at most 24.
    /// @param price Index price of the day: wei per fresh unit at confidence 1.0, rounded down, at most 2**112 - 1.
    /// @param volume Sum of asks in wei.
    struct Day {
        bool digested;
        uint8 tradedHours;
        uint112 price;
        uint128 volume;
    }

    /// @notice Sums over a period.
    /// @param tradedHours Hours with a trade.
    /// @param volume Sum of asks in wei.
    /// @param moves Number of moves from one traded day's price to the next traded day's.
    /// @param sumSquaredMoves Sum of the squares of those moves in basis points, each rounded up, at most 1,000,000.
    struct Evidence {
        uint256 tradedHours;
        uint256 volume;
        uint256 moves;
        uint256 sumSquaredMoves;
    }

    /// @notice A day is kept for ever.
    /// @param market Its market.
    /// @param day Counted from 1970-01-01.
    /// @param tradedHours Hours with a trade.
    /// @param volume Sum of asks in wei.
    /// @param price Index price of the day, 0 without a trade.
    event DayDigested(uint256 indexed market, uint256 indexed day, uint256 tradedHours, uint256 volume, uint256 price);

    /// @notice What a keeper must digest next, after every digest.
    /// @param market Its market.
    /// @param nextDay The first day from the digest's on that nobody has kept, whether it is over or not.
    /// @param lostAt Unix second from which it can't be digested any more.
    event DigestDue(uint256 indexed market, uint256 nextDay, uint256 lostAt);

    /// @notice Only whole days are digested.
    /// @param day The one that is not over.
    /// @param timestamp Now.
    error ReadinessMeter_DayNotOver(uint256 day, uint256 timestamp);
    /// @notice The index may have overwritten hours of this day: it can't be digested any more.
    /// @param day Which one.
    /// @param timestamp Now.
    error ReadinessMeter_DayLost(uint256 day, uint256 timestamp);
    /// @notice A day of the period was not digested: days left out are the ones that would not have passed.
    /// @param market Its market.
    /// @param day The first that is missing.
    error ReadinessMeter_DayMissing(uint256 market, uint256 day);
    /// @notice A period has some days, and a limited number.
    /// @param fromDay Its first day.
    /// @param toDay The day after its last.
    /// @param max Most days.
    error ReadinessMeter_PeriodLength(uint256 fromDay, uint256 toDay, uint256 max);
    /// @notice A digest takes some days, and no more than fit the ring.
    /// @param size What was given.
    /// @param max Most days.
    error ReadinessMeter_BatchSize(uint256 size, uint256 max);
    /// @notice The marketplace can't be the zero address.
    /// @param field `marketplace`.
    error ReadinessMeter_ZeroAddress(string field);

    /// @notice Digests whole days that are over and still in the index. Days that are already digested stay as they are.
    /// Anyone may call it; once a month is enough.
    /// @param market Whose days.
    /// @param fromDay The first, counted from 1970-01-01.
    /// @param count How many, at most 42.
    function digest(uint256 market, uint256 fromDay, uint256 count) external;

    /// @notice Whose index is measured.
    /// @return The marketplace.
    function marketplace() external view returns (IDataMarketplace);

    /// @notice What was kept of a day.
    /// @param market Its market.
    /// @param day Counted from 1970-01-01.
    /// @return Zeros for a day that nobody digested.
    function dayOf(uint256 market, uint256 day) external view returns (Day memory);

    /// @notice When a day leaves the index.
    /// @param day Counted from 1970-01-01.
    /// @return Unix second from which it can't be digested any more.
    function lostAt(uint256 day) external pure returns (uint256);

    /// @notice What the days of a period show; every one of them must have been digested.
    /// @param market Whose days.
    /// @param fromDay The first.
    /// @param toDay The day after the last, at most 366 later.
    /// @return Sums over the period.
    function evidence(uint256 market, uint256 fromDay, uint256 toDay) external view returns (Evidence memory);
}
