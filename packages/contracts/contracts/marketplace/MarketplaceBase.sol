// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable2StepUpgradeable} from "@openzeppelin/contracts-upgradeable/access/Ownable2StepUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {Ask} from "../math/Ask.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {MarketplaceStorage, PAUSED_BY_GATE, PAUSED_BY_OWNER} from "./MarketplaceStorage.sol";

/// @title What the marketplace's parts share: collaborators, roles and the owner's settings
/// @custom:oz-upgrades-unsafe-allow constructor state-variable-immutable
abstract contract MarketplaceBase is IDataMarketplace, Ownable2StepUpgradeable, ReentrancyGuardTransient {
    /// @dev Immutable, so that they live in the implementation's code and cost a purchase nothing. An upgrade may
    /// change the thresholds and the gate, never the token.
    IERC20 public immutable pat;
    IPhaseGate public immutable phaseGate;
    uint256 public immutable minIndexAsk;
    uint256 public immutable minIndexMarginBps;
    uint256 public immutable firstCurve;

    uint256 internal constant MAX_BATCH = 100;
    uint256 internal constant MAX_MARGIN_BAND_BPS = 5_000;

    constructor(
        IERC20 pat_,
        IPhaseGate phaseGate_,
        uint256 minIndexAsk_,
        uint256 minIndexMarginBps_,
        uint256 firstCurve_
    ) {
        if (address(pat_) == address(0)) revert DataMarketplace_ZeroAddress("pat");
        if (address(phaseGate_) == address(0)) revert DataMarketplace_ZeroAddress("phaseGate");
        // Liabilities are counted in 88 bits, which is enough since there is never more PAT than at its construction.
        uint256 supply = pat_.totalSupply();
        if (supply > type(uint88).max) revert DataMarketplace_SupplyTooLarge(supply, type(uint88).max);
        if (firstCurve_ != 0) FreshnessCurve.validate(firstCurve_);
        pat = pat_;
        phaseGate = phaseGate_;
        minIndexAsk = minIndexAsk_;
        minIndexMarginBps = minIndexMarginBps_;
        firstCurve = firstCurve_;
    }

    modifier onlyRole(Role role) {
        _requireRole(role);
        _;
    }

    modifier whenNotPaused() {
        uint8 levels = MarketplaceStorage.load().till.pauseLevels;
        if (levels != 0) _endLapsedPause(levels);
        _;
    }

    // ------------------------------------------------------------------ owner

    /// @inheritdoc IDataMarketplace
    function setBrokerMargin(uint256 marginBps) external onlyOwner {
        _requireMargin(marginBps);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        emit BrokerMarginSet($.registry.brokerMarginBps, marginBps);
        $.registry.brokerMarginBps = uint16(marginBps);
    }

    /// @inheritdoc IDataMarketplace
    function setMarginBand(uint16 bandBps) external onlyOwner {
        if (bandBps > MAX_MARGIN_BAND_BPS) revert DataMarketplace_MarginBandTooWide(bandBps, MAX_MARGIN_BAND_BPS);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        emit MarginBandSet($.registry.marginBandBps, bandBps);
        $.registry.marginBandBps = bandBps;
    }

    /// @inheritdoc IDataMarketplace
    function setBrokerWallet(address wallet) external onlyOwner {
        _setBrokerWallet(wallet);
    }

    /// @inheritdoc IDataMarketplace
    function setPaused(bool paused_) external onlyOwner {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        uint8 levels = $.till.pauseLevels;
        $.till.pauseLevels = paused_ ? levels | PAUSED_BY_OWNER : levels & ~PAUSED_BY_OWNER;
        emit PausedSet(paused_);
    }

    /// @inheritdoc IDataMarketplace
    function refreshPause() external {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        bool paused_ = block.timestamp < phaseGate.pausedUntil(Product.Spot);
        uint8 levels = $.till.pauseLevels;
        $.till.pauseLevels = paused_ ? levels | PAUSED_BY_GATE : levels & ~PAUSED_BY_GATE;
        emit PauseRefreshed(paused_);
    }

    /// @inheritdoc IDataMarketplace
    function setRole(Role role, address account_, bool granted) external onlyOwner {
        if (account_ == address(0)) revert DataMarketplace_ZeroAddress("account");
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        uint256 bit = 1 << uint256(role);
        $.standings[account_] = granted ? $.standings[account_] | bit : $.standings[account_] & ~bit;
        emit RoleSet(role, account_, granted);
    }

    /// @dev A marketplace without an owner could never be unpaused, repriced in margin or upgraded again.
    function renounceOwnership() public view override onlyOwner {
        revert DataMarketplace_OwnerRequired();
    }

    /// @inheritdoc IDataMarketplace
    function hasRole(Role role, address account_) public view returns (bool) {
        return (MarketplaceStorage.load().standings[account_] >> uint256(role)) & 1 == 1;
    }

    // ------------------------------------------------------------------ shared rules

    /// @dev A function, so that its code is not there once for each modifier.
    function _requireRole(Role role) private view {
        if (!hasRole(role, msg.sender)) revert DataMarketplace_NotRole(msg.sender, role);
    }

    /// @dev Off the usual path: reverts unless all that is left is a copy of the gate's pause which has ended since.
    function _endLapsedPause(uint8 levels) internal {
        if (levels != PAUSED_BY_GATE) revert DataMarketplace_Paused({byOwner: true, until: 0});
        uint256 until = phaseGate.pausedUntil(Product.Spot);
        if (block.timestamp < until) revert DataMarketplace_Paused({byOwner: false, until: until});
        MarketplaceStorage.load().till.pauseLevels = 0;
        emit PauseRefreshed(false);
    }

    function _setBrokerWallet(address wallet) internal {
        if (wallet == address(0)) revert DataMarketplace_ZeroAddress("brokerWallet");
        // The spread would pile up here as surplus instead of reaching the broker.
        if (wallet == address(this)) revert DataMarketplace_WalletIsMarketplace();
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        emit BrokerWalletSet($.till.brokerWallet, wallet);
        $.till.brokerWallet = wallet;
    }

    /// @dev The curve 0 that is stored, 0 before there is one, and the one in an implementation's code are the same.
    function _requireFirstCurve(uint256 inCode, uint256 stored) internal pure {
        if (stored != 0 && stored != inCode) revert DataMarketplace_FirstCurveMismatch(inCode, stored);
    }

    /// @dev Below the least margin of the index a segment, and soon its market, would leave it.
    function _requireMargin(uint256 marginBps) internal view {
        if (marginBps > Ask.MAX_MARGIN_BPS) revert DataMarketplace_MarginTooHigh(marginBps, Ask.MAX_MARGIN_BPS);
        if (marginBps < minIndexMarginBps) revert DataMarketplace_MarginTooLow(marginBps, minIndexMarginBps);
    }
}
