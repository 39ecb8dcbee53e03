// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {Action, Product} from "../gate/AccessMatrix.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";

/// @title What a check costs another contract: the gas between two readings of the meter
/// @notice `first`: nothing of the checked contract was touched before; `next`: of another account, after that;
/// `warm`: of the same account again.
contract CheckGasMeter {
    function classOf(IPhaseGate gate, address a, address b)
        external
        view
        returns (uint256 first, uint256 next, uint256 warm)
    {
        uint256 start = gasleft();
        gate.classOf(a);
        first = start - gasleft();
        start = gasleft();
        gate.classOf(b);
        next = start - gasleft();
        start = gasleft();
        gate.classOf(b);
        warm = start - gasleft();
    }

    function isAllowed(IPhaseGate gate, address a, address b)
        external
        view
        returns (uint256 first, uint256 next, uint256 warm)
    {
        uint256 start = gasleft();
        gate.isAllowed(a, Product.Forward, Action.Open);
        first = start - gasleft();
        start = gasleft();
        gate.isAllowed(b, Product.Forward, Action.Open);
        next = start - gasleft();
        start = gasleft();
        gate.isAllowed(b, Product.Forward, Action.Open);
        warm = start - gasleft();
    }

    function hasAccess(IDataMarketplace marketplace, address a, address b, uint256 id)
        external
        view
        returns (uint256 first, uint256 next, uint256 warm)
    {
        uint256 start = gasleft();
        marketplace.hasAccess(a, id);
        first = start - gasleft();
        start = gasleft();
        marketplace.hasAccess(b, id);
        next = start - gasleft();
        start = gasleft();
        marketplace.hasAccess(b, id);
        warm = start - gasleft();
    }
}
