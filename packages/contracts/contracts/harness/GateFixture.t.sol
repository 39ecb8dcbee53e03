// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../gate/IReadinessMeter.sol";
import {PhaseGate} from "../gate/PhaseGate.sol";
import {Test} from "./Test.t.sol";

/// @notice How a marketplace fails.
enum Failure {
    None,
    Reverts,
    BurnsGas,
    ReturnsMuch
}

/// @notice A meter and a marketplace in one that say what a test tells them.
contract StubMeter {
    address public phaseGate;
    /// @notice Calls of `refreshPause`.
    uint256 public refreshes;
    /// @notice The account of the last `refreshIndexStanding`.
    address public refreshed;
    Failure public failure;
    IReadinessMeter.Evidence private _shown;

    constructor(address gate) {
        phaseGate = gate;
    }

    function show(uint256 tradedHours, uint256 volume, uint256 moves, uint256 sumSquaredMoves) external {
        _shown = IReadinessMeter.Evidence(tradedHours, volume, moves, sumSquaredMoves);
    }

    function setFailure(Failure failure_) external {
        failure = failure_;
    }

    function marketplace() external view returns (address) {
        return address(this);
    }

    function evidence(uint256, uint256, uint256) external view returns (IReadinessMeter.Evidence memory) {
        return _shown;
    }

    function refreshPause() external {
        _fail();
        ++refreshes;
    }

    function refreshIndexStanding(address account) external {
        _fail();
        refreshed = account;
    }

    function _fail() private view {
        require(failure != Failure.Reverts);
        while (failure == Failure.BurnsGas) {}
        if (failure == Failure.ReturnsMuch) {
            assembly {
                revert(0, 100000)
            }
        }
    }
}

/// @notice A phase gate with one account for each role.
abstract contract GateFixture is Test {
    uint256 internal constant START = 1_767_225_600;
    uint256 internal constant AUDITOR_KEY = 0xA0D17;
    uint256 internal constant REGISTRAR_KEY = 0x4E6;
    address internal immutable owner = _actor("owner");
    address internal immutable guardian = _actor("guardian");
    address internal immutable governance = _actor("governance");
    address internal immutable account = _actor("account");
    address internal immutable stranger = _actor("stranger");
    address internal registrar;
    address internal auditor;

    PhaseGate internal gate;

    function setUp() public virtual {
        vm.warp(START);
        registrar = vm.addr(REGISTRAR_KEY);
        auditor = vm.addr(AUDITOR_KEY);
        gate = new PhaseGate(_roles(), _thresholds());
    }

    function _roles() internal view returns (IPhaseGate.Roles memory) {
        return IPhaseGate.Roles(owner, registrar, guardian, auditor, governance);
    }

    function _thresholds() internal pure returns (IPhaseGate.ReadinessThresholds memory) {
        return IPhaseGate.ReadinessThresholds({
            minDays: 60,
            minTradedHours: 500,
            maxDailyVolatilityBps: 1_000,
            maxLargestBuyerBps: 2_000,
            minDeliveredBps: 9_500,
            minBuyers: 25,
            maxReportAge: 30 days,
            minVolume: 100_000e18
        });
    }

    /// @dev Writes the phase and its row where the contract keeps them, for tests of what follows from a phase.
    function _setPhase(uint8 phase) internal {
        bytes32 slot = bytes32(uint256(4));
        uint256 word = uint256(vm.load(address(gate), slot));
        uint256 row = (gate.accessMatrix() >> (48 * (phase - 1))) & type(uint48).max;
        vm.store(address(gate), slot, bytes32((word & ~uint256(2 ** 56 - 1)) | (row << 8) | phase));
        vm.assertEq(gate.phase(), phase, "slot of the phase");
        vm.store(address(gate), keccak256(abi.encode(uint256(phase), uint256(7))), bytes32(block.timestamp));
        vm.assertEq(gate.phaseOpenedAt(phase), block.timestamp, "slot of its opening");
    }

    function _admit(address who, uint256 expiry) internal {
        vm.prank(registrar);
        gate.admitInstitution(who, uint40(expiry), 840);
    }

    function _setBroker(address who, bool broker) internal {
        vm.prank(owner);
        gate.setBroker(who, broker);
    }

    function _setAffiliate(address who, bool affiliate) internal {
        vm.prank(owner);
        gate.setAffiliate(who, affiliate);
    }

    function _appoint(IPhaseGate.Seat seat, address to) internal {
        bool byGovernance = seat == IPhaseGate.Seat.Auditor || seat == IPhaseGate.Seat.Governance;
        bytes4[4] memory setters = [
            gate.setRegistrar.selector,
            gate.setGuardian.selector,
            gate.setAuditor.selector,
            gate.setGovernance.selector
        ];
        vm.prank(byGovernance ? governance : owner);
        (bool done, bytes memory reason) =
            address(gate).call(abi.encodeWithSelector(setters[uint256(seat)], to));
        if (!done) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function _pause(Product product, bool paused) internal {
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(product)), paused ? type(uint32).max : 0);
    }

    /// @dev The signature of a typed struct under the gate's domain.
    function _signTyped(uint256 key, bytes32 structHash) internal view returns (bytes memory) {
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

    function _signReport(uint256 key, IPhaseGate.ReadinessReport memory report) internal view returns (bytes memory) {
        bytes32 type_ = keccak256(
            "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
        );
        return _signTyped(
            key,
            keccak256(
                abi.encode(
                    type_,
                    report.reportHash,
                    report.term,
                    report.revision,
                    report.market,
                    report.fromDay,
                    report.toDay,
                    report.unaffiliatedVolume,
                    report.unaffiliatedBuyers,
                    report.largestBuyerBps,
                    report.deliveredBps
                )
            )
        );
    }
}
