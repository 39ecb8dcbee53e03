import { checkObject, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { type SupplyAssurance, supplyAssurance } from '../../instrument/supplyAssurance.ts';
import { checkBefore } from '../deal/deadline.ts';
import { startClock } from '../deal/dealClock.ts';
import { openingFees } from '../deal/openingFees.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import type { SupplyState } from './supplyState.ts';

/**
 * Makes a supply assurance: both bonds go to the escrow, fee (on units and retainers of all periods) and time premium
 * to the broker. Each period, the first too, is funded by its own `fund` event.
 *
 * @param input.at unix seconds of the trade; must lie before `start` (at that second it is too late)
 * @throws {InvalidInputError} a malformed term or time. @throws {DeadlinePassedError} at or after `start`.
 * @example openSupplyAssurance({ terms, at: 1_700_000_000 }).state.period // 0
 */
export function openSupplyAssurance(input: {
  readonly terms: SupplyAssurance;
  readonly at: UnixSeconds;
}): Step<SupplyState> {
  checkObject('input', input);
  const terms = supplyAssurance(input.terms);
  const clock = startClock(input.at);
  checkBefore(clock, 'opening', terms.start);
  const notional = (BigInt(terms.periods) *
    (terms.unitsPerPeriod * terms.pricePerUnit + terms.retainer)) as Wad;
  return {
    state: {
      terms,
      status: 'live',
      clock,
      period: 0,
      funded: 0,
      due: terms.unitsPerPeriod,
      delivered: 0n,
      declined: 0n,
      unfilled: 0n,
      lastShortfall: 0n,
      sealed: new Set(),
      payment: 0n as Wad,
      retainers: 0n as Wad,
      buyerBond: terms.buyerBond,
      providerBond: terms.providerBond,
    },
    transfers: transfersOf(
      ['buyer', 'escrow', terms.buyerBond],
      ['provider', 'escrow', terms.providerBond],
      ['buyer', 'broker', openingFees({ ...terms, notional })],
    ),
  };
}
