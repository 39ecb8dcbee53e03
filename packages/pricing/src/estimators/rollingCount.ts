import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { checkDuration, checkFields, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseSnapshotWad } from '../units/snapshotAmount.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';

/** Slots a window is divided into. */
export const ROLLING_SLOTS = 96;

/** State of a {@link RollingCount} as JSON: amounts are decimal strings of wei. */
export interface RollingCountSnapshot {
  readonly windowSeconds: Seconds;
  readonly at: UnixSeconds;
  readonly slots: readonly string[];
}

/** Units over a sliding window; see {@link rollingCount}. */
export interface RollingCount {
  /** Counts units at a moment not before the last one. */
  add(at: UnixSeconds, quantity: Wad): void;
  /** Units counted over the window that ends now. */
  total(now: UnixSeconds): Wad;
  snapshot(): RollingCountSnapshot;
}

/**
 * Units minted or burnt over a sliding window, in bounded memory: 96 slots of `ceil(window / 96)` seconds, aligned to
 * multiples of that. The total is exact for the slots it covers: the current one and the 95 before it, so the covered
 * time differs from the window by at most one slot (1.05 % of it, or 1 s if that is more). O(1) amortised.
 *
 * @throws {InvalidInputError} on malformed numbers. @throws {TimeRunsBackwardsError} when a moment is before the last one.
 * @example
 * const count = rollingCount({ windowSeconds: 96 * 3_600, at: 0 });
 * count.add(0, parseWad('5'));
 * [count.total(95 * 3_600), count.total(96 * 3_600)].map(formatWad) // ['5', '0']
 */
export function rollingCount(
  options: { readonly windowSeconds: Seconds; readonly at: UnixSeconds } | RollingCountSnapshot,
): RollingCount {
  checkFields('options', options, ['windowSeconds', 'at', 'slots']);
  const { windowSeconds } = options;
  checkDuration('windowSeconds', windowSeconds);
  checkUnixSeconds('at', options.at);
  const slotSeconds = Math.ceil(windowSeconds / ROLLING_SLOTS);
  const slots: bigint[] =
    'slots' in options ? parseSlots(options.slots) : Array.from({ length: ROLLING_SLOTS }, () => 0n);
  let last = options.at;
  let sum = slots.reduce((total, slot) => total + slot, 0n);

  const advance = (now: UnixSeconds): number => {
    checkUnixSeconds('at', now);
    if (now < last) throw new TimeRunsBackwardsError(last, now);
    const from = Math.floor(last / slotSeconds);
    const to = Math.floor(now / slotSeconds);
    for (let slot = Math.max(from, to - ROLLING_SLOTS) + 1; slot <= to; slot++) {
      sum -= slots[slot % ROLLING_SLOTS]!;
      slots[slot % ROLLING_SLOTS] = 0n;
    }
    last = now;
    return to % ROLLING_SLOTS;
  };

  return {
    add(at, quantity) {
      checkWad('quantity', quantity);
      const slot = advance(at);
      checkWad('sum of quantities', sum + quantity);
      sum += quantity;
      slots[slot]! += quantity;
    },
    total(now) {
      advance(now);
      return sum as Wad;
    },
    snapshot: () => ({ windowSeconds, at: last, slots: slots.map(String) }),
  };
}

function parseSlots(slots: readonly string[]): bigint[] {
  if (!Array.isArray(slots) || slots.length !== ROLLING_SLOTS) {
    throw new InvalidInputError({
      path: 'slots',
      observed: slots,
      allowed: `${ROLLING_SLOTS} decimal strings`,
    });
  }
  return slots.map((slot, i) => parseSnapshotWad(`slots[${i}]`, slot));
}
