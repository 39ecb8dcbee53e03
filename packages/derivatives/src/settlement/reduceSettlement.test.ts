import { type IndexRing, indexRing, recordTrade } from '@phasegate/pricing';
import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import {
  AlreadySettledError,
  IndexStaleError,
  NotExpiredError,
  OffCalendarError,
  SettlementNotOpenError,
  SettlementPendingError,
  TenorOutOfBoundsError,
} from './errors.ts';
import { openInterestCapAt, reduceSettlement } from './reduceSettlement.ts';
import {
  type SettlementEvent,
  type SettlementState,
  settlementKey,
  settlementState,
} from './settlementOracle.ts';

const HOUR = 3_600;
const DAY = 86_400;
const PAT = 10n ** 18n;
const calendar = { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 0 };
/** A settlement hour far from 1970. */
const EXPIRY = 500_016 * HOUR;
const OPENED = EXPIRY - 2 * DAY;
const EMPTY = settlementState({ bandBps: 1_000 as Bps, minVolume: (100n * PAT) as Wad }, 100 as Bps);

/** A ring after trades of whole units at prices in PAT. */
function ringOf(trades: readonly (readonly [hour: number, pat: bigint])[]): IndexRing {
  const ring = indexRing();
  for (const [hour, pat] of trades) {
    recordTrade(ring, { hour, ask: (pat * PAT) as Wad, freshness: WAD, confidenceBps: 10_000 });
  }
  return ring;
}

const hourOf = (seconds: number): number => Math.floor(seconds / HOUR);
const good = [hourOf(OPENED) - 1, 100n] as const;
const last = hourOf(EXPIRY);

function play(state: SettlementState, event: SettlementEvent, ring: IndexRing): SettlementState {
  return reduceSettlement(state, event, new Map([[7, { calendar, ring }]]));
}
const opened = (state = EMPTY, ring = ringOf([good])): SettlementState =>
  play(state, { type: 'open', at: OPENED, market: 7, expiry: EXPIRY }, ring);
const settleAt = (state: SettlementState, at: number, ring: IndexRing) =>
  play(state, { type: 'settle', at, market: 7, expiry: EXPIRY }, ring).settlements.get(
    settlementKey(7, EXPIRY),
  )!.settled;
const fixedBy = (state: SettlementState, prices: Readonly<Record<string, bigint>>): SettlementState =>
  Object.entries(prices).reduce(
    (before, [signer, pat]) =>
      play(
        before,
        { type: 'submitFixing', at: EXPIRY, market: 7, expiry: EXPIRY, signer, price: (pat * PAT) as Wad },
        new Map(),
      ),
    state,
  );
const withSigners = (signers: readonly string[]): SettlementState => ({ ...EMPTY, signers });

describe('behavior: the ladder, rung by rung', () => {
  test('the window, clamped around the week before it', () => {
    const ring = ringOf([good, [last - 4, 130n], [last - 1, 130n]]);
    expect(settleAt(opened(), EXPIRY, ring)).toEqual({ price: 110n * PAT, rung: 'window' });
    const near = ringOf([good, [last - 4, 104n], [last - 1, 104n]]);
    expect(settleAt(opened(), EXPIRY, near)).toEqual({ price: 104n * PAT, rung: 'window' });
  });

  test('a trade in the second of the expiry is not in the window; the hour before is', () => {
    const inside = ringOf([good, [last - 2, 104n], [last - 1, 104n]]);
    const after = ringOf([good, [last - 2, 104n], [last, 104n]]);
    expect(settleAt(opened(), EXPIRY + HOUR, inside)?.rung).toBe('window');
    expect(settleAt(opened(), EXPIRY + HOUR, after)?.rung).toBe('extendedWindow');
  });

  test('thin, it is extended backward to 168 hours and not one more', () => {
    const at168 = ringOf([
      [last - 168, 100n],
      [last - 3, 100n],
    ]);
    expect(settleAt(opened(), EXPIRY, at168)).toEqual({ price: 100n * PAT, rung: 'extendedWindow' });
    const at169 = ringOf([
      [last - 169, 100n],
      [last - 3, 100n],
    ]);
    expect(() => settleAt(opened(), EXPIRY, at169)).toThrow(SettlementPendingError);
  });

  test('then the median of more than half of the signers, a day later, within twice the band of the fallback', () => {
    const state = fixedBy(opened(withSigners(['a', 'b', 'c'])), { a: 115n, c: 118n });
    const thin = ringOf([good]);
    expect(() => settleAt(state, EXPIRY + DAY - 1, thin)).toThrow(SettlementPendingError);
    expect(settleAt(state, EXPIRY + DAY, thin)).toEqual({ price: (233n * PAT) / 2n, rung: 'fixings' });
    const lying = fixedBy(opened(withSigners(['a', 'b', 'c'])), { a: 500n, b: 500n, c: 1n });
    expect(settleAt(lying, EXPIRY + DAY, thin)).toEqual({ price: 120n * PAT, rung: 'fixings' });
    const free = fixedBy(opened(withSigners(['a', 'b', 'c'])), { a: 0n, b: 0n });
    expect(settleAt(free, EXPIRY + DAY, thin)).toEqual({ price: 80n * PAT, rung: 'fixings' });
  });

  test('then the fallback, three days later, with one signer of three, with none there are, and years later', () => {
    const thin = ringOf([good]);
    for (const state of [opened(), fixedBy(opened(withSigners(['a', 'b', 'c'])), { b: 115n })]) {
      expect(() => settleAt(state, EXPIRY + 3 * DAY - 1, thin)).toThrow(SettlementPendingError);
      expect(settleAt(state, EXPIRY + 3 * DAY, thin)).toEqual({ price: 100n * PAT, rung: 'fallback' });
      expect(settleAt(state, EXPIRY + 4_000 * DAY, thin)?.rung).toBe('fallback');
    }
  });

  test('a window that the ring has begun to overwrite counts as thin', () => {
    const ring = ringOf([good, [last - 4, 104n], [last - 1, 104n]]);
    const held = (last - 4 - 168 + 1_023) * HOUR;
    expect(settleAt(opened(), held, ring)?.rung).toBe('window');
    expect(settleAt(opened(), held + HOUR, ring)?.rung).toBe('fallback');
  });
});

test('behavior: a settled price never changes', () => {
  const thin = ringOf([good]);
  const settled = play(opened(), { type: 'settle', at: EXPIRY + 3 * DAY, market: 7, expiry: EXPIRY }, thin);
  const rich = ringOf([good, [last - 4, 104n], [last - 1, 104n]]);
  expect(() => settleAt(settled, EXPIRY + 4 * DAY, rich)).toThrow(AlreadySettledError);
});

test('behavior: opening wants the calendar, a window ahead, 92 days at most and an index of the last 24 hours', () => {
  const ring = ringOf([good]);
  const open =
    (at: number, expiry: number, index = ring) =>
    () =>
      play(EMPTY, { type: 'open', at, market: 7, expiry }, index);
  expect(open(OPENED, EXPIRY + HOUR)).toThrow(OffCalendarError);
  expect(open(OPENED, EXPIRY + 1)).toThrow(OffCalendarError);
  const late = ringOf([[last - 5, 100n]]);
  expect(open(EXPIRY - 4 * HOUR - 1, EXPIRY, ringOf([[last - 6, 100n]]))).not.toThrow();
  expect(open(EXPIRY - 4 * HOUR, EXPIRY, late)).toThrow(TenorOutOfBoundsError);
  expect(open(EXPIRY - 92 * DAY, EXPIRY, ringOf([[hourOf(EXPIRY - 92 * DAY) - 1, 1n]]))).not.toThrow();
  expect(open(EXPIRY - 92 * DAY - 1, EXPIRY)).toThrow(TenorOutOfBoundsError);
  const now = hourOf(OPENED);
  expect(open(OPENED, EXPIRY, ringOf([[now - 24, 100n]]))).not.toThrow();
  expect(
    open(
      OPENED,
      EXPIRY,
      ringOf([
        [now - 25, 100n],
        [now, 100n],
      ]),
    ),
  ).toThrow(IndexStaleError);
});

test('behavior: the cap is a day’s, counts for eight, and is that of the thinnest of four windows', () => {
  const windows = [0, 1, 2, 3].flatMap((i) =>
    Array.from({ length: 50 - 10 * i }, () => [last - 24 * i - 1, 100n] as const),
  );
  const ring = ringOf(windows.toSorted(([a], [b]) => a - b));
  const at = EXPIRY + HOUR;
  const state = play(EMPTY, { type: 'refreshCap', at, market: 7 }, ring);
  // 0.5 x 1 % x 20 units x (1 - 0.1) / 0.1 = 0.9, of which no lot is whole.
  expect(openInterestCapAt(state, 7, at)).toBe(0n);
  const wide = settlementState({ bandBps: 100 as Bps, minVolume: 0n as Wad }, 5_000 as Bps);
  const capped = play(wide, { type: 'refreshCap', at, market: 7 }, ring);
  // 0.5 x 50 % x 20 x 0.99 / 0.01 = 495.
  expect(openInterestCapAt(capped, 7, at)).toBe(495n);
  expect(openInterestCapAt(capped, 7, at + 8 * DAY)).toBe(495n);
  expect(openInterestCapAt(capped, 7, at + 9 * DAY)).toBe(0n);
});

test('error: SettlementNotOpenError, NotExpiredError, InvalidInputError', () => {
  expect(() => settleAt(EMPTY, EXPIRY, new Map())).toThrow(SettlementNotOpenError);
  expect(() => settleAt(opened(), EXPIRY - 1, new Map())).toThrow(NotExpiredError);
  const state = opened();
  for (const event of [
    { type: 'burn', at: 1 },
    { type: 'settle', at: 1.5, market: 7, expiry: EXPIRY },
    { type: 'settle', at: 1, market: 8, expiry: EXPIRY },
  ]) {
    expect(() => play(state, event as never, new Map())).toThrow(InvalidInputError);
  }
});
