// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../index/MarketIndex.sol";
import {SegmentWord} from "./SegmentWord.sol";

/// @notice What every purchase reads and writes, in one slot.
/// @param pauseLevels Zero when nothing is paused; bit 0: by the owner here; bit 1: by the phase gate, as last copied.
/// @param liabilities PAT owed to providers, in wei. PAT's cap fits 88 bits, so the sum does too.
struct Till {
    address brokerWallet;
    uint8 pauseLevels;
    uint88 liabilities;
}

/// @dev The bits of `Till.pauseLevels`.
uint8 constant PAUSED_BY_OWNER = 1;
uint8 constant PAUSED_BY_GATE = 2;

/// @notice What only listing reads, in one slot.
/// @param marginBandBps How far a repriced segment's margin may lie from `brokerMarginBps`.
struct Registry {
    uint64 segments;
    uint32 accounts;
    uint16 markets;
    uint16 curves;
    uint16 brokerMarginBps;
    uint32 maxBackdate;
    uint16 marginBandBps;
}

/// @notice A provider account, in one slot. `owner` is zero for a distribution, which is paid out by claims.
struct Account {
    address owner;
    uint96 earnings;
}

/// @notice How an account's earnings are shared among many providers.
/// @param root Merkle root of the shares, fixed at registration.
/// @param claimed Wei paid out so far; `claimed + earnings` is all the distribution ever received.
struct Distribution {
    bytes32 root;
    uint128 claimed;
}

/// @notice A market: segment type x window x confidence band, with its pricing discipline. Three slots.
/// @param referenceAsk Centre of the band in which fresh asks must lie, in wei.
/// @param anchorAsk Where the reference stood when it had last rested for a day; moves are measured from it.
/// @param anchorAt Unix second of the last move, from which the next rest is counted.
/// @param bandBps Half-width of the band.
/// @param dailyMoveBps Largest move of the reference within a day.
/// @param window Duration class in seconds.
/// @param confidenceLowBps Lowest confidence (inclusive).
/// @param confidenceHighBps Highest confidence (exclusive, except 10,000).
/// @param settlementPeriodHours Hours between settlements; 0 = none.
/// @param settlementWindowHours Hours before each settlement in which the reference is frozen.
/// @param settlementOffsetHours Settlements fall on whole hours congruent to this, modulo the period.
/// @param segmentType Name of the segment type, for example "PURCHASE_INTENT".
struct Market {
    uint88 referenceAsk;
    uint88 anchorAsk;
    uint32 anchorAt;
    uint16 bandBps;
    uint16 dailyMoveBps;
    uint24 window;
    uint16 confidenceLowBps;
    uint16 confidenceHighBps;
    uint16 settlementPeriodHours;
    uint16 settlementWindowHours;
    uint16 settlementOffsetHours;
    bytes32 segmentType;
}

/// @notice Where a segment's ask stood when it had last rested for a day, and its last move; zero before its first one.
struct AskAnchor {
    uint88 ask;
    uint32 movedAt;
}

/// @dev Bits of an account's standing: one for each role, and this one. Whoever has any of them stays out of the index.
uint256 constant OUTSIDE_INDEX = 1 << 255;

/// @title DataMarketplace's storage, namespaced after ERC-7201
library MarketplaceStorage {
    /// @custom:storage-location erc7201:phasegate.storage.DataMarketplace
    struct Layout {
        Till till;
        Registry registry;
        mapping(uint256 id => SegmentWord) segments;
        mapping(uint256 accountId => Account) accounts;
        mapping(address owner => uint256 accountId) accountOf;
        mapping(uint256 accountId => Distribution) distributions;
        mapping(uint256 accountId => mapping(uint256 leaf => uint256 wei_)) claims;
        mapping(address account => mapping(uint256 word => uint256 bits)) access;
        mapping(address recipient => mapping(address payer => bool)) consents;
        mapping(uint256 curveId => uint256 table) curves;
        mapping(uint256 marketId => Market) markets;
        mapping(bytes32 key => uint256 marketId) marketOf;
        mapping(bytes32 contentHash => uint256 id) seals;
        mapping(address account => uint256 bits) standings;
        MarketIndex.Ring index;
        mapping(uint256 id => AskAnchor) askAnchors;
    }

    // keccak256(abi.encode(uint256(keccak256("phasegate.storage.DataMarketplace")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 internal constant LOCATION = 0x16192b37035ff712af656e45361e716cf317c6349c8fc0c72d1eb1ef3b9b3c00;

    function load() internal pure returns (Layout storage $) {
        assembly ("memory-safe") {
            $.slot := LOCATION
        }
    }
}
