import { InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CapBelowStrikeError } from './errors.ts';
import { lossProfile } from './lossProfile.ts';
import { seriesPayoff } from './seriesPayoff.ts';
import type { SeriesLeg } from './seriesTerms.ts';
import { worstCaseMargin } from './worstCaseMargin.ts';

const price = fc.bigInt({ min: 0n, max: 40n });
const lots = fc.bigInt({ min: -5n, max: 5n });
const leg: fc.Arbitrary<SeriesLeg> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), strike: price, quantity: lots }),
  fc.tuple(price, price, lots).map(
    ([a, b, quantity]): SeriesLeg => ({
      kind: 'call',
      strike: a < b ? a : b,
      cap: a < b ? b : a,
      quantity,
    }),
  ),
  fc.tuple(price, price, price, lots).map(
    ([a, b, p, quantity]): SeriesLeg => ({
      kind: 'collar',
      price: p,
      floor: a < b ? a : b,
      cap: a < b ? b : a,
      quantity,
    }),
  ),
);
const portfolio = fc.array(leg, { maxLength: 16 });

/** The slow twin: every integer price up to well beyond the last kink, by the payoff's definition. */
function bruteForce(legs: readonly SeriesLeg[]): bigint {
  let worst = 0n;
  for (let s = 0n; s <= 60n; s++) {
    let loss = 0n;
    for (const l of legs) {
      const low = l.kind === 'call' ? l.strike : l.kind === 'collar' ? l.floor : 0n;
      const within = l.kind === 'put' ? s : s < low ? low : s > l.cap ? l.cap : s;
      const pays =
        l.kind === 'put'
          ? l.strike > s
            ? l.strike - s
            : 0n
          : within - (l.kind === 'call' ? l.strike : l.price);
      loss -= l.quantity * pays;
    }
    if (loss > worst) worst = loss;
  }
  return worst;
}

test('default: a short call spread loses the distance of its strikes', () => {
  expect(
    worstCaseMargin([
      { kind: 'call', strike: 100n, cap: 150n, quantity: -2n },
      { kind: 'call', strike: 120n, cap: 150n, quantity: 2n },
    ]),
  ).toBe(40n);
});

test('behavior: single legs, long and short, at both ends of the price axis', () => {
  const collar = { kind: 'collar', price: 100n, floor: 80n, cap: 130n } as const;
  expect(worstCaseMargin([{ kind: 'put', strike: 100n, quantity: -3n }])).toBe(300n);
  expect(worstCaseMargin([{ kind: 'put', strike: 100n, quantity: 3n }])).toBe(0n);
  expect(worstCaseMargin([{ kind: 'call', strike: 0n, cap: 7n, quantity: -3n }])).toBe(21n);
  expect(worstCaseMargin([{ kind: 'call', strike: 5n, cap: 5n, quantity: -3n }])).toBe(0n);
  expect(worstCaseMargin([{ ...collar, quantity: 1n }])).toBe(20n);
  expect(worstCaseMargin([{ ...collar, quantity: -1n }])).toBe(30n);
  expect(worstCaseMargin([])).toBe(0n);
});

test('behavior: no loss of precision at amounts far beyond 2^53 and 2^256', () => {
  const strike = 2n ** 300n + 1n;
  expect(worstCaseMargin([{ kind: 'put', strike, quantity: -1n }])).toBe(strike);
});

test('the worst case at the kinks is the worst case over every integer price', () => {
  fc.assert(
    fc.property(portfolio, (legs) => {
      expect(worstCaseMargin(legs)).toBe(bruteForce(legs));
    }),
    { numRuns: runs(300) },
  );
});

test('the loss profile is the negated payoff at its points, and rises in price', () => {
  fc.assert(
    fc.property(portfolio, (legs) => {
      const points = lossProfile(legs);
      points.forEach((point, i) => {
        const payoff = legs.reduce((sum, l) => sum + l.quantity * seriesPayoff(l, point.settlementPrice), 0n);
        expect(point.loss).toBe(-payoff);
        if (i > 0) expect(point.settlementPrice > points[i - 1]!.settlementPrice).toBe(true);
      });
    }),
    { numRuns: runs(100) },
  );
});

test('netting never costs: margin of a union is at most the sum of margins; opposite portfolios cancel', () => {
  fc.assert(
    fc.property(portfolio, portfolio, (a, b) => {
      expect(worstCaseMargin([...a, ...b]) <= worstCaseMargin(a) + worstCaseMargin(b)).toBe(true);
      const opposite = a.map((l) => ({ ...l, quantity: -l.quantity }));
      expect(worstCaseMargin([...a, ...opposite])).toBe(0n);
    }),
    { numRuns: runs(100) },
  );
});

test('margin scales with position size and ignores the order of legs', () => {
  fc.assert(
    fc.property(portfolio, fc.bigInt({ min: 0n, max: 10n ** 20n }), (legs, scale) => {
      const scaled = legs.map((l) => ({ ...l, quantity: l.quantity * scale }));
      expect(worstCaseMargin(scaled)).toBe(worstCaseMargin(legs) * scale);
      expect(worstCaseMargin(legs.toReversed())).toBe(worstCaseMargin(legs));
    }),
    { numRuns: runs(100) },
  );
});

test('error: CapBelowStrikeError', () => {
  expect(() => worstCaseMargin([{ kind: 'call', strike: 10n, cap: 9n, quantity: 1n }])).toThrow(
    CapBelowStrikeError,
  );
  expect(() => worstCaseMargin([{ kind: 'collar', price: 1n, floor: 10n, cap: 9n, quantity: 1n }])).toThrow(
    CapBelowStrikeError,
  );
});

test('error: InvalidInputError on floats, negatives, unknown kinds and things that are not legs', () => {
  const bad: unknown[] = [
    { kind: 'put', strike: 1, quantity: 1n },
    { kind: 'put', strike: 1n, quantity: 0.5 },
    { kind: 'put', strike: -1n, quantity: 1n },
    { kind: 'put', strike: Number.NaN, quantity: 1n },
    { kind: 'call', strike: 1n, quantity: 1n },
    { kind: 'future', quantity: 1n },
    { kind: 'indexSwap', spread: 0n, bound: 1n, quantity: 1n },
    null,
    7,
  ];
  for (const one of bad) expect(() => worstCaseMargin([one as SeriesLeg])).toThrow(InvalidInputError);
  expect(() => worstCaseMargin('legs' as unknown as SeriesLeg[])).toThrow(InvalidInputError);
  expect(() => seriesPayoff({ kind: 'put', strike: 1n }, -1n as Wad)).toThrow(InvalidInputError);
});
