// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice What a purchase will come to, and what it changes.
abstract contract PurchaseBooks is Refusals {
    // ------------------------------------------------------------------ choosing

    function _isLive(uint256 id) internal view returns (bool) {
        return _isSegment(id) && time < _expiry(id);
    }

    function _agrees(address recipient, address payer) internal view returns (bool) {
        return recipient == payer || consents[recipient][payer];
    }

    /// @dev Anything, exactly the ask, or a wei too little.
    function _someMaxAsk(uint256 id) internal returns (uint256) {
        if (_chance(50) || !_isLive(id)) return type(uint256).max;
        return _ask(id) - (_chance(15) ? 1 : 0);
    }

    /// @dev A segment that the recipient can buy, where a few draws find one.
    function _liveIdFor(address recipient) internal returns (uint256 id) {
        for (uint256 i = 0; i < 8; ++i) {
            id = _someId();
            if (_refusalOfSegment(id, type(uint256).max, recipient).length == 0) return id;
        }
    }

    function _idToBuy(address recipient) internal returns (uint256) {
        return _chance(65) ? _liveIdFor(recipient) : _someId();
    }

    // ------------------------------------------------------------------ rules

    function _refusalOfCall(address payer, address recipient) internal view returns (bytes memory) {
        if (!_agrees(recipient, payer)) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NoConsent.selector, recipient, payer);
        }
        return _isPausedNow() ? _paused() : bytes("");
    }

    function _refusalOfSegment(uint256 id, uint256 maxAsk, address recipient) internal view returns (bytes memory) {
        if (!_isSegment(id)) return _unknownSegment(id);
        if (time >= _expiry(id)) return _expired(id);
        if (segments[id].sold == segments[id].capacity) return _soldOut(id);
        if (granted[recipient][id]) return _owned(id, recipient);
        uint256 ask = _ask(id);
        if (ask <= maxAsk) return "";
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_AskAboveMax.selector, id, ask, maxAsk);
    }

    /// @dev Why each order of a batch will not be filled, empty where it will, and what the others cost together.
    function _foresee(IDataMarketplace.Order[] memory orders, address recipient)
        internal
        view
        returns (bytes[] memory refusals, uint256 total)
    {
        refusals = new bytes[](orders.length);
        for (uint256 i = 0; i < orders.length; ++i) {
            uint256 id = orders[i].id;
            refusals[i] = _refusalOfSegment(id, orders[i].maxAsk, recipient);
            // One that an earlier order of the same batch has bought.
            for (uint256 j = 0; j < i; ++j) {
                if (refusals[j].length != 0 || orders[j].id != id) continue;
                refusals[i] = segments[id].sold + 1 == segments[id].capacity ? _soldOut(id) : _owned(id, recipient);
            }
            if (refusals[i].length == 0) total += _ask(id);
        }
    }

    function _soldOut(uint256 id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentSoldOut.selector, id);
    }

    function _owned(uint256 id, address recipient) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector, id, recipient);
    }

    // ------------------------------------------------------------------ events

    function _expectPurchase(uint256 id, address recipient) internal {
        uint256 ask = _ask(id);
        vm.expectEmit(_marketplace());
        emit IDataMarketplace.SegmentPurchased(id, recipient, ask, ask - _spread(id, ask));
    }

    function _expectSkip(uint256 id, address recipient, bytes memory refusal) internal {
        bytes4 error_ = bytes4(refusal);
        IDataMarketplace.Unavailable reason = IDataMarketplace.Unavailable.AskAboveMax;
        if (error_ == IDataMarketplace.DataMarketplace_SegmentUnknown.selector) reason = IDataMarketplace.Unavailable.Unknown;
        if (error_ == IDataMarketplace.DataMarketplace_SegmentExpired.selector) reason = IDataMarketplace.Unavailable.Expired;
        if (error_ == IDataMarketplace.DataMarketplace_SegmentSoldOut.selector) reason = IDataMarketplace.Unavailable.SoldOut;
        if (error_ == IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector) {
            reason = IDataMarketplace.Unavailable.AlreadyOwned;
        }
        vm.expectEmit(_marketplace());
        emit IDataMarketplace.OrderSkipped(id, recipient, reason);
    }

    // ------------------------------------------------------------------ books

    /// @dev Right, money and index of one purchase that went through.
    function _bookPurchase(address payer, address recipient, uint256 id) internal returns (uint256 ask) {
        ask = _ask(id);
        uint256 spread = _spread(id, ask);
        Listed storage segment = segments[id];
        ++segment.sold;
        granted[recipient][id] = true;
        _pay(payer, _marketplace(), ask);
        _pay(_marketplace(), wallet, spread);
        earners[segment.account].received += ask - spread;
        ++done["purchase"];
        (uint256 low, uint256 high) = _marketBand(segment.market);
        bool independent = !_isOutside(payer) && !_isOutside(recipient);
        bool inBand = segment.freshAsk >= low && segment.freshAsk <= high;
        if (independent && inBand && ask >= MIN_INDEX_ASK && segment.margin >= MIN_INDEX_MARGIN) _bookTrade(id, ask);
    }

    function _bookTrade(uint256 id, uint256 ask) private {
        (uint256 market, uint256 hour) = (segments[id].market, time / 3_600);
        uint256 position = tradedAt[market][hour];
        if (position == 0) {
            position = tradedAt[market][hour] = traded.length;
            traded.push(Traded(market, hour, 0, 0, 0));
        }
        ++traded[position].trades;
        traded[position].ask += ask;
        traded[position].weight += _freshness(id) * segments[id].confidence;
        ++done["index entry"];
    }
}
