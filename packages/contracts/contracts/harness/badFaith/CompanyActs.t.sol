// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ParticipantClass, Product} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../../gate/IReadinessMeter.sol";
import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {Trading} from "./Trading.t.sol";

/// @notice What owner, pricer, lister, guardian and registrar do to gain or to harm. An upgrade is not among it: an owner
/// could make a marketplace do anything, which is why its timelock announces one; see docs/admin-powers.md.
abstract contract CompanyActs is Trading {
    function _companyAct() internal {
        uint256 way = _oneOf(5);
        if (way == 0) _ownerHarmsTheMarket();
        else if (way == 1) _ownerHarmsTheGate();
        else if (way == 2) _pricerPushes();
        else if (way == 3) _listerDumps();
        else _othersAct();
    }

    function _ownerHarmsTheMarket() private {
        _try(keys.owner, address(stage.marketplace), _callOnMarket(_oneOf(8)));
    }

    function _callOnMarket(uint256 way) private returns (bytes memory) {
        if (way == 0) return abi.encodeCall(IDataMarketplace.setBrokerMargin, (uint16(_between(0, 5_001))));
        if (way == 1) return abi.encodeCall(IDataMarketplace.setMarginBand, (uint16(_between(0, 5_001))));
        if (way == 2) {
            address wallet = _chance(50) ? friend : address(stage.marketplace);
            return abi.encodeCall(IDataMarketplace.setBrokerWallet, (wallet));
        }
        if (way == 3) return abi.encodeCall(IDataMarketplace.setPaused, (_chance(50)));
        if (way == 4) return abi.encodeCall(IDataMarketplace.setRole, (Role(_oneOf(2)), _crook(), true));
        if (way == 5) return abi.encodeCall(IDataMarketplace.recoverSurplus, (IERC20(address(stage.pat)), friend));
        if (way == 6) return abi.encodeWithSignature("withdrawEarnings(uint256,address)", 1 + _oneOf(4), friend);
        return abi.encodeWithSignature("renounceOwnership()");
    }

    function _ownerHarmsTheGate() private {
        _try(keys.owner, address(stage.gate), _callOnGate(_oneOf(10)));
    }

    function _callOnGate(uint256 way) private returns (bytes memory) {
        if (way == 0) return abi.encodeCall(IPhaseGate.setPausedUntil, (63, type(uint32).max));
        if (way == 1) {
            (uint8 phase, uint256 class, uint256 product) = (uint8(1 + _oneOf(4)), _oneOf(4), _oneOf(6));
            return abi.encodeCall(IPhaseGate.tightenCell, (phase, ParticipantClass(class), Product(product)));
        }
        if (way == 2) return abi.encodeCall(IPhaseGate.loosenCell, (1, ParticipantClass.Retail, Product.VaultShares));
        if (way == 3) return abi.encodeCall(IPhaseGate.setBroker, (_crook(), _chance(50)));
        if (way == 4) {
            IPhaseGate.ReadinessThresholds memory laxer = _laxest();
            laxer.minDays = uint16(_between(1, 60));
            return abi.encodeCall(IPhaseGate.proposeThresholds, (laxer));
        }
        if (way == 5) return abi.encodeCall(IPhaseGate.setAuditor, (friend));
        if (way == 6) return abi.encodeCall(IPhaseGate.setGovernance, (friend));
        if (way == 7) return abi.encodeCall(IPhaseGate.applyThresholds, ());
        if (way == 8) return abi.encodeCall(IPhaseGate.connectMeter, (IReadinessMeter(address(this))));
        return abi.encodeCall(IPhaseGate.approveFinalPhase, (bytes32(_draw())));
    }

    /// @dev The laxest that there may be.
    function _laxest() internal pure returns (IPhaseGate.ReadinessThresholds memory laxest) {
        (laxest.minDays, laxest.minTradedHours, laxest.minBuyers) = (60, 500, 10);
        (laxest.maxDailyVolatilityBps, laxest.maxLargestBuyerBps, laxest.minDeliveredBps) = (5_000, 4_000, 9_000);
        (laxest.maxReportAge, laxest.minVolume) = (60 days, 100_000e18);
    }

    /// @dev To an end of what the day allows, or beyond; and segments to an end of theirs.
    function _pricerPushes() private {
        uint88 next = uint88(referenceAsk * _between(9_400, 10_600) / 10_000);
        bytes memory call = abi.encodeCall(IDataMarketplace.setReferenceAsk, (1, next));
        (bool went,) = _try(keys.pricer, address(stage.marketplace), call);
        if (went) (referenceAsk, done["push"]) = (next, done["push"] + 1);
        if (listed == 0) return;
        uint256 id = listed - _oneOf(listed < 6 ? listed : 6);
        uint88 ask = uint88(referenceAsk * _between(7_900, 12_100) / 10_000);
        call = abi.encodeCall(IDataMarketplace.repriceSegment, (id, ask, uint16(_between(0, 5_001))));
        _try(keys.pricer, address(stage.marketplace), call);
    }

    function _listerDumps() private {
        IDataMarketplace.Listing memory listing;
        listing.contentHash = bytes32(_chance(90) ? _draw() : 0);
        listing.provider = _chance(90) ? friend : address(stage.marketplace);
        listing.freshAsk = uint88(referenceAsk * _between(7_999, 12_001) / 10_000);
        listing.issuedAt = uint32(time - _oneOf(90_000));
        listing.confidenceBps = uint16(_between(6_999, 8_500));
        (listing.market, listing.capacity, listing.curve) = (1, 1_000, uint8(_oneOf(2)));
        _list(listing);
    }

    function _othersAct() private {
        uint8 products = _chance(30) ? 63 : 62;
        if (_chance(50)) {
            bytes memory call = abi.encodeCall(IPhaseGate.guardianPause, (products, uint32(_between(1, 604_801))));
            _try(keys.guardian, address(stage.gate), call);
        } else {
            address account = _crook();
            bytes memory call = _chance(50)
                ? abi.encodeCall(IPhaseGate.admitInstitution, (account, uint40(time + 90 days), 1))
                : abi.encodeCall(IPhaseGate.revokeInstitution, (account));
            _try(keys.registrar, address(stage.gate), call);
        }
        // And whoever has no business there at all.
        _try(_crook(), address(stage.gate), abi.encodeCall(IPhaseGate.guardianPause, (63, 1)));
        if (_chance(50)) return;
        uint256 way = _oneOf(3);
        bytes memory other = way == 0
            ? abi.encodeCall(IPhaseGate.approveFinalPhase, (bytes32(_draw())))
            : way == 1
                ? abi.encodeCall(IPhaseGate.setAuditor, (friend))
                : abi.encodeCall(IPhaseGate.withdrawFinalApproval, ());
        _try(_crook(), address(stage.gate), other);
    }
}
