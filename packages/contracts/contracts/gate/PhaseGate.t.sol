// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GateFixture} from "../harness/GateFixture.t.sol";
import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {PhaseGate} from "./PhaseGate.sol";

/// @notice I11, I13: the phase, the register and its boundaries.
contract PhaseGateTest is GateFixture {
    // ------------------------------------------------------------------ construction

    function test_default() public view {
        vm.assertEq(gate.phase(), 1, "phase");
        vm.assertEq(gate.owner(), owner, "owner");
        vm.assertEq(gate.accessMatrix(), AccessMatrix.defaultWord(), "matrix");
        for (uint256 i = 0; i < 6; ++i) vm.assertFalse(gate.isProductPaused(Product(i)), "paused");
    }

    function test_error_construction() public {
        IPhaseGate.Roles memory roles = _roles();
        roles.owner = address(0);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new PhaseGate(roles, _thresholds());
    }

    // ------------------------------------------------------------------ phase

    /// @notice I11: one step forward, then refused until evidence can be shown.
    function test_behavior_phaseAdvancesByOne() public {
        vm.expectEmit(address(gate));
        emit IPhaseGate.PhaseAdvanced(1, 2);
        vm.prank(owner);
        gate.advancePhase();
        vm.assertEq(gate.phase(), 2, "phase 2");
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        vm.prank(owner);
        gate.advancePhase();
        vm.assertEq(gate.phase(), 2, "still 2");
    }

    // ------------------------------------------------------------------ register

    /// @notice The last second of an admission and the first without it.
    function test_behavior_admissionEndsAtItsExpiry() public {
        vm.expectEmit(address(gate));
        emit IPhaseGate.InstitutionAdmitted(account, uint40(START + 100), 840);
        _admit(account, START + 100);
        _expectClass(account, ParticipantClass.Institution);
        vm.warp(START + 99);
        _expectClass(account, ParticipantClass.Institution);
        vm.warp(START + 100);
        _expectClass(account, ParticipantClass.Lapsed);
        IPhaseGate.Participant memory entry = gate.participant(account);
        vm.assertEq(entry.jurisdiction, 840, "jurisdiction");
        vm.assertEq(entry.expiry, START + 100, "expiry");
        vm.assertFalse(entry.affiliate, "affiliate");
        // Renewal brings it back.
        _admit(account, START + 101);
        _expectClass(account, ParticipantClass.Institution);
    }

    function test_behavior_admissionBoundaries() public {
        _expectExpiryPassed(START);
        _admit(account, START);
        _expectExpiryPassed(0);
        _admit(account, 0);
        _admit(account, START + 1);
        _expectClass(account, ParticipantClass.Institution);
        _admit(account, type(uint40).max);
        vm.warp(type(uint40).max - 1);
        _expectClass(account, ParticipantClass.Institution);
    }

    function test_behavior_revokedIsLapsedNotRetail() public {
        _admit(account, START + 100);
        vm.expectEmit(address(gate));
        emit IPhaseGate.InstitutionRevoked(account);
        vm.prank(registrar);
        gate.revokeInstitution(account);
        _expectClass(account, ParticipantClass.Lapsed);
        vm.assertEq(gate.participant(account).expiry, START, "at once");
        // Revoked again, later: the moment of the first stands.
        vm.warp(START + 1);
        vm.prank(registrar);
        gate.revokeInstitution(account);
        vm.assertEq(gate.participant(account).expiry, START, "stands");
    }

    function test_behavior_brokerMark() public {
        vm.expectEmit(address(gate));
        emit IPhaseGate.BrokerSet(account, true);
        _setBroker(account, true);
        _expectClass(account, ParticipantClass.Broker);
        vm.warp(type(uint40).max);
        _expectClass(account, ParticipantClass.Broker);
        _setBroker(account, false);
        _expectClass(account, ParticipantClass.Retail);
    }

    /// @notice The broker's mark, given and taken, is no way from a lapsed admission to retail.
    function test_behavior_brokerMarkDoesNotWashAnAdmission() public {
        _admit(account, START + 100);
        _setBroker(account, true);
        _setBroker(account, false);
        _expectClass(account, ParticipantClass.Institution);
        vm.prank(registrar);
        gate.revokeInstitution(account);
        _setBroker(account, true);
        _setBroker(account, false);
        _expectClass(account, ParticipantClass.Lapsed);
    }

    /// @notice While the owner's broker mark lay on an account, the registrar could not end its admission.
    function test_attack_hideAnAdmissionBehindTheBrokersMark() public {
        _admit(account, START + 100);
        _setBroker(account, true);
        vm.prank(registrar);
        gate.revokeInstitution(account);
        _expectClass(account, ParticipantClass.Broker);
        _setBroker(account, false);
        _expectClass(account, ParticipantClass.Lapsed);
        // Nor does the mark keep the registrar from renewing.
        _setBroker(account, true);
        _admit(account, START + 200);
        _expectClass(account, ParticipantClass.Broker);
        _setBroker(account, false);
        _expectClass(account, ParticipantClass.Institution);
    }

    function test_behavior_affiliateMarkIsIndependentOfClass() public {
        vm.assertTrue(gate.countsForIndex(account), "retail counts");
        _setAffiliate(account, true);
        vm.assertFalse(gate.countsForIndex(account), "affiliate");
        _expectClass(account, ParticipantClass.Retail);
        _admit(account, START + 100);
        vm.assertFalse(gate.countsForIndex(account), "admission keeps the mark");
        _setAffiliate(account, false);
        vm.assertTrue(gate.countsForIndex(account), "institution counts");
        _setBroker(account, true);
        vm.assertFalse(gate.countsForIndex(account), "broker");
    }

    function test_error_ZeroAddress() public {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_ZeroAddress.selector, "admission.account"));
        _admit(address(0), START + 1);
        bytes memory zero = abi.encodeWithSelector(IPhaseGate.PhaseGate_ZeroAddress.selector, "account");
        vm.expectRevert(zero);
        _setBroker(address(0), true);
        vm.expectRevert(zero);
        _setAffiliate(address(0), true);
    }

    function test_error_NotInstitution() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotInstitution.selector, account, ParticipantClass.Retail
            )
        );
        vm.prank(registrar);
        gate.revokeInstitution(account);
        _setBroker(account, true);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotInstitution.selector, account, ParticipantClass.Broker
            )
        );
        vm.prank(registrar);
        gate.revokeInstitution(account);
    }

    function test_error_NotBroker() public {
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NotBroker.selector, account, ParticipantClass.Retail)
        );
        _setBroker(account, false);
        _admit(account, START + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotBroker.selector, account, ParticipantClass.Institution
            )
        );
        _setBroker(account, false);
    }

    // ------------------------------------------------------------------ who may

    function test_error_NotRegistrar() public {
        address[2] memory callers = [owner, stranger];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory refused =
                abi.encodeWithSelector(IPhaseGate.PhaseGate_NotRegistrar.selector, callers[i]);
            vm.expectRevert(refused);
            vm.prank(callers[i]);
            gate.admitInstitution(account, uint40(START + 1), 0);
            vm.expectRevert(refused);
            vm.prank(callers[i]);
            gate.revokeInstitution(account);
        }
    }

    function test_behavior_registrarIsReplaced() public {
        vm.expectEmit(address(gate));
        emit IPhaseGate.Appointed(IPhaseGate.Seat.Registrar, registrar, stranger, 2);
        vm.prank(owner);
        gate.setRegistrar(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotRegistrar.selector, registrar));
        _admit(account, START + 1);
        vm.prank(stranger);
        gate.admitInstitution(account, uint40(START + 1), 0);
        _expectClass(account, ParticipantClass.Institution);
    }

    function test_error_onlyOwner() public {
        bytes[9] memory calls = [
            abi.encodeCall(gate.advancePhase, ()),
            abi.encodeCall(gate.setBroker, (account, true)),
            abi.encodeCall(gate.setAffiliate, (account, true)),
            abi.encodeCall(gate.setRegistrar, (account)),
            abi.encodeCall(gate.setPausedUntil, (2, type(uint32).max)),
            abi.encodeCall(gate.renounceOwnership, ()),
            abi.encodeCall(gate.setGuardian, (account)),
            abi.encodeCall(gate.tightenCell, (4, ParticipantClass.Retail, Product.Forward)),
            abi.encodeCall(gate.proposeThresholds, (_thresholds()))
        ];
        address[2] memory callers = [registrar, stranger];
        for (uint256 i = 0; i < calls.length; ++i) {
            for (uint256 j = 0; j < 2; ++j) {
                vm.prank(callers[j]);
                (bool done, bytes memory data) = address(gate).call(calls[i]);
                vm.assertFalse(done, "went through");
                vm.assertEq(
                    data,
                    abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, callers[j]),
                    "reason"
                );
            }
        }
    }

    function test_error_OwnerRequired() public {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_OwnerRequired.selector, owner));
        vm.prank(owner);
        gate.renounceOwnership();
    }

    function test_behavior_ownershipTakesTwoSteps() public {
        vm.prank(owner);
        gate.transferOwnership(stranger);
        vm.assertEq(gate.owner(), owner, "not yet");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, registrar));
        vm.prank(registrar);
        gate.acceptOwnership();
        vm.prank(stranger);
        gate.acceptOwnership();
        vm.assertEq(gate.owner(), stranger, "now");
    }

    // ------------------------------------------------------------------ opening and closing

    /// @notice I12, I13: all phases x classes x products through the contract, with and without pause.
    function test_behavior_accessFollowsTheMatrix() public {
        uint256 matrix = gate.accessMatrix();
        address[4] memory accounts = _oneOfEachClass();
        for (uint8 phase = 1; phase <= 4; ++phase) {
            _setPhase(phase);
            for (uint256 class = 0; class < 4; ++class) {
                for (uint256 product = 0; product < 6; ++product) {
                    uint256 cell = (((phase - 1) * 4 + class) * 6 + product) * 2;
                    _checkCell(accounts[class], phase, class, Product(product), (matrix >> cell) & 1 == 1);
                }
            }
        }
    }

    /// @notice I13: a pause stops opening in its own product alone, and never closing.
    function test_behavior_pauseStopsOpeningOnly() public {
        _setPhase(4);
        address[4] memory accounts = _oneOfEachClass();
        for (uint256 product = 0; product < 6; ++product) {
            _pause(Product(product), true);
            for (uint256 other = 0; other < 6; ++other) {
                vm.assertTrue(gate.isProductPaused(Product(other)) == (other == product), "its own bit");
                bool open = gate.isAllowed(accounts[1], Product(other), Action.Open);
                vm.assertTrue(open == (other != product), "opening");
                for (uint256 class = 0; class < 4; ++class) {
                    vm.assertTrue(gate.isAllowed(accounts[class], Product(other), Action.Close), "closing");
                }
            }
            vm.expectRevert(
                abi.encodeWithSelector(IPhaseGate.PhaseGate_ProductPaused.selector, Product(product))
            );
            gate.checkOpen(accounts[1], Product(product));
            _pause(Product(product), false);
            gate.checkOpen(accounts[1], Product(product));
        }
    }

    /// @notice I11: whatever is called, the phase never falls and never skips.
    function testFuzz_phaseNeverFalls(uint256 seed) public {
        uint8 before = gate.phase();
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.prank(seed % 3 == 0 ? owner : seed % 3 == 1 ? registrar : stranger);
            (bool done,) = address(gate).call(_anyCall(seed >> 8));
            uint8 after_ = gate.phase();
            vm.assertTrue(after_ == before || (done && after_ == before + 1), "phase");
            before = after_;
        }
    }

    function _anyCall(uint256 seed) private view returns (bytes memory) {
        uint256 kind = seed % 7;
        if (kind == 0) return abi.encodeCall(gate.advancePhase, ());
        if (kind == 1) return abi.encodeCall(gate.setBroker, (account, seed & 256 == 0));
        if (kind == 2) return abi.encodeCall(gate.setAffiliate, (account, seed & 256 == 0));
        if (kind == 3) return abi.encodeCall(gate.admitInstitution, (account, uint40(seed >> 16), 1));
        if (kind == 4) return abi.encodeCall(gate.revokeInstitution, (account));
        if (kind == 5) return abi.encodeCall(gate.renounceOwnership, ());
        return abi.encodeCall(gate.setPausedUntil, (uint8(seed >> 8), uint32(seed >> 16)));
    }

    function _checkCell(address who, uint8 phase, uint256 class, Product product, bool open) private {
        vm.assertTrue(gate.isAllowed(who, product, Action.Open) == open, "open");
        vm.assertTrue(gate.isAllowed(who, product, Action.Close), "close");
        if (!open) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IPhaseGate.PhaseGate_NotAllowed.selector, who, phase, ParticipantClass(class), product
                )
            );
        }
        gate.checkOpen(who, product);
    }

    function _oneOfEachClass() private returns (address[4] memory accounts) {
        accounts = [_actor("retail"), _actor("institution"), _actor("broker"), _actor("lapsed")];
        _admit(accounts[1], START + 1_000);
        _setBroker(accounts[2], true);
        _admit(accounts[3], START + 1);
        vm.warp(START + 1);
    }

    function _expectExpiryPassed(uint256 expiry) private view {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ExpiryPassed.selector, account, expiry, block.timestamp
            )
        );
    }

    function _expectClass(address who, ParticipantClass class) private view {
        vm.assertEq(uint256(gate.classOf(who)), uint256(class), "class");
    }
}
