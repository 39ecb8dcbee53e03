// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {SeriesKind} from "./SeriesWord.sol";

/// @notice What a trade needs and what it leaves, on both sides of every boundary.
contract ClearingFillsTest is ClearingFixture {
    uint256 private constant MAX_LOTS = 2 ** 47 - 1;

    // ------------------------------------------------------------------ cover

    /// @dev A lot of the call costs 1.25 x 50 PAT at most, of which the premium of 12 pays a part.
    function test_behavior_coveredToTheWei() public {
        uint256 seriesId = _call(100e18, 150e18);
        _leave(writer, 50.5e18 - 1);
        _expectUncovered(writer, 62.5e18, 62.5e18 - 1);
        _sell(seriesId, writer, holder, 1, 12e18);
        _sell(seriesId, writer, holder, 1, 12e18 + 1);
        vm.assertEq(clearing.freeOf(writer), 0, "all of it locked");
        _leave(holder, 12e18 - 1);
        _expectUncovered(holder, 0, -1);
        _sell(seriesId, peer, holder, 1, 12e18);
        _sell(seriesId, peer, holder, 1, 12e18 - 1);
        vm.assertEq(_balance(holder), 0, "all of it paid");
    }

    /// @dev A third of a wei of requirement is one: the multiplier rounds against the account.
    function test_behavior_theRequirementIsRoundedUp() public {
        uint256 seriesId = _put(3);
        _sell(seriesId, writer, holder, 1, 0);
        vm.assertEq(_locked(writer), 4, "1.25 x 3");
    }

    function test_behavior_seriesNetInTheirBook() public {
        (uint256 low, uint256 high) = (_call(100e18, 150e18), _call(120e18, 150e18));
        _sell(low, writer, holder, 2, 0);
        vm.assertEq(_locked(writer), 125e18, "two calls");
        _sell(high, peer, writer, 2, 0);
        vm.assertEq(_locked(writer), 50e18, "a spread");
        // Selling the hedge is refused when what it leaves is not covered.
        _leave(writer, 60e18);
        _expectUncovered(writer, 125e18, 60e18);
        _sell(high, writer, peer, 2, 0);
        _sell(low, holder, writer, 2, 0);
        vm.assertEq(_locked(writer), 0, "a long call alone");
        // Books of other expiries don't net.
        uint256 later = clearing.createSeries(market, market, EXPIRY + 1 days, _kindCall(), 100e18, 150e18, 0);
        vm.prank(writer);
        clearing.deposit(200e18);
        _sell(later, writer, holder, 2, 0);
        vm.assertEq(_locked(writer), 125e18, "two calls again");
    }

    function test_behavior_swapsNeverNet() public {
        (uint256 one, uint256 two) = (_swap(40e18, 0), _swap(40e18, 1));
        _sell(one, writer, peer, 1, 0);
        _sell(two, peer, writer, 1, 0);
        vm.assertEq(_locked(writer), 100e18, "both bounds");
        _sell(one, peer, writer, 1, 0);
        vm.assertEq(_locked(writer), 50e18, "but for itself");
    }

    /// @dev Of the other books and accounts nothing changes.
    function test_behavior_thirdPartiesAreUnaffected() public {
        uint256 seriesId = _call(100e18, 150e18);
        _sell(seriesId, writer, holder, 1, 12e18);
        (uint256 balance, uint256 locked) = (_balance(holder), _locked(holder));
        _sell(seriesId, writer, peer, 5, 60e18);
        vm.assertEq(_balance(holder), balance, "balance");
        vm.assertEq(_locked(holder), locked, "locked");
        vm.assertEq(clearing.lotsOf(holder, seriesId), int256(1), "lots");
    }

    // ------------------------------------------------------------------ opening and reducing

    function test_behavior_theSecondsOfTheWindowAndTheExpiry() public {
        uint256 seriesId = _call(100e18, 150e18);
        vm.warp(OPENING_ENDS - 1);
        _setCap(market, CAP);
        _sell(seriesId, writer, holder, 2, 0);
        vm.warp(OPENING_ENDS);
        _expectTwo(IClearingHouse.ClearingHouse_OpeningEnded.selector, OPENING_ENDS, OPENING_ENDS);
        _sell(seriesId, writer, holder, 1, 0);
        // From long to short is no reduction.
        _expectTwo(IClearingHouse.ClearingHouse_OpeningEnded.selector, OPENING_ENDS, OPENING_ENDS);
        _sell(seriesId, holder, writer, 3, 0);
        _sell(seriesId, holder, writer, 1, 0);
        vm.warp(EXPIRY - 1);
        _sell(seriesId, holder, writer, 1, 0);
        vm.assertEq(clearing.book(bookId).openInterest, 0, "closed in the last second");
        vm.warp(EXPIRY);
        _expectTwo(IClearingHouse.ClearingHouse_BookExpired.selector, EXPIRY, EXPIRY);
        _sell(seriesId, holder, writer, 1, 0);
    }

    /// @dev Pause, phase and class stop what opens; what reduces passes them all.
    function test_behavior_reducingAsksNobody() public {
        uint256 seriesId = _call(100e18, 150e18);
        _sell(seriesId, writer, holder, 4, 0);
        _setPaused(Product.OptionWrite, true);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_ProductPaused.selector, Product.OptionWrite));
        _sell(seriesId, writer, holder, 1, 0);
        _setPaused(Product.OptionBuy, true);
        _sell(seriesId, holder, writer, 1, 0);
        _setPaused(Product.OptionWrite, false);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_ProductPaused.selector, Product.OptionBuy));
        _sell(seriesId, writer, holder, 1, 0);
        _setPaused(Product.OptionBuy, false);
        _enterPhase(3);
        _expectNotAllowed(writer, 3, ParticipantClass.Institution, Product.OptionWrite);
        _sell(seriesId, writer, holder, 1, 0);
        _sell(seriesId, holder, writer, 3, 0);
        vm.assertEq(_locked(writer), 0, "out");
    }

    function test_behavior_whoMayOpenWhat() public {
        (uint256 option, uint256 collar, uint256 swap) = (_put(90e18), _collar(80e18, 120e18, 100e18), _swap(1e18, 0));
        _expectNotAllowed(holder, 4, ParticipantClass.Retail, Product.OptionWrite);
        _sell(option, holder, writer, 1, 0);
        _expectNotAllowed(holder, 4, ParticipantClass.Retail, Product.Synthetic);
        _sell(collar, writer, holder, 1, 0);
        _expectNotAllowed(holder, 4, ParticipantClass.Retail, Product.Synthetic);
        _sell(swap, holder, writer, 1, 0);
        // A holder who sells more than it has would write.
        _sell(option, writer, holder, 2, 0);
        _expectNotAllowed(holder, 4, ParticipantClass.Retail, Product.OptionWrite);
        _sell(option, holder, peer, 3, 0);
        _sell(option, holder, peer, 2, 0);
        vm.assertEq(clearing.lotsOf(holder, option), int256(0), "all sold");
        vm.assertEq(clearing.lotsOf(peer, option), int256(2), "to the other one");
    }

    function test_attack_expiredWhitelist() public {
        uint256 seriesId = _collar(80e18, 120e18, 100e18);
        _sell(seriesId, writer, peer, 3, 0);
        vm.prank(registrar);
        gate.revokeInstitution(writer);
        _expectNotAllowed(writer, 4, ParticipantClass.Lapsed, Product.Synthetic);
        _sell(seriesId, writer, peer, 1, 0);
        // It may reduce, not turn around, and take out what that frees.
        _expectNotAllowed(writer, 4, ParticipantClass.Lapsed, Product.Synthetic);
        _sell(seriesId, peer, writer, 4, 0);
        _sell(seriesId, peer, writer, 3, 0);
        vm.prank(writer);
        clearing.withdraw(STAKE);
    }

    function test_behavior_theRequiredFreeBalance() public {
        vm.prank(owner);
        clearing.setCollateralRequirement(4, ParticipantClass.Retail, Product.OptionBuy, 10e18);
        uint256 seriesId = _put(90e18);
        _leave(holder, 10e18 - 1);
        _expectThree(
            IClearingHouse.ClearingHouse_RequirementUnmet.selector, uint160(holder), 10e18, 10e18 - 1
        );
        _sell(seriesId, writer, holder, 1, 1e18);
        vm.prank(holder);
        clearing.deposit(1);
        // Before the trade: what it pays may come out of what it needed.
        _sell(seriesId, writer, holder, 1, 1e18);
        // Reducing needs none.
        _sell(seriesId, holder, writer, 1, 0);
        vm.assertEq(_balance(holder), 9e18, "paid");
    }

    // ------------------------------------------------------------------ premium and fees

    /// @dev ceil(|premium| x 1 %) + lots x 0.001 PAT x days begun.
    function test_behavior_theTakerThatOpensPays() public {
        vm.prank(owner);
        clearing.setFees(wallet, 100, 1e15);
        uint256 seriesId = _put(90e18);
        // 12 days exactly.
        _sell(seriesId, writer, holder, 2, 101);
        vm.assertEq(_balance(wallet), 2 + 24e15, "fee, rounded up");
        vm.assertEq(_balance(holder), STAKE - 101 - 2 - 24e15, "by the taker");
        vm.assertEq(_balance(writer), STAKE + 101, "not by the maker");
        vm.warp(NOW + 1);
        _sell(seriesId, writer, holder, 1, 0);
        vm.assertEq(_balance(wallet), 2 + 36e15, "the day begun is whole");
        vm.warp(NOW + 1 days);
        _sell(seriesId, writer, holder, 1, 0);
        vm.assertEq(_balance(wallet), 2 + 47e15, "eleven days");
        // A taker that reduces pays nothing, whatever its maker does.
        IClearingHouse.Fill memory back = IClearingHouse.Fill(seriesId, peer, holder, false, 1, 0);
        vm.prank(matcher);
        clearing.fill(back);
        vm.assertEq(_balance(wallet), 2 + 47e15, "no fee");
    }

    function test_behavior_premiumsBelowZero() public {
        vm.prank(owner);
        clearing.setFees(wallet, 100, 0);
        (uint256 put, uint256 call, uint256 swap) = (_put(1), _call(1, 2), _swap(1e18, 0));
        uint256 collar = _collar(80e18, 120e18, 110e18);
        _sell(collar, writer, peer, 1, -9e18);
        vm.assertEq(_balance(peer), STAKE + 9e18 - 9e16, "to the buyer, less the fee on its size");
        vm.assertEq(_balance(writer), STAKE - 9e18, "by the seller");
        _expectNegative();
        _sell(put, writer, holder, 1, -1);
        _expectNegative();
        _sell(call, writer, holder, 1, -1);
        _sell(swap, writer, peer, 1, -1);
    }

    /// @dev The wallet of fees may trade itself, as maker or taker.
    function test_behavior_theWalletOfFeesTrades() public {
        vm.prank(owner);
        clearing.setFees(writer, 500, 0);
        uint256 seriesId = _put(90e18);
        _sell(seriesId, writer, holder, 1, 20e18);
        vm.assertEq(_balance(writer), STAKE + 21e18, "premium and fee");
        vm.assertEq(_balance(holder), STAKE - 21e18, "paid");
        _sell(seriesId, peer, writer, 2, 20e18);
        vm.assertEq(_balance(writer), STAKE + 1e18, "to itself");
    }

    // ------------------------------------------------------------------ caps

    function test_behavior_openInterestIsCapped() public {
        _setCap(market, 8);
        uint256 seriesId = _put(90e18);
        _sell(seriesId, house, holder, 2, 0);
        _sell(seriesId, house, peer, 2, 0);
        // Passing on lots does not raise it; the writer of the third pair does.
        _sell(seriesId, peer, buyerOf(2), 2, 0);
        _setCap(market, 4);
        _expectThree(IClearingHouse.ClearingHouse_OpenInterestCapped.selector, market, 5, 4);
        _sell(seriesId, writer, holder, 1, 0);
        // A cap that is over a week old is none.
        vm.warp(NOW + 9 days);
        _expectThree(IClearingHouse.ClearingHouse_OpenInterestCapped.selector, market, 5, 0);
        _sell(seriesId, writer, holder, 1, 0);
        _sell(seriesId, holder, house, 2, 0);
        vm.assertEq(clearing.book(bookId).openInterest, 2, "falls all the same");
    }

    function test_behavior_aSwapIsCappedByBothMarkets() public {
        _setCap(market, 100);
        _setCap(otherMarket, 40);
        uint256 seriesId = _swap(1e18, 0);
        // A quarter of the smaller.
        _expectThree(IClearingHouse.ClearingHouse_AccountCapped.selector, uint160(writer), 11, 10);
        _sell(seriesId, writer, peer, 11, 0);
        _sell(seriesId, writer, peer, 10, 0);
        _setCap(otherMarket, 9);
        _expectThree(IClearingHouse.ClearingHouse_OpenInterestCapped.selector, otherMarket, 11, 9);
        _sell(seriesId, house, peer, 1, 0);
        _setCap(market, 10);
        _expectThree(IClearingHouse.ClearingHouse_OpenInterestCapped.selector, market, 11, 10);
        _sell(seriesId, house, peer, 1, 0);
    }

    /// @dev Long and short together, over every series of the book; rounded down.
    function test_behavior_anAccountIsCapped() public {
        _setCap(market, 43);
        (uint256 one, uint256 two) = (_put(90e18), _put(80e18));
        _sell(one, writer, peer, 6, 0);
        _sell(two, house, peer, 4, 0);
        _expectThree(IClearingHouse.ClearingHouse_AccountCapped.selector, uint160(peer), 11, 10);
        _sell(two, house, peer, 1, 0);
        // A cap that has fallen since forces nobody out, and lets everybody go.
        _setCap(market, 12);
        _sell(one, peer, writer, 1, 0);
        vm.assertEq(clearing.lotsOf(peer, one), int256(5), "reduced");
    }

    /// @dev Broker, affiliate and a matcher that trades itself share one cap, net in each series.
    function test_attack_houseCapTogether() public {
        _setCap(market, 20);
        address affiliate = _actor("affiliate");
        _join(affiliate, STAKE);
        _joinMatcher();
        vm.prank(owner);
        gate.setAffiliate(affiliate, true);
        vm.prank(registrar);
        gate.admitInstitution(affiliate, uint40(START + 365 days), 840);
        uint256 seriesId = _put(90e18);
        address[3] memory buyers = [buyerOf(1), buyerOf(2), buyerOf(3)];
        _sell(seriesId, house, buyers[0], 5, 0);
        _sell(seriesId, affiliate, buyers[1], 4, 0);
        _sell(seriesId, matcher, buyers[2], 1, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 10, "together");
        vm.expectRevert(_houseCapped(11, 10));
        _sell(seriesId, matcher, buyers[2], 1, 0);
        vm.expectRevert(_houseCapped(11, 10));
        _sell(seriesId, house, buyers[2], 1, 0);
        vm.expectRevert(_houseCapped(11, 10));
        _sell(seriesId, affiliate, buyers[2], 1, 0);
        // Between themselves nothing changes, and less is always possible.
        _sell(seriesId, house, affiliate, 1, 0);
        vm.assertEq(clearing.houseLotsOf(seriesId), int256(-10), "net");
        _sell(seriesId, buyers[0], house, 2, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 8, "less");
        // In another series they count again, whichever side.
        uint256 other = _put(80e18);
        _sell(other, writer, house, 2, 0);
        vm.expectRevert(_houseCapped(11, 10));
        _sell(other, writer, house, 1, 0);
    }

    /// @dev Marks that come and go while it holds lots don't move what was counted.
    function test_behavior_theHouseIsFixedWithTheFirstSeries() public {
        uint256 seriesId = _put(90e18);
        _sell(seriesId, house, holder, 5, 0);
        vm.startPrank(owner);
        gate.setBroker(house, false);
        gate.setBroker(writer, true);
        vm.stopPrank();
        vm.startPrank(registrar);
        gate.admitInstitution(house, uint40(START + 365 days), 840);
        vm.stopPrank();
        _sell(seriesId, house, holder, 1, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 6, "still the house's");
        _sell(seriesId, holder, house, 6, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 0, "none");
        _sell(seriesId, house, holder, 1, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 0, "no longer the house's");
        (, bool isHouse,,) = clearing.positionOf(house, bookId);
        vm.assertFalse(isHouse, "not marked");
        _sell(seriesId, writer, holder, 2, 0);
        vm.assertEq(clearing.book(bookId).houseLots, 2, "but the new broker's");
    }

    // ------------------------------------------------------------------ refusals

    function test_error_beforeAnythingElse() public {
        uint256 seriesId = _put(90e18);
        _expectOne(IClearingHouse.ClearingHouse_NotMatcher.selector, uint160(stranger));
        vm.prank(stranger);
        clearing.fill(_deal(seriesId, writer, holder, 0, 0));
        _expectTwo(IClearingHouse.ClearingHouse_LotsOutOfBounds.selector, 0, MAX_LOTS);
        _sell(seriesId, writer, writer, 0, 0);
        _expectTwo(IClearingHouse.ClearingHouse_LotsOutOfBounds.selector, MAX_LOTS + 1, MAX_LOTS);
        _sell(seriesId, writer, holder, MAX_LOTS + 1, 0);
        _expectOne(IClearingHouse.ClearingHouse_SelfTrade.selector, uint160(writer));
        _sell(seriesId + 1, writer, writer, 1, 0);
        _expectOne(IClearingHouse.ClearingHouse_UnknownSeries.selector, seriesId + 1);
        _sell(seriesId + 1, writer, stranger, 1, 0);
        _expectTwo(
            IClearingHouse.ClearingHouse_MatcherNotAllowed.selector, uint160(stranger), uint160(matcher)
        );
        _sell(seriesId, writer, stranger, 1, -1);
        _expectTwo(
            IClearingHouse.ClearingHouse_MatcherNotAllowed.selector, uint160(stranger), uint160(matcher)
        );
        _sell(seriesId, stranger, writer, 1, 0);
    }

    /// @dev Two trades of the most lots of a series that costs nothing would not fit a leg.
    function test_error_lotsOfAPosition() public {
        uint256 seriesId = _call(5, 5);
        _setCap(market, 2 ** 60);
        _sell(seriesId, writer, peer, MAX_LOTS, 0);
        _expectTwo(IClearingHouse.ClearingHouse_LotsOutOfBounds.selector, MAX_LOTS + 1, MAX_LOTS);
        _sell(seriesId, writer, holder, 1, 0);
        _sell(seriesId, peer, writer, MAX_LOTS, 0);
        vm.assertEq(clearing.lotsOf(peer, seriesId), int256(0), "and back");
    }

    function test_error_tooManyLegs() public {
        for (uint256 i = 0; i < 17; ++i) _put(i + 1);
        for (uint256 i = 0; i < 16; ++i) _sell((bookId << 16) | i, writer, holder, 1, 0);
        _expectTwo(IClearingHouse.ClearingHouse_TooManyLegs.selector, uint160(writer), 16);
        _sell((bookId << 16) | 16, writer, peer, 1, 0);
        _expectTwo(IClearingHouse.ClearingHouse_TooManyLegs.selector, uint160(holder), 16);
        _sell((bookId << 16) | 16, peer, holder, 1, 0);
        // More of what it has, or one closed for it: both go.
        _sell((bookId << 16) | 3, writer, holder, 1, 0);
        _sell((bookId << 16) | 3, holder, writer, 2, 0);
        _sell((bookId << 16) | 16, writer, holder, 1, 0);
        (,, uint256[] memory seriesIds, int256[] memory lots) = clearing.positionOf(holder, bookId);
        vm.assertEq(seriesIds.length, 16, "legs");
        vm.assertEq(seriesIds[3], (bookId << 16) | 15, "the last has taken the place of the closed one");
        vm.assertEq(seriesIds[15], (bookId << 16) | 16, "the new one is the last");
        vm.assertEq(lots[15], int256(1), "lots");
    }

    // ------------------------------------------------------------------ helpers

    /// @dev Retail with a deposit.
    function buyerOf(uint256 number) private returns (address account) {
        account = _actor(string.concat("buyer ", vm.toString(number)));
        (,, uint256 matchers) = clearing.accountOf(account);
        if (matchers == 0) _join(account, STAKE);
    }

    /// @dev A matcher that trades itself, as the vault does. It needs no consent of its own.
    function _joinMatcher() private {
        _join(matcher, STAKE);
        vm.prank(registrar);
        gate.admitInstitution(matcher, uint40(START + 365 days), 840);
        vm.prank(matcher);
        clearing.setMatcher(matcher, false);
    }

    function _kindCall() private pure returns (SeriesKind) {
        return SeriesKind.Call;
    }

    /// @dev Withdraws so much that this balance is left.
    function _leave(address account, uint256 amount) private {
        uint256 rest = _balance(account) - amount;
        vm.prank(account);
        clearing.withdraw(rest);
    }

    function _expectUncovered(address account, uint256 locked, int256 balance) private pure {
        bytes4 selector = IClearingHouse.ClearingHouse_Uncovered.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, account, locked, balance));
    }

    function _expectNegative() private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IClearingHouse.ClearingHouse_NegativePremium.selector, int256(-1))
        );
    }

    function _expectNotAllowed(address account, uint8 phase, ParticipantClass class, Product product) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_NotAllowed.selector, account, phase, class, product)
        );
    }

    function _houseCapped(uint256 lots, uint256 cap) private view returns (bytes memory) {
        return abi.encodeWithSelector(IClearingHouse.ClearingHouse_HouseCapped.selector, bookId, lots, cap);
    }
}
