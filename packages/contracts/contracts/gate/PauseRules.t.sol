// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GateFixture, StubMeter} from "../harness/GateFixture.t.sol";
import {Action, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";

/// @notice I30: the guardian pauses no product for more than 7 days in any 30, and pauses end by themselves.
contract PauseRulesTest is GateFixture {
    uint8 private constant ALL = 63;
    uint8 private constant FORWARD = 2;

    function test_default() public {
        _setPhase(2);
        vm.expectEmit(address(gate));
        emit IPhaseGate.PauseSet(ALL, uint32(START + 7 days), guardian);
        _guardianPause(ALL, 7 days);
        vm.warp(START + 7 days - 1);
        for (uint256 i = 0; i < 6; ++i) {
            vm.assertTrue(gate.isProductPaused(Product(i)), "paused");
            vm.assertTrue(gate.isAllowed(account, Product(i), Action.Close), "closing goes on");
            vm.assertFalse(gate.isAllowed(account, Product(i), Action.Open), "opening stops");
        }
        vm.warp(START + 7 days);
        gate.checkOpen(account, Product.Spot);
        gate.checkOpen(account, Product.Forward);
        vm.assertFalse(gate.isProductPaused(Product.Forward), "lapsed by itself");
    }

    function test_error_PauseTooLong() public {
        uint32[3] memory wrong = [uint32(0), uint32(7 days) + 1, type(uint32).max];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_PauseTooLong.selector, wrong[i], 7 days));
            _guardianPause(FORWARD, wrong[i]);
        }
        _guardianPause(FORWARD, 1);
    }

    function test_error_UnknownProducts() public {
        uint8[3] memory wrong = [uint8(0), 64, 255];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_UnknownProducts.selector, wrong[i]);
            vm.expectRevert(reason);
            _guardianPause(wrong[i], 1);
            vm.expectRevert(reason);
            vm.prank(guardian);
            gate.guardianResume(wrong[i]);
            vm.expectRevert(reason);
            vm.prank(owner);
            gate.setPausedUntil(wrong[i], 0);
        }
    }

    function test_error_GuardianSpent() public {
        _guardianPause(FORWARD, 1 days);
        bytes memory spent = abi.encodeWithSelector(
            IPhaseGate.PhaseGate_GuardianSpent.selector, Product.Forward, START + 30 days
        );
        vm.warp(START + 2 days);
        // Neither alone nor with others; the others alone may be paused.
        vm.expectRevert(spent);
        _guardianPause(FORWARD, 1);
        vm.expectRevert(spent);
        _guardianPause(ALL, 1);
        _guardianPause(ALL ^ FORWARD, 1 days);
        vm.warp(START + 30 days - 1);
        vm.expectRevert(spent);
        _guardianPause(FORWARD, 1);
        vm.warp(START + 30 days);
        _guardianPause(FORWARD, 1);
    }

    function test_behavior_theGuardianEndsItsOwnPauseOnly() public {
        _guardianPause(FORWARD, 7 days);
        vm.prank(guardian);
        gate.guardianResume(FORWARD);
        vm.assertFalse(gate.isProductPaused(Product.Forward), "resumed");
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_GuardianSpent.selector, Product.Forward, START + 30 days
            )
        );
        _guardianPause(FORWARD, 1);
        bytes memory notOwn =
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGuardiansPause.selector, Product.Forward);
        vm.expectRevert(notOwn);
        vm.prank(guardian);
        gate.guardianResume(FORWARD);
        // The owner took the pause over, even to the same second.
        vm.warp(START + 30 days);
        _guardianPause(FORWARD, 7 days);
        _ownerPause(FORWARD, uint32(START + 37 days));
        vm.expectRevert(notOwn);
        vm.prank(guardian);
        gate.guardianResume(FORWARD);
    }

    function test_behavior_theOwnersLongerPauseStands() public {
        _ownerPause(FORWARD, type(uint32).max);
        _guardianPause(FORWARD, 1 days);
        vm.assertEq(gate.pausedUntil(Product.Forward), type(uint32).max, "stands");
        vm.warp(START + 365 days);
        vm.assertTrue(gate.isProductPaused(Product.Forward), "a year on");
        _ownerPause(FORWARD, 0);
        vm.assertFalse(gate.isProductPaused(Product.Forward), "lifted");
    }

    function test_error_PauseEndPassed() public {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_PauseEndPassed.selector, START, START));
        _ownerPause(FORWARD, uint32(START));
        _ownerPause(FORWARD, uint32(START + 1));
    }

    function test_error_NotGuardian() public {
        address[5] memory callers = [owner, registrar, auditor, governance, stranger];
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGuardian.selector, callers[i]);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.guardianPause(FORWARD, 1);
            vm.expectRevert(reason);
            vm.prank(callers[i]);
            gate.guardianResume(FORWARD);
        }
    }

    /// @notice The gate tells the marketplace about spot, and about spot alone, and doesn't mind a deaf one.
    function test_behavior_theMarketplaceIsTold() public {
        StubMeter meter = new StubMeter(address(gate));
        gate.connectMeter(IReadinessMeter(address(meter)));
        _guardianPause(FORWARD, 1);
        vm.assertEq(meter.refreshes(), 0, "not spot");
        _guardianPause(1, 1 days);
        vm.assertEq(meter.refreshes(), 1, "paused");
        vm.prank(guardian);
        gate.guardianResume(1);
        vm.assertEq(meter.refreshes(), 2, "resumed");
        meter.setRefuses(true);
        _ownerPause(1, type(uint32).max);
        vm.assertTrue(gate.isProductPaused(Product.Spot), "paused all the same");
    }

    /// @notice I30, over any sequence: in no window of 30 days does the guardian hold a product for more than 7.
    function testFuzz_guardianHoldsNoProductForLong(uint256 seed) public {
        uint256 now_ = START;
        uint256[6] memory heldFrom;
        for (uint256 i = 0; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            now_ += seed % 12 days;
            vm.warp(now_);
            uint8 products = uint8(_within(seed >> 32, 1, 63));
            uint32 duration = uint32(_within(seed >> 64, 1, 7 days));
            vm.prank(guardian);
            (bool done,) = address(gate).call(abi.encodeCall(gate.guardianPause, (products, duration)));
            bool free = true;
            for (uint256 p = 0; p < 6; ++p) {
                if ((products >> p) & 1 == 1 && heldFrom[p] != 0 && now_ < heldFrom[p] + 30 days) free = false;
            }
            vm.assertTrue(done == free, "once in 30 days");
            for (uint256 p = 0; p < 6; ++p) {
                if (done && (products >> p) & 1 == 1) heldFrom[p] = now_;
                uint256 until = gate.pausedUntil(Product(p));
                vm.assertLe(until, heldFrom[p] + 7 days, "for 7 days");
            }
        }
    }

    function _guardianPause(uint8 products, uint32 duration) private {
        vm.prank(guardian);
        gate.guardianPause(products, duration);
    }

    function _ownerPause(uint8 products, uint32 until) private {
        vm.prank(owner);
        gate.setPausedUntil(products, until);
    }
}
