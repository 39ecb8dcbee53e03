import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { ReferenceDecimal, toReference } from '../reference/decimal.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { MAX_WAD, WAD, type Wad } from '../units/units.ts';
import { burnedUnits } from './burnedUnits.ts';
import { type RateEstimator, rateEstimator } from './rateEstimator.ts';
import { ROLLING_SLOTS, rollingCount } from './rollingCount.ts';
import { type Substitute, substituteAvailability } from './substituteAvailability.ts';

const wad = parseWad;
const HOUR = 3_600;

test('default: one unit a minute is 1440 a day once the estimator has settled', () => {
  const rate = rateEstimator({ halfLifeSeconds: HOUR, at: 0 });
  for (let minute = 1; minute <= 24 * 60; minute++) rate.add(minute * 60, WAD);
  // Right after an event the sum is a Riemann sum from above: ln 2 / 120 above the rate.
  expect(Number(rate.perDay(24 * HOUR)) / 1e18).toBeCloseTo(
    (1440 * (Math.LN2 / 60)) / (1 - 2 ** (-1 / 60)),
    2,
  );
});

test('behavior: the rate halves after a half-life without events and is nothing after hundreds', () => {
  const rate = rateEstimator({ halfLifeSeconds: HOUR, at: 1_000 });
  rate.add(1_000, wad('1000'));
  const start = rate.perDay(1_000);
  expect(rate.perDay(1_000 + HOUR)).toBe(start / 2n);
  expect(rate.perDay(1_000 + 10 * HOUR)).toBe(start / 1_024n);
  expect(rate.perDay(1_000 + 1_000 * HOUR)).toBe(0n);
});

test('behavior: events of one second add', () => {
  const [once, twice] = [0, 1].map(() => rateEstimator({ halfLifeSeconds: HOUR, at: 0 }));
  once!.add(5, wad('3'));
  twice!.add(5, wad('1'));
  twice!.add(5, wad('2'));
  expect(twice!.snapshot()).toEqual(once!.snapshot());
});

const events = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.bigInt({ min: 0n, max: 10n ** 21n })),
  {
    minLength: 1,
    maxLength: 30,
  },
);
function feed(rate: RateEstimator, list: readonly (readonly [number, bigint])[]): number {
  let at = 0;
  for (const [gap, quantity] of list) {
    at += gap;
    rate.add(at, quantity as Wad);
  }
  return at;
}

test('the rate is the reference sum, never above it and below by less than the wei its decays lost', () => {
  fc.assert(
    fc.property(
      events,
      fc.integer({ min: 60, max: 100_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      (list, half, wait) => {
        const rate = rateEstimator({ halfLifeSeconds: half, at: 0 });
        const now = feed(rate, list) + wait;
        let at = 0;
        let sum = new ReferenceDecimal(0);
        for (const [gap, quantity] of list) {
          at += gap;
          const halvings = new ReferenceDecimal(at - now).div(half);
          sum = sum.plus(toReference(quantity).times(new ReferenceDecimal(2).pow(halvings)));
        }
        const perDay = new ReferenceDecimal(86_400).times(ReferenceDecimal.ln(2)).div(half);
        const shortfall = sum.times(perDay).minus(toReference(rate.perDay(now)));
        expect(shortfall.gte(sum.times(perDay).times('-1e-36'))).toBe(true);
        // One wei of quantity a decay, scaled to a day, and the last division.
        expect(
          shortfall.lt(
            perDay
              .times(list.length + 1)
              .plus(1)
              .times('1e-18')
              .plus(sum.times('1e-30')),
          ),
        ).toBe(true);
      },
    ),
    { numRuns: runs(60) },
  );
});

test('a restored estimator goes on as if nothing had happened', () => {
  fc.assert(
    fc.property(events, events, (before, after) => {
      const rate = rateEstimator({ halfLifeSeconds: HOUR, at: 0 });
      const at = feed(rate, before);
      const restored = rateEstimator(
        JSON.parse(JSON.stringify(rate.snapshot())) as ReturnType<RateEstimator['snapshot']>,
      );
      const shifted = after.map(([gap, quantity], i) => [i === 0 ? gap + at : gap, quantity] as const);
      feed(rate, shifted);
      feed(restored, shifted);
      expect(restored.snapshot()).toEqual(rate.snapshot());
    }),
    { numRuns: runs(30) },
  );
});

test('default: a rolling count forgets after its window', () => {
  const count = rollingCount({ windowSeconds: 96 * HOUR, at: 0 });
  count.add(10, wad('5'));
  expect(count.total(95 * HOUR + HOUR - 1)).toBe(wad('5'));
  expect(count.total(96 * HOUR)).toBe(0n);
});

test('the total is the sum of the current slot and the 95 before it', () => {
  const gaps = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.bigInt({ min: 0n, max: 10n ** 20n })),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 100_000 }), (list, windowSeconds) => {
      const count = rollingCount({ windowSeconds, at: 0 });
      const slotSeconds = Math.ceil(windowSeconds / ROLLING_SLOTS);
      const seen: (readonly [number, bigint])[] = [];
      let at = 0;
      for (const [gap, quantity] of list) {
        at += gap;
        count.add(at, quantity as Wad);
        seen.push([Math.floor(at / slotSeconds), quantity]);
        const oldest = Math.floor(at / slotSeconds) - ROLLING_SLOTS + 1;
        expect(count.total(at)).toBe(seen.reduce((sum, [slot, q]) => (slot >= oldest ? sum + q : sum), 0n));
      }
      const restored = rollingCount(count.snapshot());
      expect(restored.total(at + slotSeconds)).toBe(count.total(at + slotSeconds));
    }),
    { numRuns: runs(60) },
  );
});

test('error: TimeRunsBackwardsError, and the state is unchanged', () => {
  const rate = rateEstimator({ halfLifeSeconds: HOUR, at: 100 });
  const count = rollingCount({ windowSeconds: HOUR, at: 100 });
  for (const estimator of [rate, count]) {
    const before = estimator.snapshot();
    expect(() => estimator.add(99, WAD)).toThrow(TimeRunsBackwardsError);
    expect(estimator.snapshot()).toEqual(before);
  }
  expect(() => rate.perDay(99)).toThrow(TimeRunsBackwardsError);
  expect(() => count.total(99)).toThrow(TimeRunsBackwardsError);
});

test.each([-1n, 1, Number.NaN, undefined, MAX_WAD + 1n])(
  'error: InvalidInputError for a quantity of %s',
  (quantity) => {
    const estimators = [
      rateEstimator({ halfLifeSeconds: 1, at: 0 }),
      rollingCount({ windowSeconds: 1, at: 0 }),
    ];
    for (const estimator of estimators)
      expect(() => estimator.add(0, quantity as Wad)).toThrow(InvalidInputError);
  },
);

test('error: InvalidInputError when the sum leaves the range, and the state is unchanged', () => {
  for (const estimator of [
    rateEstimator({ halfLifeSeconds: HOUR, at: 0 }),
    rollingCount({ windowSeconds: HOUR, at: 0 }),
  ]) {
    estimator.add(0, MAX_WAD);
    expect(() => estimator.add(0, 1n as Wad)).toThrow(InvalidInputError);
    expect(JSON.stringify(estimator.snapshot())).toContain(MAX_WAD.toString());
  }
});

test.each<readonly [string, object]>([
  ['half-life', { halfLifeSeconds: 0 }],
  ['half-life', { halfLifeSeconds: 0.5 }],
  ['start', { at: -1 }],
  ['start', { at: Number.NaN }],
  ['weight', { weight: '-1' }],
  ['weight', { weight: 5 }],
  ['weight', { weight: '9'.repeat(40) }],
])('error: InvalidInputError for a malformed %s: %o', (_, wrong) => {
  expect(() => rateEstimator({ halfLifeSeconds: HOUR, at: 0, ...wrong })).toThrow(InvalidInputError);
});

test.each<readonly [string, object]>([
  ['window', { windowSeconds: 0 }],
  ['slots', { slots: [] }],
  ['slots', { slots: Array.from({ length: 96 }, () => 'x') }],
  ['slots', { slots: 7 }],
])('error: InvalidInputError for malformed %s: %o', (_, wrong) => {
  expect(() => rollingCount({ windowSeconds: HOUR, at: 0, ...wrong })).toThrow(InvalidInputError);
});

test('default: availability is the similarity-weighted share of open markets, rounded down', () => {
  const open = { similarity: wad('0.6'), openCapacity: 3 };
  const soldOut = { similarity: wad('0.2'), openCapacity: 0 };
  expect(substituteAvailability([open, soldOut])).toBe(wad('0.75'));
  expect(substituteAvailability([open, soldOut, soldOut, soldOut])).toBe(wad('0.5'));
  expect(
    substituteAvailability([
      { ...open, similarity: 1n as Wad },
      { ...soldOut, similarity: 2n as Wad },
    ]),
  ).toBe(WAD / 3n);
  expect(substituteAvailability([])).toBe(0n);
  expect(substituteAvailability([{ similarity: 0n as Wad, openCapacity: 5 }])).toBe(0n);
});

test.each([
  [[{ similarity: WAD + 1n, openCapacity: 1 }]],
  [[{ similarity: 0.5, openCapacity: 1 }]],
  [[{ similarity: WAD, openCapacity: -1 }]],
  [[{ similarity: WAD, openCapacity: 0.5 }]],
  [undefined],
])('error: InvalidInputError for substitutes %o', (substitutes) => {
  expect(() => substituteAvailability(substitutes as unknown as readonly Substitute[])).toThrow(
    InvalidInputError,
  );
});

test('default: expired units burn only by their weight, rounded up', () => {
  expect(burnedUnits({ consumed: wad('30'), expired: wad('100') })).toBe(wad('30'));
  expect(burnedUnits({ consumed: wad('30'), expired: wad('100'), expiredWeight: wad('0.25') })).toBe(
    wad('55'),
  );
  expect(burnedUnits({ consumed: 0n as Wad, expired: 1n as Wad, expiredWeight: 1n as Wad })).toBe(1n);
});

test.each([{ consumed: -1n }, { expired: 1 }, { expiredWeight: WAD + 1n }])(
  'error: InvalidInputError for %o',
  (wrong) => {
    expect(() => burnedUnits({ consumed: 0n as Wad, expired: 0n as Wad, ...(wrong as object) })).toThrow(
      InvalidInputError,
    );
  },
);
