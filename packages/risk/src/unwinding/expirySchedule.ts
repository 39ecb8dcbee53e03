import {
  checkInteger,
  checkList,
  checkMarketId,
  checkObject,
  checkText,
  type MarketId,
  type UnixSeconds,
} from '@phasegate/pricing/units';

/** What settles at one figure when its expiry comes: the series of a market, or the swaps of two. */
export interface UnwindBook {
  readonly market: MarketId;
  /** The same market, but for swaps, which settle on `market` less `against`. */
  readonly against: MarketId;
  /** Unix seconds. */
  readonly expiry: UnixSeconds;
}

/** A participant's position in a book. */
export interface UnwindEntry extends UnwindBook {
  readonly participant: string;
}

/** Everything still to be settled: plain data. */
export interface UnwindQueue {
  /** By expiry, then market and the other market, then participant. Entries before `cursor` have been dealt with. */
  readonly entries: readonly UnwindEntry[];
  readonly cursor: number;
  /** Due entries whose settlement price had not arrived, in the order in which they will be looked at again. */
  readonly waiting: readonly UnwindEntry[];
}

/**
 * The unwinding schedule of a set of positions: sorted by expiry, then markets and participant, duplicates dropped, so
 * that every keeper works through the same list.
 *
 * @throws {InvalidInputError} a malformed position
 * @example
 * expirySchedule([{ participant: 'b', market: 7, against: 7, expiry: 20 }, { participant: 'a', market: 7, against: 8, expiry: 10 }])
 *   .entries.map((e) => e.expiry) // [10, 20]
 */
export function expirySchedule(positions: readonly UnwindEntry[]): UnwindQueue {
  const byKey = new Map<string, UnwindEntry>();
  checkList('positions', positions);
  positions.forEach((p, i) => {
    checkObject(`positions[${i}]`, p);
    const { participant, market, against, expiry } = p;
    checkText(`positions[${i}].participant`, participant);
    checkMarketId(`positions[${i}].market`, market);
    checkMarketId(`positions[${i}].against`, against);
    checkInteger(`positions[${i}].expiry`, expiry, 0);
    byKey.set(JSON.stringify([market, against, participant, expiry]), {
      participant,
      market,
      against,
      expiry,
    });
  });
  const entries = [...byKey.values()].sort(
    (a, b) =>
      a.expiry - b.expiry ||
      a.market - b.market ||
      a.against - b.against ||
      (a.participant < b.participant ? -1 : 1),
  );
  return { entries, cursor: 0, waiting: [] };
}
