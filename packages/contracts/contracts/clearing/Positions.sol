// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev An account's position in a book, in memory. Its words hold lanes of 64 bits, four a word, lowest first. The first two lanes
/// are locked (112 bits) | legs (8) | house (8); each other lane is a leg: index of the series (16) | lots as int48.
/// @param changed A bit for each word that storage doesn't have yet.
struct Position {
    uint256[5] words;
    uint256 changed;
}

/// @title Positions packed into words: two legs in the first, four in each of four more
/// @notice Legs keep the order in which they were opened; a closed one is replaced by the last.
library Positions {
    uint256 internal constant MAX_LEGS = 16;
    uint256 internal constant MAX_LOTS = 2 ** 47 - 1;
    uint256 private constant LOCKED = 2 ** 112 - 1;
    uint256 private constant ONE_LEG = 2 ** 112;
    uint256 private constant HOUSE = 2 ** 120;
    uint256 private constant LANE = 2 ** 64 - 1;

    // ------------------------------------------------------------------ storage

    function load(uint256[5] storage stored) internal view returns (Position memory position) {
        loadTo(stored, position);
    }

    /// @param position An empty one: a struct that holds it has made it already.
    function loadTo(uint256[5] storage stored, Position memory position) internal view {
        unchecked {
            position.words[0] = stored[0];
            uint256 words = _wordsOf(legs(position));
            for (uint256 i = 1; i < words; ++i) position.words[i] = stored[i];
        }
    }

    function save(uint256[5] storage stored, Position memory position) internal {
        unchecked {
            uint256 changed = position.changed;
            for (uint256 i = 0; changed != 0; ++i) {
                if (changed & 1 == 1) stored[i] = position.words[i];
                changed >>= 1;
            }
        }
    }

    /// @dev Leaves nothing of a position of so many legs.
    function clear(uint256[5] storage stored, uint256 legs_) internal {
        unchecked {
            uint256 words = _wordsOf(legs_);
            for (uint256 i = 0; i < words; ++i) stored[i] = 0;
        }
    }

    // ------------------------------------------------------------------ reading

    function locked(Position memory position) internal pure returns (uint256) {
        return position.words[0] & LOCKED;
    }

    function legs(Position memory position) internal pure returns (uint256) {
        return uint8(position.words[0] >> 112);
    }

    function isHouse(Position memory position) internal pure returns (bool) {
        return position.words[0] & HOUSE != 0;
    }

    /// @param place Below `legs`.
    function legAt(Position memory position, uint256 place) internal pure returns (uint256 index, int256 lots) {
        unchecked {
            uint256 lane = place + 2;
            uint256 leg = position.words[lane >> 2] >> (64 * (lane & 3));
            return (uint16(leg), int48(uint48(leg >> 16)));
        }
    }

    /// @notice Where a series is, or behind the last leg where it isn't; and its lots.
    function find(Position memory position, uint256 index) internal pure returns (uint256 place, int256) {
        unchecked {
            uint256 count = legs(position);
            for (; place < count; ++place) {
                (uint256 each, int256 lots) = legAt(position, place);
                if (each == index) return (place, lots);
            }
            return (count, 0);
        }
    }

    /// @notice Long and short together.
    function lotsInAll(Position memory position) internal pure returns (uint256 sum) {
        unchecked {
            uint256 count = legs(position);
            for (uint256 i = 0; i < count; ++i) {
                (, int256 lots) = legAt(position, i);
                sum += uint256(lots < 0 ? -lots : lots);
            }
        }
    }

    // ------------------------------------------------------------------ changing

    /// @notice Sets the lots of a series, at the place where `find` found it or the one behind the last leg.
    /// @param lots Within `MAX_LOTS`; zero closes the leg.
    function set(Position memory position, uint256 place, uint256 index, int256 lots) internal pure {
        unchecked {
            uint256 count = legs(position);
            if (lots != 0) {
                if (place == count) position.words[0] += ONE_LEG;
                _setLane(position, place + 2, index | (uint256(uint48(int48(lots))) << 16));
            } else if (place < count) {
                uint256 last = count + 1;
                uint256 leg = (position.words[last >> 2] >> (64 * (last & 3))) & LANE;
                _setLane(position, place + 2, leg);
                _setLane(position, last, 0);
                position.words[0] -= ONE_LEG;
            }
        }
    }

    function setHouse(Position memory position, bool isHouse_) internal pure {
        if (isHouse_) position.words[0] |= HOUSE;
        else position.words[0] &= ~HOUSE;
    }

    /// @param locked_ Below 2**112.
    function setLocked(Position memory position, uint256 locked_) internal pure {
        position.words[0] = (position.words[0] & ~LOCKED) | locked_;
        position.changed |= 1;
    }

    function _setLane(Position memory position, uint256 lane, uint256 value) private pure {
        unchecked {
            uint256 shift = 64 * (lane & 3);
            uint256 word = position.words[lane >> 2];
            position.words[lane >> 2] = (word & ~(LANE << shift)) | (value << shift);
            position.changed |= 1 << (lane >> 2);
        }
    }

    /// @dev How many words so many legs fill, with their head.
    function _wordsOf(uint256 legs_) private pure returns (uint256) {
        unchecked {
            return (legs_ + 5) >> 2;
        }
    }
}
