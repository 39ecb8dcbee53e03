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
import {BoundedTimelock} from "./BoundedTimelock.sol";

/// @title PhaseGovernor: votes of wrapped PAT on phase 4 and on loosening the access matrix
/// @notice OpenZeppelin's Governor by timestamps. Its timelock is made by its constructor and is its timelock for ever:
/// the governor alone proposes, cancels and executes there from the first second, and nobody administers it but itself.
/// What passed and was queued may be executed by anyone for 30 days, then it has expired. Delays and quorum stay within
/// bounds, also by a vote: a majority can't arrange a vote that nobody has time to notice. A description that ends in
/// `#proposer=0x...` can be proposed by that account alone, so that nobody can copy a proposal first and cancel it.
/// @dev The longest delay, vote and timelock together are 58 days: less than a ballot of the phase gate lasts.
contract PhaseGovernor is GovernorSettings, GovernorCountingSimple, GovernorVotes, GovernorTimelockControl {
    /// @notice What a deployment chooses.
    /// @param votingDelay Seconds between a proposal and the start of its vote, in which votes can be delegated; 1 to 14
    /// days.
    /// @param votingPeriod Seconds a vote lasts; 3 to 30 days.
    /// @param proposalThreshold Votes (wei of VotePAT) that a proposer must have; at most the quorum.
    /// @param quorumBps Votes for and abstaining that a proposal needs, of all PAT: 400 (4 %) to 5,000.
    /// @param timelockDelay Seconds between a passed vote's queueing and its execution; 2 to 14 days.
    struct Settings {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint16 quorumBps;
        uint256 timelockDelay;
    }

    /// @notice Quorum in votes: `ceil(supply * quorumBps / 10000)`, of all PAT there is and can be, not of what is wrapped.
    uint256 public immutable quorumVotes;

    uint256 private constant EXECUTION_TERM = 30 days;

    /// @notice A setting lies outside its bounds.
    /// @param setting Which one: `votingDelay`, `votingPeriod`, `proposalThreshold` or `quorumBps`.
    /// @param value What was asked for.
    /// @param low Least value.
    /// @param high Largest value.
    error PhaseGovernor_OutOfBounds(string setting, uint256 value, uint256 low, uint256 high);
    /// @notice The governor keeps its own timelock; the phase gate can be handed to another governor.
    /// @param timelock The one it keeps.
    error PhaseGovernor_TimelockFixed(address timelock);

    /// @param votePat The token that votes.
    /// @param settings Each within its bounds.
    constructor(ERC20Wrapper votePat, Settings memory settings)
        Governor("Phasegate Governor")
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.proposalThreshold)
        GovernorVotes(IVotes(address(votePat)))
        GovernorTimelockControl(_ownTimelock(settings.timelockDelay))
    {
        _requireWithin("quorumBps", settings.quorumBps, 400, 5_000);
        // Votes are counted in 208 bits; a supply beyond them could not be voted with.
        uint256 supply = SafeCast.toUint208(votePat.underlying().totalSupply());
        // Rounds up: a fraction of a vote is missing until it is there.
        uint256 quorum_ = MulDiv.mulDivUp(supply, settings.quorumBps, BPS);
        quorumVotes = quorum_;
        _requireWithin("proposalThreshold", settings.proposalThreshold, 1, quorum_);
    }

    /// @notice The quorum, the same at every time.
    /// @return Votes.
    function quorum(uint256) public view override returns (uint256) {
        return quorumVotes;
    }

    // ------------------------------------------------------------------ bounds

    /// @inheritdoc GovernorSettings
    /// @dev More than a quorum could leave nobody who can propose.
    function setProposalThreshold(uint256 newProposalThreshold) public override {
        super.setProposalThreshold(newProposalThreshold);
        _requireWithin("proposalThreshold", newProposalThreshold, 1, quorumVotes);
    }

    /// @notice Refused, always.
    function updateTimelock(TimelockController) public view override {
        revert PhaseGovernor_TimelockFixed(timelock());
    }

    /// @notice A proposal's state; a queued one that nobody executed within 30 days of its time has expired.
    /// @param proposalId Its number.
    /// @return See `IGovernor.ProposalState`.
    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        ProposalState now_ = super.state(proposalId);
        bool isOver = now_ == ProposalState.Queued && block.timestamp >= proposalEta(proposalId) + EXECUTION_TERM;
        return isOver ? ProposalState.Expired : now_;
    }

    function _setVotingDelay(uint48 newVotingDelay) internal override {
        _requireWithin("votingDelay", newVotingDelay, 1 days, 14 days);
        super._setVotingDelay(newVotingDelay);
    }

    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        _requireWithin("votingPeriod", newVotingPeriod, 3 days, 30 days);
        super._setVotingPeriod(newVotingPeriod);
    }

    function _requireWithin(string memory setting, uint256 value, uint256 low, uint256 high) private pure {
        if (value < low || value > high) revert PhaseGovernor_OutOfBounds(setting, value, low, high);
    }

    // ------------------------------------------------------------------ inherited twice

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

    /// @dev It executes through the governor alone, so that what has expired there stays expired.
    function _ownTimelock(uint256 delay) private returns (TimelockController) {
        address[] memory governor = new address[](1);
        governor[0] = address(this);
        return new BoundedTimelock(delay, governor, [uint256(2 days), 14 days]);
    }
}
