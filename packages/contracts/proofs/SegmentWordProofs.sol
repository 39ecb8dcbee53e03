// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Segment, SegmentWord, SegmentWordFields} from "../contracts/marketplace/SegmentWord.sol";

/// @title The slot of a segment
contract SegmentWordProofs {
    /// @notice What is packed is what is unpacked, in every field.
    function roundTrip(Segment memory s) external pure {
        SegmentWord word = SegmentWordFields.pack(s);
        assert(word.freshAsk() == s.freshAsk);
        assert(word.issuedAt() == s.issuedAt);
        assert(word.window() == s.window);
        assert(word.confidenceBps() == s.confidenceBps);
        assert(word.market() == s.market);
        assert(word.marginBps() == s.marginBps);
        assert(word.remaining() == s.remaining);
        assert(word.curve() == s.curve);
        assert(word.account() == s.account);
    }

    /// @notice A sale takes one from `remaining` and leaves the rest.
    function sale(SegmentWord word) external pure {
        require(word.remaining() != 0);
        SegmentWord next = word.sold();
        assert(next.remaining() + 1 == word.remaining());
        assert(next.freshAsk() == word.freshAsk());
        assert(next.issuedAt() == word.issuedAt());
        assert(next.window() == word.window());
        assert(next.confidenceBps() == word.confidenceBps());
        assert(next.market() == word.market());
        assert(next.marginBps() == word.marginBps());
        assert(next.curve() == word.curve());
        assert(next.account() == word.account());
    }

    /// @notice Repricing sets ask and margin and leaves the rest.
    function repricing(SegmentWord word, uint88 freshAsk, uint16 marginBps) external pure {
        SegmentWord next = word.repriced(freshAsk, marginBps);
        assert(next.freshAsk() == freshAsk);
        assert(next.marginBps() == marginBps);
        assert(next.issuedAt() == word.issuedAt());
        assert(next.window() == word.window());
        assert(next.confidenceBps() == word.confidenceBps());
        assert(next.market() == word.market());
        assert(next.remaining() == word.remaining());
        assert(next.curve() == word.curve());
        assert(next.account() == word.account());
    }

    /// @notice The unchecked end of a window is the sum of issue and window.
    function expiry(SegmentWord word) external pure {
        assert(word.expiry() == word.issuedAt() + word.window());
    }
}
