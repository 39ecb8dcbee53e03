// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @notice An ERC-20, all of it its creator's, that hands control to an accomplice in the middle of every transfer.
contract HookedToken is ERC20 {
    address public target;
    bytes public attack;
    address public trigger;
    /// @notice What the accomplice's call came to, so that a test can see that it was refused.
    bool public succeeded;
    bytes public answer;

    constructor() ERC20("Hooked", "HOOK") {
        _mint(msg.sender, type(uint88).max);
    }

    /// @notice From now on every transfer from or to `trigger_` makes it call `target_` with `attack_`.
    function arm(address trigger_, address target_, bytes calldata attack_) external {
        (trigger, target, attack, succeeded, answer) = (trigger_, target_, attack_, false, "");
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target != address(0) && (from == trigger || to == trigger)) {
            (succeeded, answer) = Accomplice(trigger).act(target, attack);
        }
    }
}

/// @notice A contract that does whatever a token tells it to: payer, recipient, provider or wallet of an attack.
contract Accomplice {
    function act(address target, bytes calldata data) external returns (bool, bytes memory) {
        return target.call(data);
    }
}

/// @notice Refuses every call and every coin.
contract Refuser {
    error Refused();

    function act(address target, bytes calldata data) external returns (bool, bytes memory) {
        return target.call(data);
    }

    fallback() external payable {
        revert Refused();
    }
}

/// @notice An ERC-20 that lies: it says `false` or nothing where it should say `true`, and reports any balance.
contract LyingToken {
    bytes private _transferAnswer;

    constructor(bytes memory transferAnswer) {
        _transferAnswer = transferAnswer;
    }

    function balanceOf(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function transfer(address, uint256) external view {
        bytes memory data = _transferAnswer;
        assembly {
            return(add(data, 32), mload(data))
        }
    }
}

/// @notice An implementation that is not UUPS although it answers everything else.
contract NotUups {
    address public pat;
    bytes32 public predecessorLayoutHash;

    constructor(address pat_, bytes32 follows) {
        pat = pat_;
        predecessorLayoutHash = follows;
    }
}

/// @notice A UUPS implementation with a PAT and a predecessor of choice.
contract Candidate is UUPSUpgradeable {
    address public pat;
    bytes32 public predecessorLayoutHash;

    constructor(address pat_, bytes32 follows) {
        pat = pat_;
        predecessorLayoutHash = follows;
    }

    function _authorizeUpgrade(address) internal override {}
}

/// @notice A UUPS implementation that has a PAT and no idea of layouts.
contract Layoutless is UUPSUpgradeable {
    address public pat;

    constructor(address pat_) {
        pat = pat_;
    }

    function _authorizeUpgrade(address) internal override {}
}

/// @notice Accepts every call and says nothing, or something that is too short or no address.
contract Mumbler {
    bytes private _words;

    constructor(bytes memory words) {
        _words = words;
    }

    fallback() external {
        bytes memory data = _words;
        assembly {
            return(add(data, 32), mload(data))
        }
    }
}
