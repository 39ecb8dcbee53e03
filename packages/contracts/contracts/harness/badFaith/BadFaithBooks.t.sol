// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {PhaseGate} from "../../gate/PhaseGate.sol";
import {ReadinessMeter} from "../../gate/ReadinessMeter.sol";
import {PhaseGovernor} from "../../governance/PhaseGovernor.sol";
import {VotePAT} from "../../governance/VotePAT.sol";
import {PAT} from "../../token/PAT.sol";
import {IMarketplace} from "../MarketplaceFixture.t.sol";
import {Choices} from "../walk/Choices.t.sol";
import {IWalker} from "../walk/IWalker.t.sol";

/// @notice Whose part in phase 4 is missing from a walk.
enum Missing {
    Nobody,
    Company,
    Auditor,
    Voters,
    Buyers
}

/// @notice Who has which key.
struct Keys {
    address owner;
    address registrar;
    address guardian;
    address lister;
    address pricer;
    address treasury;
    uint256 auditorKey;
}

/// @notice A whole deployment.
struct Stage {
    IMarketplace marketplace;
    PAT pat;
    VotePAT votePat;
    PhaseGate gate;
    ReadinessMeter meter;
    PhaseGovernor governor;
    TimelockController timelock;
    uint256 start;
    Missing missing;
}

/// @notice Who is in bad faith, who is not, and what each of the four parties has really done.
abstract contract BadFaithBooks is IWalker, Choices {
    uint256 internal constant BUYERS = 24;
    uint256 internal constant PROVIDERS = 3;
    uint256 internal constant DAY_ = 86_400;
    uint256 internal constant SUPPLY_SHARE = 45_000_000e18;

    /// @inheritdoc IWalker
    mapping(bytes4 selector => uint256) public met;
    /// @inheritdoc IWalker
    mapping(string act => uint256) public done;

    Stage internal stage;
    Keys internal keys;
    uint256 internal time;
    address internal auditor;
    /// @dev Owner, registrar, guardian, lister, pricer, auditor, half of the votes, and a friend of theirs.
    address[8] internal crooks;
    address internal badVoter;
    address internal friend;
    address internal honestVoter;
    address internal saver;
    address[BUYERS] internal buyers;
    address[PROVIDERS] internal providers;

    struct Right {
        address buyer;
        uint256 id;
        uint256 until;
    }

    // What the four have done, and the index's reference, from calls that went through.
    uint256 internal companyAdvances;
    uint256 internal reportsSigned;
    uint256 internal honestVotesFor;
    uint256 internal honestVolume;
    uint256 internal referenceAsk;
    Right[] internal rights;
    uint256[] internal tradedHours;
    mapping(uint256 hour => uint256) internal lowest;
    mapping(uint256 hour => uint256) internal highest;

    function _crook() internal returns (address) {
        return crooks[_oneOf(crooks.length)];
    }

    /// @dev Whatever comes of it: the invariants speak of what is left.
    function _try(address caller, address target, bytes memory call) internal returns (bool went, bytes memory answer) {
        vm.prank(caller);
        (went, answer) = target.call(call);
        ++done[went ? "went through" : "refused"];
        if (!went && answer.length >= 4) ++met[bytes4(answer)];
    }

    function _moveTo(uint256 timestamp) internal {
        time = timestamp;
        vm.warp(timestamp);
    }
}
