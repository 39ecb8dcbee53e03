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
        "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
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
    /// @dev End and revision of the latest report, recorded or withdrawn.
    uint256 private _latestTo;
    uint256 private _latestRevision;
    bool private _indexPasses;
    uint256 private _opened3;
    bytes32 private _ballot;
    uint256 private _ballotEndsAt;
    uint256 private _approvedUntil;
    uint256 private immutable _start;

    constructor(PhaseGate gate_, StubMeter meter_, address[6] memory actors, uint256 auditorKey, uint256 start) {
        (gate, meter, _actors, _auditorKey, time) = (gate_, meter_, actors, auditorKey, start);
        _start = start;
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
        if (phase == 3) (_opened3, reachedPhase3) = (time, reachedPhase3 + 1);
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
        uint256 length = _within(seed >> 32, 59, 61);
        IPhaseGate.ReadinessReport memory report = IPhaseGate.ReadinessReport({
            reportHash: bytes32(seed),
            term: 1,
            revision: uint32((seed >> 96) % 3),
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
        bool newer = to > _latestTo || (to == _latestTo && report.revision > _latestRevision);
        bool inOffice = (to - length) * DAY >= _start;
        vm.assertTrue(done == (honest && to <= today && inOffice && newer), "recorded exactly when due");
        if (done) (_reported, _reportFrom, _reportTo, _latestTo, _latestRevision) = (true, to - length, to, to, report.revision);
    }

    function withdrawReport(uint256 seed) external {
        address caller = seed % 8 == 0 ? _actors[3] : _actors[seed % 3];
        vm.prank(caller);
        uint256 to = time / DAY - (seed >> 8) % 5;
        (bool done,) = address(gate).call(abi.encodeCall(gate.withdrawReadiness, (uint32(to), 1)));
        bool newer = to > _latestTo || (to == _latestTo && _latestRevision <= 1);
        vm.assertTrue(done == (caller == _actors[3] && newer), "withdrawn");
        if (done) (_reported, _latestTo, _latestRevision) = (false, to, 1);
    }

    function openBallot(uint256 seed) external {
        vm.prank(_actors[seed % 6]);
        (bool done, bytes memory data) = address(gate).call(abi.encodeCall(gate.openFinalBallot, ()));
        vm.assertTrue(
            done == (phase == 3 && time >= _opened3 + 90 days && time >= _ballotEndsAt), "opened exactly when due"
        );
        if (done) (_ballot, _ballotEndsAt) = (abi.decode(data, (bytes32)), time + 60 days);
    }

    function approve(uint256 seed) external {
        address caller = _actors[seed % 2 == 0 ? 4 : (seed >> 8) % 6];
        bytes32 ballot = seed % 16 == 2 ? bytes32(seed) : _ballot;
        vm.prank(caller);
        (bool done,) = address(gate).call(abi.encodeCall(gate.approveFinalPhase, (ballot)));
        bool open = phase == 3 && ballot == _ballot && time < _ballotEndsAt;
        vm.assertTrue(done == (caller == _actors[4] && open), "approved");
        if (done) (_approvedUntil, _ballotEndsAt) = (time + 30 days, time);
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
        bool after2 = _reportFrom * DAY >= _opened2 && _reportTo - _reportFrom == 60;
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
