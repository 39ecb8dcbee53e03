// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {SeriesTerms} from "./SeriesTerms.sol";
import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";
import {WorstCase} from "./WorstCase.sol";

/// @notice The short way for one series against the walk over kinks, and a swap's bound against what it pays.
contract WorstCaseTest is Test {
    using SeriesTerms for SeriesWord;

    uint256 private constant MAX = 2 ** 80 - 1;

    function testFuzz_behavior_oneSeriesIsAWalkOfOne(uint256 x, uint256 y, uint256 z, uint256 w) public pure {
        int256 lots = int256(_within(w, 0, 2 ** 48 - 2)) - (2 ** 47 - 1);
        uint256 a = _within(x, 0, MAX);
        uint256 b = _within(y, a, MAX);
        _same(SeriesWords.pack(SeriesKind.Call, a, b, 0), lots);
        _same(SeriesWords.pack(SeriesKind.Put, a, 0, 0), lots);
        _same(SeriesWords.pack(SeriesKind.Collar, a, b, _within(z, a, b)), lots);
    }

    function testFuzz_behavior_aSwapLosesItsBound(uint256 bound, int80 spread, int48 lots) public pure {
        bound = _within(bound, 1, MAX);
        SeriesWord swap = SeriesWords.pack(SeriesKind.IndexSwap, bound, uint80(spread), 0);
        int256 far = int256(uint256(type(uint128).max));
        int256 loss = -int256(lots) * swap.payoff(lots > 0 ? -far : far);
        vm.assertEq(int256(WorstCase.ofOne(swap, lots)), loss, "at the far end");
    }

    function _same(SeriesWord word, int256 lots) private pure {
        (SeriesWord[] memory words, int256[] memory all) = (new SeriesWord[](1), new int256[](1));
        (words[0], all[0]) = (word, lots);
        vm.assertEq(WorstCase.ofOne(word, lots), WorstCase.worstCase(words, all), "loss");
    }
}
