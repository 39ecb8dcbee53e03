// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ask} from "../contracts/math/Ask.sol";
import {BPS, WAD} from "../contracts/math/Units.sol";

/// @title How an ask is split and how it decays
/// @dev Asks reach 88 bits on chain; these hold as far as the libraries promise.
contract AskProofs {
    uint256 private constant SPLIT_END = 2 ** 240;
    uint256 private constant DECAY_END = 2 ** 190;

    // ------------------------------------------------------------------ split

    /// @notice Provider and broker get the ask between them, to the wei.
    function splitConserves(uint256 ask, uint256 marginBps) external pure {
        require(ask < SPLIT_END && marginBps <= BPS);
        (uint256 payout, uint256 brokerSpread) = Ask.split(ask, marginBps);
        assert(payout + brokerSpread == ask);
    }

    /// @notice The payout is `floor(ask * (10000 - margin) / 10000)`, and the unchecked product does not overflow.
    function splitRoundsThePayoutDown(uint256 ask, uint256 marginBps) external pure {
        require(ask < SPLIT_END && marginBps <= BPS);
        (uint256 payout,) = Ask.split(ask, marginBps);
        uint256 scaled = ask * (BPS - marginBps);
        assert(payout * BPS <= scaled);
        assert(scaled - payout * BPS < BPS);
    }

    /// @notice Up to the largest margin the provider gets at least half, but for one wei.
    function splitLeavesHalf(uint256 ask, uint256 marginBps) external pure {
        require(ask < SPLIT_END && marginBps <= Ask.MAX_MARGIN_BPS);
        (uint256 payout, uint256 brokerSpread) = Ask.split(ask, marginBps);
        assert(payout + 1 >= brokerSpread);
    }

    /// @notice A higher ask lowers neither part.
    function splitRisesWithTheAsk(uint256 lower, uint256 higher, uint256 marginBps) external pure {
        require(lower <= higher && higher < SPLIT_END && marginBps <= BPS);
        (uint256 payout, uint256 brokerSpread) = Ask.split(lower, marginBps);
        (uint256 payoutAbove, uint256 brokerSpreadAbove) = Ask.split(higher, marginBps);
        assert(payout <= payoutAbove);
        assert(brokerSpread <= brokerSpreadAbove);
    }

    /// @notice A higher margin never raises the payout.
    function splitFallsWithTheMargin(uint256 ask, uint256 lower, uint256 higher) external pure {
        require(ask < SPLIT_END && lower <= higher && higher <= BPS);
        (uint256 payout,) = Ask.split(ask, lower);
        (uint256 payoutBelow,) = Ask.split(ask, higher);
        assert(payout >= payoutBelow);
    }

    // ------------------------------------------------------------------ decay

    /// @notice `decay` is `ceil(freshAsk * freshness / 1e18)`, and the unchecked product does not overflow.
    function decayRoundsUp(uint256 freshAsk, uint256 freshness) external pure {
        require(freshAsk < DECAY_END && freshness <= WAD);
        uint256 ask = Ask.decay(freshAsk, freshness);
        assert(ask * WAD >= freshAsk * freshness);
        assert(ask * WAD - freshAsk * freshness < WAD);
    }

    /// @notice From 1 wei to the fresh ask, which is the ask at freshness 1.0.
    function decayStaysWithinTheFreshAsk(uint256 freshAsk, uint256 freshness) external pure {
        require(freshAsk != 0 && freshAsk < DECAY_END && freshness != 0 && freshness <= WAD);
        uint256 ask = Ask.decay(freshAsk, freshness);
        assert(ask >= 1);
        assert(ask <= freshAsk);
        assert(Ask.decay(freshAsk, WAD) == freshAsk);
    }

    /// @notice What is fresher costs no less.
    function decayRisesWithFreshness(uint256 freshAsk, uint256 staler, uint256 fresher) external pure {
        require(freshAsk < DECAY_END && staler <= fresher && fresher <= WAD);
        assert(Ask.decay(freshAsk, staler) <= Ask.decay(freshAsk, fresher));
    }

    /// @notice What was dearer when fresh costs no less at the same freshness.
    function decayRisesWithTheFreshAsk(uint256 lower, uint256 higher, uint256 freshness) external pure {
        require(lower <= higher && higher < DECAY_END && freshness <= WAD);
        assert(Ask.decay(lower, freshness) <= Ask.decay(higher, freshness));
    }
}
