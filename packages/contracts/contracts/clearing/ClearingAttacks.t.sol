// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {ClearingFixture, IHouse} from "../harness/ClearingFixture.t.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {SeriesKind} from "./SeriesWord.sol";

/// @notice An oracle that calls back whoever asks it.
contract CallingOracle {
    IClearingHouse public target;
    bytes public call;

    function prepare(IClearingHouse target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    function settlement(uint256, uint256) external pure returns (ISettlementOracle.Settlement memory found) {
        found.fallbackHour = type(uint32).max;
    }

    function windowStart(uint256, uint256) external pure returns (uint256) {
        return type(uint40).max;
    }

    function open(uint256, uint256) external pure {}

    function settle(uint256, uint256) external returns (uint256) {
        (bool went, bytes memory answer) = address(target).call(call);
        require(!went && bytes4(answer) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        return 1;
    }
}

/// @notice Who would take, block or bend what others have here, each by name.
contract ClearingAttacksTest is ClearingFixture {
    /// @dev The owner registers a contract of its own: it reaches nobody who has not let it in, and takes nothing out.
    function test_attack_hostileMatcher() public {
        uint256 seriesId = _put(90e18);
        _sell(seriesId, writer, holder, 1, 10e18);
        _register(stranger);
        bytes4 notAllowed = IClearingHouse.ClearingHouse_MatcherNotAllowed.selector;
        _expectTwo(notAllowed, uint160(writer), uint160(stranger));
        vm.prank(stranger);
        clearing.fill(_deal(seriesId, writer, holder, 1, 0));
        _join(stranger, STAKE);
        _expectTwo(notAllowed, uint160(holder), uint160(stranger));
        vm.prank(stranger);
        clearing.fill(_deal(seriesId, holder, stranger, 1, 0));
        _expectTwo(notAllowed, uint160(holder), uint160(stranger));
        vm.prank(stranger);
        clearing.fill(_deal(seriesId, stranger, holder, 1, int256(STAKE)));
        // It can't pay out of another's balance either: withdrawing is the caller's own.
        uint256 before = _balance(holder);
        vm.prank(stranger);
        clearing.withdraw(1);
        vm.assertEq(_balance(holder), before, "untouched");
    }

    /// @dev Tokens sent here are nobody's, and change nothing.
    function test_attack_donation() public {
        uint256 seriesId = _call(100e18, 150e18);
        _sell(seriesId, writer, holder, 1, 10e18);
        uint256[4] memory before = [_balance(writer), _locked(writer), _balance(holder), clearing.freeOf(holder)];
        _give(address(clearing), 1_000e18);
        uint256[4] memory now_ = [_balance(writer), _locked(writer), _balance(holder), clearing.freeOf(holder)];
        for (uint256 i = 0; i < 4; ++i) vm.assertEq(now_[i], before[i], "as before");
        vm.warp(EXPIRY + 3 days);
        clearing.settleAccounts(bookId, _list(writer, holder));
        vm.assertEq(_balance(writer) + _balance(holder), 2 * STAKE, "no more than there was");
    }

    /// @dev The smallest amounts: nothing is minted by rounding, nothing burnt, nobody stuck.
    function test_attack_dust() public {
        vm.prank(owner);
        clearing.setFees(wallet, 1, 0);
        uint256 seriesId = _put(1);
        _sell(seriesId, writer, holder, 1, 1);
        vm.assertEq(_locked(writer), 2, "rounded against the account");
        vm.assertEq(_balance(wallet), 1, "no fee is too small to be one");
        vm.assertEq(_balance(holder), STAKE - 2, "paid");
        _sell(seriesId, holder, writer, 1, 1);
        vm.assertEq(_balance(writer), STAKE, "as before");
        vm.assertEq(_locked(writer), 0, "released");
        uint256 sum = _balance(writer) + _balance(holder) + _balance(wallet) + _balance(peer) + _balance(house);
        vm.assertEq(pat.balanceOf(address(clearing)), sum, "to the wei");
    }

    /// @dev A dust position in every leg makes neither settling nor closing dearer for anybody else.
    function test_attack_dustLegs() public {
        for (uint256 i = 0; i < 16; ++i) {
            _put(i + 1);
            _sell((bookId << 16) | i, writer, holder, 1, 0);
        }
        uint256 seriesId = _call(100e18, 150e18);
        _sell(seriesId, peer, house, 1, 0);
        vm.warp(EXPIRY + 3 days);
        clearing.settle(bookId);
        uint256 gas = gasleft();
        clearing.settleAccounts(bookId, _list(peer));
        vm.assertLt(gas - gasleft(), 60_000, "of one leg");
        clearing.settleAccounts(bookId, _list(writer, holder));
        vm.assertEq(_locked(writer), 0, "sixteen legs settle too");
    }

    /// @dev Money can't be pushed into another's account, nor a matcher's trade move it without consent.
    function test_attack_depositForAnother() public {
        _give(stranger, 5e18);
        vm.startPrank(stranger);
        pat.approve(address(clearing), 5e18);
        clearing.deposit(5e18);
        vm.stopPrank();
        vm.assertEq(_balance(stranger), 5e18, "its own");
    }

    /// @dev Allowances of others are not taken.
    function test_attack_useOfAnothersAllowance() public {
        vm.prank(treasury);
        pat.approve(address(clearing), type(uint256).max);
        vm.expectRevert();
        vm.prank(stranger);
        clearing.deposit(1);
    }

    /// @dev Whoever an oracle calls while it is asked, finds the door shut.
    function test_attack_reentrancy() public {
        CallingOracle calling = new CallingOracle();
        bytes memory arguments = abi.encode(owner, marketplace, calling, wallet, ACCOUNT_SHARE, HOUSE_SHARE);
        IHouse other = IHouse(_create("ClearingHouse.sol:ClearingHouse", arguments));
        uint256 seriesId = other.createSeries(market, market, EXPIRY, SeriesKind.Put, 1, 0, 0);
        IClearingHouse.Fill memory deal = _deal(seriesId, writer, holder, 1, 0);
        uint256[] memory books = new uint256[](0);
        bytes[7] memory calls = [
            abi.encodeCall(IClearingHouse.settle, (bookId)),
            abi.encodeCall(IClearingHouse.settleAccounts, (bookId, _list(writer))),
            abi.encodeCall(IClearingHouse.settleAndWithdraw, (books)),
            abi.encodeCall(IClearingHouse.fill, (deal)),
            abi.encodeCall(IClearingHouse.deposit, (1)),
            abi.encodeCall(IClearingHouse.withdraw, (1)),
            abi.encodeCall(IClearingHouse.depositWithPermit, (1, 0, 0, 0, 0))
        ];
        for (uint256 i = 0; i < 7; ++i) {
            calling.prepare(other, calls[i]);
            uint256 expiry = EXPIRY + i;
            other.createSeries(market, market, expiry, SeriesKind.Put, 1, 0, 0);
            vm.assertEq(other.settle((expiry << 32) | (uint256(market) << 16) | market), int256(1), "settled");
        }
        calling.prepare(
            other, abi.encodeCall(IClearingHouse.createSeries, (market, market, EXPIRY, SeriesKind.Put, 2, 0, 0))
        );
        vm.assertEq(other.createSeries(market, market, EXPIRY + 9, SeriesKind.Put, 1, 0, 0) & 0xffff, 0, "listed");
        vm.assertEq(other.settle(((EXPIRY + 9) << 32) | (uint256(market) << 16) | market), int256(1), "settled");
    }

    /// @dev Owner, registrar, guardian and broker do their worst together: what is free leaves now, the rest with the expiry.
    function test_attack_everyOfficeInBadFaith() public {
        uint256 seriesId = _collar(80e18, 120e18, 100e18);
        _sell(seriesId, writer, peer, 2, 0);
        vm.startPrank(owner);
        clearing.setFees(house, 500, 1e18);
        for (uint256 i = 0; i < 6; ++i) {
            clearing.setCollateralRequirement(4, ParticipantClass.Institution, Product(i), 1_000_000e18);
            clearing.setCollateralRequirement(4, ParticipantClass.Lapsed, Product(i), 1_000_000e18);
        }
        gate.setPausedUntil(63, type(uint32).max);
        gate.setAffiliate(writer, true);
        marketplace.setPaused(true);
        vm.stopPrank();
        vm.prank(guardian);
        try gate.guardianPause(63, 7 days) {} catch {}
        vm.prank(registrar);
        gate.revokeInstitution(writer);
        // It reduces for no fee, while there is a matcher.
        _sell(seriesId, peer, writer, 1, 0);
        vm.assertEq(_balance(house), STAKE, "no fee");
        vm.prank(owner);
        clearing.removeMatcher(matcher);
        uint256 free = clearing.freeOf(writer);
        vm.prank(writer);
        clearing.withdraw(free);
        vm.assertEq(_locked(writer), 25e18, "but for its worst case");
        vm.warp(EXPIRY + 3 days);
        uint256[] memory books = new uint256[](1);
        books[0] = bookId;
        vm.prank(writer);
        clearing.settleAndWithdraw(books);
        vm.assertEq(pat.balanceOf(writer), STAKE, "everything, at the last good index");
    }
}
