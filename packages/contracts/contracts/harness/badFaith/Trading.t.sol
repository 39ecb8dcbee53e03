// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {BadFaithBooks} from "./BadFaithBooks.t.sol";

/// @notice A day of trade: independent buyers every hour, and the insiders, who buy from themselves.
abstract contract Trading is BadFaithBooks {
    uint256 internal listed;
    bytes32[] internal shared;

    function _listForTheDay() internal returns (uint256 first) {
        first = listed + 1;
        for (uint256 i = 0; i < 3; ++i) {
            IDataMarketplace.Listing memory listing;
            listing.contentHash = bytes32(_draw());
            if (i == 0) listing.distributionRoot = MerkleTree.root(_leaves(listing.contentHash));
            else listing.provider = providers[i];
            listing.freshAsk = uint88(_between((referenceAsk * 8 + 9) / 10, referenceAsk * 12 / 10));
            listing.issuedAt = uint32(time - _oneOf(86_401));
            listing.confidenceBps = uint16(_between(7_000, 8_499));
            (listing.market, listing.capacity, listing.curve) = (1, 60, uint8(_oneOf(2)));
            if (!_list(listing)) return 0;
            if (i == 0) shared.push(listing.contentHash);
        }
    }

    function _list(IDataMarketplace.Listing memory listing) internal returns (bool went) {
        bytes memory call = abi.encodeCall(IDataMarketplace.registerSegment, (listing));
        (went,) = _try(keys.lister, address(stage.marketplace), call);
        if (went) ++listed;
    }

    /// @dev One buyer an hour, of the three segments listed from `first` on.
    function _buyIndependently(uint256 hour, uint256 first) internal {
        address buyer = buyers[hour];
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](3);
        for (uint256 i = 0; i < 3; ++i) orders[i] = IDataMarketplace.Order(first + i, type(uint256).max);
        bytes memory call = abi.encodeCall(IDataMarketplace.buySegments, (orders, true, buyer));
        (bool went, bytes memory answer) = _try(buyer, address(stage.marketplace), call);
        if (!went) return;
        (uint256 total,) = abi.decode(answer, (uint256, uint256));
        honestVolume += total;
        _noteReference();
        // The youngest may be a day old, and a window is seven.
        rights.push(Right(buyer, first, time + 5 * DAY_));
    }

    /// @dev An insider buys whatever there is. Listers, pricers and the broker's own stay out of the index.
    function _buyFromThemselves() internal {
        if (listed == 0) return;
        address insider = [keys.lister, keys.pricer, friend][_oneOf(3)];
        uint256 id = listed - _oneOf(listed < 6 ? listed : 6);
        (bool went,) = _try(
            insider, address(stage.marketplace), abi.encodeWithSignature("buySegment(uint256)", id)
        );
        if (went) ++done["insiders' purchase"];
    }

    function _leaves(bytes32 content) internal view returns (bytes32[] memory) {
        return MerkleTree.leaves(block.chainid, address(stage.marketplace), content, _shares());
    }

    function _shares() internal view returns (IDataMarketplace.Share[] memory shares) {
        shares = new IDataMarketplace.Share[](2);
        shares[0] = IDataMarketplace.Share(0, providers[0], 0, 6e17);
        shares[1] = IDataMarketplace.Share(1, providers[1], 6e17, 1e18);
    }

    /// @dev Between which references the trades of this hour took place.
    function _noteReference() private {
        uint256 hour = time / 3_600;
        if (lowest[hour] == 0) {
            tradedHours.push(hour);
            lowest[hour] = referenceAsk;
        }
        if (referenceAsk < lowest[hour]) lowest[hour] = referenceAsk;
        if (referenceAsk > highest[hour]) highest[hour] = referenceAsk;
    }
}
