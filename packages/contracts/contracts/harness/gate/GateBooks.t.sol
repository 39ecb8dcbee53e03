// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {PhaseGate} from "../../gate/PhaseGate.sol";
import {StubMeter} from "../GateFixture.t.sol";
import {PauseBooks} from "./PauseBooks.t.sol";

/// @notice A second gate in plain variables, kept from calldata alone.
abstract contract GateBooks is PauseBooks {
    struct Seated {
        address holder;
        uint256 term;
        uint256 since;
    }

    struct Member {
        bool broker;
        bool affiliate;
        uint256 jurisdiction;
        uint256 expiry;
        uint256 nonce;
    }

    /// @dev Everybody: offices go round among them. Each has the key `KEYS + position`.
    uint256 internal constant PEOPLE = 9;
    uint256 internal constant KEYS = 0x6A7E;
    uint256 internal constant REGISTRAR = 0;
    uint256 internal constant GUARDIAN = 1;
    uint256 internal constant AUDITOR = 2;
    uint256 internal constant GOVERNANCE = 3;

    PhaseGate internal gate;
    address internal creator;
    address[PEOPLE] internal people;

    address internal owner;
    address internal offered;
    Seated[4] internal seats;

    uint256 internal phase = 1;
    uint256[5] internal opened;
    bool[6][4][5] internal opens;
    mapping(address => Member) internal members;

    StubMeter[] internal stubs;
    StubMeter[] internal told;
    StubMeter internal meter;
    mapping(StubMeter => uint256) internal refreshes;
    mapping(StubMeter => address) internal refreshed;
    mapping(StubMeter => bool) internal deaf;

    function _pauseGate() internal view override returns (address) {
        return address(gate);
    }

    function _pauseOwner() internal view override returns (address) {
        return owner;
    }

    function _pauseGuardian() internal view override returns (address) {
        return seats[GUARDIAN].holder;
    }

    function _spotTold() internal override {
        for (uint256 i = 0; i < told.length; ++i) if (!deaf[told[i]]) ++refreshes[told[i]];
    }

    function _standingTold(address account) internal {
        for (uint256 i = 0; i < told.length; ++i) if (!deaf[told[i]]) refreshed[told[i]] = account;
    }

    // ------------------------------------------------------------------ choosing

    function _person() internal returns (address) {
        return people[_oneOf(PEOPLE)];
    }

    /// @dev Mostly who may, sometimes anybody.
    function _mostly(address who) internal returns (address) {
        return who != address(0) && _chance(85) ? who : _person();
    }

    function _keyOf(address who) internal view returns (uint256) {
        for (uint256 i = 0; i < PEOPLE; ++i) if (people[i] == who) return KEYS + i;
        return KEYS + PEOPLE;
    }

    // ------------------------------------------------------------------ shared

    function _up(uint256 a, uint256 b) internal pure returns (uint256) {
        return a % b == 0 ? a / b : a / b + 1;
    }

    function _notGovernance(address caller) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, caller);
    }

    function _wrongPhase(uint256 needed) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongPhase.selector, phase, needed);
    }

    function _invalidSignature(address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, signer);
    }

    /// @dev A signature of a struct under the gate's domain.
    function _sign(uint256 key, bytes32 structHash) internal view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Phasegate PhaseGate"),
                keccak256("1"),
                block.chainid,
                address(gate)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, structHash)));
        return abi.encodePacked(r, s, v);
    }
}
