import {
  checkInteger,
  checkList,
  checkMarketId,
  checkObject,
  checkText,
  type MarketId,
  type UnixSeconds,
} from '@phasegate/pricing/units';

/** A participant's position in a market and expiry, to be settled when the expiry comes. */
export interface UnwindEntry {
  readonly participant: string;
  readonly market: MarketId;
  /** Unix seconds. */
  readonly expiry: UnixSeconds;
}

/** Everything still to be settled: plain data. */
export interface UnwindQueue {
  /** By expiry, then market, then participant. Entries before `cursor` have been dealt with. */
  readonly entries: readonly UnwindEntry[];
  readonly cursor: number;
  /** Due entries whose settlement price had not arrived, in the order in which they will be looked at again. */
  readonly waiting: readonly UnwindEntry[];
}

/**
 * The unwinding schedule of a set of positions: sorted by expiry, then market and participant, duplicates dropped, so
 * that every keeper works through the same list.
 *
 * @throws {InvalidInputError} a malformed position
 * @example
 * expirySchedule([{ participant: 'b', market: 7, expiry: 20 }, { participant: 'a', market: 7, expiry: 10 }])
 *   .entries.map((e) => e.expiry) // [10, 20]
 */
export function expirySchedule(positions: readonly UnwindEntry[]): UnwindQueue {
  const byKey = new Map<string, UnwindEntry>();
  checkList('positions', positions);
  positions.forEach((p, i) => {
    checkObject(`positions[${i}]`, p);
    const { participant, market, expiry } = p;
    checkText(`positions[${i}].participant`, participant);
    checkMarketId(`positions[${i}].market`, market);
    checkInteger(`positions[${i}].expiry`, expiry, 0);
    byKey.set(JSON.stringify([market, participant, expiry]), { participant, market, expiry });
  });
  const entries = [...byKey.values()].sort(
    (a, b) => a.expiry - b.expiry || a.market - b.market || (a.participant < b.participant ? -1 : 1),
  );
  return { entries, cursor: 0, waiting: [] };
}
