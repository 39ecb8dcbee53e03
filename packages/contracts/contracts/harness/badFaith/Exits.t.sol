// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace} from "../MarketplaceFixture.t.sol";
import {Action, Product} from "../../gate/AccessMatrix.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {PhaseDrive} from "./PhaseDrive.t.sol";
import {MarketplaceLens} from "../../lens/MarketplaceLens.sol";

/// @notice The ways out, taken every day whatever everybody has done.
abstract contract Exits is PhaseDrive {
    using MarketplaceLens for IMarketplace;

    function _leave() internal {
        for (uint256 i = 0; i < PROVIDERS; ++i) _withdraw(providers[i]);
        if (shared.length != 0) _claim(shared[shared.length - 1 - _oneOf(shared.length < 5 ? shared.length : 5)]);
        uint256 amount = 1 + _oneOf(1e18);
        uint256 before = stage.pat.balanceOf(saver);
        (bool went,) = _try(saver, address(stage.votePat), abi.encodeCall(stage.votePat.withdrawTo, (saver, amount)));
        vm.assertTrue(went, "I35: unwrapping is open");
        vm.assertEq(stage.pat.balanceOf(saver) - before, amount, "I35: unwrapped");
        ++done["unwrap"];
    }

    /// @notice I7, I9, I13: nobody loses what was bought, or cannot close.
    function check_I7_I13_rights() public view {
        for (uint256 i = 0; i < rights.length; ++i) {
            Right storage right = rights[i];
            if (time >= right.until) continue;
            vm.assertTrue(stage.marketplace.hasAccess(right.buyer, right.id), "I7: access to what was bought");
        }
        for (uint256 p = 0; p < 6; ++p) {
            vm.assertTrue(stage.gate.isAllowed(buyers[0], Product(p), Action.Close), "I13: closing is open");
            vm.assertTrue(stage.gate.isAllowed(friend, Product(p), Action.Close), "I13: for everybody");
        }
    }

    function _withdraw(address provider) private {
        uint256 account = stage.marketplace.accountOf(provider);
        uint256 owed = account == 0 ? 0 : stage.marketplace.account(account).earnings;
        if (owed == 0) return;
        uint256 before = stage.pat.balanceOf(provider);
        (bool went,) = _try(provider, address(stage.marketplace), abi.encodeWithSignature("withdrawEarnings()"));
        vm.assertTrue(went, "I10: withdrawing is open");
        vm.assertEq(stage.pat.balanceOf(provider) - before, owed, "I10: all of it");
        ++done["withdrawal"];
    }

    function _claim(bytes32 content) private {
        uint256 leaf = _oneOf(2);
        uint256 account = stage.marketplace.segment(stage.marketplace.sealOf(content)).account;
        uint256 total =
            stage.marketplace.account(account).earnings + stage.marketplace.distribution(account).claimed;
        uint256 part = leaf == 0 ? total * 6e17 / 1e18 : total - total * 6e17 / 1e18;
        uint256 due = part - stage.marketplace.claimedBy(account, leaf);
        if (due == 0) return;
        IDataMarketplace.Share memory share = _shares()[leaf];
        bytes32[] memory proof = MerkleTree.proof(_leaves(content), leaf);
        bytes memory call = abi.encodeCall(IDataMarketplace.claimDistribution, (content, share, proof));
        uint256 before = stage.pat.balanceOf(share.provider);
        (bool went,) = _try(_crook(), address(stage.marketplace), call);
        vm.assertTrue(went, "I10: claiming is open");
        vm.assertEq(stage.pat.balanceOf(share.provider) - before, due, "I10: all of the share");
        ++done["claim"];
    }
}
