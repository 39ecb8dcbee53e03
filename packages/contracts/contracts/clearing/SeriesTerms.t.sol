// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {SeriesTerms} from "./SeriesTerms.sol";
import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";

/// @notice Which terms there are, and what they pay at and beside every kink.
contract SeriesTermsTest is Test {
    using SeriesTerms for SeriesWord;

    uint256 private constant MAX = 2 ** 80 - 1;

    function test_default_payoffs() public pure {
        SeriesWord call = SeriesWords.pack(SeriesKind.Call, 100, 150, 0);
        _paid(call, [int256(0), 100, 101, 149, 150, 2 ** 128 - 1], [int256(0), 0, 1, 49, 50, 50]);
        SeriesWord put = SeriesWords.pack(SeriesKind.Put, 90, 0, 0);
        _paid(put, [int256(0), 1, 89, 90, 91, 2 ** 128 - 1], [int256(90), 89, 1, 0, 0, 0]);
        SeriesWord collar = SeriesWords.pack(SeriesKind.Collar, 80, 130, 100);
        _paid(collar, [int256(0), 80, 81, 129, 130, 2 ** 128 - 1], [int256(-20), -20, -19, 29, 30, 30]);
        SeriesWord swap = SeriesWords.pack(SeriesKind.IndexSwap, 40, uint80(int80(-5)), 0);
        _paid(swap, [int256(-46), -45, -44, 34, 35, 36], [int256(-40), -40, -39, 39, 40, 40]);
    }

    /// @dev Amounts of 80 bits and prices of 128 leave no room for a wrap.
    function test_behavior_theLargest() public pure {
        int256 max = int256(MAX);
        SeriesWord swap = SeriesWords.pack(SeriesKind.IndexSwap, MAX, uint80(type(int80).min), 0);
        vm.assertEq(swap.payoff(int256(uint256(type(uint128).max))), max, "most");
        vm.assertEq(swap.payoff(-int256(uint256(type(uint128).max))), -max, "least");
        vm.assertEq(SeriesWords.pack(SeriesKind.Put, MAX, 0, 0).payoff(0), max, "a put at zero");
    }

    function test_behavior_whichTermsThereAre() public pure {
        SeriesKind call = SeriesKind.Call;
        _valid(call, 0, 0, 0, true);
        _valid(call, 5, 4, 0, false);
        _valid(call, 5, 5, 0, true);
        _valid(call, 5, 6, 1, false);
        _valid(call, 5, MAX, 0, true);
        _valid(call, 5, MAX + 1, 0, false);
        _valid(SeriesKind.Put, 0, 0, 0, false);
        _valid(SeriesKind.Put, 1, 0, 0, true);
        _valid(SeriesKind.Put, MAX, 0, 0, true);
        _valid(SeriesKind.Put, MAX + 1, 0, 0, false);
        _valid(SeriesKind.Put, 5, 1, 0, false);
        _valid(SeriesKind.Put, 5, 0, 1, false);
        _valid(SeriesKind.Collar, 5, 7, 6, true);
        _valid(SeriesKind.Collar, 5, 5, 5, true);
        _valid(SeriesKind.Collar, 5, 7, 4, false);
        _valid(SeriesKind.Collar, 5, 7, 8, false);
        _valid(SeriesKind.Collar, 8, 7, MAX + 1, false);
    }

    function test_behavior_whichSwapsThereAre() public pure {
        SeriesKind swap = SeriesKind.IndexSwap;
        vm.assertTrue(SeriesTerms.areValid(swap, 1, MAX, 0, true), "any spread");
        vm.assertFalse(SeriesTerms.areValid(swap, 1, MAX + 1, 0, true), "a spread of more bits");
        vm.assertFalse(SeriesTerms.areValid(swap, 0, 0, 0, true), "no bound");
        vm.assertFalse(SeriesTerms.areValid(swap, 1, 0, 1, true), "a third term");
        vm.assertFalse(SeriesTerms.areValid(swap, 1, 0, 0, false), "one market");
        vm.assertFalse(SeriesTerms.areValid(SeriesKind.Call, 1, 2, 0, true), "a call of two");
    }

    function _paid(SeriesWord word, int256[6] memory figures, int256[6] memory payoffs) private pure {
        for (uint256 i = 0; i < 6; ++i) vm.assertEq(word.payoff(figures[i]), payoffs[i], "payoff");
    }

    function _valid(SeriesKind kind, uint256 a, uint256 b, uint256 c, bool valid) private pure {
        vm.assertTrue(SeriesTerms.areValid(kind, a, b, c, false) == valid, "validity");
    }
}
