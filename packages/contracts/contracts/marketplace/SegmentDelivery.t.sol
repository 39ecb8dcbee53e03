// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";

/// @notice I7, I8, I9: access rights that a delivery module hands over.
contract SegmentDeliveryTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    address private immutable _module = _actor("module");

    function setUp() public override {
        super.setUp();
        _setModule(_module, true);
    }

    /// @notice One right less, one reader more; no wei moves and the index stands still.
    function test_default() public {
        uint256 id = _list(FALLING, 2);
        uint256 held = pat.balanceOf(buyer);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.SegmentDelivered(id, provider, buyer, _module);
        _deliver(id, provider, buyer);
        vm.assertTrue(marketplace.hasAccess(buyer, id), "access");
        vm.assertEq(marketplace.segment(id).remaining, 1, "one right less");
        vm.assertEq(pat.balanceOf(buyer), held, "the buyer paid nothing here");
        vm.assertEq(_liabilities(), 0, "nobody is owed");
        vm.assertEq(_earnings(provider), 0, "the provider earned nothing here");
        vm.assertEq(marketplace.indexBucket(MARKET, START / 3_600).trades, 0, "no trade");
    }

    /// @notice A deal's deadline runs while buying is paused, so its deliveries do too.
    function test_behavior_neverPaused() public {
        uint256 id = _list();
        _pause(true);
        vm.prank(guardian);
        gate.guardianPause(1, 7 days);
        _deliver(id, provider, buyer);
        vm.assertTrue(marketplace.hasAccess(buyer, id), "access");
    }

    /// @notice The right lies in the word of purchases, and ends with the window as theirs do.
    function test_behavior_accessEndsWithTheWindow() public {
        uint256 id = _list();
        vm.warp(START + WINDOW - 1);
        _deliver(id, provider, buyer);
        vm.assertTrue(marketplace.hasAccess(buyer, id), "the last second");
        vm.warp(START + WINDOW);
        vm.assertFalse(marketplace.hasAccess(buyer, id), "over");
    }

    /// @notice Words of 256 ids: neighbours keep what they have.
    function test_behavior_wordsOfOthersStay() public {
        for (uint256 i = 0; i < 257; ++i) _list();
        _deliver(255, provider, buyer);
        _deliver(256, provider, buyer);
        uint256[4] memory ids = [uint256(254), 255, 256, 257];
        for (uint256 i = 0; i < 4; ++i) {
            vm.assertTrue(marketplace.hasAccess(buyer, ids[i]) == (i == 1 || i == 2), "neighbour");
            vm.assertEq(marketplace.segment(ids[i]).remaining, i == 1 || i == 2 ? 0 : 1, "capacity");
        }
    }

    /// @notice A module trades for nobody's index: it is one of those whose purchases stay out.
    function test_behavior_modulesStayOutsideTheIndex() public {
        vm.assertTrue(marketplace.isOutsideIndex(_module), "outside");
        _setModule(_module, false);
        vm.assertFalse(marketplace.isOutsideIndex(_module), "inside again");
    }

    /// @notice A right is given once, by whichever way and whichever module.
    function test_attack_doubleDelivery() public {
        address other = _actor("other module");
        _setModule(other, true);
        uint256 id = _list(FLAT, 3);
        _deliver(id, provider, buyer);
        _expectOwned(id, buyer);
        _deliver(id, provider, buyer);
        _expectOwned(id, buyer);
        vm.prank(other);
        marketplace.deliverAccess(id, provider, buyer);
        _expectOwned(id, buyer);
        _buy(buyer, id);

        _fund(stranger);
        _buy(stranger, id);
        _expectOwned(id, stranger);
        _deliver(id, provider, stranger);
        vm.assertEq(marketplace.segment(id).remaining, 1, "two rights, two readers");
    }

    /// @notice The provider's own word, the module's, is not enough: the lister named whose segment it is.
    function test_attack_deliverAnothersSegment() public {
        uint256 id = _list();
        _expectNotProvider(id, stranger);
        _deliver(id, stranger, buyer);

        IDataMarketplace.Listing memory listing = _listing();
        (listing.provider, listing.distributionRoot) = (address(0), "root");
        uint256 shared = _register(listing);
        address[2] memory claimed = [provider, address(0)];
        for (uint256 i = 0; i < 2; ++i) {
            _expectNotProvider(shared, claimed[i]);
            _deliver(shared, claimed[i], buyer);
        }
    }

    function test_error_unavailable() public {
        uint256 id = _list();
        vm.expectRevert(abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentUnknown.selector, id + 1));
        _deliver(id + 1, provider, buyer);
        _deliver(id, provider, buyer);
        vm.expectRevert(abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentSoldOut.selector, id));
        _deliver(id, provider, stranger);

        uint256 old = _list();
        vm.warp(START + WINDOW);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentExpired.selector, old, START + WINDOW, START + WINDOW
            )
        );
        _deliver(old, provider, buyer);
    }

    function test_error_ZeroAddress() public {
        uint256 id = _list();
        _expectZeroAddress("recipient");
        _deliver(id, provider, address(0));
    }

    function test_error_NotRole() public {
        uint256 id = _list();
        _setModule(_module, false);
        address[6] memory callers = [owner, lister, pricer, provider, stranger, _module];
        for (uint256 i = 0; i < callers.length; ++i) {
            _expectNotRole(callers[i], Role.Deliverer);
            vm.prank(callers[i]);
            marketplace.deliverAccess(id, provider, buyer);
        }
    }

    function _setModule(address module, bool granted) private {
        vm.prank(owner);
        marketplace.setRole(Role.Deliverer, module, granted);
    }

    function _deliver(uint256 id, address provider_, address recipient) private {
        vm.prank(_module);
        marketplace.deliverAccess(id, provider_, recipient);
    }

    function _expectOwned(uint256 id, address recipient) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector, id, recipient
            )
        );
    }

    function _expectNotProvider(uint256 id, address provider_) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotProvider.selector, id, provider_)
        );
    }
}
