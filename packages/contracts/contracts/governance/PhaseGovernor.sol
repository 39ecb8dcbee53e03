// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ERC20Wrapper} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Wrapper.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {BPS} from "../math/Units.sol";

/// @title PhaseGovernor: votes of wrapped PAT on phase 4 and on loosening the access matrix
/// @notice OpenZeppelin's Governor by timestamps. Its timelock is made by its constructor: the governor is the only
/// proposer and canceller from the first second and nobody administers it but itself. A description that ends in
/// `#proposer=0x...` can be proposed by that account alone, so that nobody can copy a proposal first and cancel it.
contract PhaseGovernor is GovernorSettings, GovernorCountingSimple, GovernorVotes, GovernorTimelockControl {
    /// @notice What a deployment chooses.
    /// @param votingDelay Seconds between a proposal and the start of its vote, in which votes can be delegated.
    /// @param votingPeriod Seconds a vote lasts.
    /// @param proposalThreshold Votes (wei of VotePAT) that a proposer must have.
    /// @param quorumBps Votes for and abstaining that a proposal needs, of all PAT: 400 = 4 %.
    /// @param timelockDelay Seconds between a passed vote's queueing and its execution.
    struct Settings {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint16 quorumBps;
        uint256 timelockDelay;
    }

    /// @notice Quorum in votes: `ceil(supply * quorumBps / 10000)`, of all PAT there is and can be, not of what is wrapped.
    uint256 public immutable quorumVotes;

    error PhaseGovernor_QuorumOutOfBounds(uint256 quorumBps, uint256 low, uint256 high);

    constructor(ERC20Wrapper votePat, Settings memory settings)
        Governor("Phasegate Governor")
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.proposalThreshold)
        GovernorVotes(IVotes(address(votePat)))
        GovernorTimelockControl(_ownTimelock(settings.timelockDelay))
    {
        if (settings.quorumBps < 100 || settings.quorumBps > 5_000) {
            revert PhaseGovernor_QuorumOutOfBounds(settings.quorumBps, 100, 5_000);
        }
        // Votes are counted in 208 bits; a supply beyond them could not be voted with.
        uint256 supply = SafeCast.toUint208(votePat.underlying().totalSupply());
        // Rounds up: a fraction of a vote is missing until it is there.
        quorumVotes = MulDiv.mulDivUp(supply, settings.quorumBps, BPS);
    }

    /// @notice The quorum, the same at every time.
    function quorum(uint256) public view override returns (uint256) {
        return quorumVotes;
    }

    // ------------------------------------------------------------------ inherited twice

    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }

    /// @dev Anyone may execute what passed and waited: the vote decided, not a keeper.
    function _ownTimelock(uint256 delay) private returns (TimelockController) {
        address[] memory proposers = new address[](1);
        proposers[0] = address(this);
        return new TimelockController(delay, proposers, new address[](1), address(0));
    }
}
