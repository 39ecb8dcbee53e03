// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AskBand} from "../contracts/math/AskBand.sol";
import {BPS} from "../contracts/math/Units.sol";

/// @title The band around a reference ask
contract AskBandProofs {
    /// @notice Purchases, which test an ask without dividing, and listings, which compare it with the bounds, agree on
    /// every ask.
    function oneBand(uint88 centre, uint16 bps, uint88 ask) external pure {
        require(bps < BPS);
        (uint256 lowest, uint256 highest) = AskBand.around(centre, bps);
        assert(AskBand.contains(centre, bps, ask) == (lowest <= ask && ask <= highest));
    }

    /// @notice A reference above 0 lies in its own band, whose lowest ask is above 0 and whose highest is below twice the
    /// reference.
    function aroundItsCentre(uint88 centre, uint16 bps) external pure {
        require(centre != 0 && bps < BPS);
        (uint256 lowest, uint256 highest) = AskBand.around(centre, bps);
        assert(lowest >= 1);
        assert(lowest <= centre);
        assert(centre <= highest);
        assert(highest < 2 * uint256(centre));
    }

    /// @notice A wider band excludes nothing.
    function widens(uint88 centre, uint16 narrower, uint16 wider) external pure {
        require(narrower <= wider && wider < BPS);
        (uint256 lowest, uint256 highest) = AskBand.around(centre, narrower);
        (uint256 lowestOfWider, uint256 highestOfWider) = AskBand.around(centre, wider);
        assert(lowestOfWider <= lowest);
        assert(highest <= highestOfWider);
    }
}
