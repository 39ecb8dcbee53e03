// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceStorage, Registry} from "./MarketplaceStorage.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice The last number of each counter is given out, and the one after it refused by its name: nothing wraps around
/// to a number that is taken, and nothing panics.
contract FullCountersTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    bytes32 private constant REGISTRY = bytes32(uint256(MarketplaceStorage.LOCATION) + 1);
    uint256 private constant ACCOUNTS = 64;
    uint256 private constant MARKETS = 96;

    function test_error_TooManyMarkets() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        _setCounter(MARKETS, type(uint16).max, type(uint16).max - 1);
        vm.startPrank(owner);
        terms.window = WINDOW + 1;
        vm.assertEq(marketplace.addMarket(terms), type(uint16).max, "the last");
        terms.window = WINDOW + 2;
        _expectFull(IDataMarketplace.DataMarketplace_TooManyMarkets.selector, type(uint16).max);
        marketplace.addMarket(terms);
        vm.stopPrank();
        vm.assertEq(marketplace.market(0).window, 0, "none is numbered 0");
        vm.assertEq(marketplace.market(MARKET).window, WINDOW, "the first is what it was");
    }

    function test_error_TooManySegments() public {
        uint64 last = type(uint64).max;
        _setCounter(0, last, last - 1);
        vm.assertEq(_list(), last, "the last");
        IDataMarketplace.Listing[] memory listings = new IDataMarketplace.Listing[](1);
        listings[0] = _listing();
        _expectFull(IDataMarketplace.DataMarketplace_TooManySegments.selector, last);
        _register(listings[0]);
        _expectFull(IDataMarketplace.DataMarketplace_TooManySegments.selector, last);
        vm.prank(lister);
        marketplace.registerSegments(listings);
        vm.assertEq(marketplace.registry().segments, last, "as it was");
        _buy(buyer, last);
        vm.assertTrue(marketplace.hasAccess(buyer, last), "the last is bought as any");
    }

    function test_error_TooManyAccounts() public {
        _setCounter(ACCOUNTS, type(uint32).max, type(uint32).max - 1);
        _list();
        vm.assertEq(marketplace.accountOf(provider), type(uint32).max, "the last");
        IDataMarketplace.Listing memory listing = _listing();
        listing.provider = stranger;
        _expectFull(IDataMarketplace.DataMarketplace_TooManyAccounts.selector, type(uint32).max);
        _register(listing);
        (listing.provider, listing.distributionRoot) = (address(0), bytes32(uint256(1)));
        _expectFull(IDataMarketplace.DataMarketplace_TooManyAccounts.selector, type(uint32).max);
        _register(listing);
        vm.assertEq(marketplace.registry().segments, 1, "no number was used up");
        vm.assertEq(_list(), 2, "who has an account lists on");
    }

    /// @dev Writes a counter of the registry where the contract keeps it.
    function _setCounter(uint256 offset, uint256 mask, uint256 value) private {
        uint256 word = uint256(vm.load(address(marketplace), REGISTRY));
        vm.store(
            address(marketplace), REGISTRY, bytes32((word & ~(mask << offset)) | (value << offset))
        );
        Registry memory registry = marketplace.registry();
        uint256 written = offset == 0 ? registry.segments : offset == ACCOUNTS ? registry.accounts : registry.markets;
        vm.assertEq(written, value, "place of the counter");
    }

    function _expectFull(bytes4 error_, uint256 max) private pure {
        vm.expectRevert(abi.encodeWithSelector(error_, max));
    }
}
