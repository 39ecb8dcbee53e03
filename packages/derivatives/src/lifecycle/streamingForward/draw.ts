import { BPS, checkBigint, mulDivDown, type Wad } from '@phasegate/pricing/units';
import { checkParty } from '../deal/dealEvent.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import type { Weight } from './deliveredWeight.ts';
import { StaleVoucherError, VoucherExceedsOrderError } from './errors.ts';
import { drawLimit, orderedWeight } from './schedule.ts';
import type { StreamState } from './streamState.ts';

/**
 * Pays the provider what counts and has not been paid:
 * `min(floor(price * (vouched + posted) / 10000), drawLimit, channel) - drawn` wei. One rounding on the running total,
 * down, so that pieces never add up to more than the whole. Pays nothing when nothing is due.
 *
 * A channel that is empty with no posting open has nothing left to decide: the stream is completed, the bond returns.
 */
export function draw(state: StreamState): Step<StreamState> {
  const { terms } = state;
  const counted = mulDivDown(terms.pricePerUnit, state.vouched + state.posted, BigInt(BPS));
  const limit = drawLimit(terms, state.clock.last);
  const reachable = counted < limit ? counted : limit;
  const due = reachable > state.drawn ? reachable - state.drawn : 0n;
  const next: StreamState = {
    ...state,
    drawn: (state.drawn + due) as Wad,
    channel: (state.channel - due) as Wad,
  };
  if (next.channel > 0n || next.pending.length > 0)
    return { state: next, transfers: transfersOf(['escrow', 'provider', due]) };
  return {
    state: { ...next, status: 'completed', closing: null, providerBond: 0n as Wad },
    transfers: transfersOf(['escrow', 'provider', due + next.providerBond]),
  };
}

/** Redeems a voucher; an equal one draws what the schedule has reached since. */
export function redeem(state: StreamState, by: unknown, cumulativeWeight: Weight): Step<StreamState> {
  checkParty(by, 'provider');
  checkBigint('event.cumulativeWeight', cumulativeWeight, 0n, 2n ** 64n - 1n);
  const ordered = orderedWeight(state.terms);
  if (cumulativeWeight > ordered) throw new VoucherExceedsOrderError({ cumulativeWeight, ordered });
  if (cumulativeWeight < state.vouched)
    throw new StaleVoucherError({ cumulativeWeight, vouched: state.vouched });
  return draw({ ...state, vouched: cumulativeWeight });
}
