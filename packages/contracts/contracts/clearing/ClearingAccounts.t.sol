// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @notice Balances, matchers, and what the owner may set.
contract ClearingAccountsTest is ClearingFixture {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    event MatcherApplied(address indexed matcher, uint256 number);

    // ------------------------------------------------------------------ balances

    function test_default_inAndOut() public {
        _join(stranger, 5e18);
        vm.assertEq(clearing.freeOf(stranger), 5e18, "free");
        vm.prank(stranger);
        clearing.withdraw(5e18);
        vm.assertEq(pat.balanceOf(stranger), 5e18, "back");
        vm.assertEq(_balance(stranger), 0, "nothing left");
    }

    function test_error_amounts() public {
        vm.startPrank(writer);
        _expect(IClearingHouse.ClearingHouse_ZeroAmount.selector);
        clearing.deposit(0);
        _expect(IClearingHouse.ClearingHouse_ZeroAmount.selector);
        clearing.withdraw(0);
        _expectThree(
            IClearingHouse.ClearingHouse_ExceedsFree.selector, uint160(writer), STAKE + 1, STAKE
        );
        clearing.withdraw(STAKE + 1);
    }

    function test_behavior_onlyWhatIsFreeLeaves() public {
        _sell(_put(100e18), writer, holder, 4, 40e18);
        uint256 free = STAKE + 40e18 - 500e18;
        vm.startPrank(writer);
        _expectThree(IClearingHouse.ClearingHouse_ExceedsFree.selector, uint160(writer), free + 1, free);
        clearing.withdraw(free + 1);
        clearing.withdraw(free);
        vm.assertEq(clearing.freeOf(writer), 0, "free");
    }

    /// @dev Whoever saw the permit may use it: the deposit goes through all the same.
    function test_attack_permitFrontRun() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 before = _balance(buyer);
            (uint8 v, bytes32 r, bytes32 s) = _permit(7e18);
            if (i == 1) {
                vm.prank(stranger);
                pat.permit(buyer, address(clearing), 7e18, NOW, v, r, s);
            }
            vm.prank(buyer);
            clearing.depositWithPermit(7e18, NOW, v, r, s);
            vm.assertEq(_balance(buyer), before + 7e18, "deposited");
        }
        _expect(IClearingHouse.ClearingHouse_ZeroAmount.selector);
        clearing.depositWithPermit(0, NOW, 0, 0, 0);
    }

    // ------------------------------------------------------------------ matchers

    function test_default_aMatcherFromAnnouncementToRemoval() public {
        vm.prank(owner);
        clearing.announceMatcher(stranger);
        vm.assertEq(clearing.matcherApplicableFrom(stranger), NOW + 7 days, "applicable from");
        vm.warp(NOW + 7 days - 1);
        _expectTwo(IClearingHouse.ClearingHouse_MatcherPending.selector, NOW + 7 days, NOW + 7 days - 1);
        clearing.applyMatcher(stranger);
        vm.warp(NOW + 7 days);
        vm.expectEmit(address(clearing));
        emit MatcherApplied(stranger, 1);
        clearing.applyMatcher(stranger);
        vm.prank(holder);
        clearing.setMatcher(stranger, true);
        vm.assertTrue(clearing.allowsMatcher(holder, stranger), "let in");
        vm.assertFalse(clearing.allowsMatcher(writer, stranger), "nobody else");
        vm.prank(holder);
        clearing.setMatcher(stranger, false);
        vm.assertFalse(clearing.allowsMatcher(holder, stranger), "shut out");
        vm.assertTrue(clearing.allowsMatcher(holder, matcher), "the other one still in");
    }

    /// @dev Numbers are never used again: what was consented to once is no consent to another.
    function test_behavior_aRemovedMatcherTakesItsConsentsAlong() public {
        vm.prank(owner);
        clearing.removeMatcher(matcher);
        (bool isRegistered,) = clearing.matcherNumber(matcher);
        vm.assertFalse(isRegistered, "registered");
        vm.assertFalse(clearing.allowsMatcher(holder, matcher), "let in");
        _register(stranger);
        (bool isNew, uint256 number) = clearing.matcherNumber(stranger);
        vm.assertEq(isNew ? number : 0, 1, "another number");
        vm.assertFalse(clearing.allowsMatcher(holder, stranger), "not let in");
        // The same contract, announced again, has to be let in again.
        _register(matcher);
        vm.assertFalse(clearing.allowsMatcher(holder, matcher), "nor the old one");
    }

    function test_behavior_anAnnouncementCanBeTakenBack() public {
        vm.startPrank(owner);
        clearing.announceMatcher(stranger);
        clearing.removeMatcher(stranger);
        _expectOne(IClearingHouse.ClearingHouse_NoMatcherAnnounced.selector, uint160(stranger));
        clearing.removeMatcher(stranger);
        vm.warp(NOW + 7 days);
        _expectOne(IClearingHouse.ClearingHouse_NoMatcherAnnounced.selector, uint160(stranger));
        clearing.applyMatcher(stranger);
    }

    function test_error_matchers() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IClearingHouse.ClearingHouse_ZeroAddress.selector, "matcher"));
        clearing.announceMatcher(address(0));
        _expectOne(IClearingHouse.ClearingHouse_MatcherKnown.selector, uint160(matcher));
        clearing.announceMatcher(matcher);
        clearing.announceMatcher(stranger);
        _expectOne(IClearingHouse.ClearingHouse_MatcherKnown.selector, uint160(stranger));
        clearing.announceMatcher(stranger);
        vm.stopPrank();
        _expectOne(IClearingHouse.ClearingHouse_NotMatcher.selector, uint160(stranger));
        clearing.setMatcher(stranger, true);
    }

    function test_error_tooManyMatchers() public {
        for (uint160 i = 1; i < 32; ++i) {
            vm.prank(owner);
            clearing.announceMatcher(address(i));
        }
        vm.prank(owner);
        clearing.announceMatcher(address(32));
        vm.warp(NOW + 7 days);
        for (uint160 i = 1; i < 32; ++i) clearing.applyMatcher(address(i));
        // The highest number has a bit of its own.
        vm.startPrank(holder);
        clearing.setMatcher(address(31), true);
        vm.assertTrue(clearing.allowsMatcher(holder, address(31)), "let in");
        vm.assertFalse(clearing.allowsMatcher(holder, address(30)), "alone");
        _expectOne(IClearingHouse.ClearingHouse_TooManyMatchers.selector, 32);
        clearing.applyMatcher(address(32));
    }

    // ------------------------------------------------------------------ charges

    function test_default_fees() public {
        vm.startPrank(owner);
        clearing.setFees(treasury, 500, 1e18);
        (address to, uint256 feeBps, uint256 timePremium) = clearing.fees();
        vm.assertEq(to, treasury, "wallet");
        vm.assertEq(feeBps, 500, "fee");
        vm.assertEq(timePremium, 1e18, "time premium");
        vm.expectRevert(abi.encodeWithSelector(IClearingHouse.ClearingHouse_ZeroAddress.selector, "brokerWallet"));
        clearing.setFees(address(0), 0, 0);
        _expectFees(501, 0);
        clearing.setFees(treasury, 501, 0);
        _expectFees(0, 1e18 + 1);
        clearing.setFees(treasury, 0, 1e18 + 1);
    }

    /// @dev Every cell has its own field, and none leaks into another.
    function test_default_requirements() public {
        vm.startPrank(owner);
        for (uint256 i = 0; i < 72; ++i) {
            (uint8 phase, ParticipantClass class, Product product) = _cell(i);
            clearing.setCollateralRequirement(phase, class, product, (i + 1) * 1e18);
        }
        for (uint256 i = 0; i < 72; ++i) {
            (uint8 phase, ParticipantClass class, Product product) = _cell(i);
            vm.assertEq(clearing.collateralRequirement(phase, class, product), (i + 1) * 1e18, "cell");
        }
        clearing.setCollateralRequirement(4, ParticipantClass.Lapsed, Product.OptionBuy, 1_000_000e18);
        clearing.setCollateralRequirement(4, ParticipantClass.Broker, Product.OptionBuy, 0);
        vm.assertEq(clearing.collateralRequirement(4, ParticipantClass.Lapsed, Product.OptionBuy), 1_000_000e18, "most");
        vm.assertEq(clearing.collateralRequirement(4, ParticipantClass.Broker, Product.OptionBuy), 0, "none");
        vm.assertEq(clearing.collateralRequirement(1, ParticipantClass.Retail, Product.OptionBuy), 0, "phase 1");
        vm.assertEq(clearing.collateralRequirement(5, ParticipantClass.Retail, Product.OptionBuy), 0, "phase 5");
    }

    function test_error_requirements() public {
        vm.startPrank(owner);
        _refused(1, 1e18);
        _refused(5, 1e18);
        _refused(2, 1e18 + 1);
        _refused(2, 1_000_001e18);
    }

    // ------------------------------------------------------------------ who

    function test_error_notTheOwner() public {
        vm.startPrank(stranger);
        _expectNotOwner(stranger);
        clearing.announceMatcher(stranger);
        _expectNotOwner(stranger);
        clearing.removeMatcher(matcher);
        _expectNotOwner(stranger);
        clearing.setFees(stranger, 0, 0);
        _expectNotOwner(stranger);
        clearing.setCollateralRequirement(2, ParticipantClass.Retail, Product.OptionBuy, 0);
    }

    function test_default_construction() public {
        vm.assertEq(address(clearing.pat()), address(pat), "pat");
        vm.assertEq(address(clearing.phaseGate()), address(gate), "gate");
        vm.assertEq(address(clearing.marketplace()), address(marketplace), "marketplace");
        vm.assertEq(address(clearing.oracle()), address(oracle), "oracle");
        vm.assertEq(clearing.accountShareBps(), ACCOUNT_SHARE, "account's share");
        vm.assertEq(clearing.houseShareBps(), HOUSE_SHARE, "house's share");
        (address to, uint256 feeBps, uint256 timePremium) = clearing.fees();
        vm.assertEq(to, wallet, "wallet");
        vm.assertEq(feeBps + timePremium, 0, "no fees");
    }

    function test_error_construction() public {
        _expectZero("marketplace");
        this.construct(address(0), address(oracle), wallet, 1, 1);
        _expectZero("oracle");
        this.construct(address(marketplace), address(0), wallet, 1, 1);
        _expectZero("brokerWallet");
        this.construct(address(marketplace), address(oracle), address(0), 1, 1);
        uint256[2][4] memory shares = [[uint256(0), 1], [uint256(1), 0], [uint256(10_001), 1], [uint256(1), 10_001]];
        for (uint256 i = 0; i < 4; ++i) {
            _expectTwo(IClearingHouse.ClearingHouse_SharesOutOfBounds.selector, shares[i][0], shares[i][1]);
            this.construct(address(marketplace), address(oracle), wallet, shares[i][0], shares[i][1]);
        }
        this.construct(address(marketplace), address(oracle), wallet, 10_000, 10_000);
    }

    function construct(address marketplace_, address oracle_, address to, uint256 accountBps, uint256 houseBps)
        external
    {
        bytes memory arguments = abi.encode(owner, marketplace_, oracle_, to, accountBps, houseBps);
        _create("ClearingHouse.sol:ClearingHouse", arguments);
    }

    // ------------------------------------------------------------------ helpers

    function _cell(uint256 i) private pure returns (uint8, ParticipantClass, Product) {
        return (uint8(2 + i / 24), ParticipantClass((i / 6) % 4), Product(i % 6));
    }

    function _refused(uint8 phase, uint256 amount) private {
        _expectThree(IClearingHouse.ClearingHouse_RequirementOutOfBounds.selector, phase, amount, 1_000_000e18);
        clearing.setCollateralRequirement(phase, ParticipantClass.Retail, Product.OptionBuy, amount);
    }

    function _expectFees(uint256 feeBps, uint256 timePremium) private pure {
        bytes4 selector = IClearingHouse.ClearingHouse_FeesOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, feeBps, 500, timePremium, 1e18));
    }

    function _expectZero(string memory field) private pure {
        vm.expectRevert(abi.encodeWithSelector(IClearingHouse.ClearingHouse_ZeroAddress.selector, field));
    }

    function _permit(uint256 value) private view returns (uint8, bytes32, bytes32) {
        bytes32 content = keccak256(abi.encode(PERMIT, buyer, address(clearing), value, pat.nonces(buyer), NOW));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", pat.DOMAIN_SEPARATOR(), content));
        return vm.sign(BUYER_KEY, digest);
    }
}
