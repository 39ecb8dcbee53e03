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

    function setUp() public override {
        vm.warp(START);
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
        vm.warp(START + 1);
        _setPhase(3);
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
        data = abi.encodeCall(gate.approveFinalPhase, ());
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

    // ------------------------------------------------------------------ votes

    function test_error_belowThreshold() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory datas) =
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
        bytes32[3] memory roles =
            [timelock.PROPOSER_ROLE(), timelock.CANCELLER_ROLE(), timelock.DEFAULT_ADMIN_ROLE()];
        for (uint256 r = 0; r < 3; ++r) {
            for (uint256 i = 0; i < 5; ++i) vm.assertFalse(timelock.hasRole(roles[r], others[i]), "nobody else");
        }
        vm.assertTrue(timelock.hasRole(roles[0], address(governor)), "proposer");
        vm.assertTrue(timelock.hasRole(roles[1], address(governor)), "canceller");
        vm.assertTrue(timelock.hasRole(roles[2], address(timelock)), "itself");
        bytes memory data = abi.encodeCall(gate.approveFinalPhase, ());
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
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
        vm.assertEq(gate.guardian(), stranger, "after its delay");
    }

    function test_error_DelayTooShort() public {
        bytes memory data = abi.encodeCall(ownerTimelock.updateDelay, (OWNER_DELAY - 1));
        vm.prank(company);
        ownerTimelock.schedule(address(ownerTimelock), 0, data, 0, 0, OWNER_DELAY);
        vm.warp(START + 1 + OWNER_DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(
                OwnerTimelock.OwnerTimelock_DelayTooShort.selector, OWNER_DELAY - 1, OWNER_DELAY
            )
        );
        vm.prank(company);
        ownerTimelock.execute(address(ownerTimelock), 0, data, 0, 0);
    }

    function test_error_construction() public {
        uint16[2] memory wrong = [uint16(99), 5_001];
        for (uint256 i = 0; i < 2; ++i) {
            PhaseGovernor.Settings memory settings = _settings();
            settings.quorumBps = wrong[i];
            vm.expectRevert(
                abi.encodeWithSelector(
                    PhaseGovernor.PhaseGovernor_QuorumOutOfBounds.selector, wrong[i], 100, 5_000
                )
            );
            new PhaseGovernor(votePat, settings);
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

    function _wrap(address who, uint256 amount) private {
        pat.transfer(who, amount);
        vm.startPrank(who);
        pat.approve(address(votePat), amount);
        votePat.depositFor(who, amount);
        votePat.delegate(who);
        vm.stopPrank();
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
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
    ) private {
        _vote(targets, values, datas, description);
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
            _proposal(abi.encodeCall(gate.approveFinalPhase, ()));
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
