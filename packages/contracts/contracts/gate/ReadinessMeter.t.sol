// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {DAY} from "../math/Units.sol";
import {Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";
import {ReadinessMeter} from "./ReadinessMeter.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice I33: what the meter shows is what the index showed, and the pause between gate and marketplace (I30).
contract ReadinessMeterTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    uint256 private constant FIRST_DAY = START / DAY;
    ReadinessMeter private meter;

    function setUp() public override {
        super.setUp();
        meter = new ReadinessMeter(marketplace);
    }

    function test_default() public {
        _trade(0, ASK);
        _trade(30, ASK);
        _trade(3_600, ASK);
        vm.warp(START + DAY);
        vm.expectEmit(address(meter));
        // One unit at confidence 0.75 for 100 PAT: 133.33... PAT at confidence 1.0.
        emit IReadinessMeter.DayDigested(MARKET, FIRST_DAY, 2, 300e18, 133_333_333_333_333_333_333);
        meter.digest(MARKET, FIRST_DAY, 1);
        IReadinessMeter.Day memory day = meter.dayOf(MARKET, FIRST_DAY);
        vm.assertTrue(day.digested, "digested");
        vm.assertEq(day.tradedHours, 2, "hours");
        vm.assertEq(day.volume, 300e18, "volume");
        vm.assertEq(day.price, marketplace.indexPrice(MARKET, FIRST_DAY * 24, FIRST_DAY * 24 + 24), "price");
    }

    /// @notice Moves of the price between traded days, untraded ones skipped, each rounded up.
    function test_behavior_evidence() public {
        _trade(0, 100e18);
        _trade(DAY, 110e18);
        _trade(3 * DAY, 99e18);
        vm.warp(START + 5 * DAY);
        meter.digest(MARKET, FIRST_DAY, 5);
        IReadinessMeter.Evidence memory shown = meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 5);
        vm.assertEq(shown.tradedHours, 3, "hours");
        vm.assertEq(shown.volume, 309e18, "volume");
        vm.assertEq(shown.moves, 2, "moves");
        // +10 % and -10 %; index prices round down, so that a move may be a basis point more.
        vm.assertGe(shown.sumSquaredMoves, 2 * 1_000 ** 2, "at least");
        vm.assertLe(shown.sumSquaredMoves, 2 * 1_001 ** 2, "at most");
        shown = meter.evidence(MARKET, FIRST_DAY + 1, FIRST_DAY + 3);
        vm.assertEq(shown.moves, 0, "one traded day has no move");
        vm.assertEq(shown.volume, 110e18, "its volume");
    }

    /// @notice A market that more than doubles between two traded days moves by more than 100 %, not by 100 %.
    function test_behavior_aMoveBeyondDouble() public {
        _trade(0, ASK);
        uint256 ask = ASK;
        for (uint256 i = 1; i <= 16; ++i) {
            vm.warp(START + i * DAY + i);
            ask = (ask * 105) / 100;
            vm.prank(pricer);
            marketplace.setReferenceAsk(MARKET, uint88(ask));
        }
        _trade(17 * DAY, uint88(ask));
        vm.warp(START + 18 * DAY);
        meter.digest(MARKET, FIRST_DAY, 18);
        IReadinessMeter.Evidence memory shown = meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 18);
        // 1.05^16 = 2.1828...
        vm.assertGe(shown.sumSquaredMoves, 11_828 ** 2, "at least");
        vm.assertLe(shown.sumSquaredMoves, 11_830 ** 2, "at most");
    }

    /// @notice Days that nobody digested counted as untraded: with the volatile ones left out, a market that doubled and
    /// halved was perfectly stable. Every day of the period must be there.
    function test_attack_leaveOutTheVolatileDays() public {
        _trade(0, 100e18);
        _trade(DAY, 120e18);
        _trade(2 * DAY, 100e18);
        vm.warp(START + 3 * DAY);
        meter.digest(MARKET, FIRST_DAY, 1);
        meter.digest(MARKET, FIRST_DAY + 2, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_DayMissing.selector, MARKET, FIRST_DAY + 1)
        );
        meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 3);
        meter.digest(MARKET, FIRST_DAY + 1, 1);
        IReadinessMeter.Evidence memory shown = meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 3);
        vm.assertEq(shown.moves, 2, "up and down");
        vm.assertGe(shown.sumSquaredMoves, 2_000 ** 2 + 1_666 ** 2, "both seen");
    }

    /// @notice Every digest says what is due next, past what was digested before, and until when.
    function test_behavior_DigestDue() public {
        vm.warp(START + 10 * DAY);
        _expectDue(FIRST_DAY + 1);
        meter.digest(MARKET, FIRST_DAY, 1);
        _expectDue(FIRST_DAY + 7);
        meter.digest(MARKET, FIRST_DAY + 5, 2);
        _expectDue(FIRST_DAY + 7);
        meter.digest(MARKET, FIRST_DAY + 1, 4);
        _expectDue(FIRST_DAY + 10);
        meter.digest(MARKET, FIRST_DAY + 7, 3);
        vm.assertEq(meter.lostAt(FIRST_DAY), START + 1_024 * 3_600, "1,024 hours after it began");
    }

    function _expectDue(uint256 day) private {
        vm.expectEmit(address(meter));
        emit IReadinessMeter.DigestDue(MARKET, day, meter.lostAt(day));
    }

    /// @notice A day can be digested from its end until the ring may have overwritten its first hour.
    function test_behavior_digestBoundaries() public {
        _trade(0, ASK);
        vm.warp(START + DAY - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IReadinessMeter.ReadinessMeter_DayNotOver.selector, FIRST_DAY, START + DAY - 1
            )
        );
        meter.digest(MARKET, FIRST_DAY, 1);
        vm.warp(START + 1_024 * 3_600);
        vm.expectRevert(
            abi.encodeWithSelector(
                IReadinessMeter.ReadinessMeter_DayLost.selector, FIRST_DAY, START + 1_024 * 3_600
            )
        );
        meter.digest(MARKET, FIRST_DAY, 1);
        vm.warp(START + 1_024 * 3_600 - 1);
        meter.digest(MARKET, FIRST_DAY, 42);
        vm.assertEq(meter.dayOf(MARKET, FIRST_DAY).volume, ASK, "the last second");
        // Again, later: what is digested stays.
        vm.warp(START + 2_000 * 3_600);
        meter.digest(MARKET, FIRST_DAY, 1);
        vm.assertEq(meter.dayOf(MARKET, FIRST_DAY).volume, ASK, "stays");
    }

    function test_error_sizes() public {
        uint256[2] memory counts = [uint256(0), 43];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_BatchSize.selector, counts[i], 42)
            );
            meter.digest(MARKET, FIRST_DAY, counts[i]);
        }
        uint256[2] memory ends = [FIRST_DAY, FIRST_DAY + 367];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IReadinessMeter.ReadinessMeter_PeriodLength.selector, FIRST_DAY, ends[i], 366
                )
            );
            meter.evidence(MARKET, FIRST_DAY, ends[i]);
        }
        vm.expectRevert(
            abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_DayMissing.selector, MARKET, FIRST_DAY)
        );
        meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 366);
        vm.expectRevert(abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_ZeroAddress.selector, "marketplace"));
        new ReadinessMeter(IDataMarketplace(address(0)));
    }

    /// @notice I33 over random trades: sums of the digested days are the sums of what was bought.
    function testFuzz_digestEqualsPurchases(uint256 seed) public {
        uint256 volume;
        uint256 hours_;
        uint256 last = type(uint256).max;
        uint256 at;
        for (uint256 i = 0; i < 10; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            at += seed % (40 * 3_600);
            uint256 ask = _within(seed >> 64, 80e18, 120e18);
            _trade(at, uint88(ask));
            volume += ask;
            if (at / 3_600 != last) ++hours_;
            last = at / 3_600;
        }
        vm.warp(START + 42 * DAY);
        meter.digest(MARKET, FIRST_DAY, 42);
        IReadinessMeter.Evidence memory shown = meter.evidence(MARKET, FIRST_DAY, FIRST_DAY + 42);
        vm.assertEq(shown.volume, volume, "volume");
        vm.assertEq(shown.tradedHours, hours_, "hours");
    }

    // ------------------------------------------------------------------ the gate's pause of spot

    /// @notice Through the gate at once, off by itself at its end, withdrawals open throughout.
    function test_behavior_theGatePausesSpot() public {
        uint256 id = _list(FLAT, 2);
        uint256 other = _list(FLAT, 2);
        _buy(buyer, other);
        vm.prank(guardian);
        gate.guardianPause(1, 7 days - 1);
        vm.assertEq(marketplace.till().pauseLevels, 2, "told");
        _expectPausedUntil(START + 7 days - 1);
        _buy(buyer, id);
        IDataMarketplace.Listing memory listing = _listing();
        _expectPausedUntil(START + 7 days - 1);
        _register(listing);
        vm.prank(provider);
        marketplace.withdrawEarnings();
        vm.warp(START + 7 days - 2);
        _expectPausedUntil(START + 7 days - 1);
        _buy(buyer, id);
        vm.warp(START + 7 days - 1);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.PauseRefreshed(false);
        _buy(buyer, id);
        vm.assertEq(marketplace.till().pauseLevels, 0, "the purchase saw to it");
        vm.assertEq(_liabilities(), 70e18, "and was counted as ever");
    }

    /// @notice With a gas limit between what the pause itself takes and what telling takes, the pause of spot passed the
    /// marketplace by. Whatever the limit, both or neither.
    function test_attack_pausePassesTheMarketplaceBy() public {
        bytes memory pause = abi.encodeCall(gate.setPausedUntil, (1, type(uint32).max));
        uint256 passed;
        for (uint256 gas_ = 30_000; gas_ < 180_000; gas_ += 500) {
            vm.prank(owner);
            (bool done,) = address(gate).call{gas: gas_}(pause);
            vm.assertTrue(done == gate.isProductPaused(Product.Spot), "the gate");
            vm.assertEq(marketplace.till().pauseLevels, done ? 2 : 0, "the marketplace with it");
            if (!done) continue;
            ++passed;
            vm.prank(owner);
            gate.setPausedUntil(1, 0);
        }
        vm.assertGe(passed, 20, "and with enough it passes");
    }

    function test_behavior_listingEndsALapsedPauseToo() public {
        vm.prank(guardian);
        gate.guardianPause(1, 1 days);
        vm.warp(START + 1 days);
        _list();
        vm.assertEq(marketplace.till().pauseLevels, 0, "ended");
    }

    /// @notice The two levels are independent, in every combination, and anyone may refresh in both directions.
    function test_behavior_pauseLevels() public {
        uint256 id = _list(FLAT, 2);
        vm.prank(owner);
        gate.setPausedUntil(1, type(uint32).max);
        vm.assertEq(marketplace.till().pauseLevels, 2, "told");
        _pause(true);
        vm.assertEq(marketplace.till().pauseLevels, 3, "both");
        // The owner's has no end, so the gate's is not one to wait for.
        _expectPaused();
        _buy(buyer, id);
        _pause(false);
        vm.assertEq(marketplace.till().pauseLevels, 2, "the gate's stays");
        _expectPausedUntil(type(uint32).max);
        _buy(buyer, id);
        _pause(true);
        vm.prank(owner);
        gate.setPausedUntil(1, 0);
        // The gate's pause is over, the owner's own is not.
        _expectPaused();
        _buy(buyer, id);
        vm.assertEq(marketplace.till().pauseLevels, 1, "the owner's stays");
        _pause(false);
        _buy(buyer, id);
        vm.assertFalse(gate.isProductPaused(Product.Spot), "resumed");
    }

    // ------------------------------------------------------------------ the gate reads the real meter

    /// @notice I28 with a real index: traded hours, volume and moves of the period decide, and nothing outside it.
    function test_behavior_phase3FromTheIndexItself() public {
        gate.connectMeter(meter);
        vm.prank(owner);
        gate.advancePhase();
        // Before the meter has digested anything, there is nothing to show.
        for (uint256 day = 0; day < 60; ++day) {
            for (uint256 hour = 0; hour < 9; ++hour) {
                if (day * 9 + hour >= 500) break;
                _trade(day * DAY + hour * 3_600, ASK);
            }
            if (day == 40) meter.digest(MARKET, FIRST_DAY, 40);
        }
        vm.warp(START + 60 * DAY);
        _record();
        vm.expectRevert(
            abi.encodeWithSelector(IReadinessMeter.ReadinessMeter_DayMissing.selector, MARKET, FIRST_DAY + 40)
        );
        vm.prank(owner);
        gate.advancePhase();
        meter.digest(MARKET, FIRST_DAY + 40, 20);
        // 500 hours at 100 PAT are half of the volume that is needed.
        _missed(IPhaseGate.Criterion.Volume, 50_000e18, 100_000e18);
    }

    function _missed(IPhaseGate.Criterion criterion, uint256 measured, uint256 threshold) private {
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_CriterionMissed.selector, criterion, measured, threshold)
        );
        vm.prank(owner);
        gate.advancePhase();
    }

    function _record() private {
        IPhaseGate.ReadinessReport memory report = IPhaseGate.ReadinessReport({
            reportHash: keccak256("report"),
            term: 1,
            revision: 0,
            market: MARKET,
            fromDay: uint32(FIRST_DAY),
            toDay: uint32(FIRST_DAY + 60),
            unaffiliatedVolume: 100_000e18,
            unaffiliatedBuyers: 25,
            largestBuyerBps: 2_000,
            deliveredBps: 9_500
        });
        bytes32 type_ = keccak256(
            "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Phasegate PhaseGate"),
                keccak256("1"),
                block.chainid,
                address(gate)
            )
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(type_, report))));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUDITOR_KEY, digest);
        gate.recordReadiness(report, abi.encodePacked(r, s, v));
    }

    function _trade(uint256 after_, uint88 ask) private {
        vm.warp(START + after_);
        IDataMarketplace.Listing memory listing = _listing();
        listing.freshAsk = ask;
        listing.issuedAt = uint32(START + after_);
        _buy(buyer, _register(listing));
    }
}
