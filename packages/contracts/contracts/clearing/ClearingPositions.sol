// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MulDiv} from "../math/MulDiv.sol";
import {BPS} from "../math/Units.sol";
import {BookIds} from "./BookIds.sol";
import {ClearingBooks} from "./ClearingBooks.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {Position, Positions} from "./Positions.sol";
import {SeriesWord, SeriesWords} from "./SeriesWord.sol";
import {WorstCase} from "./WorstCase.sol";

/// @title What accounts hold in books, and what that could cost them
abstract contract ClearingPositions is ClearingBooks {
    using Positions for *;
    using SeriesWords for SeriesWord;

    mapping(address account => mapping(uint256 bookId => uint256[5])) internal _positions;

    /// @inheritdoc IClearingHouse
    function positionOf(address account, uint256 bookId)
        external
        view
        returns (uint256 locked, bool isHouse, uint256[] memory seriesIds, int256[] memory lots)
    {
        Position memory position = _positions[account][bookId].load();
        uint256 legs = position.legs();
        (seriesIds, lots) = (new uint256[](legs), new int256[](legs));
        for (uint256 i = 0; i < legs; ++i) {
            uint256 index;
            (index, lots[i]) = position.legAt(i);
            seriesIds[i] = BookIds.seriesId(bookId, index);
        }
        return (position.locked(), position.isHouse(), seriesIds, lots);
    }

    /// @inheritdoc IClearingHouse
    function lotsOf(address account, uint256 seriesId) external view returns (int256 lots) {
        Position memory position = _positions[account][BookIds.bookOf(seriesId)].load();
        (, lots) = position.find(BookIds.indexOf(seriesId));
    }

    /// @dev `ceil(worst case * marginMultiplierBps / 10000)`, which never understates. Swaps net with nothing but themselves.
    function _requirementOf(Position memory position, uint256 bookId, uint256 marginMultiplierBps)
        internal
        view
        returns (uint256)
    {
        uint256 legs = position.legs();
        if (legs == 0) return 0;
        // Below 16 x 2**47 x 2**80, so the product is far below 2**256.
        return MulDiv.mulDivUp(_worstOf(position, legs, bookId), marginMultiplierBps, BPS);
    }

    function _worstOf(Position memory position, uint256 legs, uint256 bookId) private view returns (uint256) {
        if (legs == 1) {
            (uint256 only, int256 held) = position.legAt(0);
            return WorstCase.ofOne(_series[BookIds.seriesId(bookId, only)], held);
        }
        (SeriesWord[] memory words, int256[] memory lots) = (new SeriesWord[](legs), new int256[](legs));
        for (uint256 i = 0; i < legs; ++i) {
            uint256 index;
            (index, lots[i]) = position.legAt(i);
            words[i] = _series[BookIds.seriesId(bookId, index)];
        }
        return BookIds.isPair(bookId) ? _bounds(words, lots) : WorstCase.worstCase(words, lots);
    }

    function _bounds(SeriesWord[] memory swaps, int256[] memory lots) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < swaps.length; ++i) {
            sum += WorstCase.ofOne(swaps[i], lots[i]);
        }
    }
}
