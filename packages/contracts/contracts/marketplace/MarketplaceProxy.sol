// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";

/// @title The address everybody knows: a plain ERC-1967 proxy in front of the marketplace's implementation
contract MarketplaceProxy is ERC1967Proxy {
    constructor(address implementation, bytes memory initializer) ERC1967Proxy(implementation, initializer) {}
}
