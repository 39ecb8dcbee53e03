// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceStorage} from "../marketplace/MarketplaceStorage.sol";

/// @title The marketplace's namespaced storage as a plain variable, so that the compiler prints its layout
contract StorageLayoutHarness {
    MarketplaceStorage.Layout private stored;
}
