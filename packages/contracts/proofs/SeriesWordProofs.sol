// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind, SeriesWord, SeriesWords} from "../contracts/clearing/SeriesWord.sol";

/// @title The word of a series
contract SeriesWordProofs {
    using SeriesWords for SeriesWord;

    /// @notice What is packed is what is unpacked, in every field.
    function roundTrip(SeriesKind kind, uint80 a, uint80 b, uint80 c) external pure {
        SeriesWord word = SeriesWords.pack(kind, a, b, c);
        assert(word.kind() == kind);
        assert(word.a() == a);
        assert(word.b() == b);
        assert(word.c() == c);
    }
}
