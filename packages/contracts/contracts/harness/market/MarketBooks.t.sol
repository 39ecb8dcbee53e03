// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {PauseBooks} from "../gate/PauseBooks.t.sol";
import {Cast} from "./Cast.t.sol";

/// @notice A second, small marketplace in plain variables, kept from calldata alone: nothing in it was ever read from
/// the contract under test.
abstract contract MarketBooks is PauseBooks {
    struct Listed {
        uint256 market;
        uint256 freshAsk;
        uint256 issuedAt;
        uint256 window;
        uint256 confidence;
        uint256 margin;
        uint256 capacity;
        uint256 sold;
        uint256 curve;
        uint256 account;
        bytes32 content;
        uint256 anchorAsk;
        uint256 movedAt;
    }

    struct Venue {
        IDataMarketplace.MarketTerms terms;
        uint256 referenceAsk;
        uint256 anchorAsk;
        uint256 anchorAt;
    }

    struct Earner {
        address owner;
        bytes32 content;
        uint256 received;
        uint256 takenOut;
    }

    struct Traded {
        uint256 market;
        uint256 hour;
        uint256 trades;
        uint256 weight;
        uint256 ask;
    }

    uint256 internal constant ACTORS = 6;
    uint256 internal constant KEYS = 0xAC70;
    uint256 internal constant MAX_BACKDATE = 86_400;
    uint256 internal constant MIN_INDEX_ASK = 1e16;
    uint256 internal constant MIN_INDEX_MARGIN = 100;

    Cast internal cast;
    address[ACTORS] internal actors;

    // Listing.
    Listed[] internal segments;
    Venue[] internal venues;
    Earner[] internal earners;
    uint256[16][] internal curves;
    mapping(address provider => uint256) internal earnerOf;
    mapping(bytes32 content => uint256 id) internal idOf;
    mapping(uint256 earner => mapping(uint256 leaf => uint256)) internal claimed;

    // Money and rights.
    mapping(address => uint256) internal held;
    mapping(address => uint256) internal allowed;
    mapping(address => uint256) internal permits;
    mapping(address => uint256) internal wrapped;
    uint256 internal wrappedSum;
    uint256 internal donated;
    mapping(address => mapping(uint256 id => bool)) internal granted;
    mapping(address recipient => mapping(address payer => bool)) internal consents;

    // Settings, roles, standings and pauses.
    uint256 internal brokerMargin = 3_000;
    uint256 internal marginBand = 2_000;
    address internal wallet;
    mapping(address => bool) internal lists;
    mapping(address => bool) internal prices;
    mapping(address => bool) internal isBroker;
    mapping(address => bool) internal isAffiliate;
    bool internal ownerPaused;
    /// @dev The marketplace's copy of the gate's pause.
    bool internal copiedPause;
    uint256 internal implementation;
    uint256 internal phase = 1;

    // The index.
    Traded[] internal traded;
    mapping(uint256 market => mapping(uint256 hour => uint256 position)) internal tradedAt;
    mapping(uint256 market => mapping(uint256 day => bool)) internal digested;

    function _pauseGate() internal view override returns (address) {
        return address(cast.gate);
    }

    function _pauseOwner() internal view override returns (address) {
        return cast.owner;
    }

    function _pauseGuardian() internal view override returns (address) {
        return cast.guardian;
    }

    function _spotTold() internal override {
        copiedPause = _isPaused(0);
    }

    // ------------------------------------------------------------------ choosing

    function _actor() internal returns (address) {
        return actors[_oneOf(ACTORS)];
    }

    /// @dev Mostly who may, sometimes anybody.
    function _mostly(address who) internal returns (address) {
        return _chance(95) ? who : _actor();
    }

    /// @dev A segment's number: mostly one of the latest, sometimes any, and one beside them all.
    function _someId() internal returns (uint256) {
        uint256 count = segments.length - 1;
        if (count == 0 || _chance(3)) return _chance(50) ? 0 : count + 1;
        if (_chance(85)) return count - _oneOf(count < 8 ? count : 8);
        return 1 + _oneOf(count);
    }

    function _someMarket() internal returns (uint256) {
        return _chance(2) ? _oneOf(2) * venues.length : 1 + _oneOf(venues.length - 1);
    }

    // ------------------------------------------------------------------ money

    function _pay(address from, address to, uint256 amount) internal {
        held[from] -= amount;
        held[to] += amount;
    }

    function _marketplace() internal view returns (address) {
        return address(cast.marketplace);
    }
}
