// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GateWalker} from "../harness/gate/GateWalker.t.sol";
import {Test} from "../harness/Test.t.sol";
import {IWalker} from "../harness/walk/IWalker.t.sol";
import {Walks} from "../harness/walk/Walks.t.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {PhaseGate} from "./PhaseGate.sol";

/// @notice Random walks over everything that anybody can do to a gate: each act and each refusal is foreseen from books
/// of the walk's own, and every value that the gate shows is compared with them.
contract PhaseGateInvariants is Test, Walks {
    uint256 private constant START = 1_767_225_600;

    function test_walksOfEverybody() public {
        _campaign(48, 700, 10, _refusals(), _acts());
    }

    function _begin() internal override returns (IWalker) {
        vm.warp(START);
        GateWalker walker = new GateWalker(address(this), START);
        walker.begin(new PhaseGate(walker.roles(), walker.firstThresholds()));
        return walker;
    }

    /// @dev What a campaign has to meet, each at least once.
    function _refusals() private pure returns (bytes4[] memory list) {
        bytes4[47] memory all = [
            IPhaseGate.PhaseGate_EvidenceRequired.selector,
            IPhaseGate.PhaseGate_VoteRequired.selector,
            IPhaseGate.PhaseGate_WrongPhase.selector,
            IPhaseGate.PhaseGate_FinalPhase.selector,
            IPhaseGate.PhaseGate_BallotTooEarly.selector,
            IPhaseGate.PhaseGate_BallotOpen.selector,
            IPhaseGate.PhaseGate_WrongBallot.selector,
            IPhaseGate.PhaseGate_ReportStale.selector,
            IPhaseGate.PhaseGate_ReportPeriod.selector,
            IPhaseGate.PhaseGate_ReportNotNewer.selector,
            IPhaseGate.PhaseGate_WrongTerm.selector,
            IPhaseGate.PhaseGate_AppointedLater.selector,
            IPhaseGate.PhaseGate_CriterionMissed.selector,
            IPhaseGate.PhaseGate_ThresholdOutOfBounds.selector,
            IPhaseGate.PhaseGate_ThresholdsPending.selector,
            IPhaseGate.PhaseGate_NoThresholdsProposed.selector,
            IPhaseGate.PhaseGate_AlreadyConnected.selector,
            IPhaseGate.PhaseGate_ForeignMeter.selector,
            IPhaseGate.PhaseGate_InvalidSignature.selector,
            IPhaseGate.PhaseGate_NotAuditor.selector,
            IPhaseGate.PhaseGate_NotGovernance.selector,
            IPhaseGate.PhaseGate_NotGuardian.selector,
            IPhaseGate.PhaseGate_NotRegistrar.selector,
            IPhaseGate.PhaseGate_NotCreatorOrOwner.selector,
            IPhaseGate.PhaseGate_NotSeparate.selector,
            IPhaseGate.PhaseGate_OwnerRequired.selector,
            IPhaseGate.PhaseGate_GovernanceRequired.selector,
            IPhaseGate.PhaseGate_ImmutableCell.selector,
            IPhaseGate.PhaseGate_BeforeProduct.selector,
            IPhaseGate.PhaseGate_CellUnchanged.selector,
            IPhaseGate.PhaseGate_UnknownPhase.selector,
            IPhaseGate.PhaseGate_NotAllowed.selector,
            IPhaseGate.PhaseGate_ProductPaused.selector,
            IPhaseGate.PhaseGate_UnknownProducts.selector,
            IPhaseGate.PhaseGate_PauseTooLong.selector,
            IPhaseGate.PhaseGate_PauseEndPassed.selector,
            IPhaseGate.PhaseGate_GuardianSpent.selector,
            IPhaseGate.PhaseGate_AlreadyPaused.selector,
            IPhaseGate.PhaseGate_NotGuardiansPause.selector,
            IPhaseGate.PhaseGate_TooManyMarketplaces.selector,
            IPhaseGate.PhaseGate_ForeignMarketplace.selector,
            IPhaseGate.PhaseGate_MarketplaceKnown.selector,
            IPhaseGate.PhaseGate_ExpiryPassed.selector,
            IPhaseGate.PhaseGate_NotInstitution.selector,
            IPhaseGate.PhaseGate_NotBroker.selector,
            IPhaseGate.PhaseGate_NotPresenter.selector,
            IPhaseGate.PhaseGate_AttestationExpired.selector
        ];
        list = new bytes4[](50);
        for (uint256 i = 0; i < 47; ++i) list[i] = all[i];
        list[47] = IPhaseGate.PhaseGate_BatchSize.selector;
        list[48] = IPhaseGate.PhaseGate_ZeroAddress.selector;
        list[49] = Ownable.OwnableUnauthorizedAccount.selector;
    }

    function _acts() private pure returns (string[] memory list) {
        string[14] memory all = [
            "advance from 1",
            "advance from 2",
            "advance from 3",
            "checkReadiness",
            "withdrawReadiness",
            "applyThresholds",
            "loosenCell",
            "tightenCell",
            "presentAdmission",
            "revoke",
            "appoint",
            "acceptOwnership",
            "guardianResume",
            "withdrawFinalApproval"
        ];
        list = new string[](14);
        for (uint256 i = 0; i < 14; ++i) list[i] = all[i];
    }
}
