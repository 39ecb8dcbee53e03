// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GateFixture, StubMeter} from "../harness/GateFixture.t.sol";
import {GateHandler} from "../harness/GateHandler.t.sol";
import {DAY} from "../math/Units.sol";
import {Action, Product} from "./AccessMatrix.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";

/// @notice Phases, exits and fixed cells after any sequence of acts by everybody.
contract PhaseGateInvariants is GateFixture {
    GateHandler private handler;

    function setUp() public override {
        super.setUp();
        StubMeter meter = new StubMeter(address(gate));
        gate.connectMeter(IReadinessMeter(address(meter)));
        handler = new GateHandler(
            gate, meter, [owner, registrar, guardian, auditor, governance, stranger], AUDITOR_KEY, START
        );
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice I11, I28, I29: the phase is what the handler's books say, and each opened in its turn.
    function invariant_I28_I29_phases() public view {
        uint8 phase = gate.phase();
        vm.assertEq(phase, handler.phase(), "phase");
        for (uint256 i = 1; i <= 4; ++i) {
            vm.assertTrue((gate.phaseOpenedAt(i) != 0) == (i <= phase), "opened");
            if (i > 1 && i <= phase) vm.assertGe(gate.phaseOpenedAt(i), gate.phaseOpenedAt(i - 1), "in turn");
        }
        if (phase >= 3) vm.assertGe(gate.phaseOpenedAt(3), gate.phaseOpenedAt(2) + 60 * DAY, "not before its time");
        if (phase == 4) vm.assertGe(gate.phaseOpenedAt(4), gate.phaseOpenedAt(3) + 90 * DAY, "nor the last");
    }

    /// @notice I30, I31: whoever it is, every product can be closed; spot opens for all but for a pause; no derivative
    /// opens before its phase.
    function invariant_I30_I31_exits() public view {
        uint256 matrix = gate.accessMatrix();
        for (uint256 p = 0; p < 6; ++p) {
            vm.assertTrue(gate.isAllowed(stranger, Product(p), Action.Close), "close");
            for (uint256 phase = 1; phase <= 4; ++phase) {
                for (uint256 class = 0; class < 4; ++class) {
                    uint256 cell = (((phase - 1) * 4 + class) * 6 + p) * 2;
                    bool open = (matrix >> cell) & 1 == 1;
                    vm.assertTrue((matrix >> (cell + 1)) & 1 == 1, "close cell");
                    if (p == 0) vm.assertTrue(open, "spot");
                    uint256 first = p == 0 ? 1 : p == 1 ? 2 : p == 2 ? 3 : 4;
                    if (phase < first || (class == 3 && p != 0)) vm.assertFalse(open, "never");
                }
            }
        }
        vm.assertTrue(
            gate.isAllowed(stranger, Product.Spot, Action.Open) != gate.isProductPaused(Product.Spot), "spot"
        );
    }
}
