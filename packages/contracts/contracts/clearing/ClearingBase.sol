// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @title What the clearing house's parts share: collaborators and accounts
abstract contract ClearingBase is IClearingHouse, Ownable2Step, ReentrancyGuardTransient {
    /// @dev In one slot. There is less PAT than 2**88 wei.
    struct Account {
        uint112 balance;
        uint112 locked;
        uint32 matchers;
    }

    /// @inheritdoc IClearingHouse
    IERC20 public immutable pat;
    /// @inheritdoc IClearingHouse
    IPhaseGate public immutable phaseGate;
    /// @inheritdoc IClearingHouse
    IDataMarketplace public immutable marketplace;
    /// @inheritdoc IClearingHouse
    ISettlementOracle public immutable oracle;

    mapping(address => Account) internal _accounts;

    constructor(address owner_, IDataMarketplace marketplace_, ISettlementOracle oracle_) Ownable(owner_) {
        if (address(marketplace_) == address(0)) revert ClearingHouse_ZeroAddress("marketplace");
        if (address(oracle_) == address(0)) revert ClearingHouse_ZeroAddress("oracle");
        (marketplace, oracle) = (marketplace_, oracle_);
        (pat, phaseGate) = (marketplace_.pat(), marketplace_.phaseGate());
    }
}
