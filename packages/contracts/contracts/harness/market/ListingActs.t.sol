// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {ListingRules} from "./ListingRules.t.sol";

/// @notice Listing of segments, one at a time and in batches.
abstract contract ListingActs is ListingRules {
    uint256 private _contents;

    function _list() internal {
        address caller = _someLister();
        IDataMarketplace.Listing memory listing = _someListing();
        bytes memory refusal = _refusalOfLister(caller);
        if (refusal.length == 0) refusal = _refusalOf(listing, 0);
        bytes memory call = abi.encodeCall(IDataMarketplace.registerSegment, (listing));
        bytes memory answer = _act("registerSegment", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        vm.assertEq(abi.decode(answer, (uint256)), segments.length, "I24: ids are sequential");
        _bookListing(listing);
    }

    function _listBatch() internal {
        address caller = _someLister();
        uint256 size = _chance(3) ? 101 * _oneOf(2) : 1 + _oneOf(4);
        IDataMarketplace.Listing[] memory listings = new IDataMarketplace.Listing[](size);
        bytes memory refusal = _refusalOfLister(caller);
        if (refusal.length == 0 && (size == 0 || size > 100)) refusal = _batchSize(size);
        for (uint256 i = 0; i < size && size <= 100; ++i) {
            listings[i] = _someListing();
            if (i > 0 && _chance(2)) listings[i].contentHash = listings[0].contentHash;
            if (refusal.length == 0) refusal = _refusalOf(listings[i], i == 0 ? bytes32(0) : listings[0].contentHash);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.registerSegments, (listings));
        bytes memory answer = _act("registerSegments", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        vm.assertEq(abi.decode(answer, (uint256)), segments.length, "I24: first id");
        for (uint256 i = 0; i < size; ++i) _bookListing(listings[i]);
    }

    // ------------------------------------------------------------------ choosing

    function _someLister() private returns (address) {
        return _mostly(cast.lister);
    }

    /// @dev Valid in most draws; each field is wrong in some, just beyond its bound where it has one.
    function _someListing() private returns (IDataMarketplace.Listing memory listing) {
        listing.market = uint16(_someMarket());
        listing.contentHash = keccak256(abi.encode("content", ++_contents));
        if (_chance(50)) listing.provider = _actor();
        else listing.distributionRoot = MerkleTree.root(_leaves(listing.contentHash));
        listing.capacity = uint24(1 + _oneOf(3));
        listing.curve = uint8(_chance(1) ? curves.length : _oneOf(curves.length));
        (uint256 low, uint256 high) = _isMarket(listing.market) ? _marketBand(listing.market) : (1, 1);
        listing.freshAsk = uint88(_chance(96) ? _between(low, high) : _chance(50) ? low - 1 : high + 1);
        if (listing.market == 3 && _chance(30)) listing.freshAsk = uint88(MIN_INDEX_ASK);
        IDataMarketplace.MarketTerms memory terms = venues[_isMarket(listing.market) ? listing.market : 1].terms;
        listing.confidenceBps = uint16(
            _chance(97)
                ? _between(terms.confidenceLowBps, terms.confidenceHighBps == 10_000 ? 10_000 : terms.confidenceHighBps - 1)
                : _chance(50) ? terms.confidenceLowBps - 1 : terms.confidenceHighBps
        );
        uint256 oldest = terms.window <= MAX_BACKDATE ? terms.window - 1 : MAX_BACKDATE;
        uint256 age = _chance(60) ? 0 : _between(0, oldest);
        listing.issuedAt = uint32(_chance(97) ? time - age : _chance(50) ? time - oldest - 1 : time + 1);
        _spoil(listing);
    }

    function _spoil(IDataMarketplace.Listing memory listing) private {
        if (!_chance(6)) return;
        uint256 way = _oneOf(5);
        if (way == 0) listing.capacity = 0;
        if (way == 1) listing.contentHash = 0;
        if (way == 2 && segments.length > 1) listing.contentHash = segments[1 + _oneOf(segments.length - 1)].content;
        if (way == 3) (listing.provider, listing.distributionRoot) = (_actor(), bytes32(uint256(1)));
        if (way == 4) (listing.provider, listing.distributionRoot) = (_marketplace(), 0);
    }

    // ------------------------------------------------------------------ books

    function _bookListing(IDataMarketplace.Listing memory l) private {
        copiedPause = false;
        uint256 earner = earnerOf[l.provider];
        if (l.distributionRoot != 0 || earner == 0) {
            earner = earners.length;
            earners.push(Earner(l.provider, l.distributionRoot == 0 ? bytes32(0) : l.contentHash, 0, 0));
            if (l.distributionRoot == 0) earnerOf[l.provider] = earner;
        }
        idOf[l.contentHash] = segments.length;
        segments.push(
            Listed({
                market: l.market,
                freshAsk: l.freshAsk,
                issuedAt: l.issuedAt,
                window: venues[l.market].terms.window,
                confidence: l.confidenceBps,
                margin: brokerMargin,
                capacity: l.capacity,
                sold: 0,
                curve: l.curve,
                account: earner,
                content: l.contentHash,
                anchorAsk: 0,
                movedAt: 0
            })
        );
    }
}
