// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What an epoch's requests bring
/// @notice The same integers as `epochAnswer` of the derivatives package, and why they are so.
library EpochAnswer {
    /// @dev Shares beyond which deposits wait.
    uint256 private constant MAX_SHARES = type(uint128).max;

    /// @notice Who comes pays for the vault as if nothing will be owed, who goes receives as if all will be.
    /// @param balance Wei in the clearing house.
    /// @param locked Of them, what its positions may cost at most.
    /// @param supply Shares.
    /// @param deposits Wei of all deposit requests.
    /// @param redeems Shares of all redemption requests.
    /// @return minted Shares for the deposits; 0: they wait.
    /// @return paid Wei for the redemptions; 0: they wait.
    function answer(uint256 balance, uint256 locked, uint256 supply, uint256 deposits, uint256 redeems)
        internal
        pure
        returns (uint256 minted, uint256 paid)
    {
        minted = supply == 0 ? deposits : deposits * (supply + 1) / (balance + 1);
        if (supply - redeems + minted > MAX_SHARES) minted = 0;
        if (redeems == 0 || redeems < supply || minted > 0) {
            paid = redeems * (balance - locked + 1) / (supply + 1);
        } else if (locked == 0) {
            // All leave and nobody comes: everything goes, to the last wei.
            paid = balance;
        }
    }
}
