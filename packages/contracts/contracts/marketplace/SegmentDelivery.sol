// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessRights} from "./AccessRights.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {MarketplaceStorage} from "./MarketplaceStorage.sol";
import {SegmentWord} from "./SegmentWord.sol";

/// @title Delivery: access rights that a delivery module's deal has paid for
/// @dev No call leaves the contract, so there is nothing to guard against reentrancy. Never paused: deadlines run.
abstract contract SegmentDelivery is AccessRights {
    /// @inheritdoc IDataMarketplace
    function deliverAccess(uint256 id, address provider, address recipient) external onlyRole(Role.Deliverer) {
        // Nobody holds access as the zero address: `askOf` counts on it.
        if (recipient == address(0)) revert DataMarketplace_ZeroAddress("recipient");
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        SegmentWord word = $.segments[id];
        (Unavailable reason, uint256 bits) = _right($, id, word, recipient);
        if (reason != Unavailable.No) _revertUnavailable(reason, id, word, recipient, 0, 0);
        // A distribution has no owner, and nobody is the zero address.
        if (provider == address(0) || $.accounts[word.account()].owner != provider) {
            revert DataMarketplace_NotProvider(id, provider);
        }
        _grant($, id, word, recipient, bits);
        emit SegmentDelivered(id, provider, recipient, msg.sender);
    }
}
