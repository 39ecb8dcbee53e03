import { BPS, checkSeconds, mulDivDown, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { orderedUnits, type StreamingForward } from '../../instrument/streamingForward.ts';
import type { Weight } from './deliveredWeight.ts';
import type { StreamState } from './streamState.ts';

const UNIT = BigInt(BPS);

function elapsed(terms: StreamingForward, second: UnixSeconds): bigint {
  return BigInt(Math.min(Math.max(second - terms.start, 0), terms.duration));
}

/**
 * Weight due by a second: `floor(unitsPerInterval * 10000 * elapsed / intervalSeconds)`, with the time elapsed since
 * `start` held within `[0, duration]`; rounded down, so the provider is never a fraction behind. Never decreasing.
 *
 * @throws {InvalidInputError} the second is not whole unix seconds.
 * @example scheduledWeight(terms, terms.start + 60) // 600_000n: 60 units at confidence 1.0
 */
export function scheduledWeight(terms: StreamingForward, second: UnixSeconds): Weight {
  checkSeconds('second', second);
  return mulDivDown(terms.unitsPerInterval * UNIT, elapsed(terms, second), BigInt(terms.intervalSeconds));
}

/** Weight of the whole stream. */
export function orderedWeight(terms: StreamingForward): Weight {
  return orderedUnits(terms) * UNIT;
}

/**
 * The most that may have left the channel by a second: `floor(rate * elapsed * price)` wei, so that no voucher, however
 * obtained, empties the channel ahead of time. Real time: a pause does not hold payments up.
 *
 * @throws {InvalidInputError} the second is not whole unix seconds.
 * @example drawLimit(terms, terms.start + 60) // 30n * 10n ** 18n for 30 PAT a minute
 */
export function drawLimit(terms: StreamingForward, second: UnixSeconds): Wad {
  checkSeconds('second', second);
  return mulDivDown(
    (terms.unitsPerInterval * terms.pricePerUnit) as Wad,
    elapsed(terms, second),
    BigInt(terms.intervalSeconds),
  );
}

/** Weight that is accounted for: acknowledged, counted, excused or still open. */
export function accountedWeight(state: StreamState): Weight {
  const open = state.pending.reduce((sum, posting) => sum + posting.weight, 0n);
  return state.vouched + state.posted + state.excused + open;
}

/**
 * Weight without which the provider is in default at a deal time: what was due `grace` seconds before, less the
 * tolerance, not below zero.
 */
export function requiredWeight(terms: StreamingForward, dealSecond: UnixSeconds): Weight {
  const due = scheduledWeight(terms, Math.max(0, dealSecond - terms.grace));
  const required = due - terms.tolerance * UNIT;
  return required > 0n ? required : 0n;
}
