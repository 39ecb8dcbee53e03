// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind, SeriesWord, SeriesWords} from "../contracts/clearing/SeriesWord.sol";
import {WorstCase} from "../contracts/clearing/WorstCase.sol";

/// @title Why the largest loss lies at zero or at a kink
/// @dev Over the specification: `WorstCase` walks arrays in loops, which no property here can run. What is proven is each
/// step of its walk and that the kinks it makes of a leg are the leg's payoff.
contract WorstCaseProofs {
    /// @notice Between two kinks the loss is never above both ends, and beyond the last, where it is flat, it is that of the last.
    function worstIsAtAnEnd(int128 loss, int64 slope, uint80 from, uint80 price, uint80 to) external pure {
        require(from <= price && price <= to);
        int256 here = loss + slope * int256(uint256(price - from));
        int256 there = loss + slope * int256(uint256(to - from));
        assert(here <= loss || here <= there);
        assert(slope != 0 || here == loss);
    }

    /// @notice A call's payoff `min(max(S - strike, 0), cap - strike)` is a rise of slope 1 at the strike and one of -1 at the cap.
    function callIsItsKinks(uint80 price, uint80 strike, uint80 cap) external pure {
        require(strike <= cap);
        uint256 rise = price > strike ? price - strike : 0;
        uint256 payoff = rise < cap - strike ? rise : cap - strike;
        uint256 turned = price > cap ? price - cap : 0;
        assert(payoff == rise - turned);
    }

    /// @notice A put's payoff `max(strike - S, 0)` begins at the strike, falls with slope -1 and turns by 1 at the strike.
    function putIsItsKinks(uint80 price, uint80 strike) external pure {
        uint256 payoff = strike > price ? strike - price : 0;
        uint256 turned = price > strike ? price - strike : 0;
        assert(payoff + price == strike + turned);
    }

    /// @notice The margin of one written call is what it can pay.
    /// @custom:unproven `worstCase` fills, sorts and walks arrays in loops, which the bounded checker cuts off. Held by
    /// `clearing.test.ts`, against the library on random books.
    function oneWrittenCall(uint80 strike, uint80 cap, uint32 lots) external pure {
        require(strike < cap);
        SeriesWord[] memory series = new SeriesWord[](1);
        int256[] memory position = new int256[](1);
        series[0] = SeriesWords.pack(SeriesKind.Call, strike, cap, 0);
        position[0] = -int256(uint256(lots));
        assert(WorstCase.worstCase(series, position) == uint256(lots) * (cap - strike));
    }
}
