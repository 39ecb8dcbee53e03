// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {Ask} from "./Ask.sol";
import {WAD} from "./Units.sol";

/// @notice I3, I14: decay and split against twins written another way.
contract AskTest is Test {
    uint256 private constant MAX_ASK = type(uint88).max;

    function test_default() public pure {
        vm.assertEq(Ask.decay(100e18, 0.5e18), 50e18, "half of 100 PAT");
        (uint256 payout, uint256 spread) = Ask.split(100e18, 3_000);
        vm.assertEq(payout, 70e18, "provider");
        vm.assertEq(spread, 30e18, "broker");
    }

    /// @notice One wei on either side of a whole quotient.
    function test_behavior_decayBoundaries() public pure {
        uint256[6] memory asks = [uint256(0), 1, WAD - 1, WAD, WAD + 1, MAX_ASK];
        for (uint256 i = 0; i < asks.length; ++i) {
            uint256 ask = asks[i];
            vm.assertEq(Ask.decay(ask, WAD), ask, "fresh");
            vm.assertEq(Ask.decay(ask, 0), 0, "worthless");
            vm.assertEq(Ask.decay(ask, 1), ask == 0 ? 0 : (ask - 1) / WAD + 1, "least freshness");
            // ask - ask / 1e18 rounded up loses a whole wei only from 1e18 on.
            vm.assertEq(Ask.decay(ask, WAD - 1), ask - ask / WAD, "almost fresh");
        }
        vm.assertEq(Ask.decay(2 ** 190 - 1, WAD), 2 ** 190 - 1, "the largest product that fits");
    }

    function test_behavior_splitBoundaries() public pure {
        uint256[7] memory asks = [uint256(0), 1, 2, 9_999, 10_000, 10_001, MAX_ASK];
        uint256[5] memory margins = [uint256(0), 1, 4_999, 5_000, 10_000];
        for (uint256 i = 0; i < asks.length; ++i) {
            for (uint256 j = 0; j < margins.length; ++j) _checkSplit(asks[i], margins[j]);
        }
        (uint256 payout, uint256 spread) = Ask.split(1, 1);
        vm.assertEq(payout, 0, "a payout rounds down");
        vm.assertEq(spread, 1, "the spread takes the remainder");
    }

    function testFuzz_decay_equalsItsTwin(uint256 ask, uint256 freshness) public pure {
        ask = _within(ask, 0, 2 ** 190 - 1);
        freshness = _within(freshness, 0, WAD);
        vm.assertEq(Ask.decay(ask, freshness), _decayTwin(ask, freshness), "decay");
    }

    function testFuzz_split_equalsItsTwin(uint256 ask, uint256 margin) public pure {
        _checkSplit(_within(ask, 0, 2 ** 240 - 1), _within(margin, 0, 10_000));
    }

    /// @notice I14: an ask never rises with staleness and never vanishes.
    function testFuzz_decay_isMonotoneAndPositive(uint256 ask, uint256 fresh, uint256 stale) public pure {
        ask = _within(ask, 1, MAX_ASK);
        fresh = _within(fresh, 1, WAD);
        stale = _within(stale, 1, fresh);
        vm.assertLe(Ask.decay(ask, stale), Ask.decay(ask, fresh), "monotone");
        vm.assertLe(Ask.decay(ask, fresh), ask, "never above the fresh ask");
        vm.assertGe(Ask.decay(ask, stale), 1, "positive");
    }

    /// @notice I16: with a margin of at most one half the provider never gets less than the broker, but for one wei.
    function testFuzz_split_leavesTheProviderHalf(uint256 ask, uint256 margin) public pure {
        ask = _within(ask, 0, MAX_ASK);
        (uint256 payout, uint256 spread) = Ask.split(ask, _within(margin, 0, Ask.MAX_MARGIN_BPS));
        vm.assertGe(payout + 1, spread, "half");
    }

    function _checkSplit(uint256 ask, uint256 margin) private pure {
        (uint256 payout, uint256 spread) = Ask.split(ask, margin);
        // The twin rounds the other part up, by quotient and remainder, and subtracts.
        uint256 spreadTwin = (ask / 10_000) * margin + ((ask % 10_000) * margin + 9_999) / 10_000;
        vm.assertEq(spread, spreadTwin, "spread");
        vm.assertEq(payout, ask - spreadTwin, "payout");
        vm.assertEq(payout + spread, ask, "sum");
    }

    function _decayTwin(uint256 ask, uint256 freshness) private pure returns (uint256 decayed) {
        decayed = (ask / WAD) * freshness;
        uint256 rest = (ask % WAD) * freshness;
        decayed += rest / WAD;
        if (rest % WAD != 0) ++decayed;
    }
}
