// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The middle of the signers' prices
library Fixings {
    /// @notice The median; of an even number the mean of the middle two, rounded down.
    /// @param fixings One more than each signer's price, 0 for none.
    /// @param signers At most nine.
    /// @param count How many of them have fixed, above zero.
    function median(mapping(address signer => uint256) storage fixings, address[] memory signers, uint256 count)
        internal
        view
        returns (uint256)
    {
        uint256[] memory sorted = new uint256[](count);
        uint256 found;
        for (uint256 i = 0; i < signers.length; ++i) {
            uint256 fixing = fixings[signers[i]];
            if (fixing == 0) continue;
            uint256 place = found++;
            while (place > 0 && sorted[place - 1] > fixing - 1) {
                sorted[place] = sorted[place - 1];
                --place;
            }
            sorted[place] = fixing - 1;
        }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
