// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {PurchaseBooks} from "./PurchaseBooks.t.sol";

/// @notice Access rights that a delivery module hands over; the lister's key is the module's too.
abstract contract DeliveryActs is PurchaseBooks {
    function _startDelivering() internal {
        vm.prank(cast.owner);
        cast.marketplace.setRole(Role.Deliverer, cast.lister, true);
    }

    function _deliver() internal {
        address caller = _mostly(cast.lister);
        address recipient = _actor();
        uint256 id = _idToBuy(recipient);
        address owner = _isSegment(id) ? earners[segments[id].account].owner : address(0);
        address provider = _chance(90) ? owner : _actor();
        bytes memory refusal = _refusalOfSegment(id, type(uint256).max, recipient);
        if (refusal.length == 0 && (owner == address(0) || provider != owner)) {
            refusal =
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotProvider.selector, id, provider);
        }
        if (caller != cast.lister) refusal = _notRole(caller, Role.Deliverer);
        if (refusal.length == 0) {
            vm.expectEmit(_marketplace());
            emit IDataMarketplace.SegmentDelivered(id, provider, recipient, caller);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.deliverAccess, (id, provider, recipient));
        _act("deliverAccess", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        ++segments[id].sold;
        granted[recipient][id] = true;
    }
}
