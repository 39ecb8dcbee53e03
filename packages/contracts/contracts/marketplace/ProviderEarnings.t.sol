// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {MerkleTree} from "../harness/MerkleTree.t.sol";
import {PAT} from "../token/PAT.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice I1, I2, I5, I6, I10: withdrawals, claims and surplus, both sides of every boundary.
contract ProviderEarningsTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    uint64 private constant ONE = 1e18;
    address private immutable alice = _actor("alice");
    address private immutable bob = _actor("bob");
    address private immutable carol = _actor("carol");

    bytes32 private _content;
    IDataMarketplace.Share[] private _shares;

    // ------------------------------------------------------------------ withdrawals

    function test_default() public {
        _buy(buyer, _list());
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.EarningsWithdrawn(1, provider, 70e18);
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), 70e18, "amount");
        vm.assertEq(pat.balanceOf(provider), 70e18, "received");
        vm.assertEq(_liabilities() + _earnings(provider), 0, "nothing owed");
        vm.assertEq(pat.balanceOf(address(marketplace)), 0, "nothing held");
    }

    function test_behavior_withdrawsToAnother() public {
        _buy(buyer, _list());
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(1, alice), 70e18, "amount");
        vm.assertEq(pat.balanceOf(alice), 70e18, "received");
    }

    function test_error_withdraw() public {
        _buy(buyer, _list());
        vm.prank(provider);
        _expectZeroAddress("to");
        marketplace.withdrawEarnings(1, address(0));
        _expectNotAccountOwner(0, stranger);
        vm.prank(stranger);
        marketplace.withdrawEarnings();
        uint256[4] memory others = [uint256(0), 1, 2, type(uint256).max];
        for (uint256 i = 0; i < 4; ++i) {
            _expectNotAccountOwner(others[i], stranger);
            vm.prank(stranger);
            marketplace.withdrawEarnings(others[i], stranger);
        }
        vm.startPrank(provider);
        marketplace.withdrawEarnings();
        bytes memory nothing =
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NothingToWithdraw.selector, 1);
        vm.expectRevert(nothing);
        marketplace.withdrawEarnings();
        vm.expectRevert(nothing);
        marketplace.withdrawEarnings(1, provider);
        vm.stopPrank();
    }

    /// @notice I10: paused, in the next phase, after the segment expired: earnings and claims are paid.
    function test_behavior_exitsAreAlwaysOpen() public {
        _buy(buyer, _list());
        _distribute(ONE / 2, ONE);
        _sell(_content);
        _pause(true);
        vm.prank(owner);
        gate.advancePhase();
        vm.warp(START + 10 * WINDOW);
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), 70e18, "withdrawn");
        vm.assertEq(_claim(0), 35e18, "claimed");
        vm.assertEq(_claim(1), 35e18, "claimed");
        vm.assertEq(_liabilities(), 0, "nothing owed");
    }

    // ------------------------------------------------------------------ distributions

    function test_default_claimDistribution() public {
        _distribute(0.25e18, ONE);
        _sell(_content);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.DistributionClaimed(1, 0, alice, 17.5e18);
        vm.assertEq(_claim(0), 17.5e18, "a quarter");
        vm.assertEq(pat.balanceOf(alice), 17.5e18, "paid to the provider, whoever called");
        vm.assertEq(_claim(1), 52.5e18, "three quarters");
        vm.assertEq(marketplace.distribution(1).claimed, 70e18, "claimed");
        vm.assertEq(marketplace.claimedBy(1, 0), 17.5e18, "by leaf");
        vm.assertEq(marketplace.account(1).earnings, 0, "nothing left");
        vm.assertEq(_liabilities(), 0, "nothing owed");
    }

    /// @notice A claim takes what has come since the last one.
    function test_behavior_claimsAccumulate() public {
        _distribute(0.5e18, ONE);
        for (uint256 i = 1; i <= 3; ++i) {
            _sell(_content);
            vm.assertEq(_claim(0), 35e18, "each time");
            vm.assertEq(marketplace.claimedBy(1, 0), i * 35e18, "in all");
        }
        vm.assertEq(_claim(1), 105e18, "all at once");
    }

    function test_error_claim() public {
        _distribute(0.5e18, ONE);
        bytes32[] memory proof = _proof(0);
        _expectNothing(0);
        marketplace.claimDistribution(_content, _shares[0], proof);
        _sell(_content);
        // A leaf with any field changed is not in the tree.
        for (uint256 i = 0; i < 4; ++i) {
            IDataMarketplace.Share memory share = _shares[0];
            if (i == 0) share.leaf = 1;
            if (i == 1) share.provider = stranger;
            if (i == 2) share.from = 1;
            if (i == 3) share.to = ONE;
            _expectInvalidProof(share.leaf);
            marketplace.claimDistribution(_content, share, proof);
        }
        _claim(0);
        _expectNothing(0);
        marketplace.claimDistribution(_content, _shares[0], proof);
    }

    function test_error_NotDistribution() public {
        IDataMarketplace.Listing memory listing = _listing();
        _register(listing);
        bytes32[2] memory wrong = [listing.contentHash, keccak256("unknown")];
        IDataMarketplace.Share memory share = IDataMarketplace.Share(0, alice, 0, ONE);
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotDistribution.selector, wrong[i])
            );
            marketplace.claimDistribution(wrong[i], share, new bytes32[](0));
        }
    }

    /// @notice `0 <= from < to <= 1e18`; even a tree that contains something else pays nothing for it.
    function test_error_InvalidShare() public {
        uint64[2][5] memory wrong =
            [[ONE, ONE], [uint64(0), 0], [uint64(2), 1], [uint64(0), ONE + 1], [type(uint64).max, 0]];
        for (uint256 i = 0; i < 5; ++i) {
            _single(IDataMarketplace.Share(i, alice, wrong[i][0], wrong[i][1]));
            _sell(_content);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_InvalidShare.selector, i, wrong[i][0], wrong[i][1]
                )
            );
            marketplace.claimDistribution(_content, _shares[0], new bytes32[](0));
        }
        _single(IDataMarketplace.Share(7, address(0), 0, ONE));
        _sell(_content);
        _expectZeroAddress("provider");
        marketplace.claimDistribution(_content, _shares[0], new bytes32[](0));
        _single(IDataMarketplace.Share(type(uint256).max, alice, ONE - 1, ONE));
        _sell(_content);
        vm.assertEq(marketplace.claimDistribution(_content, _shares[0], new bytes32[](0)), 70, "the thinnest");
    }

    /// @notice I5: shares that adjoin pay out every wei of any total, in any order of claims and sales.
    function testFuzz_adjoiningSharesLeaveNoDust(uint256 cut1, uint256 cut2, uint256 ask, uint256 order) public {
        cut1 = _within(cut1, 1, ONE - 2);
        _distribute(cut1, _within(cut2, cut1 + 1, ONE - 1));
        uint88 freshAsk = uint88(_within(ask, 95e18 + 2, 105e18));
        uint256 total;
        for (uint256 round = 0; round < 3; ++round) {
            uint256 id = marketplace.sealOf(_content);
            vm.warp(START + round * 3_600);
            vm.prank(pricer);
            marketplace.repriceSegment(id, freshAsk - uint88(round), MARGIN);
            total += (_sell(_content) * 7) / 10;
            uint256 leaf = (order >> (8 * round)) % 3;
            _claim(leaf);
            vm.assertEq(
                marketplace.distribution(1).claimed + marketplace.account(1).earnings, total, "received"
            );
        }
        uint256 paid;
        for (uint256 leaf = 0; leaf < 3; ++leaf) {
            uint256 due = (total * _shares[leaf].to) / ONE - (total * _shares[leaf].from) / ONE;
            if (due != marketplace.claimedBy(1, leaf)) _claim(leaf);
            vm.assertEq(marketplace.claimedBy(1, leaf), due, "entitlement");
            paid += due;
        }
        vm.assertEq(paid, total, "no dust");
        vm.assertEq(_liabilities(), 0, "nothing owed");
    }

    // ------------------------------------------------------------------ surplus

    /// @notice I6: what was sent by mistake goes back, what is owed stays.
    function test_default_recoverSurplus() public {
        _buy(buyer, _list());
        _expectNoSurplus(address(pat));
        vm.prank(owner);
        marketplace.recoverSurplus(IERC20(address(pat)), owner);
        _give(address(marketplace), 1);
        vm.startPrank(owner);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.SurplusRecovered(address(pat), alice, 1);
        vm.assertEq(marketplace.recoverSurplus(IERC20(address(pat)), alice), 1, "one wei");
        _expectNoSurplus(address(pat));
        marketplace.recoverSurplus(IERC20(address(pat)), owner);
        vm.stopPrank();
        vm.assertEq(pat.balanceOf(address(marketplace)), 70e18, "what is owed");
    }

    function test_behavior_recoversOtherTokens() public {
        PAT other = _pat();
        _expectNoSurplus(address(other));
        vm.prank(owner);
        marketplace.recoverSurplus(IERC20(address(other)), alice);
        vm.prank(treasury);
        other.transfer(address(marketplace), 7);
        vm.prank(owner);
        vm.assertEq(marketplace.recoverSurplus(IERC20(address(other)), alice), 7, "all of it");
        vm.assertEq(other.balanceOf(alice), 7, "received");
    }

    function test_error_recoverSurplus() public {
        _expectNotOwner(stranger);
        vm.prank(stranger);
        marketplace.recoverSurplus(IERC20(address(pat)), stranger);
        _expectZeroAddress("to");
        vm.prank(owner);
        marketplace.recoverSurplus(IERC20(address(pat)), address(0));
    }

    // ------------------------------------------------------------------ shorthands

    /// @dev Lists content shared as `[0, cut1)` alice, `[cut1, cut2)` bob and, if anything is left, the rest carol.
    function _distribute(uint256 cut1, uint256 cut2) private {
        delete _shares;
        _shares.push(IDataMarketplace.Share(0, alice, 0, uint64(cut1)));
        _shares.push(IDataMarketplace.Share(1, bob, uint64(cut1), uint64(cut2)));
        if (cut2 < ONE) _shares.push(IDataMarketplace.Share(2, carol, uint64(cut2), ONE));
        _listShares();
    }

    function _single(IDataMarketplace.Share memory share) private {
        delete _shares;
        _shares.push(share);
        _listShares();
    }

    function _listShares() private {
        IDataMarketplace.Listing memory listing = _listing();
        _content = listing.contentHash;
        listing.provider = address(0);
        listing.distributionRoot = MerkleTree.root(_leaves());
        listing.capacity = 1_000;
        _register(listing);
    }

    function _leaves() private view returns (bytes32[] memory) {
        return MerkleTree.leaves(block.chainid, address(marketplace), _content, _shares);
    }

    function _proof(uint256 leaf) private view returns (bytes32[] memory) {
        return MerkleTree.proof(_leaves(), leaf);
    }

    /// @dev A new buyer each time.
    function _sell(bytes32 content) private returns (uint256 ask) {
        address someone = address(uint160(uint256(keccak256(abi.encode(content, pat.balanceOf(treasury))))));
        _give(someone, 120e18);
        vm.prank(someone);
        pat.approve(address(marketplace), type(uint256).max);
        return _buy(someone, marketplace.sealOf(content));
    }

    function _claim(uint256 leaf) private returns (uint256) {
        vm.prank(stranger);
        return marketplace.claimDistribution(_content, _shares[leaf], _proof(leaf));
    }

    function _expectNotAccountOwner(uint256 account, address caller) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotAccountOwner.selector, account, caller)
        );
    }

    function _expectNothing(uint256 leaf) private view {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NothingToClaim.selector, _content, leaf)
        );
    }

    function _expectInvalidProof(uint256 leaf) private view {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_InvalidProof.selector, _content, leaf)
        );
    }

    function _expectNoSurplus(address token) private pure {
        vm.expectRevert(abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NoSurplus.selector, token));
    }
}
