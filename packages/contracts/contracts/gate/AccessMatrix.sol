// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a participant is at this moment. `Lapsed`: its whitelist entry has run out; it may only reduce.
enum ParticipantClass {
    Retail,
    Institution,
    Broker,
    Lapsed
}

/// @notice What is traded, as far as access is concerned.
enum Product {
    Spot,
    Forward,
    Synthetic,
    OptionBuy,
    OptionWrite,
    VaultShares
}

/// @notice `Open` takes or adds a position; `Close` reduces, delivers, settles or withdraws one.
enum Action {
    Open,
    Close
}

/// @title The access matrix: phase x class x product x action in one word
/// @notice Bit `(((phase - 1) * 4 + class) * 6 + product) * 2 + action` says whether the action is allowed.
library AccessMatrix {
    uint256 internal constant PHASES = 4;
    uint256 internal constant CLASSES = 4;
    uint256 internal constant PRODUCTS = 6;

    /// @notice The default matrix: spot for everyone from phase 1, forwards for everyone from 2, synthetics for
    /// institutions and the broker from 3, bought options for everyone and written options and vault shares for
    /// institutions and the broker from 4. Lapsed opens spot only. Closing is allowed in every cell.
    function defaultWord() internal pure returns (uint256 word) {
        for (uint256 phase = 1; phase <= PHASES; ++phase) {
            for (uint256 class = 0; class < CLASSES; ++class) {
                for (uint256 product = 0; product < PRODUCTS; ++product) {
                    uint256 bit = bitOf(phase, ParticipantClass(class), Product(product), Action.Open);
                    if (_opens(phase, ParticipantClass(class), Product(product))) word |= 1 << bit;
                    word |= 2 << bit;
                }
            }
        }
    }

    function isAllowed(uint256 word, uint256 phase, ParticipantClass class, Product product, Action action)
        internal
        pure
        returns (bool)
    {
        return (word >> bitOf(phase, class, product, action)) & 1 == 1;
    }

    /// @dev Needs `phase` in `[1, 4]`.
    function bitOf(uint256 phase, ParticipantClass class, Product product, Action action)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return (((phase - 1) * CLASSES + uint256(class)) * PRODUCTS + uint256(product)) * 2 + uint256(action);
        }
    }

    /// @notice The first phase that knows a product at all.
    function firstPhase(Product product) internal pure returns (uint256) {
        if (product == Product.Spot) return 1;
        if (product == Product.Forward) return 2;
        if (product == Product.Synthetic) return 3;
        return 4;
    }

    function _opens(uint256 phase, ParticipantClass class, Product product) private pure returns (bool) {
        if (product == Product.Spot) return true;
        if (phase < firstPhase(product) || class == ParticipantClass.Lapsed) return false;
        bool everyone = product == Product.Forward || product == Product.OptionBuy;
        return everyone || class != ParticipantClass.Retail;
    }
}
