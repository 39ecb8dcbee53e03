// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceBase} from "./MarketplaceBase.sol";
import {MarketplaceStorage} from "./MarketplaceStorage.sol";
import {SegmentWord} from "./SegmentWord.sol";

/// @title Access rights: who may still get one, and handing it over
/// @dev What purchases and deliveries share, so that no right is given twice, by whichever way.
abstract contract AccessRights is MarketplaceBase {
    /// @dev The recipient's access word, and the first reason for which it can't get a right to the segment.
    function _right(MarketplaceStorage.Layout storage $, uint256 id, SegmentWord word, address recipient)
        internal
        view
        returns (Unavailable reason, uint256 bits)
    {
        if (!word.exists()) return (Unavailable.Unknown, 0);
        if (block.timestamp >= word.expiry()) return (Unavailable.Expired, 0);
        if (word.remaining() == 0) return (Unavailable.SoldOut, 0);
        bits = $.access[recipient][id >> 8];
        if ((bits >> (id & 0xff)) & 1 == 1) reason = Unavailable.AlreadyOwned;
    }

    /// @dev One right less for others, one more for the recipient, whose access word was `bits`.
    function _grant(
        MarketplaceStorage.Layout storage $,
        uint256 id,
        SegmentWord word,
        address recipient,
        uint256 bits
    ) internal {
        $.segments[id] = word.sold();
        $.access[recipient][id >> 8] = bits | (1 << (id & 0xff));
    }

    /// @dev `ask` and `maxAsk` are told where they are the reason.
    function _revertUnavailable(
        Unavailable reason,
        uint256 id,
        SegmentWord word,
        address recipient,
        uint256 ask,
        uint256 maxAsk
    ) internal view {
        if (reason == Unavailable.Unknown) revert DataMarketplace_SegmentUnknown(id);
        if (reason == Unavailable.Expired) {
            revert DataMarketplace_SegmentExpired(id, word.expiry(), block.timestamp);
        }
        if (reason == Unavailable.SoldOut) revert DataMarketplace_SegmentSoldOut(id);
        if (reason == Unavailable.AlreadyOwned) revert DataMarketplace_SegmentAlreadyOwned(id, recipient);
        revert DataMarketplace_AskAboveMax(id, ask, maxAsk);
    }
}
