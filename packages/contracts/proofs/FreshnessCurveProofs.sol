// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FreshnessCurve} from "../contracts/math/FreshnessCurve.sol";
import {WAD} from "../contracts/math/Units.sol";

/// @title Freshness between 1.0 and above 0, never rising with age
/// @dev From the pieces to the whole: an age lies in one piece, later ages in the same or a later one; the next piece
/// begins with the knot that ends this one; the line of a piece begins at its knot's level and never rises; so freshness
/// never rises over knots that never rise. That `validate` lets in no others is left to tests.
contract FreshnessCurveProofs {
    uint256 private constant ONE = FreshnessCurve.ONE;
    uint256 private constant WINDOW_END = 2 ** 64;

    /// @dev Where an age lies: in which piece, how far into it, and the knots at its ends.
    struct Place {
        uint8 piece;
        uint64 past;
        uint16 left;
        uint16 right;
    }

    /// @notice Every age of the window lies in one of fifteen pieces, `(piece + past / window) / 15` of the way.
    function pieceIsExact(uint256 age, uint256 window) external pure {
        require(age < window && window < WINDOW_END);
        (uint256 piece, uint256 past) = FreshnessCurve.pieceAt(age, window);
        assert(piece <= 14);
        assert(past < window);
        assert(piece * window + past == 15 * age);
    }

    /// @notice A later age lies in a later piece, or as far into the same one.
    function piecesAreInOrder(uint256 earlier, uint256 later, uint256 window) external pure {
        require(earlier <= later && later < window && window < WINDOW_END);
        (uint256 piece, uint256 past) = FreshnessCurve.pieceAt(earlier, window);
        (uint256 laterPiece, uint256 laterPast) = FreshnessCurve.pieceAt(later, window);
        assert(piece < laterPiece || (piece == laterPiece && past <= laterPast));
    }

    /// @notice A piece ends with the knot with which the next begins.
    function piecesMeet(uint256 table, uint256 piece) external pure {
        require(piece < 14);
        (, uint256 right) = FreshnessCurve.knotsOf(table, piece);
        (uint256 left,) = FreshnessCurve.knotsOf(table, piece + 1);
        assert(right == left);
    }

    /// @notice `between` is the straight line, rounded up once, and its unchecked products do not overflow.
    function lineRoundsUp(uint16 left, uint16 right, uint64 past, uint64 window) external pure {
        require(past < window);
        uint256 freshness = FreshnessCurve.between(left, right, past, window);
        uint256 sum = uint256(left) * (window - past) + uint256(right) * past;
        assert(freshness * (ONE * window) >= sum * WAD);
        assert(freshness * (ONE * window) - sum * WAD < ONE * window);
    }

    /// @notice A piece begins at its left knot's level, `ceil(left * 1e18 / 65535)`, which is 1.0 for the first knot.
    function lineBeginsAtItsKnot(uint16 left, uint16 right, uint64 window) external pure {
        require(window != 0);
        uint256 level = FreshnessCurve.between(left, right, 0, window);
        assert(level * ONE >= uint256(left) * WAD);
        assert(level * ONE - uint256(left) * WAD < ONE);
        assert(left != ONE || level == WAD);
    }

    /// @notice Freshness is above 0 and at most 1.0.
    function lineIsAFreshness(uint16 left, uint16 right, uint64 past, uint64 window) external pure {
        require(past < window && right != 0 && right <= left);
        uint256 freshness = FreshnessCurve.between(left, right, past, window);
        assert(freshness >= 1);
        assert(freshness <= WAD);
    }

    /// @notice Within a piece freshness never rises with age.
    function lineNeverRises(uint16 left, uint16 right, uint64 earlier, uint64 later, uint64 window) external pure {
        require(right <= left && earlier <= later && later < window);
        uint256 before = left * uint256(window - earlier) + right * uint256(earlier);
        uint256 then = left * uint256(window - later) + right * uint256(later);
        assert(then <= before);
        assert(
            FreshnessCurve.between(left, right, later, window)
                <= FreshnessCurve.between(left, right, earlier, window)
        );
    }

    /// @notice Freshness never rises from one piece to a later one.
    function piecesNeverRise(uint16 left, uint16 right, uint64 past, uint16 leftOfLater, uint16 rightOfLater, uint64 pastOfLater, uint64 window)
        external
        pure
    {
        require(past < window && pastOfLater < window);
        require(rightOfLater <= leftOfLater && leftOfLater <= right && right <= left);
        assert(
            FreshnessCurve.between(leftOfLater, rightOfLater, pastOfLater, window)
                <= FreshnessCurve.between(left, right, past, window)
        );
    }

    /// @notice `validate` and `freshnessAt` read the same knots: its knot `i` and the one before are the ends of a piece.
    function validatedKnotsAreRead(uint256 table, uint256 i) external pure {
        require(i >= 1 && i < FreshnessCurve.KNOTS);
        (uint256 left, uint256 right) = FreshnessCurve.knotsOf(table, i - 1);
        assert(left == (table >> (16 * (i - 1))) & ONE);
        assert(right == (table >> (16 * i)) & ONE);
    }

    /// @notice Whatever table is let in, its knots never rise, begin at 1.0 and end above 0.
    /// @custom:unproven The bounded checker cuts `validate`'s loop off, and told to unroll it, takes `revert` with an error
    /// for no end of the call. Held by `FreshnessCurve.t.sol: testFuzz_validate_refusesExactlyWhatIsNoCurve`.
    function validKnotsNeverRise(uint256 table, uint256 piece) external pure {
        FreshnessCurve.validate(table);
        require(piece <= 14);
        (uint256 left, uint256 right) = FreshnessCurve.knotsOf(table, piece);
        assert(right <= left);
        assert(right != 0);
        assert(piece != 0 || left == ONE);
    }

    /// @notice Freshness never rises from an age to a later one: of two ages in order, over knots that never rise.
    function neverRises(Place memory place, Place memory later, uint64 window) external pure {
        require(place.past < window && later.past < window);
        // As `piecesAreInOrder` and `piecesMeet` have it.
        bool same = place.piece == later.piece;
        require(place.piece < later.piece || (same && place.past <= later.past));
        require(!same || (place.left == later.left && place.right == later.right));
        require(same || later.left <= place.right);
        // As `validate` has it.
        require(place.right <= place.left && later.right <= later.left);
        assert(
            FreshnessCurve.between(later.left, later.right, later.past, window)
                <= FreshnessCurve.between(place.left, place.right, place.past, window)
        );
    }
}
