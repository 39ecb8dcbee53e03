// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.t.sol";

/// @notice What every Solidity test starts from: the runner's cheat codes and inputs brought into a range.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Maps any fuzz input into `[low, high]`, hitting both ends more often than chance would.
    function _within(uint256 x, uint256 low, uint256 high) internal pure returns (uint256) {
        if (x % 16 == 0) return low;
        if (x % 16 == 1) return high;
        uint256 size = high - low + 1;
        return size == 0 ? x : low + (x / 16) % size;
    }

    /// @dev An address that no other label has.
    function _actor(string memory label) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(label)))));
    }
}
