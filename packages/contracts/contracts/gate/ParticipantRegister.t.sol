// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GateFixture} from "../harness/GateFixture.t.sol";
import {ParticipantClass} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @notice I32: an attestation serves once, for its account, before its deadline, and never after a revocation.
contract ParticipantRegisterTest is GateFixture {
    uint40 private constant EXPIRY = uint40(START + 365 days);

    // ------------------------------------------------------------------ batches

    function test_behavior_batchAdmission() public {
        IPhaseGate.Admission[] memory admissions = new IPhaseGate.Admission[](100);
        for (uint256 i = 0; i < 100; ++i) {
            admissions[i] = IPhaseGate.Admission(address(uint160(1_000 + i)), uint40(START + 1 + i), uint16(i));
        }
        vm.prank(registrar);
        gate.admitInstitutions(admissions);
        for (uint256 i = 0; i < 100; ++i) {
            IPhaseGate.Participant memory entry = gate.participant(address(uint160(1_000 + i)));
            vm.assertTrue(entry.class == ParticipantClass.Institution, "class");
            vm.assertEq(entry.expiry, START + 1 + i, "expiry");
            vm.assertEq(entry.jurisdiction, i, "jurisdiction");
            vm.assertEq(entry.nonce, 1, "nonce");
        }
    }

    function test_error_batchIsAllOrNothing() public {
        IPhaseGate.Admission[] memory admissions = new IPhaseGate.Admission[](2);
        admissions[0] = IPhaseGate.Admission(account, EXPIRY, 840);
        admissions[1] = IPhaseGate.Admission(stranger, uint40(START), 840);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_ExpiryPassed.selector, stranger, START, START)
        );
        vm.prank(registrar);
        gate.admitInstitutions(admissions);
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Retail, "nobody");
        uint256[2] memory sizes = [uint256(0), 101];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_BatchSize.selector, sizes[i], 100));
            vm.prank(registrar);
            gate.admitInstitutions(new IPhaseGate.Admission[](sizes[i]));
        }
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotRegistrar.selector, owner));
        vm.prank(owner);
        gate.admitInstitutions(admissions);
    }

    // ------------------------------------------------------------------ attestations

    function test_default() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        _present(_admission(), START, signature);
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Institution, "admitted");
        vm.assertEq(gate.participant(account).nonce, 1, "used");
    }

    function test_error_replay() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        _present(_admission(), START, signature);
        _expectInvalid();
        _present(_admission(), START, signature);
    }

    /// @notice A revocation, and even a cancellation before any admission, makes old attestations worthless.
    function test_error_afterRevocation() public {
        bytes memory second = _attest(REGISTRAR_KEY, _admission(), 1, type(uint256).max);
        _present(_admission(), START, _attest(REGISTRAR_KEY, _admission(), 0, START));
        vm.prank(registrar);
        gate.revokeInstitution(account);
        _expectInvalid();
        _present(_admission(), type(uint256).max, second);
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Lapsed, "stays revoked");
        // A new one over the new nonce brings it back.
        _present(_admission(), START, _attest(REGISTRAR_KEY, _admission(), 2, START));
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Institution, "renewed");
    }

    function test_error_afterCancellation() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotRegistrar.selector, owner));
        vm.prank(owner);
        gate.cancelAttestations(account);
        vm.expectEmit(address(gate));
        emit IPhaseGate.AttestationsCancelled(account, 1);
        vm.prank(registrar);
        gate.cancelAttestations(account);
        _expectInvalid();
        _present(_admission(), START, signature);
    }

    /// @notice An admission by the registrar itself outdates what it signed before: a shorter expiry stays.
    function test_error_NonceExhausted() public {
        _admit(account, EXPIRY);
        bytes32 slot = keccak256(abi.encode(account, uint256(6)));
        uint256 word = uint256(vm.load(address(gate), slot));
        vm.store(address(gate), slot, bytes32(word | (uint256(type(uint32).max) << 72)));
        vm.assertEq(gate.participant(account).nonce, type(uint32).max, "place of the nonce");
        bytes memory reason =
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NonceExhausted.selector, account, type(uint32).max);
        vm.startPrank(registrar);
        vm.expectRevert(reason);
        gate.cancelAttestations(account);
        vm.expectRevert(reason);
        gate.admitInstitution(account, EXPIRY, 840);
        vm.expectRevert(reason);
        gate.revokeInstitution(account);
        vm.stopPrank();
    }

    function test_error_afterAnotherAdmission() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        _admit(account, START + 10);
        _expectInvalid();
        _present(_admission(), START, signature);
        vm.assertEq(gate.participant(account).expiry, START + 10, "stands");
    }

    function test_error_AttestationExpired() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START + 5);
        vm.warp(START + 6);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_AttestationExpired.selector, START + 5, START + 6)
        );
        _present(_admission(), START + 5, signature);
        vm.warp(START + 5);
        _present(_admission(), START + 5, signature);
    }

    function test_error_NotPresenter() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotPresenter.selector, account, stranger));
        vm.prank(stranger);
        gate.presentAdmission(_admission(), START, signature);
    }

    /// @notice Neither another field nor another signer, gate or chain.
    function test_error_InvalidSignature() public {
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, START);
        IPhaseGate.Admission memory changed = _admission();
        changed.expiry += 1;
        _expectInvalid();
        _present(changed, START, signature);
        changed = _admission();
        changed.jurisdiction += 1;
        _expectInvalid();
        _present(changed, START, signature);
        _expectInvalid();
        _present(_admission(), START + 1, signature);
        bytes memory foreign = _attest(AUDITOR_KEY, _admission(), 0, START);
        _expectInvalid();
        _present(_admission(), START, foreign);
        vm.chainId(324);
        _expectInvalid();
        _present(_admission(), START, signature);
    }

    function test_error_attestedExpiryPassed() public {
        vm.warp(EXPIRY);
        bytes memory signature = _attest(REGISTRAR_KEY, _admission(), 0, EXPIRY);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_ExpiryPassed.selector, account, EXPIRY, EXPIRY)
        );
        _present(_admission(), EXPIRY, signature);
    }

    /// @notice Rotation: members stay, the new registrar renews and revokes them, old attestations end.
    function test_behavior_rotationOrphansNobody() public {
        _admit(account, EXPIRY);
        bytes memory old = _attest(REGISTRAR_KEY, _admission(), 1, START);
        vm.prank(owner);
        gate.setRegistrar(vm.addr(0x99));
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Institution, "still a member");
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, vm.addr(0x99)));
        _present(_admission(), START, old);
        _present(_admission(), START, _attestIn(2, 0x99, _admission(), 1, START));
        vm.prank(vm.addr(0x99));
        gate.revokeInstitution(account);
        vm.assertTrue(gate.classOf(account) == ParticipantClass.Lapsed, "revoked");
    }

    /// @notice What a registrar signed in an earlier term admits nobody when it returns.
    function test_attack_rotationRevivesAnAttestation() public {
        bytes memory old = _attest(REGISTRAR_KEY, _admission(), 0, type(uint256).max);
        _appoint(IPhaseGate.Seat.Registrar, vm.addr(0x99));
        _appoint(IPhaseGate.Seat.Registrar, registrar);
        _expectInvalid();
        _present(_admission(), type(uint256).max, old);
        _present(_admission(), START, _attestIn(3, REGISTRAR_KEY, _admission(), 0, START));
    }

    function test_error_withoutRegistrarNobodyAttests() public {
        _appoint(IPhaseGate.Seat.Registrar, address(0));
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, address(0)));
        _present(_admission(), START, new bytes(65));
    }

    function _admission() private view returns (IPhaseGate.Admission memory) {
        return IPhaseGate.Admission({account: account, expiry: EXPIRY, jurisdiction: 276});
    }

    function _present(IPhaseGate.Admission memory admission, uint256 deadline, bytes memory signature) private {
        vm.prank(account);
        gate.presentAdmission(admission, deadline, signature);
    }

    function _attest(uint256 key, IPhaseGate.Admission memory admission, uint32 nonce, uint256 deadline)
        private
        view
        returns (bytes memory)
    {
        return _attestIn(1, key, admission, nonce, deadline);
    }

    function _attestIn(
        uint32 term,
        uint256 key,
        IPhaseGate.Admission memory admission,
        uint32 nonce,
        uint256 deadline
    ) private view returns (bytes memory) {
        bytes32 type_ = keccak256(
            "Admission(address account,uint40 expiry,uint16 jurisdiction,uint32 nonce,uint32 term,uint256 deadline)"
        );
        return _signTyped(
            key,
            keccak256(
                abi.encode(
                    type_, admission.account, admission.expiry, admission.jurisdiction, nonce, term, deadline
                )
            )
        );
    }

    function _expectInvalid() private view {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, registrar));
    }
}
