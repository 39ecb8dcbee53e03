// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ProceedsShare} from "../math/ProceedsShare.sol";
import {WAD} from "../math/Units.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";
import {Account, Distribution, MarketplaceStorage} from "./MarketplaceStorage.sol";

/// @title Exits: earnings, distributions and surplus
/// @dev Nothing here looks at pause, phase or class: what is owed can always be taken.
abstract contract ProviderEarnings is MarketplaceBase {
    using SafeERC20 for IERC20;

    /// @inheritdoc IDataMarketplace
    function withdrawEarnings() external nonReentrant returns (uint256 amount) {
        return _withdraw(MarketplaceStorage.load().accountOf[msg.sender], msg.sender);
    }

    /// @inheritdoc IDataMarketplace
    function withdrawEarnings(uint256 accountId, address to) external nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert DataMarketplace_ZeroAddress("to");
        return _withdraw(accountId, to);
    }

    /// @inheritdoc IDataMarketplace
    function claimDistribution(bytes32 contentHash, Share calldata share, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 amount)
    {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        uint256 accountId = $.segments[$.seals[contentHash]].account();
        Distribution storage distribution_ = $.distributions[accountId];
        if (distribution_.root == 0) revert DataMarketplace_NotDistribution(contentHash);
        if (share.provider == address(0)) revert DataMarketplace_ZeroAddress("provider");
        if (share.from >= share.to || share.to > WAD) {
            revert DataMarketplace_InvalidShare(share.leaf, share.from, share.to);
        }
        if (!MerkleProof.verifyCalldata(proof, distribution_.root, _leafHash(contentHash, share))) {
            revert DataMarketplace_InvalidProof(contentHash, share.leaf);
        }

        Account storage account_ = $.accounts[accountId];
        uint256 held = account_.earnings;
        uint256 claimed = $.claims[accountId][share.leaf];
        amount = ProceedsShare.entitlement(held + distribution_.claimed, share.from, share.to);
        amount = amount > claimed ? amount - claimed : 0;
        // A tree whose shares overlap takes from its own distribution only.
        if (amount > held) amount = held;
        if (amount == 0) revert DataMarketplace_NothingToClaim(contentHash, share.leaf);

        $.claims[accountId][share.leaf] = claimed + amount;
        distribution_.claimed += uint128(amount);
        account_.earnings = uint96(held - amount);
        emit DistributionClaimed(accountId, share.leaf, share.provider, amount);
        _pay($, share.provider, amount);
    }

    /// @inheritdoc IDataMarketplace
    function recoverSurplus(IERC20 token, address to) external onlyOwner nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert DataMarketplace_ZeroAddress("to");
        amount = token.balanceOf(address(this));
        if (address(token) == address(pat)) amount -= MarketplaceStorage.load().till.liabilities;
        if (amount == 0) revert DataMarketplace_NoSurplus(address(token));
        emit SurplusRecovered(address(token), to, amount);
        token.safeTransfer(to, amount);
    }

    /// @dev Account 0 never opens, so that a caller without an account fails as not its owner.
    function _withdraw(uint256 accountId, address to) private returns (uint256 amount) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Account storage account_ = $.accounts[accountId];
        if (account_.owner != msg.sender) revert DataMarketplace_NotAccountOwner(accountId, msg.sender);
        amount = account_.earnings;
        if (amount == 0) revert DataMarketplace_NothingToWithdraw(accountId);
        account_.earnings = 0;
        emit EarningsWithdrawn(accountId, to, amount);
        _pay($, to, amount);
    }

    function _pay(MarketplaceStorage.Layout storage $, address to, uint256 amount) private {
        unchecked {
            // Earnings are part of the liabilities, so this can't go below zero.
            $.till.liabilities -= uint88(amount);
        }
        pat.safeTransfer(to, amount);
    }

    /// @dev Hashed twice, so that no inner node of a tree can pass for a leaf.
    function _leafHash(bytes32 contentHash, Share calldata share) private view returns (bytes32) {
        return keccak256(
            bytes.concat(
                keccak256(
                    abi.encode(
                        block.chainid, address(this), contentHash, share.leaf, share.provider, share.from, share.to
                    )
                )
            )
        );
    }
}
