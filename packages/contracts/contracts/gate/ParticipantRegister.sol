// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ParticipantClass} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {MarketplaceList} from "./MarketplaceList.sol";

/// @title Who is an institution, the broker or an affiliate
/// @dev Entries name no registrar, so that its rotation orphans nobody; attestations of the earlier one end with it.
abstract contract ParticipantRegister is MarketplaceList {
    uint256 private constant MAX_BATCH = 100;
    bytes32 private constant ADMISSION_TYPE = keccak256(
        "Admission(address account,uint40 expiry,uint16 jurisdiction,uint32 nonce,uint32 term,uint256 deadline)"
    );

    // ------------------------------------------------------------------ institutions

    /// @inheritdoc IPhaseGate
    function admitInstitution(address account, uint40 expiry, uint16 jurisdiction) external onlyRegistrar {
        _admit(Admission({account: account, expiry: expiry, jurisdiction: jurisdiction}));
    }

    /// @inheritdoc IPhaseGate
    function admitInstitutions(Admission[] calldata admissions) external onlyRegistrar {
        if (admissions.length == 0 || admissions.length > MAX_BATCH) {
            revert PhaseGate_BatchSize(admissions.length, MAX_BATCH);
        }
        for (uint256 i = 0; i < admissions.length; ++i) _admit(admissions[i]);
    }

    /// @inheritdoc IPhaseGate
    function presentAdmission(Admission calldata admission, uint256 deadline, bytes calldata signature) external {
        address account = admission.account;
        if (msg.sender != account) revert PhaseGate_NotPresenter(account, msg.sender);
        if (block.timestamp > deadline) revert PhaseGate_AttestationExpired(deadline, block.timestamp);
        Office memory signer = _offices[Seat.Registrar];
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    ADMISSION_TYPE,
                    account,
                    admission.expiry,
                    admission.jurisdiction,
                    _participants[account].nonce,
                    signer.term,
                    deadline
                )
            )
        );
        if (
            signer.holder == address(0)
                || !SignatureChecker.isValidSignatureNowCalldata(signer.holder, digest, signature)
        ) revert PhaseGate_InvalidSignature(signer.holder);
        _admit(admission);
    }

    /// @inheritdoc IPhaseGate
    function revokeInstitution(address account) external onlyRegistrar {
        Participant storage entry = _participants[account];
        // Ever admitted, whether or not the broker's mark lies on it now.
        if (entry.expiry == 0) revert PhaseGate_NotInstitution(account, entry.class);
        // Lapsed rather than retail: a revoked institution may not come back through the retail door.
        if (entry.expiry > block.timestamp) entry.expiry = uint40(block.timestamp);
        _raiseNonce(account, entry);
        emit InstitutionRevoked(account);
    }

    /// @inheritdoc IPhaseGate
    function cancelAttestations(address account) external onlyRegistrar {
        emit AttestationsCancelled(account, _raiseNonce(account, _participants[account]));
    }

    // ------------------------------------------------------------------ the broker and its own

    /// @inheritdoc IPhaseGate
    function setBroker(address account, bool broker) external onlyOwner {
        if (account == address(0)) revert PhaseGate_ZeroAddress("account");
        Participant storage entry = _participants[account];
        // Taking the mark from an account that never had it would turn an institution into retail.
        if (!broker && entry.class != ParticipantClass.Broker) revert PhaseGate_NotBroker(account, entry.class);
        // An account that was ever admitted is an institution again, lapsed or not: the mark, given and taken, must
        // not open the retail door to a revoked one.
        ParticipantClass before = entry.expiry == 0 ? ParticipantClass.Retail : ParticipantClass.Institution;
        entry.class = broker ? ParticipantClass.Broker : before;
        emit BrokerSet(account, broker);
        _tellStanding(account);
    }

    /// @inheritdoc IPhaseGate
    function setAffiliate(address account, bool affiliate) external onlyOwner {
        if (account == address(0)) revert PhaseGate_ZeroAddress("account");
        _participants[account].affiliate = affiliate;
        emit AffiliateSet(account, affiliate);
        _tellStanding(account);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function participant(address account) external view returns (Participant memory) {
        return _participants[account];
    }

    /// @inheritdoc IPhaseGate
    function classOf(address account) external view returns (ParticipantClass) {
        return _classOf(account);
    }

    /// @inheritdoc IPhaseGate
    function countsForIndex(address account) external view returns (bool) {
        Participant storage entry = _participants[account];
        return entry.class != ParticipantClass.Broker && !entry.affiliate;
    }

    /// @dev Reads fields where they lie: a copy in memory costs every check of another contract 200 gas.
    function _classOf(address account) internal view returns (ParticipantClass class) {
        Participant storage entry = _participants[account];
        class = entry.class;
        if (class == ParticipantClass.Institution && block.timestamp >= entry.expiry) class = ParticipantClass.Lapsed;
    }

    function _admit(Admission memory admission) private {
        address account = admission.account;
        if (account == address(0)) revert PhaseGate_ZeroAddress("admission.account");
        if (admission.expiry <= block.timestamp) {
            revert PhaseGate_ExpiryPassed(account, admission.expiry, block.timestamp);
        }
        Participant storage entry = _participants[account];
        // The owner's mark is the owner's to take; the admission beneath it counts from then on.
        if (entry.class != ParticipantClass.Broker) entry.class = ParticipantClass.Institution;
        entry.expiry = admission.expiry;
        entry.jurisdiction = admission.jurisdiction;
        // An attestation signed before this change must not undo it.
        _raiseNonce(account, entry);
        emit InstitutionAdmitted(account, admission.expiry, admission.jurisdiction);
    }

    function _raiseNonce(address account, Participant storage entry) private returns (uint32 nonce) {
        nonce = entry.nonce;
        if (nonce == type(uint32).max) revert PhaseGate_NonceExhausted(account, nonce);
        entry.nonce = ++nonce;
    }
}
