// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMatrix, Action, ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Ask} from "../math/Ask.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";

/// @title The pure libraries in batches, for the differential tests: one call evaluates thousands of inputs
contract ArithmeticHarness {
    using MarketIndex for MarketIndex.Ring;

    struct QuoteInput {
        uint256 table;
        uint256 age;
        uint256 window;
        uint256 freshAsk;
        uint256 marginBps;
    }

    struct QuoteOutput {
        uint256 freshness;
        uint256 ask;
        uint256 payout;
        uint256 brokerSpread;
    }

    struct TradeInput {
        uint256 word;
        uint256 timestamp;
        uint256 ask;
        uint256 weight;
    }

    MarketIndex.Ring private _ring;

    function quotes(QuoteInput[] calldata inputs) external pure returns (QuoteOutput[] memory outputs) {
        outputs = new QuoteOutput[](inputs.length);
        for (uint256 i = 0; i < inputs.length; ++i) {
            QuoteInput calldata input = inputs[i];
            QuoteOutput memory output = outputs[i];
            output.freshness = FreshnessCurve.freshnessAt(input.table, input.age, input.window);
            output.ask = Ask.decay(input.freshAsk, output.freshness);
            (output.payout, output.brokerSpread) = Ask.split(output.ask, input.marginBps);
        }
    }

    /// @notice The word of a bucket after a trade, for each of many buckets.
    function trades(TradeInput[] calldata inputs) external returns (uint256[] memory words) {
        words = new uint256[](inputs.length);
        for (uint256 i = 0; i < inputs.length; ++i) {
            TradeInput calldata input = inputs[i];
            uint256 key = 1_024 + (input.timestamp / 3_600) % 1_024;
            _ring.buckets[key] = input.word;
            _ring.recordTrade(1, input.timestamp, input.ask, input.weight);
            words[i] = _ring.buckets[key];
        }
    }

    /// @notice For each table: 0 when it is a curve, else `2**32 + index * 2**16 + value` of the knot that is wrong.
    function faults(uint256[] calldata tables) external view returns (uint256[] memory found) {
        found = new uint256[](tables.length);
        for (uint256 i = 0; i < tables.length; ++i) {
            try this.validate(tables[i]) {}
            catch (bytes memory reason) {
                (uint256 index, uint256 value) = abi.decode(_arguments(reason), (uint256, uint256));
                bool expected = bytes4(reason) == FreshnessCurve.FreshnessCurve_InvalidKnot.selector;
                found[i] = expected ? 2 ** 32 + index * 2 ** 16 + value : type(uint256).max;
            }
        }
    }

    function validate(uint256 table) external pure {
        FreshnessCurve.validate(table);
    }

    function defaultMatrix() external pure returns (uint256) {
        return AccessMatrix.defaultWord();
    }

    /// @notice Every cell of a matrix, in the order phase, class, product, action.
    function cells(uint256 matrix) external pure returns (bool[192] memory allowed) {
        uint256 cell;
        for (uint256 phase = 1; phase <= 4; ++phase) {
            for (uint256 class = 0; class < 4; ++class) {
                for (uint256 product = 0; product < 6; ++product) {
                    for (uint256 action = 0; action < 2; ++action) {
                        allowed[cell++] = AccessMatrix.isAllowed(
                            matrix, phase, ParticipantClass(class), Product(product), Action(action)
                        );
                    }
                }
            }
        }
    }

    function _arguments(bytes memory reason) private pure returns (bytes memory arguments) {
        arguments = new bytes(reason.length - 4);
        for (uint256 i = 4; i < reason.length; ++i) arguments[i - 4] = reason[i];
    }
}
