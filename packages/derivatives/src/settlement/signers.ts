import type { Seconds, UnixSeconds } from '@phasegate/pricing/units';
import { NoSignersAnnouncedError, SignersOutOfBoundsError, SignersPendingError } from './errors.ts';
import type { EventOf, SettlementState } from './settlementOracle.ts';

/** Between announcing signers and putting them in force. */
const SIGNERS_DELAY: Seconds = 7 * 86_400;

/** The owner says who will sign fixings of expiries opened later. */
export function announceSigners(
  state: SettlementState,
  { at, signers }: EventOf<'announceSigners'>,
): SettlementState {
  const isSorted = signers.every((signer, i) => BigInt(signer) > (i === 0 ? 0n : BigInt(signers[i - 1]!)));
  const isNumber = signers.length === 0 || (signers.length >= 3 && signers.length <= 9);
  if (!isSorted || !isNumber) throw new SignersOutOfBoundsError(signers.length);
  return { ...state, announced: { signers, applicableFrom: at + SIGNERS_DELAY } };
}

/** Puts announced signers in force. */
export function applySigners(state: SettlementState, at: UnixSeconds): SettlementState {
  if (state.announced === null) throw new NoSignersAnnouncedError();
  const { signers, applicableFrom } = state.announced;
  if (at < applicableFrom) throw new SignersPendingError(applicableFrom, at);
  return { ...state, signers, announced: null };
}
