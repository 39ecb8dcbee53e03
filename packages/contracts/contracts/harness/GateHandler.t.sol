// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {PhaseGate} from "../gate/PhaseGate.sol";
import {DAY} from "../math/Units.sol";
import {StubMeter} from "./GateFixture.t.sol";
import {Test} from "./Test.t.sol";

/// @notice Random acts of everybody on a gate, beside books of its own: what must hold for the next advance is kept here
/// in plain variables and compared with what the gate then does.
contract GateHandler is Test {
    PhaseGate private gate;
    StubMeter private meter;
    /// @dev owner, registrar, guardian, auditor, governance, stranger.
    address[6] private _actors;
    bytes32 private constant TYPE = keccak256(
        "Readiness(bytes32 reportHash,bytes32 thresholdsHash,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
    );
    uint256 private _auditorKey;

    uint256 public time;
    uint256 public meddled;
    uint8 public phase = 1;
    uint256 public reachedPhase3;
    uint256 public reachedPhase4;
    uint256 private _opened2;
    uint256 private _reportFrom;
    uint256 private _reportTo;
    bool private _reported;
    uint256 private _withdrawnTo;
    bool private _indexPasses;
    uint256 private _approvedUntil;

    constructor(PhaseGate gate_, StubMeter meter_, address[6] memory actors, uint256 auditorKey, uint256 start) {
        (gate, meter, _actors, _auditorKey, time) = (gate_, meter_, actors, auditorKey, start);
    }

    /// @notice Anyone tries to advance: exactly the owner with exactly what the phase needs succeeds.
    function advance(uint256 seed) external {
        address caller = seed % 2 == 0 ? _actors[0] : _actors[(seed >> 8) % 6];
        vm.prank(caller);
        (bool done,) = address(gate).call(abi.encodeCall(gate.advancePhase, ()));
        bool expected = caller == _actors[0] && _ready();
        vm.assertTrue(done == expected, "advanced exactly when due");
        if (!done) return;
        ++phase;
        if (phase == 2) _opened2 = time;
        if (phase == 3) ++reachedPhase3;
        if (phase == 4) ++reachedPhase4;
    }

    function pass(uint256 seed) external {
        time += _within(seed, 0, 45 * DAY);
        vm.warp(time);
    }

    function setIndex(uint256 seed) external {
        _indexPasses = seed % 4 != 0;
        if (_indexPasses) meter.show(500, 100_000e18, 59, 59_000_000);
        else meter.show(seed % 8 == 0 ? 499 : 500, 100_000e18, 59, seed % 8 == 0 ? 0 : 59_000_001);
    }

    function record(uint256 seed) external {
        uint256 today = time / DAY;
        uint256 to = seed % 5 == 0 ? today + 1 : today - (seed >> 8) % 20;
        uint256 length = _within(seed >> 32, 59, 70);
        IPhaseGate.ReadinessReport memory report = IPhaseGate.ReadinessReport({
            reportHash: bytes32(seed),
            thresholdsHash: gate.thresholdsHash(),
            market: 1,
            fromDay: uint32(to - length),
            toDay: uint32(to),
            unaffiliatedVolume: 100_000e18,
            unaffiliatedBuyers: 25,
            largestBuyerBps: 2_000,
            deliveredBps: 9_500
        });
        bool honest = (seed >> 64) % 4 != 0;
        bytes memory signature = _sign(honest ? _auditorKey : 1, report);
        vm.prank(_actors[(seed >> 128) % 6]);
        (bool done,) = address(gate).call(abi.encodeCall(gate.recordReadiness, (report, signature)));
        bool newer = to > _withdrawnTo && (!_reported || to > _reportTo);
        vm.assertTrue(done == (honest && to <= today && length >= 60 && newer), "recorded exactly when due");
        if (done) (_reported, _reportFrom, _reportTo) = (true, to - length, to);
    }

    function withdrawReport(uint256 seed) external {
        address caller = seed % 8 == 0 ? _actors[3] : _actors[seed % 3];
        vm.prank(caller);
        (bool done,) = address(gate).call(abi.encodeCall(gate.withdrawReadiness, ()));
        vm.assertTrue(done == (caller == _actors[3] && _reported), "withdrawn");
        if (done) (_reported, _withdrawnTo) = (false, _reportTo);
    }

    function approve(uint256 seed) external {
        address caller = _actors[seed % 2 == 0 ? 4 : (seed >> 8) % 6];
        vm.prank(caller);
        (bool done,) = address(gate).call(abi.encodeCall(gate.approveFinalPhase, ()));
        vm.assertTrue(done == (caller == _actors[4] && phase == 3), "approved");
        if (done) _approvedUntil = time + 30 days;
    }

    /// @notice Whatever else anyone may call, by anyone.
    function meddle(uint256 seed) external {
        bytes[8] memory calls = [
            abi.encodeCall(gate.tightenCell, (uint8(seed >> 16) % 6, _class(seed), _product(seed))),
            abi.encodeCall(gate.loosenCell, (uint8(seed >> 16) % 6, _class(seed), _product(seed))),
            abi.encodeCall(gate.setPausedUntil, (uint8(seed >> 40) % 70, uint32(seed >> 48))),
            abi.encodeCall(gate.guardianPause, (uint8(seed >> 40) % 70, uint32((seed >> 48) % 9 days))),
            abi.encodeCall(gate.guardianResume, (uint8(seed >> 40) % 70)),
            abi.encodeCall(gate.admitInstitution, (_actors[5], uint40(time + (seed >> 48) % 90 days), 1)),
            abi.encodeCall(gate.revokeInstitution, (_actors[5])),
            abi.encodeCall(gate.setBroker, (_actors[5], seed & 512 == 0))
        ];
        vm.prank(_actors[(seed >> 8) % 6]);
        // Refused or not: the invariants speak of what is left.
        (bool done,) = address(gate).call(calls[seed % 8]);
        meddled += done ? 1 : 0;
    }

    function _ready() private view returns (bool) {
        if (phase == 1) return true;
        if (phase == 3) return time < _approvedUntil;
        if (phase == 4 || !_reported || !_indexPasses) return false;
        bool after2 = _reportFrom * DAY >= _opened2;
        return after2 && time <= _reportTo * DAY + 30 days && time >= _opened2 + 60 * DAY;
    }

    function _class(uint256 seed) private pure returns (ParticipantClass) {
        return ParticipantClass((seed >> 24) % 4);
    }

    function _product(uint256 seed) private pure returns (Product) {
        return Product((seed >> 32) % 6);
    }

    function _sign(uint256 key, IPhaseGate.ReadinessReport memory report) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Phasegate PhaseGate"),
                keccak256("1"),
                block.chainid,
                address(gate)
            )
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(TYPE, report))));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
