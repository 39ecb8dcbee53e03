// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice When a segment may be listed, and how the proceeds of one are shared.
abstract contract ListingRules is Refusals {
    uint64 internal constant ONE = 1e18;
    uint256 internal constant SHARES = 4;

    function _refusalOfLister(address caller) internal view returns (bytes memory) {
        if (!lists[caller]) return _notRole(caller, Role.Lister);
        return _isPausedNow() ? _paused() : bytes("");
    }

    /// @param first Content of the first segment of the same batch; zero for none.
    function _refusalOf(IDataMarketplace.Listing memory l, bytes32 first) internal view returns (bytes memory refusal) {
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
}
