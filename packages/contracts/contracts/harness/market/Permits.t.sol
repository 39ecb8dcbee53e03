// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MarketBooks} from "./MarketBooks.t.sol";

/// @notice Permits of the actors, who have keys.
abstract contract Permits is MarketBooks {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    function _signed(uint256 index, uint256 value, uint256 nonce, uint256 deadline)
        internal
        view
        returns (IDataMarketplace.Permit memory)
    {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN, keccak256("Phasegate PAT"), keccak256("1"), block.chainid, address(cast.pat))
        );
        bytes32 message =
            keccak256(abi.encode(PERMIT, actors[index], _marketplace(), value, nonce, deadline));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(KEYS + index, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        return IDataMarketplace.Permit(value, deadline, v, r, s);
    }
}
