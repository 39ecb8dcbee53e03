// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PhaseGate} from "../../gate/PhaseGate.sol";
import {ReadinessMeter} from "../../gate/ReadinessMeter.sol";
import {VotePAT} from "../../governance/VotePAT.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {PAT} from "../../token/PAT.sol";
import {IMarketplace} from "../MarketplaceFixture.t.sol";

/// @notice Who acts in a walk, and with what.
struct Cast {
    IMarketplace marketplace;
    PAT pat;
    VotePAT votePat;
    PhaseGate gate;
    ReadinessMeter meter;
    address owner;
    address guardian;
    address treasury;
    address lister;
    address pricer;
    address wallet;
    address[2] implementations;
    IDataMarketplace.MarketTerms terms;
    uint256 treasuryHolds;
    uint256 start;
}
