// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ask} from "../../contracts/math/Ask.sol";
import {FreshnessCurve} from "../../contracts/math/FreshnessCurve.sol";
import {SegmentWord} from "../../contracts/marketplace/SegmentWord.sol";

/// @title What `pnpm prove` must not let pass
/// @dev Read by its test alone.
contract FaultyProofs {
    /// @notice The provider always gets more than the broker: false at a margin of one half.
    function falseClaim(uint88 ask, uint16 marginBps) external pure {
        require(marginBps <= Ask.MAX_MARGIN_BPS);
        (uint256 payout, uint256 brokerSpread) = Ask.split(ask, marginBps);
        assert(payout > brokerSpread);
    }

    /// @notice A sale leaves the word as it is: false in one bit, so the translation into bit vectors must say so.
    function falseClaimOfBits(SegmentWord word) external pure {
        require(word.remaining() != 0);
        assert(word.sold().remaining() == word.remaining());
    }

    /// @notice The sum fits: false at the largest value, where the claim itself would overflow.
    function overflowingClaim(uint256 ask) external pure {
        assert(ask + 1 > ask);
    }

    /// @notice Anything follows from what can't be.
    function contradiction(uint88 ask, uint16 marginBps) external pure {
        require(ask > 5 && ask < 5);
        (uint256 payout,) = Ask.split(ask, marginBps);
        assert(payout == 42);
    }

    /// @notice Tables that are let in begin at 1.0, as far as the first round of the loop goes.
    function loop(uint256 table) external pure {
        FreshnessCurve.validate(table);
        assert(true);
    }

    /// @notice Half of an ask goes to the provider.
    /// @custom:unproven It is not.
    function provenAfterAll(uint88 ask) external pure {
        (uint256 payout,) = Ask.split(ask, 5_000);
        assert(payout == ask / 2);
    }
}
