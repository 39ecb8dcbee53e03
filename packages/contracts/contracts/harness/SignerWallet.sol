// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account: one key signs for it (ERC-1271) and calls through it. For tests and measurements
contract SignerWallet is IERC1271 {
    error SignerWallet_NotOwner(address caller);

    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    /// @notice Calls as this account; only for its owner.
    function execute(address target, bytes calldata data) external returns (bytes memory answer) {
        if (msg.sender != _owner) revert SignerWallet_NotOwner(msg.sender);
        bool done;
        (done, answer) = target.call(data);
        if (!done) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer,,) = ECDSA.tryRecoverCalldata(hash, signature);
        return signer == _owner && signer != address(0) ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
