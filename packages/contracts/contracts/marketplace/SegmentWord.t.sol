// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {Segment, SegmentWord, SegmentWordFields} from "./SegmentWord.sol";

/// @notice I26: the packed segment against Solidity's own tight encoding.
contract SegmentWordTest is Test {
    function test_default() public pure {
        SegmentWord word = SegmentWordFields.pack(_sample());
        vm.assertEq(bytes32(SegmentWord.unwrap(word)), _twin(_sample()), "word");
        vm.assertEq(word.freshAsk(), 100e18, "freshAsk");
        vm.assertEq(word.issuedAt(), 1_767_225_600, "issuedAt");
        vm.assertEq(word.window(), 604_800, "window");
        vm.assertEq(word.confidenceBps(), 7_500, "confidenceBps");
        vm.assertEq(word.market(), 3, "market");
        vm.assertEq(word.marginBps(), 3_000, "marginBps");
        vm.assertEq(word.remaining(), 5, "remaining");
        vm.assertEq(word.curve(), 7, "curve");
        vm.assertEq(word.account(), 11, "account");
        vm.assertEq(word.expiry(), 1_767_225_600 + 604_800, "expiry");
    }

    function test_behavior_zeroIsNoSegment() public pure {
        vm.assertFalse(SegmentWord.wrap(0).exists(), "zero");
        Segment memory least;
        least.window = 1;
        vm.assertTrue(SegmentWordFields.pack(least).exists(), "least");
    }

    /// @notice Every field at its maximum alone fills its own bits and no other's.
    function test_behavior_fieldsDoNotOverlap() public pure {
        Segment[9] memory one;
        one[0].freshAsk = type(uint88).max;
        one[1].issuedAt = type(uint32).max;
        one[2].window = type(uint24).max;
        one[3].confidenceBps = type(uint16).max;
        one[4].market = type(uint16).max;
        one[5].marginBps = type(uint16).max;
        one[6].remaining = type(uint24).max;
        one[7].curve = type(uint8).max;
        one[8].account = type(uint32).max;
        uint256 seen;
        for (uint256 i = 0; i < 9; ++i) {
            uint256 word = SegmentWord.unwrap(SegmentWordFields.pack(one[i]));
            vm.assertEq(seen & word, 0, "overlap");
            vm.assertEq(abi.encode(SegmentWord.wrap(word).unpack()), abi.encode(one[i]), "round trip");
            seen |= word;
        }
        vm.assertEq(seen, type(uint256).max, "no bit unused");
    }

    function testFuzz_pack_equalsItsTwin(Segment memory segment) public pure {
        SegmentWord word = SegmentWordFields.pack(segment);
        vm.assertEq(bytes32(SegmentWord.unwrap(word)), _twin(segment), "word");
        vm.assertEq(abi.encode(word.unpack()), abi.encode(segment), "round trip");
        vm.assertEq(word.expiry(), uint256(segment.issuedAt) + segment.window, "expiry");
    }

    function testFuzz_unpack_keepsEveryBit(uint256 bits) public pure {
        vm.assertEq(SegmentWord.unwrap(SegmentWordFields.pack(SegmentWord.wrap(bits).unpack())), bits, "bits");
    }

    /// @notice I8: a sale takes one access right and nothing else.
    function testFuzz_sold_takesOneRight(Segment memory segment) public pure {
        vm.assume(segment.remaining != 0);
        Segment memory after_ = SegmentWordFields.pack(segment).sold().unpack();
        segment.remaining -= 1;
        vm.assertEq(abi.encode(after_), abi.encode(segment), "sold");
    }

    /// @notice I17: repricing changes ask and margin and nothing else.
    function testFuzz_repriced_changesAskAndMargin(Segment memory segment, uint88 freshAsk, uint16 margin)
        public
        pure
    {
        Segment memory after_ = SegmentWordFields.pack(segment).repriced(freshAsk, margin).unpack();
        segment.freshAsk = freshAsk;
        segment.marginBps = margin;
        vm.assertEq(abi.encode(after_), abi.encode(segment), "repriced");
    }

    function _sample() private pure returns (Segment memory) {
        return Segment({
            freshAsk: 100e18,
            issuedAt: 1_767_225_600,
            window: 604_800,
            confidenceBps: 7_500,
            market: 3,
            marginBps: 3_000,
            remaining: 5,
            curve: 7,
            account: 11
        });
    }

    function _twin(Segment memory s) private pure returns (bytes32) {
        bytes memory high = abi.encodePacked(s.account, s.curve, s.remaining, s.marginBps, s.market);
        return bytes32(bytes.concat(high, abi.encodePacked(s.confidenceBps, s.window, s.issuedAt, s.freshAsk)));
    }
}
