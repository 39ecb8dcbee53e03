// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {Offices} from "./Offices.sol";

/// @title The marketplaces that are told of pauses and marks
/// @dev They keep copies, so that a purchase need not ask. What is decided here depends on no answer of theirs: each is
/// told with a fixed amount of gas, and one that fails is named in an event.
abstract contract MarketplaceList is Offices {
    uint256 private constant MAX_MARKETPLACES = 4;
    /// @dev Several times what either call takes.
    uint256 private constant NOTICE_GAS = 100_000;
    /// @dev EIP-150 hands on at most 63/64 of what is left, silently less than asked for: so there must be a 63rd more,
    /// and what reading the list, the call itself and the event of a failure take.
    uint256 private constant GAS_EACH = NOTICE_GAS + NOTICE_GAS / 63 + 1 + 20_000;

    IDataMarketplace[] private _marketplaces;

    /// @inheritdoc IPhaseGate
    function addMarketplace(IDataMarketplace marketplace) external {
        uint256 count = _marketplaces.length;
        // The creator's key is done with once the deployment is.
        bool mayBegin = msg.sender == _creator && count == 0 && _gate.phase == 1;
        if (!mayBegin && msg.sender != owner()) revert PhaseGate_NotCreatorOrOwner(msg.sender);
        if (count == MAX_MARKETPLACES) revert PhaseGate_TooManyMarketplaces(MAX_MARKETPLACES);
        for (uint256 i = 0; i < count; ++i) {
            if (address(_marketplaces[i]) == address(marketplace)) revert PhaseGate_MarketplaceKnown(address(marketplace));
        }
        address obeyed = address(marketplace.phaseGate());
        if (obeyed != address(this)) revert PhaseGate_ForeignMarketplace(address(marketplace), obeyed);
        _marketplaces.push(marketplace);
        emit MarketplaceAdded(address(marketplace));
    }

    /// @inheritdoc IPhaseGate
    function marketplaces() external view returns (IDataMarketplace[] memory) {
        return _marketplaces;
    }

    /// @dev Tells every marketplace to look at the pause of spot.
    function _tellPause() internal {
        uint256 count = _requireGasToTell();
        for (uint256 i = 0; i < count; ++i) {
            IDataMarketplace marketplace = _marketplaces[i];
            // A bare catch copies nothing of what a marketplace returns, however long.
            try marketplace.refreshPause{gas: NOTICE_GAS}() {}
            catch {
                emit MarketplaceNotTold(address(marketplace), IDataMarketplace.refreshPause.selector);
            }
        }
    }

    /// @dev Tells every marketplace to look at the marks of an account.
    function _tellStanding(address account) internal {
        uint256 count = _requireGasToTell();
        for (uint256 i = 0; i < count; ++i) {
            IDataMarketplace marketplace = _marketplaces[i];
            try marketplace.refreshIndexStanding{gas: NOTICE_GAS}(account) {}
            catch {
                emit MarketplaceNotTold(address(marketplace), IDataMarketplace.refreshIndexStanding.selector);
            }
        }
    }

    /// @dev Whoever sends too little gas on purpose must not keep a marketplace from being told.
    function _requireGasToTell() private view returns (uint256 count) {
        count = _marketplaces.length;
        uint256 needed = count * GAS_EACH;
        if (gasleft() < needed) revert PhaseGate_GasTooLow(gasleft(), needed);
    }
}
