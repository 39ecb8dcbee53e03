import type { TypedDataDomain, TypedDataField } from 'ethers';

/** What the auditor signs; see `ReadinessReport` of the phase gate. Days since 1970-01-01, `[fromDay, toDay)`. */
export interface SignedReadiness {
  /** Canonical hash of the whole readiness report. */
  readonly reportHash: string;
  /** The auditor's term of office, `office(seats.auditor).term` of the phase gate; it must have begun before the period. */
  readonly term: number;
  /** 0, and one more with every correction of a report that ends on the same day. */
  readonly revision: number;
  readonly market: number;
  readonly fromDay: number;
  readonly toDay: number;
  /** Wei. */
  readonly unaffiliatedVolume: bigint;
  readonly unaffiliatedBuyers: number;
  readonly largestBuyerBps: number;
  readonly deliveredBps: number;
}

interface TypedData<T> {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: T;
}

/** The EIP-712 domain of the phase gate: a signature holds for one gate on one chain. */
function phaseGateDomain(input: { chainId: number; phaseGate: string }): TypedDataDomain {
  return {
    name: 'Phasegate PhaseGate',
    version: '1',
    chainId: input.chainId,
    verifyingContract: input.phaseGate,
  };
}

/**
 * The auditor's report as EIP-712 data, for `signer.signTypedData(domain, types, message)`.
 *
 * @param input.report figures of the period; the gate compares them with the thresholds in force.
 */
export function readinessTypedData(input: {
  chainId: number;
  phaseGate: string;
  report: SignedReadiness;
}): TypedData<SignedReadiness> {
  return {
    domain: phaseGateDomain(input),
    types: {
      Readiness: [
        { name: 'reportHash', type: 'bytes32' },
        { name: 'term', type: 'uint32' },
        { name: 'revision', type: 'uint32' },
        { name: 'market', type: 'uint16' },
        { name: 'fromDay', type: 'uint32' },
        { name: 'toDay', type: 'uint32' },
        { name: 'unaffiliatedVolume', type: 'uint96' },
        { name: 'unaffiliatedBuyers', type: 'uint32' },
        { name: 'largestBuyerBps', type: 'uint16' },
        { name: 'deliveredBps', type: 'uint16' },
      ],
    },
    message: input.report,
  };
}

/** What the registrar signs: an admission over the account's present nonce, to be presented by the account itself. */
export interface SignedAdmission {
  readonly account: string;
  /** Unix second from which the admission has lapsed. */
  readonly expiry: number;
  /** ISO 3166-1 numeric country code. */
  readonly jurisdiction: number;
  /** `participant(account).nonce` of the phase gate. */
  readonly nonce: number;
  /** The registrar's term of office, `office(seats.registrar).term` of the phase gate. */
  readonly term: number;
  /** Unix second until which it can be presented. */
  readonly deadline: bigint;
}

/** The registrar's attestation as EIP-712 data, for `signer.signTypedData(domain, types, message)`. */
export function admissionTypedData(input: {
  chainId: number;
  phaseGate: string;
  admission: SignedAdmission;
}): TypedData<SignedAdmission> {
  return {
    domain: phaseGateDomain(input),
    types: {
      Admission: [
        { name: 'account', type: 'address' },
        { name: 'expiry', type: 'uint40' },
        { name: 'jurisdiction', type: 'uint16' },
        { name: 'nonce', type: 'uint32' },
        { name: 'term', type: 'uint32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    message: input.admission,
  };
}
