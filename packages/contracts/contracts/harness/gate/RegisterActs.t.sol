// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {GateBooks} from "./GateBooks.t.sol";

/// @notice Admissions by call and by attestation, revocations, marks of the broker and its own.
abstract contract RegisterActs is GateBooks {
    bytes32 private constant ADMISSION = keccak256(
        "Admission(address account,uint40 expiry,uint16 jurisdiction,uint32 nonce,uint32 term,uint256 deadline)"
    );

    function _admit() internal {
        address caller = _mostly(seats[REGISTRAR].holder);
        uint256 size = _chance(3) ? 101 * _oneOf(2) : 1 + _oneOf(3);
        IPhaseGate.Admission[] memory admissions = new IPhaseGate.Admission[](size);
        bytes memory refusal = caller == seats[REGISTRAR].holder ? bytes("") : _notRegistrar(caller);
        if (refusal.length == 0 && (size == 0 || size > 100)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_BatchSize.selector, size, 100);
        }
        for (uint256 i = 0; i < size && size <= 100; ++i) {
            admissions[i] = _someAdmission(_chance(3) ? address(0) : _person());
            if (refusal.length == 0) refusal = _refusalOf(admissions[i]);
        }
        bytes memory call = size == 1
            ? abi.encodeCall(
                IPhaseGate.admitInstitution,
                (admissions[0].account, admissions[0].expiry, admissions[0].jurisdiction)
            )
            : abi.encodeCall(IPhaseGate.admitInstitutions, (admissions));
        _act(size == 1 ? "admit" : "admit several", caller, address(gate), call, refusal);
        for (uint256 i = 0; i < size && refusal.length == 0; ++i) _book(admissions[i]);
    }

    /// @dev The signature may be of another registrar, an earlier nonce or an earlier term.
    function _present() internal {
        IPhaseGate.Admission memory admission = _someAdmission(_person());
        address caller = _mostly(admission.account);
        uint256 deadline = _chance(90) ? time : time - 1;
        uint256 flaw = _chance(25) ? 1 + _oneOf(3) : 0;
        Seated memory registrar = seats[REGISTRAR];
        uint256 nonce = members[admission.account].nonce;
        bytes memory signature = _sign(
            flaw == 1 ? KEYS + PEOPLE : _keyOf(registrar.holder),
            keccak256(
                abi.encode(
                    ADMISSION,
                    admission.account,
                    admission.expiry,
                    admission.jurisdiction,
                    flaw == 2 ? nonce + 1 : nonce,
                    flaw == 3 ? registrar.term - 1 : registrar.term,
                    deadline
                )
            )
        );
        bytes memory refusal;
        if (caller != admission.account) {
            refusal =
                abi.encodeWithSelector(IPhaseGate.PhaseGate_NotPresenter.selector, admission.account, caller);
        } else if (time > deadline) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_AttestationExpired.selector, deadline, time);
        } else if (flaw != 0 || registrar.holder == address(0)) {
            refusal = _invalidSignature(registrar.holder);
        } else {
            refusal = _refusalOf(admission);
        }
        bytes memory call = abi.encodeCall(IPhaseGate.presentAdmission, (admission, deadline, signature));
        _act("presentAdmission", caller, address(gate), call, refusal);
        if (refusal.length != 0) return;
        _book(admission);
        // It serves once.
        _act("replay", caller, address(gate), call, _invalidSignature(registrar.holder));
    }

    function _revoke() internal {
        address caller = _mostly(seats[REGISTRAR].holder);
        address account = _person();
        Member storage member = members[account];
        bool isRevocation = _chance(60);
        bytes memory refusal;
        if (caller != seats[REGISTRAR].holder) refusal = _notRegistrar(caller);
        else if (isRevocation && member.expiry == 0) {
            refusal = abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotInstitution.selector,
                account,
                member.broker ? ParticipantClass.Broker : ParticipantClass.Retail
            );
        }
        bytes memory call = isRevocation
            ? abi.encodeCall(IPhaseGate.revokeInstitution, (account))
            : abi.encodeCall(IPhaseGate.cancelAttestations, (account));
        _act(isRevocation ? "revoke" : "cancel", caller, address(gate), call, refusal);
        if (refusal.length != 0) return;
        ++member.nonce;
        if (isRevocation && member.expiry > time) member.expiry = time;
    }

    function _mark() internal {
        (address caller, address account) = (_mostly(owner), _chance(3) ? address(0) : _person());
        (bool isBroker, bool marked) = (_chance(60), _chance(60));
        Member storage member = members[account];
        bytes memory refusal;
        if (caller != owner) refusal = _notOwner(caller);
        else if (account == address(0)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_ZeroAddress.selector, "account");
        } else if (isBroker && !marked && !member.broker) {
            refusal = abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotBroker.selector,
                account,
                member.expiry == 0 ? ParticipantClass.Retail : ParticipantClass.Institution
            );
        }
        bytes memory call = isBroker
            ? abi.encodeCall(IPhaseGate.setBroker, (account, marked))
            : abi.encodeCall(IPhaseGate.setAffiliate, (account, marked));
        _act(isBroker ? "setBroker" : "setAffiliate", caller, address(gate), call, refusal);
        if (refusal.length != 0) return;
        if (isBroker) member.broker = marked;
        else member.affiliate = marked;
        _standingTold(account);
    }

    // ------------------------------------------------------------------ inside

    function _someAdmission(address account) private returns (IPhaseGate.Admission memory) {
        uint256 expiry = _chance(90) ? time + _between(1, 90 days) : time;
        return IPhaseGate.Admission(account, uint40(expiry), uint16(_oneOf(1_000)));
    }

    function _book(IPhaseGate.Admission memory admission) private {
        Member storage member = members[admission.account];
        (member.expiry, member.jurisdiction) = (admission.expiry, admission.jurisdiction);
        ++member.nonce;
    }

    function _refusalOf(IPhaseGate.Admission memory admission) private view returns (bytes memory) {
        if (admission.account == address(0)) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_ZeroAddress.selector, "admission.account");
        }
        if (admission.expiry > time) return "";
        return abi.encodeWithSelector(
            IPhaseGate.PhaseGate_ExpiryPassed.selector, admission.account, admission.expiry, time
        );
    }

    function _notRegistrar(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotRegistrar.selector, caller);
    }
}
