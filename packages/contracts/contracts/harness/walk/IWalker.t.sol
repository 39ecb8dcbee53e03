// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Somebody who takes random steps and keeps books of what must come of them.
interface IWalker {
    /// @notice One act, chosen by the seed.
    function step(uint256 seed) external;
    /// @notice Compares everything that the contracts show with the books.
    function check() external;
    /// @notice What a finished walk must have met, so that nothing was shown of nothing.
    function checkReach() external view;
    /// @notice How often a refusal was met.
    function met(bytes4 selector) external view returns (uint256);
    /// @notice How often an act went through.
    function done(string calldata act) external view returns (uint256);
}
