// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @title What the gate's parts share: its one hot word, the register and the owner
abstract contract PhaseGateBase is IPhaseGate, Ownable2Step, EIP712 {
    /// @dev One slot, so that an access check reads this word and the participant's, and nothing else.
    /// @param row The present phase's 48 cells of the matrix, copied when the phase or the matrix changes.
    /// @param pausedUntil 32 bits for each product, Spot lowest: the Unix second at which its pause ends.
    struct Gate {
        uint8 phase;
        uint48 row;
        uint192 pausedUntil;
    }

    Gate internal _gate;
    uint256 internal _matrix;
    mapping(address account => Participant) internal _participants;
    /// @inheritdoc IPhaseGate
    mapping(uint256 phase => uint256 timestamp) public phaseOpenedAt;
    /// @dev Gate, marketplace and meter name one another, so that the last links are set after the gate's construction.
    address internal immutable _creator;

    constructor(address initialOwner) Ownable(initialOwner) EIP712("Phasegate PhaseGate", "1") {
        _creator = msg.sender;
    }

    /// @notice A gate without an owner could never advance, pause or unpause again.
    function renounceOwnership() public view override onlyOwner {
        revert PhaseGate_OwnerRequired(msg.sender);
    }
}
