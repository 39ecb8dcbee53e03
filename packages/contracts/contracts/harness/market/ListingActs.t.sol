// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice Listing of segments, one at a time and in batches.
abstract contract ListingActs is Refusals {
    uint64 internal constant ONE = 1e18;
    uint256 internal constant SHARES = 4;
    uint256 private _contents;

    function _list() internal {
        address caller = _someLister();
        IDataMarketplace.Listing memory listing = _someListing();
        bytes memory refusal = _refusalOfCall(caller);
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
        bytes memory refusal = _refusalOfCall(caller);
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

    // ------------------------------------------------------------------ shares

    /// @dev Adjoining shares of three actors, and one that overlaps them all.
    function _shares() internal view returns (IDataMarketplace.Share[] memory shares) {
        shares = new IDataMarketplace.Share[](SHARES);
        shares[0] = IDataMarketplace.Share(0, actors[0], 0, ONE / 3);
        shares[1] = IDataMarketplace.Share(1, actors[1], ONE / 3, ONE - 1);
        shares[2] = IDataMarketplace.Share(2, actors[2], ONE - 1, ONE);
        shares[3] = IDataMarketplace.Share(3, actors[3], 0, ONE);
    }

    function _leaves(bytes32 content) internal view returns (bytes32[] memory) {
        return MerkleTree.leaves(block.chainid, _marketplace(), content, _shares());
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

    // ------------------------------------------------------------------ rules

    function _refusalOfCall(address caller) private view returns (bytes memory) {
        if (!lists[caller]) return _notRole(caller, Role.Lister);
        return _isPausedNow() ? _paused() : bytes("");
    }

    /// @param first Content of the first segment of the same batch; zero for none.
    function _refusalOf(IDataMarketplace.Listing memory l, bytes32 first) private view returns (bytes memory refusal) {
        if (!_isMarket(l.market)) return _unknownMarket(l.market);
        refusal = _outsideBand(l.market, l.freshAsk);
        if (refusal.length != 0) return refusal;
        IDataMarketplace.MarketTerms memory terms = venues[l.market].terms;
        (uint256 low, uint256 high) = (terms.confidenceLowBps, terms.confidenceHighBps);
        bool top = l.confidenceBps == 10_000 && high == 10_000;
        if (l.confidenceBps == 0 || l.confidenceBps < low || (l.confidenceBps >= high && !top)) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ConfidenceOutsideBand.selector, l.market, l.confidenceBps, low, high
            );
        }
        uint256 oldest = time - (terms.window <= MAX_BACKDATE ? terms.window - 1 : MAX_BACKDATE);
        if (l.issuedAt < oldest || l.issuedAt > time) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_IssuedAtOutOfRange.selector, l.issuedAt, oldest, time
            );
        }
        if (l.curve >= curves.length) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_CurveUnknown.selector, l.curve);
        }
        if (l.capacity == 0) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ZeroCapacity.selector, l.contentHash);
        }
        return _refusalOfIdentity(l, first);
    }

    function _refusalOfIdentity(IDataMarketplace.Listing memory l, bytes32 first) private view returns (bytes memory) {
        if (l.contentHash == 0) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ZeroContentHash.selector);
        }
        if (l.contentHash == first) return _sealed(first, segments.length);
        if (idOf[l.contentHash] != 0) return _sealed(l.contentHash, idOf[l.contentHash]);
        if ((l.provider == address(0)) == (l.distributionRoot == 0)) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_OneOfProviderAndDistribution.selector, l.provider, l.distributionRoot
            );
        }
        if (l.provider == _marketplace()) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ProviderIsMarketplace.selector);
        }
        return "";
    }

    function _sealed(bytes32 content, uint256 id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ContentAlreadySealed.selector, content, id);
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
