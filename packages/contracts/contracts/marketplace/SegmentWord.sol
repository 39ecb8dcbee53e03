// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A listed segment. It is purchasable while `now < issuedAt + window`.
/// @param freshAsk Ask of a fresh unit, in wei; the ask now is `ceil(freshAsk * freshness)`.
/// @param confidenceBps Confidence, 10,000 = 1.0.
/// @param marginBps The broker's share of the ask, stamped when listed or repriced.
/// @param remaining Access rights that can still be sold.
/// @param account The provider account that earns.
struct Segment {
    uint88 freshAsk;
    uint32 issuedAt;
    uint24 window;
    uint16 confidenceBps;
    uint16 market;
    uint16 marginBps;
    uint24 remaining;
    uint8 curve;
    uint32 account;
}

/// @notice A segment in one slot. Fields from the lowest bit: freshAsk 88, issuedAt 32, window 24, confidenceBps 16,
/// market 16, marginBps 16, remaining 24, curve 8, account 32. Zero means no segment, since a window is never 0.
type SegmentWord is uint256;

using SegmentWordFields for SegmentWord global;

/// @title Reading and writing a segment's fields
/// @notice A purchase reads the slot once, takes the fields it needs and writes the slot once.
library SegmentWordFields {
    uint256 private constant REMAINING_ONE = 1 << 192;
    uint256 private constant ASK_AND_MARGIN = uint256(type(uint88).max) | (uint256(type(uint16).max) << 176);

    function pack(Segment memory s) internal pure returns (SegmentWord) {
        return SegmentWord.wrap(
            uint256(s.freshAsk) | (uint256(s.issuedAt) << 88) | (uint256(s.window) << 120)
                | (uint256(s.confidenceBps) << 144) | (uint256(s.market) << 160) | (uint256(s.marginBps) << 176)
                | (uint256(s.remaining) << 192) | (uint256(s.curve) << 216) | (uint256(s.account) << 224)
        );
    }

    function unpack(SegmentWord word) internal pure returns (Segment memory) {
        return Segment({
            freshAsk: uint88(word.freshAsk()),
            issuedAt: uint32(word.issuedAt()),
            window: uint24(word.window()),
            confidenceBps: uint16(word.confidenceBps()),
            market: uint16(word.market()),
            marginBps: uint16(word.marginBps()),
            remaining: uint24(word.remaining()),
            curve: uint8(word.curve()),
            account: uint32(word.account())
        });
    }

    function freshAsk(SegmentWord word) internal pure returns (uint256) {
        return SegmentWord.unwrap(word) & type(uint88).max;
    }

    function issuedAt(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 88) & type(uint32).max;
    }

    function window(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 120) & type(uint24).max;
    }

    function confidenceBps(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 144) & type(uint16).max;
    }

    function market(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 160) & type(uint16).max;
    }

    function marginBps(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 176) & type(uint16).max;
    }

    function remaining(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 192) & type(uint24).max;
    }

    function curve(SegmentWord word) internal pure returns (uint256) {
        return (SegmentWord.unwrap(word) >> 216) & type(uint8).max;
    }

    function account(SegmentWord word) internal pure returns (uint256) {
        return SegmentWord.unwrap(word) >> 224;
    }

    function exists(SegmentWord word) internal pure returns (bool) {
        return SegmentWord.unwrap(word) != 0;
    }

    /// @notice The first second in which the segment can no longer be bought or read.
    function expiry(SegmentWord word) internal pure returns (uint256) {
        unchecked {
            return word.issuedAt() + word.window();
        }
    }

    /// @notice One access right less. Needs `remaining() != 0`.
    function sold(SegmentWord word) internal pure returns (SegmentWord) {
        unchecked {
            return SegmentWord.wrap(SegmentWord.unwrap(word) - REMAINING_ONE);
        }
    }

    function repriced(SegmentWord word, uint88 freshAsk_, uint16 marginBps_) internal pure returns (SegmentWord) {
        uint256 rest = SegmentWord.unwrap(word) & ~ASK_AND_MARGIN;
        return SegmentWord.wrap(rest | uint256(freshAsk_) | (uint256(marginBps_) << 176));
    }
}
