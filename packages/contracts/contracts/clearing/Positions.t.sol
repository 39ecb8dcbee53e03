// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {Position, Positions} from "./Positions.sol";

/// @notice Packed positions against plain lists, through every count of legs.
contract PositionsTest is Test {
    using Positions for *;

    int256 private constant MAX_LOTS = 2 ** 47 - 1;

    uint256[5] private _stored;
    /// @dev What the position must be.
    uint256[] private _indexes;
    int256[] private _lots;

    function testFuzz_default_aListOfLegs(uint256 seed) public {
        for (uint256 i = 0; i < 60; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            // Few enough series that legs are closed and opened again.
            uint256 index = i % 3 == 0 ? type(uint16).max - seed % 24 : seed % 24;
            uint256 size = _within(seed >> 64, 0, uint256(MAX_LOTS));
            _change(index, (seed >> 32) % 3 == 0 ? int256(0) : (seed >> 40) % 2 == 0 ? int256(size) : -int256(size));
            _compare();
        }
        _stored.clear(_indexes.length);
        for (uint256 i = 0; i < 5; ++i) vm.assertEq(_stored[i], 0, "cleared");
    }

    function _change(uint256 index, int256 lots) private {
        Position memory position = _stored.load();
        (uint256 place, int256 before) = position.find(index);
        uint256 at = _placeOf(index);
        vm.assertEq(place, at, "place");
        vm.assertEq(before, at < _lots.length ? _lots[at] : int256(0), "lots before");
        if (place == Positions.MAX_LEGS) return;
        position.set(place, index, lots);
        position.setLocked(uint112(uint256(keccak256(abi.encode(index, lots)))));
        position.setHouse(lots < 0);
        _stored.save(position);
        if (lots != 0) {
            if (at == _indexes.length) {
                _indexes.push(index);
                _lots.push();
            }
            _lots[at] = lots;
        } else if (at < _indexes.length) {
            (_indexes[at], _lots[at]) = (_indexes[_indexes.length - 1], _lots[_lots.length - 1]);
            _indexes.pop();
            _lots.pop();
        }
        position = _stored.load();
        vm.assertEq(position.locked(), uint112(uint256(keccak256(abi.encode(index, lots)))), "locked");
        vm.assertTrue(position.isHouse() == (lots < 0), "house");
    }

    function _compare() private view {
        Position memory position = _stored.load();
        vm.assertEq(position.legs(), _indexes.length, "legs");
        uint256 sum;
        for (uint256 i = 0; i < _indexes.length; ++i) {
            (uint256 index, int256 lots) = position.legAt(i);
            vm.assertEq(index, _indexes[i], "index");
            vm.assertEq(lots, _lots[i], "lots");
            sum += uint256(lots < 0 ? -lots : lots);
        }
        vm.assertEq(position.lotsInAll(), sum, "lots in all");
    }

    function _placeOf(uint256 index) private view returns (uint256 place) {
        while (place < _indexes.length && _indexes[place] != index) ++place;
    }
}
