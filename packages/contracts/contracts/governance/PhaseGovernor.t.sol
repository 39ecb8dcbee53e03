// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GateFixture} from "../harness/GateFixture.t.sol";
import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {PhaseGate} from "../gate/PhaseGate.sol";
import {PAT} from "../token/PAT.sol";
import {BoundedTimelock} from "./BoundedTimelock.sol";
import {OwnerTimelock} from "./OwnerTimelock.sol";
import {PhaseGovernor} from "./PhaseGovernor.sol";
import {VotePAT} from "./VotePAT.sol";

/// @notice I29, I34: a vote alone opens nothing, an owner alone opens nothing, and each acts after its delay.
contract PhaseGovernorTest is GateFixture {
    uint256 private constant SUPPLY = 300_000_000e18;
    uint256 private constant QUORUM = 12_000_000e18;
    uint48 private constant VOTING_DELAY = 1 days;
    uint32 private constant VOTING_PERIOD = 5 days;
    uint256 private constant DELAY = 2 days;
    uint256 private constant OWNER_DELAY = 7 days;
    address private immutable company = _actor("company");
    address private immutable voter = _actor("voter");
    address private immutable small = _actor("small");

    PAT private pat;
    VotePAT private votePat;
    PhaseGovernor private governor;
    TimelockController private timelock;
    OwnerTimelock private ownerTimelock;

    bytes32 private ballot;

    function setUp() public override {
        vm.warp(START - 90 days);
        registrar = vm.addr(REGISTRAR_KEY);
        auditor = vm.addr(AUDITOR_KEY);
        PAT.Allocation[] memory allocations = new PAT.Allocation[](1);
        allocations[0] = PAT.Allocation(address(this), SUPPLY);
        pat = new PAT(allocations);
        votePat = new VotePAT(pat);
        governor = new PhaseGovernor(votePat, _settings());
        timelock = TimelockController(payable(governor.timelock()));
        address[] memory companies = new address[](1);
        companies[0] = company;
        ownerTimelock = new OwnerTimelock(OWNER_DELAY, companies);
        IPhaseGate.Roles memory roles = _roles();
        (roles.owner, roles.governance) = (address(ownerTimelock), address(timelock));
        gate = new PhaseGate(roles, _thresholds());
        _wrap(voter, QUORUM);
        _wrap(small, 1e18);
        _setPhase(3);
        vm.warp(START + 1);
        ballot = gate.openFinalBallot();
    }

    // ------------------------------------------------------------------ both keys

    function test_default() public {
        _approveByVote();
        vm.assertEq(gate.finalPhaseApprovedUntil(), block.timestamp + 30 days, "approved");
        vm.assertEq(gate.phase(), 3, "the vote alone opens nothing");
        _schedule(abi.encodeCall(gate.advancePhase, ()));
        vm.warp(START + 30 days);
        _executeOwner(abi.encodeCall(gate.advancePhase, ()));
        vm.assertEq(gate.phase(), 4, "both");
    }

    function test_error_theOwnerAlone() public {
        bytes memory data = abi.encodeCall(gate.advancePhase, ());
        _schedule(data);
        vm.warp(START + 1 + OWNER_DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, START + 1 + OWNER_DELAY)
        );
        _executeOwner(data);
        // Nor can it vote through its own timelock.
        data = _approval();
        _schedule(data);
        vm.warp(START + 2 + 2 * OWNER_DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, address(ownerTimelock))
        );
        _executeOwner(data);
    }

    function test_error_theVoteAlone() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(abi.encodeCall(gate.advancePhase, ()));
        _pass(targets, values, datas, "advance");
        vm.expectRevert(
            abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(timelock))
        );
        governor.execute(targets, values, datas, keccak256("advance"));
        vm.assertEq(gate.phase(), 3, "refused");
    }

    function test_behavior_aVoteLoosensACell() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(abi.encodeCall(gate.loosenCell, (4, ParticipantClass.Retail, Product.Synthetic)));
        _pass(targets, values, datas, "retail synthetics");
        governor.execute(targets, values, datas, keccak256("retail synthetics"));
        _setPhase(4);
        gate.checkOpen(stranger, Product.Synthetic);
    }

    /// @notice One key: mint is gone, the auditor is governance's to appoint, and so is the approval. Whatever the owner
    /// announces, it reaches nothing of the three that it needs.
    function test_attack_theOwnerOpensEverything() public {
        bytes[3] memory acts = [
            abi.encodeCall(gate.setAuditor, (company)), _approval(), abi.encodeCall(gate.setGovernance, (company))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            _schedule(acts[i]);
            vm.warp(START + 1 + (i + 1) * OWNER_DELAY);
            vm.expectRevert(
                abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, address(ownerTimelock))
            );
            _executeOwner(acts[i]);
        }
    }

    /// @notice What passed was kept queued for years, until those who had voted were gone.
    function test_attack_keepAQueuedVote() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) = _proposal(_approval());
        uint256 id = _passUnwaited(targets, values, datas, "approve");
        uint256 expiresAt = governor.proposalEta(id) + 30 days;
        vm.warp(expiresAt);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Expired, "expired");
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector,
                id,
                IGovernor.ProposalState.Expired,
                bytes32(1 << uint256(IGovernor.ProposalState.Queued))
            )
        );
        governor.execute(targets, values, datas, keccak256("approve"));
        // Nor past the governor, at its timelock itself.
        bytes32 salt = bytes20(address(governor)) ^ keccak256("approve");
        vm.assertTrue(
            timelock.isOperationReady(timelock.hashOperationBatch(targets, values, datas, 0, salt)), "ready there"
        );
        bytes32 role = timelock.EXECUTOR_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, address(this), role)
        );
        timelock.executeBatch(targets, values, datas, 0, salt);
        vm.warp(expiresAt - 1);
        governor.execute(targets, values, datas, keccak256("approve"));
    }

    // ------------------------------------------------------------------ votes

    function test_error_belowThreshold() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector, small, 1e18, 1_000_000e18
            )
        );
        vm.prank(small);
        governor.propose(targets, values, datas, "approve");
    }

    /// @notice One wei of votes below the quorum fails; quorum is of all PAT, however little is wrapped.
    function test_behavior_quorumIsOfAllPat() public {
        vm.assertEq(governor.quorum(0), QUORUM, "4 % of 300 million");
        vm.prank(voter);
        votePat.withdrawTo(voter, 1);
        vm.warp(START + 2);
        (uint256 id,,,) = _voted();
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated, "one wei short");
    }

    /// @notice Votes are those of the vote's start: tokens wrapped afterwards don't count, unwrapped ones still do.
    function test_behavior_votesAreSnapshots() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        vm.prank(voter);
        uint256 id = governor.propose(targets, values, datas, "approve");
        vm.warp(START + 2 + VOTING_DELAY);
        _wrap(stranger, 50_000_000e18);
        vm.prank(stranger);
        vm.assertEq(governor.castVote(id, 0), 0, "too late");
        vm.prank(voter);
        votePat.withdrawTo(voter, QUORUM);
        vm.prank(voter);
        vm.assertEq(governor.castVote(id, 1), QUORUM, "counted");
        vm.warp(START + 3 + VOTING_DELAY + VOTING_PERIOD);
        vm.assertTrue(governor.state(id) == IGovernor.ProposalState.Succeeded, "passed");
    }

    function test_error_copiedProposal() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        string memory description = string.concat("approve #proposer=", _hex(voter));
        _wrap(stranger, 2_000_000e18);
        vm.warp(START + 2);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, stranger));
        vm.prank(stranger);
        governor.propose(targets, values, datas, description);
        vm.prank(voter);
        governor.propose(targets, values, datas, description);
    }

    // ------------------------------------------------------------------ timelocks

    /// @notice I34: the governor is its timelock's only proposer and canceller, and nobody administers it.
    function test_behavior_theGovernorsTimelockObeysTheGovernorAlone() public {
        address[5] memory others = [address(this), company, voter, address(ownerTimelock), address(0)];
        bytes32[4] memory roles = [
            timelock.PROPOSER_ROLE(),
            timelock.CANCELLER_ROLE(),
            timelock.DEFAULT_ADMIN_ROLE(),
            timelock.EXECUTOR_ROLE()
        ];
        for (uint256 r = 0; r < 4; ++r) {
            for (uint256 i = 0; i < 5; ++i) vm.assertFalse(timelock.hasRole(roles[r], others[i]), "nobody else");
        }
        vm.assertTrue(timelock.hasRole(roles[0], address(governor)), "proposer");
        vm.assertTrue(timelock.hasRole(roles[1], address(governor)), "canceller");
        vm.assertTrue(timelock.hasRole(roles[2], address(timelock)), "itself");
        vm.assertTrue(timelock.hasRole(roles[3], address(governor)), "executor");
        bytes memory data = _approval();
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, company, roles[0]
            )
        );
        vm.prank(company);
        timelock.schedule(address(gate), 0, data, 0, 0, DELAY);
    }

    /// @notice I34: a passed vote waits, to the second, and so does the company.
    function test_error_early() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        _passUnwaited(targets, values, datas, "approve");
        uint256 queued = START + 3 + VOTING_DELAY + VOTING_PERIOD;
        vm.warp(queued + DELAY - 1);
        vm.expectRevert();
        governor.execute(targets, values, datas, keccak256("approve"));
        vm.warp(queued + DELAY);
        governor.execute(targets, values, datas, keccak256("approve"));

        bytes memory data = abi.encodeCall(gate.setGuardian, (stranger));
        _schedule(data);
        vm.warp(queued + DELAY + OWNER_DELAY - 1);
        vm.expectRevert();
        _executeOwner(data);
        vm.warp(queued + DELAY + OWNER_DELAY);
        _executeOwner(data);
        vm.assertEq(gate.office(IPhaseGate.Seat.Guardian).holder, stranger, "after its delay");
    }

    function test_error_DelayOutOfBounds() public {
        uint256[2] memory wrong = [OWNER_DELAY - 1, 60 days + 1];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory data = abi.encodeCall(ownerTimelock.updateDelay, (wrong[i]));
            vm.prank(company);
            ownerTimelock.schedule(address(ownerTimelock), 0, data, 0, 0, OWNER_DELAY);
            vm.warp(START + 1 + (i + 1) * OWNER_DELAY);
            _expectDelayOutOfBounds(wrong[i], OWNER_DELAY, 60 days);
            vm.prank(company);
            ownerTimelock.execute(address(ownerTimelock), 0, data, 0, 0);
        }
        address[] memory companies = new address[](1);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 delay = i == 0 ? 7 days - 1 : 60 days + 1;
            _expectDelayOutOfBounds(delay, 7 days, 60 days);
            new OwnerTimelock(delay, companies);
        }
        vm.assertEq(new OwnerTimelock(60 days, companies).getMinDelay(), 60 days, "the longest");
        vm.assertEq(new OwnerTimelock(8 days, companies).shortestDelay(), 8 days, "never below its first");
    }

    /// @notice A stolen company key could renounce the company's roles at once: nobody could act as owner again.
    function test_attack_renounceTheCompany() public {
        bytes32 role = ownerTimelock.PROPOSER_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(BoundedTimelock.BoundedTimelock_RoleRequired.selector, role, company)
        );
        vm.prank(company);
        ownerTimelock.renounceRole(role, company);
    }

    /// @notice No deployment starts below the bounds or beyond them, in any setting.
    function test_attack_aGovernorWithoutDelays() public {
        uint256[5] memory lows = [uint256(1 days), 3 days, 1, 400, 2 days];
        uint256[5] memory highs = [uint256(14 days), 30 days, QUORUM, 5_000, 14 days];
        string[4] memory names = ["votingDelay", "votingPeriod", "proposalThreshold", "quorumBps"];
        for (uint256 field = 0; field < 5; ++field) {
            new PhaseGovernor(votePat, _settingsWith(field, lows[field]));
            new PhaseGovernor(votePat, _settingsWith(field, highs[field]));
            uint256[2] memory wrong = [lows[field] - 1, highs[field] + 1];
            for (uint256 i = 0; i < 2; ++i) {
                if (field == 4) _expectDelayOutOfBounds(wrong[i], lows[field], highs[field]);
                else _expectOutOfBounds(names[field], wrong[i], lows[field], highs[field]);
                new PhaseGovernor(votePat, _settingsWith(field, wrong[i]));
            }
        }
    }

    /// @notice Nor does a majority vote itself below them, or away to another timelock.
    function test_attack_voteTheDelaysAway() public {
        bytes[5] memory acts = [
            abi.encodeCall(governor.setVotingDelay, (uint48(1 days - 1))),
            abi.encodeCall(governor.setVotingPeriod, (uint32(3 days - 1))),
            abi.encodeCall(governor.setProposalThreshold, (QUORUM + 1)),
            abi.encodeCall(governor.updateTimelock, (TimelockController(payable(company)))),
            abi.encodeCall(timelock.updateDelay, (2 days - 1))
        ];
        bytes[5] memory reasons = [
            _outOfBounds("votingDelay", 1 days - 1, 1 days, 14 days),
            _outOfBounds("votingPeriod", 3 days - 1, 3 days, 30 days),
            _outOfBounds("proposalThreshold", QUORUM + 1, 1, QUORUM),
            abi.encodeWithSelector(PhaseGovernor.PhaseGovernor_TimelockFixed.selector, address(timelock)),
            abi.encodeWithSelector(
                BoundedTimelock.BoundedTimelock_DelayOutOfBounds.selector, 2 days - 1, 2 days, 14 days
            )
        ];
        uint256 time = START + 3;
        for (uint256 i = 0; i < 5; ++i) {
            (address[] memory targets, uint256[] memory values, bytes[] memory datas) = _proposal(acts[i]);
            targets[0] = i < 4 ? address(governor) : address(timelock);
            vm.warp(time);
            vm.prank(voter);
            uint256 id = governor.propose(targets, values, datas, "away");
            vm.warp(time += VOTING_DELAY + 1);
            vm.prank(voter);
            governor.castVote(id, 1);
            vm.warp(time += VOTING_PERIOD);
            governor.queue(targets, values, datas, keccak256("away"));
            vm.warp(time += DELAY);
            vm.expectRevert(reasons[i]);
            governor.execute(targets, values, datas, keccak256("away"));
        }
    }

    // ------------------------------------------------------------------ VotePAT

    /// @notice I35: wrapped PAT is backed one for one after any deposit, transfer and withdrawal.
    function testFuzz_votePatIsBacked(uint256 deposited, uint256 moved, uint256 withdrawn) public {
        deposited = _within(deposited, 0, 100_000_000e18);
        moved = _within(moved, 0, deposited);
        withdrawn = _within(withdrawn, 0, moved);
        _wrap(stranger, deposited);
        vm.prank(stranger);
        votePat.transfer(account, moved);
        vm.prank(account);
        votePat.withdrawTo(account, withdrawn);
        vm.assertEq(pat.balanceOf(address(votePat)), votePat.totalSupply(), "backed");
        vm.assertEq(pat.balanceOf(account), withdrawn, "paid out");
        vm.assertEq(votePat.getVotes(stranger), deposited - moved, "votes follow tokens");
    }

    // ------------------------------------------------------------------ shorthands

    function _settings() private pure returns (PhaseGovernor.Settings memory) {
        return PhaseGovernor.Settings(VOTING_DELAY, VOTING_PERIOD, 1_000_000e18, 400, DELAY);
    }

    function _settingsWith(uint256 field, uint256 value) private pure returns (PhaseGovernor.Settings memory settings) {
        settings = _settings();
        if (field == 0) settings.votingDelay = uint48(value);
        if (field == 1) settings.votingPeriod = uint32(value);
        if (field == 2) settings.proposalThreshold = value;
        if (field == 3) settings.quorumBps = uint16(value);
        if (field == 4) settings.timelockDelay = value;
    }

    function _outOfBounds(string memory setting, uint256 value, uint256 low, uint256 high)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            PhaseGovernor.PhaseGovernor_OutOfBounds.selector, setting, value, low, high
        );
    }

    function _expectOutOfBounds(string memory setting, uint256 value, uint256 low, uint256 high) private pure {
        vm.expectRevert(_outOfBounds(setting, value, low, high));
    }

    function _expectDelayOutOfBounds(uint256 delay, uint256 low, uint256 high) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                BoundedTimelock.BoundedTimelock_DelayOutOfBounds.selector, delay, low, high
            )
        );
    }

    function _wrap(address who, uint256 amount) private {
        pat.transfer(who, amount);
        vm.startPrank(who);
        pat.approve(address(votePat), amount);
        votePat.depositFor(who, amount);
        votePat.delegate(who);
        vm.stopPrank();
    }

    function _approval() private view returns (bytes memory) {
        return abi.encodeCall(gate.approveFinalPhase, (ballot));
    }

    function _proposal(bytes memory data)
        private
        view
        returns (address[] memory targets, uint256[] memory values, bytes[] memory datas)
    {
        (targets, values, datas) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], datas[0]) = (address(gate), data);
    }

    function _voted() private returns (uint256, address[] memory, uint256[] memory, bytes[] memory) {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        return (_vote(targets, values, datas, "approve"), targets, values, datas);
    }

    function _vote(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory datas,
        string memory description
    ) private returns (uint256 id) {
        vm.prank(voter);
        id = governor.propose(targets, values, datas, description);
        vm.warp(START + 3 + VOTING_DELAY);
        vm.prank(voter);
        governor.castVote(id, 1);
        vm.warp(START + 3 + VOTING_DELAY + VOTING_PERIOD);
    }

    function _passUnwaited(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory datas,
        string memory description
    ) private returns (uint256 id) {
        id = _vote(targets, values, datas, description);
        governor.queue(targets, values, datas, keccak256(bytes(description)));
    }

    function _pass(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory datas,
        string memory description
    ) private {
        _passUnwaited(targets, values, datas, description);
        vm.warp(START + 3 + VOTING_DELAY + VOTING_PERIOD + DELAY);
    }

    function _approveByVote() private {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(_approval());
        _pass(targets, values, datas, "approve");
        vm.prank(stranger);
        governor.execute(targets, values, datas, keccak256("approve"));
    }

    function _schedule(bytes memory data) private {
        vm.prank(company);
        ownerTimelock.schedule(address(gate), 0, data, 0, 0, OWNER_DELAY);
    }

    function _executeOwner(bytes memory data) private {
        vm.prank(company);
        ownerTimelock.execute(address(gate), 0, data, 0, 0);
    }

    function _hex(address who) private pure returns (string memory) {
        bytes memory digits = "0123456789abcdef";
        bytes memory text = new bytes(42);
        (text[0], text[1]) = ("0", "x");
        for (uint256 i = 0; i < 40; ++i) text[2 + i] = digits[(uint160(who) >> (4 * (39 - i))) & 15];
        return string(text);
    }
}
