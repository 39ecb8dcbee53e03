import { InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expirySchedule, type UnwindBook, type UnwindEntry } from './expirySchedule.ts';
import { LiquidationInfeasibleError, liquidationPlan } from './liquidationPlan.ts';
import { type SettledEntry, unwindBatch } from './unwindBatch.ts';
import { unwindParticipant } from './unwindParticipant.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const entries: UnwindEntry[] = [
  { participant: 'bob', market: 1, against: 1, expiry: 200 },
  { participant: 'ada', market: 2, against: 2, expiry: 100 },
  { participant: 'ada', market: 1, against: 1, expiry: 100 },
  { participant: 'bob', market: 1, against: 1, expiry: 100 },
];

function name({ participant, market, against, expiry }: UnwindEntry): string {
  return [participant, market, ...(market === against ? [] : [against]), expiry].join('/');
}

function settlementFigure(): Wad {
  return wad(7n);
}

function only(market: number): (asked: UnwindBook) => Wad | undefined {
  return (asked) => (asked.market === market ? wad(5n) : undefined);
}

test('default: batches resume where they stopped, and expiry itself is due', () => {
  const first = unwindBatch({ queue: expirySchedule(entries), now: 100, limit: 2, settlementFigure });
  expect(first.settled.map(name)).toEqual(['ada/1/100', 'bob/1/100']);
  expect(first.done).toBe(false);
  const second = unwindBatch({ queue: first.queue, now: 100, limit: 2, settlementFigure });
  expect(second.settled.map(name)).toEqual(['ada/2/100']);
  expect(second.done).toBe(true);
  expect(unwindBatch({ queue: second.queue, now: 199, limit: 9, settlementFigure }).settled).toEqual([]);
  expect(
    unwindBatch({ queue: second.queue, now: 200, limit: 9, settlementFigure }).settled.map(name),
  ).toEqual(['bob/1/200']);
});

test('behavior: a price that has not arrived holds up nobody else and is asked for again', () => {
  const first = unwindBatch({
    queue: expirySchedule(entries),
    now: 100,
    limit: 9,
    settlementFigure: only(2),
  });
  expect(first.settled.map(name)).toEqual(['ada/2/100']);
  expect(first.queue.waiting.map(name)).toEqual(['ada/1/100', 'bob/1/100']);
  expect(first.done).toBe(false);
  // One at a time, in turn: the first goes to the back.
  const second = unwindBatch({ queue: first.queue, now: 100, limit: 1, settlementFigure: () => undefined });
  expect(second.queue.waiting.map(name)).toEqual(['bob/1/100', 'ada/1/100']);
  const third = unwindBatch({ queue: second.queue, now: 100, limit: 9, settlementFigure: only(1) });
  expect(third.settled.map(name)).toEqual(['bob/1/100', 'ada/1/100']);
  expect(third.done).toBe(true);
});

test('behavior: a participant settles its own without any keeper', () => {
  const queue = expirySchedule(entries);
  const own = unwindParticipant({ queue, participant: 'bob', now: 100, settlementFigure: () => wad(3n) });
  expect(own.settled.map(name)).toEqual(['bob/1/100']);
  const rest = unwindBatch({ queue: own.queue, now: 300, limit: 9, settlementFigure: () => wad(3n) });
  expect(rest.settled.map(name)).toEqual(['ada/1/100', 'ada/2/100', 'bob/1/200']);
});

test('whatever the batch sizes, interruptions and arrival of prices, every due position settles exactly once', () => {
  const entry = fc.record({
    participant: fc.constantFrom('a', 'b', 'c'),
    market: fc.constantFrom(1, 2),
    against: fc.constantFrom(1, 2),
    expiry: fc.integer({ min: 0, max: 5 }),
  });
  const call = fc.record({
    limit: fc.integer({ min: 1, max: 4 }),
    own: fc.option(fc.constantFrom('a', 'b')),
    priced: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 25 }), fc.array(call, { maxLength: 10 }), (positions, calls) => {
      let queue = expirySchedule(positions);
      const expected = queue.entries.map(name);
      const settled: SettledEntry[] = [];
      calls.forEach(({ limit, own, priced }, now) => {
        const settlementFigure = ({ expiry }: UnwindBook) => (expiry <= priced ? wad(1n) : undefined);
        const batch =
          own === null
            ? unwindBatch({ queue: JSON.parse(JSON.stringify(queue)), now, limit, settlementFigure })
            : unwindParticipant({ queue, participant: own, now, settlementFigure });
        expect(own !== null || batch.settled.length <= limit).toBe(true);
        settled.push(...batch.settled);
        for (const s of batch.settled) expect(s.expiry <= now).toBe(true);
        ({ queue } = batch);
      });
      for (let i = 0; i < 40; i++) {
        const batch = unwindBatch({ queue, now: 9, limit: 3, settlementFigure: () => wad(1n) });
        settled.push(...batch.settled);
        ({ queue } = batch);
      }
      expect(settled.map(name).sort()).toEqual(expected.sort());
    }),
    { numRuns: runs(100) },
  );
});

const market = { volatility: 1, temporaryImpact: 1, permanentImpact: 0, halfSpread: 0, riskAversion: 0 };

test('behavior: without risk aversion equal trades; with it front-loaded as sinh says', () => {
  expect(liquidationPlan({ ...market, position: 90n, periods: 3, limitPerPeriod: 50n }).trades).toEqual([
    -30n,
    -30n,
    -30n,
  ]);
  // kappa = acosh(1.5): sinh(2k)/sinh(3k) = 3/8, sinh(k)/sinh(3k) = 1/8.
  const averse = liquidationPlan({
    ...market,
    riskAversion: 1,
    position: -8_000n,
    periods: 3,
    limitPerPeriod: 8_000n,
  });
  expect(averse.holdings).toEqual([-3_000n, -1_000n, 0n]);
  expect(averse.trades).toEqual([5_000n, 2_000n, 1_000n]);
  expect(averse.expectedCost).toBe(25e6 + 4e6 + 1e6);
  expect(averse.costStandardDeviation).toBeCloseTo(Math.sqrt(9e6 + 1e6), 9);
});

test('behavior: permanent impact and half-spread are paid on the whole', () => {
  const plan = liquidationPlan({
    ...market,
    permanentImpact: 0.5,
    halfSpread: 2,
    position: 4n,
    periods: 2,
    limitPerPeriod: 9n,
  });
  expect(plan.trades).toEqual([-2n, -2n]);
  expect(plan.expectedCost).toBe(0.25 * 16 + 2 * 4 + 0.75 * 8);
});

test('behavior: extreme aversion sells at once, or at the limit until done, without overflow', () => {
  expect(
    liquidationPlan({
      ...market,
      riskAversion: 1e300,
      volatility: 1e100,
      position: 10n,
      periods: 1_000,
      limitPerPeriod: 10n,
    }).trades[0],
  ).toBe(-10n);
  const limited = liquidationPlan({
    ...market,
    riskAversion: 1e9,
    position: 25n,
    periods: 5,
    limitPerPeriod: 10n,
  });
  expect(limited.trades).toEqual([-10n, -10n, -5n, 0n, 0n]);
  expect(limited.limitedPeriods).toBe(2);
  expect(liquidationPlan({ ...market, position: 50n, periods: 5, limitPerPeriod: 10n }).trades).toEqual(
    Array.from({ length: 5 }, () => -10n),
  );
});

const problem = fc.record({
  position: fc.integer({ min: 1, max: 24 }),
  periods: fc.integer({ min: 1, max: 5 }),
  extra: fc.integer({ min: 0, max: 20 }),
  riskAversion: fc.double({ min: 0, max: 3, noNaN: true }),
  temporaryImpact: fc.double({ min: 0.1, max: 3, noNaN: true }),
});

/** Slow twin: the least cost over every sequence of whole-lot trades. */
function leastCost(lots: number, periods: number, limit: number, aversion: number, impact: number): number {
  if (periods === 0) return lots === 0 ? 0 : Number.POSITIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n <= Math.min(lots, limit); n++) {
    const left = lots - n;
    best = Math.min(
      best,
      impact * n * n + aversion * left * left + leastCost(left, periods - 1, limit, aversion, impact),
    );
  }
  return best;
}

test('a plan is reduce-only, within its limit, and within the rounding of lots of the best of all sequences', () => {
  fc.assert(
    fc.property(problem, ({ position, periods, extra, riskAversion, temporaryImpact }) => {
      const limit = Math.ceil(position / periods) + extra;
      const plan = liquidationPlan({
        ...market,
        riskAversion,
        temporaryImpact,
        position: BigInt(position),
        periods,
        limitPerPeriod: BigInt(limit),
      });
      let left = BigInt(position);
      plan.trades.forEach((trade, i) => {
        expect(trade <= 0n && -trade <= BigInt(limit)).toBe(true);
        left += trade;
        expect(plan.holdings[i]).toBe(left);
      });
      expect(left).toBe(0n);
      const cost = plan.expectedCost + riskAversion * plan.costStandardDeviation ** 2;
      const best = leastCost(position, periods, limit, riskAversion, temporaryImpact);
      // Each holding is within a lot of its optimum; the cost is quadratic around it.
      expect(cost).toBeGreaterThanOrEqual(best - 1e-9);
      expect(cost - best).toBeLessThanOrEqual(periods * (temporaryImpact + riskAversion) + 1e-9);
    }),
    { numRuns: runs(100) },
  );
});

test('error: LiquidationInfeasibleError', () => {
  expect(() => liquidationPlan({ ...market, position: 51n, periods: 5, limitPerPeriod: 10n })).toThrow(
    LiquidationInfeasibleError,
  );
});

test('error: InvalidInputError', () => {
  const good = { ...market, position: 10n, periods: 2, limitPerPeriod: 10n };
  for (const bad of [
    { position: 0n },
    { position: 1.5 as unknown as bigint },
    { periods: 0 },
    { limitPerPeriod: 0n },
    { volatility: -1 },
    { temporaryImpact: 0 },
    { permanentImpact: 2 },
    { riskAversion: Number.NaN },
    { halfSpread: -1 },
  ]) {
    expect(() => liquidationPlan({ ...good, ...bad })).toThrow(InvalidInputError);
  }
  const queue = expirySchedule(entries);
  expect(() => unwindBatch({ queue, now: 100, limit: 0, settlementFigure: () => wad(1n) })).toThrow(
    InvalidInputError,
  );
  expect(() => unwindBatch({ queue, now: Number.NaN, limit: 1, settlementFigure: () => wad(1n) })).toThrow(
    InvalidInputError,
  );
  expect(() => unwindBatch({ queue, now: 100, limit: 1, settlementFigure: () => wad(-1n) })).toThrow(
    InvalidInputError,
  );
  expect(() =>
    unwindBatch({ queue: { ...queue, cursor: 9 }, now: 100, limit: 1, settlementFigure: () => wad(1n) }),
  ).toThrow(InvalidInputError);
  expect(() =>
    unwindParticipant({ queue, participant: '', now: 1, settlementFigure: () => wad(1n) }),
  ).toThrow(InvalidInputError);
  expect(() => expirySchedule([{ participant: 'a', market: 7, against: 7, expiry: 0.5 }])).toThrow(
    InvalidInputError,
  );
});
