import { freshnessAt } from '@phasegate/pricing';
import { BPS, mulDivDown, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import type { DeliveredUnit } from '../delivery/deliveredUnit.ts';
import { StaleUnitError } from '../delivery/errors.ts';
import type { ForwardTerms } from './forwardState.ts';

/**
 * What the provider is paid for one unit, wei, and whether the unit earns its share of the lock premium.
 *
 * A delivered forward pays the price. A freshness lock pays the price for a fresh unit in time; under `adjust` it pays
 * `floor(price * min(f, fMin) / fMin * (1 - lateDiscount if late))` with one rounding, down so that a stale or late
 * unit is never overpaid; the buyer gets the difference back. A unit exactly at the minimum is fresh.
 *
 * @param input.at unix seconds of the delivery; age is real time, it runs on during a pause
 * @throws {StaleUnitError} a stale unit under `refuse`.
 */
export function unitPayout(input: {
  readonly terms: ForwardTerms;
  readonly unit: DeliveredUnit;
  readonly at: UnixSeconds;
  readonly late: boolean;
}): { readonly payout: Wad; readonly locksIn: boolean } {
  const { terms, unit, late } = input;
  if (terms.kind === 'deliveredForward') return { payout: terms.pricePerUnit, locksIn: false };
  const freshness = freshnessAt(terms.curve, input.at - unit.issuedAt, unit.windowSeconds);
  const stale = freshness < terms.minimumFreshness;
  if (stale && terms.staleRule === 'refuse')
    throw new StaleUnitError({ freshness, minimum: terms.minimumFreshness });
  const counted = stale ? freshness : terms.minimumFreshness;
  const paidBps = BigInt(BPS - (late ? terms.lateDiscountBps : 0));
  return {
    payout: mulDivDown(terms.pricePerUnit, counted * paidBps, terms.minimumFreshness * BigInt(BPS)),
    locksIn: !stale && !late,
  };
}
