// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GateFixture} from "../harness/GateFixture.t.sol";
import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @notice I31: the owner only closes cells, governance only opens them, spot and closing never change.
contract MatrixRulesTest is GateFixture {
    /// @notice Every one of the 96 opening cells, closed by the owner and opened by governance where that is allowed.
    function test_default() public {
        for (uint8 phase = 1; phase <= 4; ++phase) {
            for (uint256 class = 0; class < 4; ++class) {
                for (uint256 product = 0; product < 6; ++product) {
                    _checkCell(phase, ParticipantClass(class), Product(product));
                }
            }
        }
        uint256 closing = 0xAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA;
        vm.assertEq(gate.accessMatrix() & closing, closing, "closing is allowed everywhere");
    }

    function test_behavior_aChangeCountsAtOnceInThePresentPhase() public {
        _setPhase(2);
        gate.checkOpen(account, Product.Forward);
        _tighten(2, ParticipantClass.Retail, Product.Forward);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotAllowed.selector, account, 2, ParticipantClass.Retail, Product.Forward
            )
        );
        gate.checkOpen(account, Product.Forward);
        vm.assertTrue(gate.isAllowed(account, Product.Forward, Action.Close), "closing goes on");
        // Another phase's cell says nothing about this one.
        _tighten(3, ParticipantClass.Institution, Product.Synthetic);
        _loosen(2, ParticipantClass.Retail, Product.Forward);
        gate.checkOpen(account, Product.Forward);
        _setPhase(3);
        vm.assertFalse(gate.isAllowed(account, Product.Synthetic, Action.Open), "retail");
    }

    function test_error_UnknownPhase() public {
        uint8[2] memory wrong = [uint8(0), 5];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_UnknownPhase.selector, wrong[i]));
            _tighten(wrong[i], ParticipantClass.Retail, Product.Forward);
        }
    }

    function test_error_whoMay() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, governance));
        vm.prank(governance);
        gate.tightenCell(2, ParticipantClass.Retail, Product.Forward);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, owner));
        vm.prank(owner);
        gate.loosenCell(4, ParticipantClass.Retail, Product.Synthetic);
    }

    function _checkCell(uint8 phase, ParticipantClass class, Product product) private {
        bool open = _isOpen(phase, class, product);
        bytes memory immutableCell =
            abi.encodeWithSelector(IPhaseGate.PhaseGate_ImmutableCell.selector, phase, class, product);
        uint256 first = product == Product.Spot ? 1 : product == Product.Forward ? 2 : product == Product.Synthetic ? 3 : 4;
        bool fixed_ = product == Product.Spot || class == ParticipantClass.Lapsed;
        if (phase < first) {
            vm.expectRevert(
                abi.encodeWithSelector(IPhaseGate.PhaseGate_BeforeProduct.selector, product, phase, first)
            );
            _loosen(phase, class, product);
        }
        if (fixed_) {
            vm.expectRevert(immutableCell);
            _tighten(phase, class, product);
            if (phase >= first) {
                vm.expectRevert(immutableCell);
                _loosen(phase, class, product);
            }
            return;
        }
        if (!open) {
            vm.expectRevert(_unchanged(phase, class, product, false));
            _tighten(phase, class, product);
            if (phase < first) return;
            _loosen(phase, class, product);
        }
        vm.expectRevert(_unchanged(phase, class, product, true));
        _loosen(phase, class, product);
        vm.expectEmit(address(gate));
        emit IPhaseGate.CellChanged(phase, class, product, false);
        _tighten(phase, class, product);
        vm.assertFalse(_isOpen(phase, class, product), "closed");
    }

    function _unchanged(uint8 phase, ParticipantClass class, Product product, bool open)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_CellUnchanged.selector, phase, class, product, open);
    }

    function _isOpen(uint8 phase, ParticipantClass class, Product product) private view returns (bool) {
        uint256 cell = (((phase - 1) * 4 + uint256(class)) * 6 + uint256(product)) * 2;
        return (gate.accessMatrix() >> cell) & 1 == 1;
    }

    function _tighten(uint8 phase, ParticipantClass class, Product product) private {
        vm.prank(owner);
        gate.tightenCell(phase, class, product);
    }

    function _loosen(uint8 phase, ParticipantClass class, Product product) private {
        vm.prank(governance);
        gate.loosenCell(phase, class, product);
    }
}
