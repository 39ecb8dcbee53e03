// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {BPS, DAY, WAD} from "../math/Units.sol";
import {ClearingBase} from "./ClearingBase.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @title What opening costs, and what it asks of an account: set by the owner within bounds, for trades from then on
abstract contract ClearingCharges is ClearingBase {
    uint256 private constant MAX_FEE_BPS = 500;
    uint256 private constant MAX_TIME_PREMIUM = 1e18;
    uint256 private constant MAX_REQUIREMENT = 1_000_000e18;
    uint256 private constant FIRST_PHASE = 2;
    uint256 private constant PHASES = 4;
    uint256 private constant CLASSES = 4;
    /// @dev Bits of a requirement, which is a number of whole PAT.
    uint256 private constant FIELD = 21;

    /// @dev In one slot.
    struct Fees {
        address brokerWallet;
        uint16 feeBps;
        uint80 timePremium;
    }

    Fees internal _fees;
    /// @dev Twelve fields a word: `(phase - 2) * 4 + class`, lowest first.
    mapping(Product => uint256 word) private _requirements;

    constructor(address brokerWallet) {
        _setFees(brokerWallet, 0, 0);
    }

    // ------------------------------------------------------------------ owner

    /// @inheritdoc IClearingHouse
    function setFees(address brokerWallet, uint256 feeBps, uint256 timePremium) external onlyOwner {
        _setFees(brokerWallet, feeBps, timePremium);
    }

    /// @inheritdoc IClearingHouse
    function setCollateralRequirement(uint8 phase, ParticipantClass class, Product product, uint256 amount)
        external
        onlyOwner
    {
        if (phase < FIRST_PHASE || phase > PHASES || amount > MAX_REQUIREMENT || amount % WAD != 0) {
            revert ClearingHouse_RequirementOutOfBounds(phase, amount, MAX_REQUIREMENT);
        }
        uint256 shift = _shiftOf(phase, class);
        uint256 others = _requirements[product] & ~((2 ** FIELD - 1) << shift);
        _requirements[product] = others | ((amount / WAD) << shift);
        emit RequirementSet(phase, class, product, amount);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IClearingHouse
    function fees() external view returns (address, uint256, uint256) {
        return (_fees.brokerWallet, _fees.feeBps, _fees.timePremium);
    }

    /// @inheritdoc IClearingHouse
    function collateralRequirement(uint8 phase, ParticipantClass class, Product product)
        external
        view
        returns (uint256)
    {
        return phase < FIRST_PHASE || phase > PHASES ? 0 : _required(_requirements[product], phase, class);
    }

    // ------------------------------------------------------------------ inside

    /// @dev What this account must have free before it opens this product now.
    function _requiredOf(address account, Product product) internal view returns (uint256) {
        uint256 word = _requirements[product];
        // The usual case asks the gate nothing.
        if (word == 0) return 0;
        return _required(word, phaseGate.phase(), phaseGate.classOf(account));
    }

    /// @dev `ceil(|premium| * feeBps / 10000) + lots * timePremium * days`, so that no premium is too small for a fee.
    /// @return fee Of a trade.
    /// @return wallet Whose it is.
    function _feeOf(uint256 premium, uint256 lots, uint256 expiry)
        internal
        view
        returns (uint256 fee, address wallet)
    {
        Fees memory charged = _fees;
        uint256 days_ = (expiry - block.timestamp + DAY - 1) / DAY;
        // A premium that reaches 2**240 could not be paid: there is less PAT than 2**88 wei.
        fee = MulDiv.mulDivUp(premium, charged.feeBps, BPS) + lots * charged.timePremium * days_;
        return (fee, charged.brokerWallet);
    }

    /// @dev Only phases from 2 on: nothing opens before.
    function _required(uint256 word, uint256 phase, ParticipantClass class) private pure returns (uint256) {
        return ((word >> _shiftOf(phase, class)) & (2 ** FIELD - 1)) * WAD;
    }

    function _shiftOf(uint256 phase, ParticipantClass class) private pure returns (uint256) {
        return FIELD * ((phase - FIRST_PHASE) * CLASSES + uint256(class));
    }

    function _setFees(address brokerWallet, uint256 feeBps, uint256 timePremium) private {
        if (brokerWallet == address(0)) revert ClearingHouse_ZeroAddress("brokerWallet");
        if (feeBps > MAX_FEE_BPS || timePremium > MAX_TIME_PREMIUM) {
            revert ClearingHouse_FeesOutOfBounds(feeBps, MAX_FEE_BPS, timePremium, MAX_TIME_PREMIUM);
        }
        _fees = Fees(brokerWallet, uint16(feeBps), uint80(timePremium));
        emit FeesSet(brokerWallet, feeBps, timePremium);
    }
}
