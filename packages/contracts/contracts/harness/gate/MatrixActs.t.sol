// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action, ParticipantClass, Product} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {GateBooks} from "./GateBooks.t.sol";

/// @notice Cells closed by the owner and opened by governance, and what accounts may do by them.
abstract contract MatrixActs is GateBooks {
    function _changeCell() internal {
        bool open = _chance(50);
        address may = open ? seats[GOVERNANCE].holder : owner;
        address caller = _mostly(may);
        uint256 cellPhase = _chance(90) ? 1 + _oneOf(4) : 5 * _oneOf(2);
        uint256 class = _oneOf(4);
        uint256 product = _oneOf(6);
        bytes memory refusal;
        if (caller != may) refusal = open ? _notGovernance(caller) : _notOwner(caller);
        else refusal = _refusalOfCell(cellPhase, class, product, open);
        bytes memory call = abi.encodeWithSelector(
            open ? IPhaseGate.loosenCell.selector : IPhaseGate.tightenCell.selector, cellPhase, class, product
        );
        _act(open ? "loosenCell" : "tightenCell", caller, address(gate), call, refusal);
        if (refusal.length == 0) opens[cellPhase][class][product] = open;
    }

    function _checkOpen() internal {
        address account = _person();
        uint256 product = _oneOf(6);
        bytes memory refusal;
        if (_isPaused(product)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_ProductPaused.selector, product);
        } else if (!opens[phase][_classOf(account)][product]) {
            refusal = abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotAllowed.selector, account, phase, _classOf(account), product
            );
        }
        bytes memory call = abi.encodeCall(IPhaseGate.checkOpen, (account, Product(product)));
        _act("checkOpen", _person(), address(gate), call, refusal);
    }

    /// @dev The broker's mark over everything; an admission that has run out may only reduce.
    function _classOf(address account) internal view returns (uint256) {
        Member memory member = members[account];
        if (member.broker) return uint256(ParticipantClass.Broker);
        if (member.expiry == 0) return uint256(ParticipantClass.Retail);
        return uint256(time < member.expiry ? ParticipantClass.Institution : ParticipantClass.Lapsed);
    }

    function _firstPhase(uint256 product) internal pure returns (uint256) {
        return [uint256(1), 2, 3, 4, 4, 4][product];
    }

    /// @dev The table of the specification, cell by cell: retail, institution, broker, lapsed.
    function _setTable() internal {
        for (uint256 p = 1; p <= 4; ++p) {
            for (uint256 class = 0; class < 4; ++class) opens[p][class][0] = true;
            for (uint256 class = 0; class < 3; ++class) {
                opens[p][class][1] = p >= 2;
                opens[p][class][2] = p >= 3 && class != 0;
                opens[p][class][3] = p == 4;
                opens[p][class][4] = p == 4 && class != 0;
                opens[p][class][5] = p == 4 && class != 0;
            }
        }
    }

    /// @notice I12, I13, I30, I31: the matrix is the table with what was changed in it; everybody may always close, and
    /// open exactly what phase, class and pause allow.
    function check_I12_I13_I30_I31_access() public view {
        uint256 word;
        for (uint256 i = 0; i < 96; ++i) {
            if (opens[1 + i / 24][i / 6 % 4][i % 6]) word |= 1 << (2 * i);
            word |= 2 << (2 * i);
        }
        vm.assertEq(gate.accessMatrix(), word, "I12, I31: matrix");
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 class = _classOf(people[i]);
            vm.assertEq(uint256(gate.classOf(people[i])), class, "class");
            for (uint256 product = 0; product < 6; ++product) {
                bool open = opens[phase][class][product] && !_isPaused(product);
                vm.assertTrue(gate.isAllowed(people[i], Product(product), Action.Open) == open, "I12, I30: open");
                vm.assertTrue(gate.isAllowed(people[i], Product(product), Action.Close), "I13: close");
            }
        }
    }

    function _refusalOfCell(uint256 p, uint256 class, uint256 product, bool open) private view returns (bytes memory) {
        if (open && p < _firstPhase(product)) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_BeforeProduct.selector, product, p, _firstPhase(product));
        }
        if (p == 0 || p > 4) return abi.encodeWithSelector(IPhaseGate.PhaseGate_UnknownPhase.selector, p);
        if (product == 0 || class == uint256(ParticipantClass.Lapsed)) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_ImmutableCell.selector, p, class, product);
        }
        if (opens[p][class][product] != open) return "";
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_CellUnchanged.selector, p, class, product, open);
    }
}
