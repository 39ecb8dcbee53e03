// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {ClearingWalker} from "../harness/clearing/ClearingWalker.t.sol";
import {HouseCast} from "../harness/clearing/HouseCast.t.sol";
import {IWalker} from "../harness/walk/IWalker.t.sol";
import {Walks} from "../harness/walk/Walks.t.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {IQuoteDesk} from "./IQuoteDesk.sol";

/// @notice Random walks over everything that anybody can do to a clearing house, its oracle and its markets: each act and each refusal
/// is foreseen from books of the walk's own, every value is compared with them, and in the end everything leaves.
contract ClearingInvariants is ClearingFixture, Walks {
    /// @dev The walker's first actor's; the others' follow.
    uint256 private constant FIRST_KEY = 0xAC7;
    IQuoteDesk private desk;

    function test_walksOfTraders() public {
        _campaign(24, 500, 20, _refusals(), _acts());
    }

    function _begin() internal override returns (IWalker) {
        super.setUp();
        address[4] memory before = [writer, peer, holder, house];
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(before[i]);
            clearing.withdraw(STAKE);
        }
        // Retail twice, institutions thrice, the broker, an affiliate, a matcher that trades itself; each with a key.
        address[8] memory actors;
        for (uint256 i = 0; i < 8; ++i) actors[i] = vm.addr(FIRST_KEY + i);
        vm.startPrank(owner);
        gate.setBroker(actors[5], true);
        gate.setAffiliate(actors[6], true);
        vm.stopPrank();
        vm.startPrank(registrar);
        for (uint256 i = 2; i < 8; ++i) {
            if (i != 5) gate.admitInstitution(actors[i], uint40(START + 365 days), 840);
        }
        vm.stopPrank();
        desk = IQuoteDesk(_create("QuoteDesk.sol:QuoteDesk", abi.encode(clearing)));
        vm.prank(owner);
        clearing.announceMatcher(address(desk));
        _register(actors[7]);
        clearing.applyMatcher(address(desk));
        return new ClearingWalker(
            HouseCast({
                clearing: clearing,
                oracle: oracle,
                marketplace: marketplace,
                gate: gate,
                pat: pat,
                owner: owner,
                registrar: registrar,
                treasury: treasury,
                lister: lister,
                buyer: buyer,
                provider: provider,
                wallet: wallet,
                matcher: matcher,
                desk: desk,
                markets: [market, otherMarket],
                start: NOW + 7 days
            }),
            actors
        );
    }

    function _end(IWalker walker, uint256 seed) internal override {
        ClearingWalker(address(walker)).close(seed);
    }

    /// @dev What a campaign has to meet, each at least once.
    function _refusals() private pure returns (bytes4[] memory list) {
        bytes4[37] memory all = [
            IClearingHouse.ClearingHouse_ZeroAmount.selector,
            IClearingHouse.ClearingHouse_ExceedsFree.selector,
            IClearingHouse.ClearingHouse_NotMatcher.selector,
            IClearingHouse.ClearingHouse_MatcherNotAllowed.selector,
            IClearingHouse.ClearingHouse_MatcherPending.selector,
            IClearingHouse.ClearingHouse_MalformedSeries.selector,
            IClearingHouse.ClearingHouse_OpeningEnded.selector,
            IClearingHouse.ClearingHouse_BookExpired.selector,
            IClearingHouse.ClearingHouse_SelfTrade.selector,
            IClearingHouse.ClearingHouse_LotsOutOfBounds.selector,
            IClearingHouse.ClearingHouse_NegativePremium.selector,
            IClearingHouse.ClearingHouse_RequirementUnmet.selector,
            IClearingHouse.ClearingHouse_OpenInterestCapped.selector,
            IClearingHouse.ClearingHouse_AccountCapped.selector,
            IClearingHouse.ClearingHouse_HouseCapped.selector,
            IClearingHouse.ClearingHouse_Uncovered.selector,
            IClearingHouse.ClearingHouse_FeesOutOfBounds.selector,
            IClearingHouse.ClearingHouse_RequirementOutOfBounds.selector,
            IPhaseGate.PhaseGate_NotAllowed.selector,
            IPhaseGate.PhaseGate_ProductPaused.selector,
            ISettlementOracle.SettlementOracle_OffCalendar.selector,
            ISettlementOracle.SettlementOracle_TenorOutOfBounds.selector,
            ISettlementOracle.SettlementOracle_IndexStale.selector,
            ISettlementOracle.SettlementOracle_NotExpired.selector,
            ISettlementOracle.SettlementOracle_SettlementPending.selector,
            ISettlementOracle.SettlementOracle_AlreadySettled.selector,
            Ownable.OwnableUnauthorizedAccount.selector,
            IClearingHouse.ClearingHouse_TooManyLegs.selector,
            IQuoteDesk.QuoteDesk_QuoteExpired.selector,
            IQuoteDesk.QuoteDesk_DeadlineTooFar.selector,
            IQuoteDesk.QuoteDesk_NotTaker.selector,
            IQuoteDesk.QuoteDesk_QuoteCancelled.selector,
            IQuoteDesk.QuoteDesk_QuoteFilled.selector,
            IQuoteDesk.QuoteDesk_FillTooSmall.selector,
            IQuoteDesk.QuoteDesk_InvalidSignature.selector,
            IQuoteDesk.QuoteDesk_NoIndex.selector,
            IQuoteDesk.QuoteDesk_IndexOutOfBand.selector
        ];
        list = new bytes4[](37);
        for (uint256 i = 0; i < 37; ++i) list[i] = all[i];
    }

    function _acts() private pure returns (string[] memory list) {
        string[22] memory all = [
            "deposit",
            "withdraw",
            "donate",
            "setMatcher",
            "createSeries",
            "hostile fill",
            "reducing fill",
            "position ended",
            "synthetic fill",
            "settle market",
            "settle",
            "settleAccounts",
            "settleAndWithdraw",
            "announceMatcher",
            "applyMatcher",
            "removeMatcher",
            "setFees",
            "setCollateralRequirement",
            "take quote",
            "quote taken in parts",
            "quote taken whole",
            "cancel quotes"
        ];
        list = new string[](22);
        for (uint256 i = 0; i < 22; ++i) list[i] = all[i];
    }
}
