import type { UnixSeconds } from '@phasegate/pricing/units';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { buySegments, type Fill } from './buySegments.ts';

/**
 * Buys one access right: the provider is credited, the broker paid and access granted together.
 * `ask = ceil(freshAsk f / 1e18)`, rounded up so that a right never costs less than it should; its split is
 * {@link splitAsk}'s.
 *
 * @param input.recipient who gets access; default the payer. Others must have consented.
 * @param input.maxAsk the most the payer will pay, in wei; default no limit.
 * @throws {PausedError} {@link NoConsentError} nobody may buy now, or not for this recipient.
 * @throws {SegmentUnknownError} {@link SegmentExpiredError} {@link SegmentSoldOutError} {@link SegmentAlreadyOwnedError}
 *   {@link AskAboveMaxError} the segment can't be bought.
 * @throws {InsufficientAllowanceError} {@link InsufficientBalanceError} the payer can't pay.
 * @throws {InvalidInputError} on malformed input.
 * @example buySegment(state, { payer: other, id: 1, at }) // { id: 1, ask: 100n * WAD, payout: 70n * WAD, brokerSpread: 30n * WAD }
 */
export function buySegment(
  state: SpotMarketState,
  input: {
    readonly payer: string;
    readonly recipient?: string;
    readonly id: number;
    readonly maxAsk?: bigint;
    readonly at: UnixSeconds;
  },
): Fill {
  const { id, maxAsk } = input;
  const orders = [maxAsk === undefined ? { id } : { id, maxAsk }];
  return buySegments(state, { ...input, orders, strict: true }).fills[0]!;
}
