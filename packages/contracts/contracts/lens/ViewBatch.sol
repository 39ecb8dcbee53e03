// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ViewBatch: asks many views at once
/// @notice Never deployed: its code is lent to an address for one `eth_call` (a state override).
contract ViewBatch {
    /// @notice One question.
    struct View {
        address target;
        bytes data;
    }

    /// @notice Asks the views in order; one that reverts reverts all, with its own reason.
    /// @param views What to ask whom.
    /// @return answers What each returned, undecoded.
    function ask(View[] calldata views) external view returns (bytes[] memory answers) {
        answers = new bytes[](views.length);
        for (uint256 i; i < views.length; ++i) {
            (bool answered, bytes memory answer) = views[i].target.staticcall(views[i].data);
            if (!answered) {
                // The reason as it came.
                assembly ("memory-safe") {
                    revert(add(answer, 32), mload(answer))
                }
            }
            answers[i] = answer;
        }
    }
}
