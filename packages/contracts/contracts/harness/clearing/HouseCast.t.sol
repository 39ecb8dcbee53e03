// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuoteDesk} from "../../clearing/IQuoteDesk.sol";
import {PhaseGate} from "../../gate/PhaseGate.sol";
import {ISettlementOracle} from "../../settlement/ISettlementOracle.sol";
import {PAT} from "../../token/PAT.sol";
import {IHouse} from "../ClearingFixture.t.sol";
import {IMarketplace} from "../MarketplaceFixture.t.sol";

/// @notice Who acts on a clearing house in a walk, and with what.
struct HouseCast {
    IHouse clearing;
    ISettlementOracle oracle;
    IMarketplace marketplace;
    PhaseGate gate;
    PAT pat;
    address owner;
    address registrar;
    address treasury;
    address lister;
    address buyer;
    address provider;
    address wallet;
    address matcher;
    IQuoteDesk desk;
    uint16[2] markets;
    uint256 start;
}
