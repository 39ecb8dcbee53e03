// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesWord} from "../clearing/SeriesWord.sol";
import {WorstCase} from "../clearing/WorstCase.sol";
import {Black76} from "../math/Black76.sol";

/// @title The arithmetic of clearing in batches, for the differential tests and the gas table
contract ClearingArithmeticHarness {
    struct Option {
        uint256 isCall;
        uint128 forward;
        uint128 strike;
        uint256 volatility;
        uint32 timeToExpiry;
        uint256 isUp;
    }

    /// @dev A book of up to 16 legs, as words: how many, then word and lots of each.
    struct Book {
        uint256 legs;
        uint256[32] words;
    }

    function prices(Option[] calldata options) external pure returns (uint256[] memory values) {
        values = new uint256[](options.length);
        for (uint256 i = 0; i < options.length; ++i) values[i] = _price(options[i]);
    }

    /// @notice One price, which reverts as the library does.
    function price(Option calldata option) external pure returns (uint256) {
        return _price(option);
    }

    function worstCases(Book[] calldata books) external pure returns (uint256[] memory losses) {
        losses = new uint256[](books.length);
        for (uint256 i = 0; i < books.length; ++i) {
            (SeriesWord[] memory series, int256[] memory lots) = _legs(books[i]);
            losses[i] = WorstCase.worstCase(series, lots);
        }
    }

    /// @notice Gas of one price, without reading its input.
    function priceGas(Option memory option) external view returns (uint256 gas) {
        (bool isCall, bool isUp) = (option.isCall != 0, option.isUp != 0);
        (uint128 forward, uint128 strike, uint256 volatility, uint32 time) =
            (option.forward, option.strike, option.volatility, option.timeToExpiry);
        gas = gasleft();
        uint256 value = Black76.price(isCall, forward, strike, volatility, time, isUp);
        gas -= gasleft();
        // The value is used, so that it is computed.
        if (value == type(uint256).max) gas = 0;
    }

    /// @notice Gas of one worst case, without reading its legs.
    function worstCaseGas(Book calldata book) external view returns (uint256 gas) {
        (SeriesWord[] memory series, int256[] memory lots) = _legs(book);
        gas = gasleft();
        uint256 loss = WorstCase.worstCase(series, lots);
        gas -= gasleft();
        if (loss == type(uint256).max) gas = 0;
    }

    function _price(Option calldata option) private pure returns (uint256) {
        return Black76.price(
            option.isCall != 0, option.forward, option.strike, option.volatility, option.timeToExpiry, option.isUp != 0
        );
    }

    function _legs(Book calldata book) private pure returns (SeriesWord[] memory series, int256[] memory lots) {
        (series, lots) = (new SeriesWord[](book.legs), new int256[](book.legs));
        for (uint256 i = 0; i < book.legs; ++i) {
            series[i] = SeriesWord.wrap(book.words[2 * i]);
            lots[i] = int256(book.words[2 * i + 1]);
        }
    }
}
