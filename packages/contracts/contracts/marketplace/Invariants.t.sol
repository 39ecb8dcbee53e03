// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../gate/IReadinessMeter.sol";
import {ReadinessMeter} from "../gate/ReadinessMeter.sol";
import {VotePAT} from "../governance/VotePAT.sol";
import {Cast} from "../harness/market/Cast.t.sol";
import {MarketWalker} from "../harness/market/MarketWalker.t.sol";
import {MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {IWalker} from "../harness/walk/IWalker.t.sol";
import {Walks} from "../harness/walk/Walks.t.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";

/// @notice Random walks over everything that anybody can do to a marketplace: each act and each refusal is foreseen from
/// books of the walk's own, and every value that the contracts show is compared with them.
contract MarketplaceInvariants is MarketplaceFixture, Walks {
    function test_walksOfEverybody() public {
        _campaign(32, 700, 10, _refusals(), _acts());
    }

    function _begin() internal override returns (IWalker) {
        super.setUp();
        // One that has no first curve in its code reads it from storage.
        bytes memory arguments = abi.encode(pat, gate, MIN_INDEX_ASK, MIN_INDEX_MARGIN, 0);
        address second = _create("DataMarketplace.sol:DataMarketplace", arguments);
        return new MarketWalker(
            Cast({
                marketplace: marketplace,
                pat: pat,
                votePat: VotePAT(_create("VotePAT.sol:VotePAT", abi.encode(pat))),
                gate: gate,
                meter: ReadinessMeter(_create("ReadinessMeter.sol:ReadinessMeter", abi.encode(marketplace))),
                owner: owner,
                guardian: guardian,
                treasury: treasury,
                lister: lister,
                pricer: pricer,
                wallet: wallet,
                implementations: [address(implementation), second],
                terms: _terms(),
                treasuryHolds: SUPPLY - RICH,
                start: START
            })
        );
    }

    /// @dev What a campaign has to meet, each at least once.
    function _refusals() private pure returns (bytes4[] memory list) {
        bytes4[45] memory all = [
            IDataMarketplace.DataMarketplace_NotRole.selector,
            IDataMarketplace.DataMarketplace_Paused.selector,
            IDataMarketplace.DataMarketplace_MarketUnknown.selector,
            IDataMarketplace.DataMarketplace_AskOutsideBand.selector,
            IDataMarketplace.DataMarketplace_ConfidenceOutsideBand.selector,
            IDataMarketplace.DataMarketplace_IssuedAtOutOfRange.selector,
            IDataMarketplace.DataMarketplace_CurveUnknown.selector,
            IDataMarketplace.DataMarketplace_ZeroCapacity.selector,
            IDataMarketplace.DataMarketplace_ZeroContentHash.selector,
            IDataMarketplace.DataMarketplace_ContentAlreadySealed.selector,
            IDataMarketplace.DataMarketplace_OneOfProviderAndDistribution.selector,
            IDataMarketplace.DataMarketplace_ProviderIsMarketplace.selector,
            IDataMarketplace.DataMarketplace_BatchSize.selector,
            IDataMarketplace.DataMarketplace_SegmentUnknown.selector,
            IDataMarketplace.DataMarketplace_SegmentExpired.selector,
            IDataMarketplace.DataMarketplace_SegmentSoldOut.selector,
            IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector,
            IDataMarketplace.DataMarketplace_AskAboveMax.selector,
            IDataMarketplace.DataMarketplace_NoConsent.selector,
            IDataMarketplace.DataMarketplace_ZeroAddress.selector,
            IDataMarketplace.DataMarketplace_MarginTooHigh.selector,
            IDataMarketplace.DataMarketplace_MarginTooLow.selector,
            IDataMarketplace.DataMarketplace_MarginOutsideBand.selector,
            IDataMarketplace.DataMarketplace_MarginBandTooWide.selector,
            IDataMarketplace.DataMarketplace_PricesFrozen.selector,
            IDataMarketplace.DataMarketplace_RepricedTooSoon.selector,
            IDataMarketplace.DataMarketplace_AskMoveTooLarge.selector,
            IDataMarketplace.DataMarketplace_ReferenceMoveTooLarge.selector,
            IDataMarketplace.DataMarketplace_NotAccountOwner.selector,
            IDataMarketplace.DataMarketplace_NothingToWithdraw.selector,
            IDataMarketplace.DataMarketplace_NotDistribution.selector,
            IDataMarketplace.DataMarketplace_InvalidShare.selector,
            IDataMarketplace.DataMarketplace_InvalidProof.selector,
            IDataMarketplace.DataMarketplace_NothingToClaim.selector,
            IDataMarketplace.DataMarketplace_NotProvider.selector,
            IDataMarketplace.DataMarketplace_NoSurplus.selector,
            IDataMarketplace.DataMarketplace_WalletIsMarketplace.selector,
            IDataMarketplace.DataMarketplace_NotAContract.selector,
            IDataMarketplace.DataMarketplace_MarketExists.selector,
            IDataMarketplace.DataMarketplace_InvalidMarketTerms.selector,
            IDataMarketplace.DataMarketplace_IndexRangeTooLong.selector,
            FreshnessCurve.FreshnessCurve_InvalidKnot.selector,
            IERC20Errors.ERC20InsufficientAllowance.selector,
            IERC20Errors.ERC20InsufficientBalance.selector,
            Ownable.OwnableUnauthorizedAccount.selector
        ];
        bytes4[9] memory others = [
            IReadinessMeter.ReadinessMeter_BatchSize.selector,
            IReadinessMeter.ReadinessMeter_DayNotOver.selector,
            IReadinessMeter.ReadinessMeter_DayLost.selector,
            IPhaseGate.PhaseGate_NotBroker.selector,
            IPhaseGate.PhaseGate_EvidenceRequired.selector,
            IPhaseGate.PhaseGate_PauseTooLong.selector,
            IPhaseGate.PhaseGate_GuardianSpent.selector,
            IPhaseGate.PhaseGate_NotGuardiansPause.selector,
            IPhaseGate.PhaseGate_UnknownProducts.selector
        ];
        list = new bytes4[](54);
        for (uint256 i = 0; i < 45; ++i) list[i] = all[i];
        for (uint256 i = 0; i < 9; ++i) list[45 + i] = others[i];
    }

    function _acts() private pure returns (string[] memory list) {
        string[18] memory all = [
            "registerSegments",
            "buySegment",
            "buySegmentFor",
            "permit",
            "bad permit",
            "strict batch",
            "skipping batch",
            "partly filled",
            "deliverAccess",
            "recoverSurplus",
            "unwrap",
            "pause",
            "guardianPause",
            "guardianResume",
            "settlement window",
            "round of the ring",
            "advancePhase",
            "digest"
        ];
        list = new string[](18);
        for (uint256 i = 0; i < 18; ++i) list[i] = all[i];
    }
}
