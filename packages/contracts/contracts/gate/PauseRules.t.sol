// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Failure, GateFixture, StubMeter} from "../harness/GateFixture.t.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {Action, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @notice I30: the guardian pauses no product for more than 7 days in any 30, and pauses end by themselves.
contract PauseRulesTest is GateFixture {
    uint8 private constant ALL = 63;
    uint8 private constant FORWARD = 2;

    function test_default() public {
        _setPhase(2);
        for (uint256 i = 0; i < 6; ++i) {
            vm.expectEmit(address(gate));
            emit IPhaseGate.PauseSet(Product(i), uint32(START + 7 days), guardian);
        }
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

    function test_behavior_pausedSeconds() public {
        _guardianPause(FORWARD, 7 days);
        vm.warp(START + 2 days);
        vm.assertEq(gate.pausedSeconds(Product.Forward), 2 days, "while it runs");
        // The owner ends it a day early and the product rests until its own pause begins.
        vm.warp(START + 6 days);
        vm.prank(owner);
        gate.setPausedUntil(FORWARD, 0);
        vm.warp(START + 8 days);
        vm.assertEq(gate.pausedSeconds(Product.Forward), 6 days, "lifted early");
        vm.prank(owner);
        gate.setPausedUntil(FORWARD, uint32(START + 10 days));
        vm.warp(START + 9 days);
        // A pause set anew counts on, and one that ended by itself counts to its end.
        vm.prank(owner);
        gate.setPausedUntil(FORWARD, uint32(START + 11 days));
        vm.warp(START + 30 days);
        vm.assertEq(gate.pausedSeconds(Product.Forward), 9 days, "ended by itself");
        vm.assertEq(gate.pausedSeconds(Product.Spot), 0, "of this product alone");
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
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyPaused.selector, FORWARD, START + 1 days)
        );
        _guardianPause(FORWARD, 1 days);
        // Of all products the others are paused, each event names its product's own end, and the turn is kept.
        vm.expectEmit(address(gate));
        emit IPhaseGate.PauseSet(Product.Spot, uint32(START + 1 days), guardian);
        vm.expectEmit(address(gate));
        emit IPhaseGate.PauseSet(Product.Synthetic, uint32(START + 1 days), guardian);
        _guardianPause(ALL, 1 days);
        vm.assertEq(gate.pausedUntil(Product.Forward), type(uint32).max, "stands");
        vm.assertEq(gate.guardianAvailableAt(Product.Forward), 0, "not used");
        vm.assertEq(gate.guardianAvailableAt(Product.Synthetic), START + 30 days, "used");
        vm.warp(START + 365 days);
        vm.assertTrue(gate.isProductPaused(Product.Forward), "a year on");
        _ownerPause(FORWARD, 0);
        vm.assertFalse(gate.isProductPaused(Product.Forward), "lifted");
    }

    /// @notice A guardian's pause that ended in the second in which the owner's ends lifted the owner's.
    function test_attack_liftTheOwnersPause() public {
        _ownerPause(FORWARD, uint32(START + 5 days));
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyPaused.selector, FORWARD, START + 5 days)
        );
        _guardianPause(FORWARD, 5 days);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGuardiansPause.selector, Product.Forward)
        );
        vm.prank(guardian);
        gate.guardianResume(FORWARD);
        // A longer one is the guardian's, and resuming it falls back to the owner's.
        _guardianPause(FORWARD, 6 days);
        vm.expectEmit(address(gate));
        emit IPhaseGate.PauseSet(Product.Forward, uint32(START + 5 days), guardian);
        vm.prank(guardian);
        gate.guardianResume(FORWARD);
        vm.assertEq(gate.pausedUntil(Product.Forward), START + 5 days, "the owner's");
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

    // ------------------------------------------------------------------ telling marketplaces

    /// @notice The gate tells every marketplace about spot, and about spot alone.
    function test_behavior_theMarketplaceIsTold() public {
        StubMeter one = _marketplace();
        StubMeter two = _marketplace();
        _guardianPause(FORWARD, 1);
        vm.assertEq(one.refreshes(), 0, "not spot");
        _guardianPause(1, 1 days);
        vm.assertEq(one.refreshes(), 1, "paused");
        vm.assertEq(two.refreshes(), 1, "each");
        vm.prank(guardian);
        gate.guardianResume(1);
        vm.assertEq(one.refreshes(), 2, "resumed");
    }

    /// @notice A meter or marketplace that stopped answering blocked every pause of spot, the global one too; a pause that
    /// did not reach the marketplace said nothing.
    function test_attack_aDeafMarketplace() public {
        StubMeter[4] memory all = [_marketplace(), _marketplace(), _marketplace(), _marketplace()];
        for (uint256 f = 1; f <= uint256(type(Failure).max); ++f) {
            for (uint256 i = 0; i < 3; ++i) all[i].setFailure(Failure(f));
            for (uint256 i = 0; i < 3; ++i) {
                vm.expectEmit(address(gate));
                emit IPhaseGate.MarketplaceNotTold(address(all[i]), IDataMarketplace.refreshPause.selector);
            }
            _ownerPause(ALL, type(uint32).max);
            vm.assertTrue(gate.isProductPaused(Product.Spot), "paused all the same");
            vm.assertEq(all[3].refreshes(), f, "and whoever listens is told");
            for (uint256 i = 0; i < 3; ++i) {
                vm.expectEmit(address(gate));
                emit IPhaseGate.MarketplaceNotTold(
                    address(all[i]), IDataMarketplace.refreshIndexStanding.selector
                );
            }
            _setAffiliate(account, f % 2 == 1);
            vm.assertEq(all[3].refreshed(), account, "marks too");
        }
    }

    /// @notice With gas for the pause but not for telling, the pause of spot passed the marketplace by. Now it is refused
    /// as a whole, whatever the limit.
    function test_attack_starveTheMarketplaceOfGas() public {
        StubMeter one = _marketplace();
        bytes memory pause = abi.encodeCall(gate.setPausedUntil, (1, type(uint32).max));
        bytes memory mark = abi.encodeCall(gate.setAffiliate, (account, true));
        uint256 told;
        for (uint256 gas_ = 30_000; gas_ < 400_000; gas_ += 2_500) {
            uint256 before = one.refreshes();
            vm.prank(owner);
            (bool done, bytes memory reason) = address(gate).call{gas: gas_}(pause);
            vm.assertEq(one.refreshes(), done ? before + 1 : before, "told, or nothing happened");
            if (done) ++told;
            else if (reason.length != 0) {
                vm.assertEq(
                    bytes32(bytes4(reason)), bytes32(IPhaseGate.PhaseGate_GasTooLow.selector), "by its name"
                );
            }
            vm.prank(owner);
            (done, reason) = address(gate).call{gas: gas_}(mark);
            vm.assertTrue(done == (one.refreshed() == account), "the mark too");
        }
        vm.assertGe(told, 50, "and with enough it passes");
    }

    /// @notice Nor do deaf marketplaces before it in the list, which burn all that they are given, starve one that listens.
    function test_attack_starveTheLastMarketplace() public {
        StubMeter[4] memory all = [_marketplace(), _marketplace(), _marketplace(), _marketplace()];
        for (uint256 i = 0; i < 3; ++i) all[i].setFailure(Failure.BurnsGas);
        bytes memory pause = abi.encodeCall(gate.setPausedUntil, (1, type(uint32).max));
        uint256 told;
        for (uint256 gas_ = 400_000; gas_ < 700_000; gas_ += 5_000) {
            vm.prank(owner);
            (bool done,) = address(gate).call{gas: gas_}(pause);
            if (done) ++told;
            vm.assertEq(all[3].refreshes(), told, "told, or nothing happened");
        }
        vm.assertGe(told, 30, "passes");
        vm.assertLe(told, 59, "and is refused");
    }

    /// @notice Owner and guardian: another guardian, or the same in another term, does not have a turn of its own.
    function test_attack_rotationRenewsTheGuardiansTurn() public {
        _guardianPause(FORWARD, 7 days);
        vm.warp(START + 7 days);
        _appoint(IPhaseGate.Seat.Guardian, stranger);
        bytes memory spent = abi.encodeWithSelector(
            IPhaseGate.PhaseGate_GuardianSpent.selector, Product.Forward, START + 30 days
        );
        vm.expectRevert(spent);
        vm.prank(stranger);
        gate.guardianPause(FORWARD, 1);
        _appoint(IPhaseGate.Seat.Guardian, guardian);
        vm.expectRevert(spent);
        _guardianPause(FORWARD, 1);
    }

    /// @notice The deployer's key, years later: it names no marketplace once phase 2 is open.
    function test_attack_theDeployersKeyYearsLater() public {
        StubMeter stub = new StubMeter(address(gate));
        vm.prank(owner);
        gate.advancePhase();
        _expectNotCreatorOrOwner(address(this));
        gate.addMarketplace(_as(stub));
        vm.prank(owner);
        gate.addMarketplace(_as(stub));
    }

    function test_behavior_marketplaces() public {
        StubMeter first = _marketplace();
        StubMeter second = new StubMeter(address(gate));
        // Whoever created the gate adds the first one only.
        vm.prank(stranger);
        _expectNotCreatorOrOwner(stranger);
        gate.addMarketplace(_as(second));
        _expectNotCreatorOrOwner(address(this));
        gate.addMarketplace(_as(second));
        vm.startPrank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_MarketplaceKnown.selector, address(first))
        );
        gate.addMarketplace(_as(first));
        StubMeter foreign = new StubMeter(address(this));
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ForeignMarketplace.selector, address(foreign), address(this)
            )
        );
        gate.addMarketplace(_as(foreign));
        vm.expectEmit(address(gate));
        emit IPhaseGate.MarketplaceAdded(address(second));
        gate.addMarketplace(_as(second));
        gate.addMarketplace(_as(new StubMeter(address(gate))));
        gate.addMarketplace(_as(new StubMeter(address(gate))));
        IDataMarketplace fifth = _as(new StubMeter(address(gate)));
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_TooManyMarketplaces.selector, 4));
        gate.addMarketplace(fifth);
        vm.stopPrank();
        vm.assertEq(gate.marketplaces().length, 4, "four");
        vm.assertEq(address(gate.marketplaces()[1]), address(second), "in order");
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

    function _marketplace() private returns (StubMeter stub) {
        stub = new StubMeter(address(gate));
        if (gate.marketplaces().length != 0) vm.prank(owner);
        gate.addMarketplace(_as(stub));
    }

    function _as(StubMeter stub) private pure returns (IDataMarketplace) {
        return IDataMarketplace(address(stub));
    }

    function _expectNotCreatorOrOwner(address who) private pure {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotCreatorOrOwner.selector, who));
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
