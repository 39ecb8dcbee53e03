// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";

/// @title A plain Merkle tree over the shares of a distribution
/// @notice Pairs are hashed in sorted order; an odd node goes up as it is. Level by level in memory: fit for tests.
library MerkleTree {
    function leaves(
        uint256 chainId,
        address marketplace,
        bytes32 contentHash,
        IDataMarketplace.Share[] memory shares
    ) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](shares.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            bytes memory fields = abi.encode(chainId, marketplace, contentHash, shares[i]);
            hashes[i] = keccak256(abi.encode(keccak256(fields)));
        }
    }

    function root(bytes32[] memory level) internal pure returns (bytes32) {
        while (level.length > 1) level = _parents(level);
        return level[0];
    }

    function proof(bytes32[] memory level, uint256 position) internal pure returns (bytes32[] memory path) {
        path = new bytes32[](0);
        while (level.length > 1) {
            uint256 sibling = position ^ 1;
            if (sibling < level.length) path = _append(path, level[sibling]);
            level = _parents(level);
            position /= 2;
        }
    }

    function parent(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }

    function _parents(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            bool odd = 2 * i + 1 == level.length;
            above[i] = odd ? level[2 * i] : parent(level[2 * i], level[2 * i + 1]);
        }
    }

    function _append(bytes32[] memory path, bytes32 node) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; ++i) longer[i] = path[i];
        longer[path.length] = node;
    }
}
