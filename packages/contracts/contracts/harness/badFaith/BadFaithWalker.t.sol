// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {MarketIndex} from "../../index/MarketIndex.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Keys, Missing, Stage} from "./BadFaithBooks.t.sol";
import {Exits} from "./Exits.t.sol";

/// @notice Half a year of a deployment whose every key is in bad faith, a day a step. What is left of good faith: half
/// of the votes, and buyers who know nobody; and in some walks even one of the four parties to phase 4 is missing.
contract BadFaithWalker is Exits {
    constructor(Stage memory stage_, Keys memory keys_) {
        (stage, keys) = (stage_, keys_);
        time = stage_.start;
        referenceAsk = 100e18;
        auditor = vm.addr(keys_.auditorKey);
        badVoter = _actor("bad voter");
        friend = _actor("friend");
        honestVoter = _actor("honest voter");
        saver = _actor("saver");
        (crooks[0], crooks[1], crooks[2]) = (keys_.owner, keys_.registrar, keys_.guardian);
        (crooks[3], crooks[4], crooks[5]) = (keys_.lister, keys_.pricer, auditor);
        (crooks[6], crooks[7]) = (badVoter, friend);
        for (uint256 i = 0; i < PROVIDERS; ++i) providers[i] = _actor(string.concat("provider ", vm.toString(i)));
        for (uint256 i = 0; i < BUYERS; ++i) {
            buyers[i] = _actor(string.concat("buyer ", vm.toString(i)));
            _fund(buyers[i], 500_000e18);
        }
        _fund(keys_.lister, 500_000e18);
        _fund(keys_.pricer, 500_000e18);
        _fund(friend, 500_000e18);
        _wrap(badVoter, SUPPLY_SHARE);
        _wrap(honestVoter, SUPPLY_SHARE);
        _wrap(saver, 1_000e18);
        vm.prank(keys_.owner);
        stage_.gate.setAffiliate(friend, true);
        vm.prank(keys_.owner);
        stage_.gate.proposeThresholds(_laxest());
    }

    function step(uint256 seed) external {
        _reseed(seed);
        uint256 phase = stage.gate.phase();
        // Phase 3 only has to pass.
        _moveTo((time / DAY_ + (phase == 3 && _chance(60) ? 3 : 1)) * DAY_ + 60);
        if (_chance(90)) _wantTrade();
        uint256 day = time;
        uint256 first = _listForTheDay();
        for (uint256 hour = 0; hour < 24; ++hour) {
            _moveTo(day + hour * 3_600);
            if (hour % 6 == 5) _companyAct();
            if (_chance(20)) _buyFromThemselves();
            if (first != 0 && phase <= 2 && stage.missing != Missing.Buyers) _buyIndependently(hour, first);
        }
        _leave();
        _drive();
    }

    function check() external view {
        check_I28_I29_fourParties();
        check_I22_I23_band();
        check_I7_I13_rights();
    }

    /// @notice I28, I29: no phase without each of those who must agree to it, and no office by half of the votes.
    function check_I28_I29_fourParties() public view {
        uint256 phase = stage.gate.phase();
        if (phase >= 2) vm.assertGe(companyAdvances, phase - 1, "I28: never without the company");
        if (phase >= 3) {
            vm.assertGe(reportsSigned, 1, "I28: never without the auditor");
            vm.assertGe(honestVolume, 100_000e18, "I28: never without buyers");
        }
        if (phase == 4) vm.assertGe(honestVotesFor, 1, "I29: never without the voters");
        if (stage.missing != Missing.Nobody) vm.assertLe(phase, _furthest(), "I28, I29: one of the four is missing");
        vm.assertEq(stage.gate.office(IPhaseGate.Seat.Auditor).holder, auditor, "I37: the auditor stays");
        vm.assertEq(
            stage.gate.office(IPhaseGate.Seat.Governance).holder, address(stage.timelock), "I37: governance stays"
        );
    }

    /// @notice I22, I23: no hour of the index outside the band around the references of that hour, and none by insiders.
    function check_I22_I23_band() public view {
        uint256 now_ = time / 3_600;
        for (uint256 hour = now_ - 30; hour <= now_; ++hour) {
            MarketIndex.Bucket memory bucket = stage.marketplace.indexBucket(1, hour);
            if (bucket.trades == 0) continue;
            vm.assertTrue(lowest[hour] != 0, "I22: an hour of insiders alone");
            uint256 price = uint256(bucket.sumAsk) * 1e22 / bucket.sumWeight;
            // The band of asks over the band of confidence; a wei an ask by rounding.
            vm.assertGe(price, lowest[hour] * 8_000 / 8_500, "I23: below the band");
            vm.assertLe(price, highest[hour] * 12_000 / 7_000 + 1e6, "I23: above the band");
        }
    }

    /// @notice Each walk comes as far as it can without who is missing, over trade, insiders, exits and refusals.
    function checkReach() external view {
        vm.assertEq(stage.gate.phase(), _furthest(), "reach: as far as it goes");
        vm.assertGe(done["insiders' purchase"], 20, "reach: insiders");
        vm.assertGe(done["push"], 10, "reach: pushes");
        vm.assertGe(done["unwrap"], 50, "reach: unwraps");
        vm.assertGe(done["refused"], 500, "reach: refusals");
        if (stage.missing == Missing.Buyers) return;
        vm.assertGe(tradedHours.length, 500, "reach: hours");
        vm.assertGe(done["withdrawal"], 20, "reach: withdrawals");
        vm.assertGe(done["claim"], 10, "reach: claims");
    }

    function _furthest() private view returns (uint256) {
        return stage.missing == Missing.Nobody ? 4 : stage.missing == Missing.Voters ? 3 : 2;
    }

    /// @dev Without trade the crooks would have no evidence either.
    function _wantTrade() private {
        _try(keys.owner, address(stage.marketplace), abi.encodeCall(IDataMarketplace.setPaused, (false)));
        _try(keys.owner, address(stage.gate), abi.encodeCall(IPhaseGate.setPausedUntil, (63, 0)));
    }

    function _fund(address account, uint256 amount) private {
        vm.prank(keys.treasury);
        stage.pat.transfer(account, amount);
        vm.prank(account);
        stage.pat.approve(address(stage.marketplace), type(uint256).max);
    }

    function _wrap(address account, uint256 amount) private {
        vm.prank(keys.treasury);
        stage.pat.transfer(account, amount);
        vm.prank(account);
        stage.pat.approve(address(stage.votePat), amount);
        vm.prank(account);
        stage.votePat.depositFor(account, amount);
        vm.prank(account);
        stage.votePat.delegate(account);
    }
}
