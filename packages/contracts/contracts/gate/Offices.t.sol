// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GateFixture} from "../harness/GateFixture.t.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {PhaseGate} from "./PhaseGate.sol";

/// @notice I37: owner, registrar, guardian, auditor and governance are five accounts at every moment, and what one signed
/// counts in its own term only.
contract OfficesTest is GateFixture {
    uint256 private constant SEATS = 4;

    function test_default() public {
        for (uint256 i = 0; i < SEATS; ++i) {
            IPhaseGate.Office memory office = gate.office(IPhaseGate.Seat(i));
            vm.assertEq(office.holder, _holder(i), "holder");
            vm.assertEq(office.term, 1, "first term");
            vm.assertEq(office.since, START, "since");
        }
        vm.warp(START + 5);
        for (uint256 i = 0; i < SEATS; ++i) {
            IPhaseGate.Seat seat = IPhaseGate.Seat(i);
            vm.expectEmit(address(gate));
            emit IPhaseGate.Appointed(seat, _holder(i), _holder(i), 2);
            _appoint(seat, _holder(i));
            IPhaseGate.Office memory office = gate.office(seat);
            vm.assertEq(office.term, 2, "the same holder, another term");
            vm.assertEq(office.since, START + 5, "since");
        }
    }

    function test_behavior_nobody() public {
        _appoint(IPhaseGate.Seat.Registrar, address(0));
        _appoint(IPhaseGate.Seat.Guardian, address(0));
        _appoint(IPhaseGate.Seat.Auditor, address(0));
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_GovernanceRequired.selector, governance));
        _appoint(IPhaseGate.Seat.Governance, address(0));
        PhaseGate empty = new PhaseGate(
            IPhaseGate.Roles(owner, address(0), address(0), address(0), address(0)), _thresholds()
        );
        vm.assertEq(empty.office(IPhaseGate.Seat.Governance).holder, address(0), "an owner alone");
    }

    /// @notice Every pair of two offices in one hand, at construction and at every appointment.
    function test_error_NotSeparate() public {
        for (uint256 i = 0; i < SEATS; ++i) {
            for (uint256 j = 0; j < SEATS; ++j) {
                if (i == j) continue;
                _expectNotSeparate(_holder(j));
                _appoint(IPhaseGate.Seat(i), _holder(j));
                address[4] memory holders = [registrar, guardian, auditor, governance];
                holders[i] = holders[j];
                _expectNotSeparate(holders[j]);
                new PhaseGate(
                    IPhaseGate.Roles(owner, holders[0], holders[1], holders[2], holders[3]), _thresholds()
                );
            }
            _expectNotSeparate(owner);
            _appoint(IPhaseGate.Seat(i), owner);
            _expectNotSeparate(_holder(i));
            vm.prank(owner);
            gate.transferOwnership(_holder(i));
        }
    }

    /// @notice Nor one after the other: an offered ownership counts until it is taken back.
    function test_attack_takeAnOfficeBeforeAcceptingOwnership() public {
        vm.prank(owner);
        gate.transferOwnership(stranger);
        for (uint256 i = 0; i < SEATS; ++i) {
            _expectNotSeparate(stranger);
            _appoint(IPhaseGate.Seat(i), stranger);
        }
        vm.prank(owner);
        gate.transferOwnership(address(0));
        _appoint(IPhaseGate.Seat.Auditor, stranger);
        vm.assertEq(gate.office(IPhaseGate.Seat.Auditor).holder, stranger, "appointed");
    }

    function test_error_whoAppoints() public {
        address[5] memory callers = [registrar, guardian, auditor, stranger, owner];
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, callers[i]);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.setAuditor(account);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.setGovernance(account);
        }
        callers[4] = governance;
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory reason = abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", callers[i]);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.setRegistrar(account);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.setGuardian(account);
        }
    }

    function test_error_TooManyTerms() public {
        bytes32 slot = keccak256(abi.encode(uint256(IPhaseGate.Seat.Auditor), uint256(8)));
        uint256 word = uint256(vm.load(address(gate), slot));
        vm.store(address(gate), slot, bytes32(word | (uint256(type(uint32).max) << 160)));
        vm.assertEq(gate.office(IPhaseGate.Seat.Auditor).term, type(uint32).max, "slot of the term");
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_TooManyTerms.selector, IPhaseGate.Seat.Auditor, type(uint32).max
            )
        );
        _appoint(IPhaseGate.Seat.Auditor, account);
        vm.assertEq(gate.office(IPhaseGate.Seat.Auditor).holder, auditor, "in office");
    }

    function _holder(uint256 seat) private view returns (address) {
        return [registrar, guardian, auditor, governance][seat];
    }

    function _expectNotSeparate(address who) private pure {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, who));
    }
}
