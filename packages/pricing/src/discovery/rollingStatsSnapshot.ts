import { checkInteger, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseSnapshotWad } from '../units/snapshotAmount.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';
import type { Ring } from './ring.ts';
import { integralAt, type Slot, type Totals } from './slot.ts';

/** Totals as JSON: `[count, volume, notional, priceSum]`, sums as decimal strings. */
export type TotalsSnapshot = readonly [number, string, string, string];
/** One slot as JSON: its start, the totals of the slots before it, and its lowest, highest and last price. */
export type SlotSnapshot = readonly [number, ...TotalsSnapshot, string, string, string];

/** State of `RollingStats` as JSON. */
export interface RollingStatsSnapshot {
  readonly windowSeconds: Seconds;
  readonly slotSeconds: Seconds;
  readonly rememberedIds: number;
  readonly latest: UnixSeconds;
  readonly standing: string | null;
  readonly slots: readonly SlotSnapshot[];
  readonly totals: TotalsSnapshot;
  readonly ids: readonly (string | number)[];
}

/** Slots and totals, counted from the first slot of the window. */
export function stateToSnapshot(
  slots: Ring<Slot>,
  totals: Totals,
): Pick<RollingStatsSnapshot, 'slots' | 'totals'> {
  const base = slots.length === 0 ? totals : slots.at(0);
  const since = ({ count, volume, notional, priceSum }: Totals): TotalsSnapshot => [
    count - base.count,
    `${volume - base.volume}`,
    `${notional - base.notional}`,
    `${priceSum - base.priceSum}`,
  ];
  return {
    slots: Array.from({ length: slots.length }, (_, i) => {
      const slot = slots.at(i);
      return [slot.at, ...since(slot), `${slot.min}`, `${slot.max}`, `${slot.last}`];
    }),
    totals: since(totals),
  };
}

/** @throws {InvalidInputError} unless the slots are in order, inside the window, and their totals rise. */
export function stateFromSnapshot(
  snapshot: RollingStatsSnapshot,
  slotSeconds: Seconds,
): { readonly standing: Wad | undefined; readonly slots: readonly Slot[]; readonly totals: Totals } {
  const { latest, windowSeconds, ids } = snapshot;
  checkUnixSeconds('latest', latest);
  if (!Array.isArray(snapshot.slots) || !Array.isArray(ids) || ids.length > snapshot.rememberedIds) {
    throw new InvalidInputError({
      path: 'snapshot',
      observed: snapshot,
      allowed: 'what snapshot() returned',
    });
  }
  const slots: Slot[] = [];
  for (const [i, entry] of snapshot.slots.entries()) {
    const [at, count, volume, notional, priceSum, min, max, last] = Array.isArray(entry) ? entry : [];
    const previous = slots.at(-1);
    const path = `slots[${i}]`;
    checkInteger(`${path}.at`, at, Math.max(0, (previous?.at ?? latest - windowSeconds) + 1), latest);
    if (at % slotSeconds !== 0) {
      throw new InvalidInputError({
        path: `${path}.at`,
        observed: at,
        allowed: `a multiple of ${slotSeconds}`,
      });
    }
    slots.push({
      at,
      ...parseTotals(path, [count, volume, notional, priceSum], previous),
      integral: previous === undefined ? 0n : integralAt(previous, at),
      min: parseSnapshotWad(`${path}.min`, min),
      max: parseSnapshotWad(`${path}.max`, max),
      last: parseSnapshotWad(`${path}.last`, last),
    });
  }
  return {
    standing: snapshot.standing === null ? undefined : parseSnapshotWad('standing', snapshot.standing),
    slots,
    totals: parseTotals('totals', Array.isArray(snapshot.totals) ? snapshot.totals : [], slots.at(-1)),
  };
}

/** Totals of which the count rises from the slot before, if there is one, and no sum falls. */
function parseTotals(
  path: string,
  [count, ...sums]: readonly unknown[],
  previous: Totals | undefined,
): Totals {
  checkInteger(`${path}.count`, count, previous === undefined ? 0 : previous.count + 1);
  const floors = [previous?.volume ?? -1n, previous?.notional ?? 0n, previous?.priceSum ?? 0n];
  const [volume, notional, priceSum] = floors.map((floor, i) => {
    const text = sums[i];
    const sum = typeof text === 'string' && /^\d{1,120}$/.test(text) ? BigInt(text) : undefined;
    // Volume rises with every trade, so a window with trades never divides by zero.
    if (sum === undefined || sum < floor || (i === 0 && sum === floor)) {
      throw new InvalidInputError({ path, observed: text, allowed: 'decimal strings that do not fall' });
    }
    return sum;
  });
  return { count, volume: volume!, notional: notional!, priceSum: priceSum! };
}
