// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Permits} from "./Permits.t.sol";
import {PurchaseBooks} from "./PurchaseBooks.t.sol";

/// @notice Purchases in every form: alone, for others, with a permit, and in strict and skipping batches.
abstract contract BuyingActs is PurchaseBooks, Permits {
    function _buy() internal {
        address payer = _actor();
        uint256 id = _idToBuy(payer);
        uint256 maxAsk = _someMaxAsk(id);
        bool plain = maxAsk == type(uint256).max;
        bytes memory call = plain
            ? abi.encodeWithSignature("buySegment(uint256)", id)
            : abi.encodeWithSignature("buySegment(uint256,uint256)", id, maxAsk);
        _purchase("buySegment", payer, payer, id, maxAsk, allowed[payer], call);
    }

    function _buyFor() internal {
        address payer = _actor();
        // Mostly for somebody who agrees.
        address recipient = _actor();
        for (uint256 i = 0; i < 3 && !_agrees(recipient, payer); ++i) recipient = _actor();
        uint256 id = _idToBuy(recipient);
        uint256 maxAsk = _someMaxAsk(id);
        bytes memory call = abi.encodeCall(IDataMarketplace.buySegmentFor, (id, maxAsk, recipient));
        _purchase("buySegmentFor", payer, recipient, id, maxAsk, allowed[payer], call);
    }

    /// @dev The permit may be another's, used or too late: then the allowance that stands decides.
    function _buyWithPermit() internal {
        uint256 index = _oneOf(ACTORS);
        address payer = actors[index];
        uint256 id = _idToBuy(payer);
        bool good = _chance(75);
        uint256 value = _chance(80) && _isLive(id) ? _ask(id) : _draw() % 1e20;
        uint256 deadline = good || _chance(50) ? time : time - 1;
        uint256 nonce = good || deadline < time ? permits[payer] : permits[payer] + 1;
        IDataMarketplace.Permit memory permit = _signed(index, value, nonce, deadline);
        bytes memory call = abi.encodeCall(IDataMarketplace.buySegmentWithPermit, (id, type(uint256).max, permit));
        uint256 allowance = good ? value : allowed[payer];
        string memory name = good ? "permit" : "bad permit";
        if (_purchase(name, payer, payer, id, type(uint256).max, allowance, call) && good) ++permits[payer];
    }

    function _buyBatch() internal {
        address payer = _actor();
        address recipient = _chance(75) ? payer : _actor();
        bool strict = _chance(40);
        uint256 size = _chance(2) ? 101 * _oneOf(2) : 1 + _oneOf(5);
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](size);
        for (uint256 i = 0; i < size; ++i) {
            uint256 id = strict ? _liveIdFor(recipient) : _idToBuy(recipient);
            orders[i] = IDataMarketplace.Order(id, _someMaxAsk(id));
        }
        bytes[] memory refusals = new bytes[](0);
        uint256 total;
        bytes memory refusal = size == 0 || size > 100 ? _batchSize(size) : _refusalOfCall(payer, recipient);
        if (refusal.length == 0) (refusals, total) = _foresee(orders, recipient);
        for (uint256 i = 0; i < refusals.length && strict && refusal.length == 0; ++i) refusal = refusals[i];
        if (refusal.length == 0 && total != 0) refusal = _unpayable(payer, allowed[payer], total);
        if (refusal.length == 0) _expectBatch(orders, refusals, recipient);
        bytes memory call = abi.encodeCall(IDataMarketplace.buySegments, (orders, strict, recipient));
        bytes memory answer = _act(strict ? "strict batch" : "skipping batch", payer, _marketplace(), call, refusal);
        if (refusal.length == 0) _bookBatch(payer, recipient, orders, refusals, total, answer);
    }

    function _consent() internal {
        address recipient = _actor();
        address payer = _chance(3) ? address(0) : _actor();
        bool agreed = _chance(80);
        bytes memory refusal = payer == address(0) ? _zeroAddress("payer") : bytes("");
        bytes memory call = abi.encodeCall(IDataMarketplace.setPurchaseConsent, (payer, agreed));
        _act("setPurchaseConsent", recipient, _marketplace(), call, refusal);
        if (refusal.length == 0) consents[recipient][payer] = agreed;
    }

    /// @dev How much the marketplace may take: mostly everything.
    function _approve() internal {
        address payer = _actor();
        uint256 amount = _chance(70) ? type(uint256).max : _draw() % 2e20;
        _act("approve", payer, address(cast.pat), abi.encodeCall(cast.pat.approve, (_marketplace(), amount)), "");
        allowed[payer] = amount;
    }

    // ------------------------------------------------------------------ batches

    function _expectBatch(IDataMarketplace.Order[] memory orders, bytes[] memory refusals, address recipient) private {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (refusals[i].length == 0) _expectPurchase(orders[i].id, recipient);
            else _expectSkip(orders[i].id, recipient, refusals[i]);
        }
    }

    function _bookBatch(
        address payer,
        address recipient,
        IDataMarketplace.Order[] memory orders,
        bytes[] memory refusals,
        uint256 total,
        bytes memory answer
    ) private {
        copiedPause = false;
        uint256 filled;
        for (uint256 i = 0; i < orders.length; ++i) {
            if (refusals[i].length != 0) continue;
            ++filled;
            _bookPurchase(payer, recipient, orders[i].id);
        }
        (uint256 totalAsk, uint256 count) = abi.decode(answer, (uint256, uint256));
        vm.assertEq(totalAsk, total, "charged for what was filled");
        vm.assertEq(count, filled, "filled");
        if (allowed[payer] != type(uint256).max) allowed[payer] -= total;
        if (filled != 0 && filled < orders.length) ++done["partly filled"];
    }

    // ------------------------------------------------------------------ one purchase

    function _purchase(
        string memory name,
        address payer,
        address recipient,
        uint256 id,
        uint256 maxAsk,
        uint256 allowance,
        bytes memory call
    ) private returns (bool) {
        bytes memory refusal = _refusalOfCall(payer, recipient);
        if (refusal.length == 0) refusal = _refusalOfSegment(id, maxAsk, recipient);
        if (refusal.length == 0) refusal = _unpayable(payer, allowance, _ask(id));
        if (refusal.length == 0) _expectPurchase(id, recipient);
        bytes memory answer = _act(name, payer, _marketplace(), call, refusal);
        if (refusal.length != 0) return false;
        copiedPause = false;
        uint256 ask = _bookPurchase(payer, recipient, id);
        vm.assertEq(abi.decode(answer, (uint256)), ask, "I26: ask");
        allowed[payer] = allowance == type(uint256).max ? allowance : allowance - ask;
        return true;
    }
}
