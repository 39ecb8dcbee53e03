import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalDraws } from '../random/normalDraws.ts';
import { threefry2x32 } from '../random/threefry.ts';
import { expectedShortfall } from './expectedShortfall.ts';
import { historicalValueAtRisk } from './historicalValueAtRisk.ts';
import { incrementalRisk } from './incrementalRisk.ts';
import { monteCarloReturns, NotPositiveSemidefiniteError } from './monteCarloReturns.ts';
import { normalContributions } from './normalContributions.ts';
import { normalValueAtRisk } from './normalValueAtRisk.ts';
import { riskContributions } from './riskContributions.ts';
import { scenarioPnl } from './scenarioPnl.ts';

function numbers(length: number): fc.Arbitrary<Float64Array> {
  return fc
    .array(
      fc.integer({ min: -500, max: 500 }).map((x) => x / 100),
      { minLength: length, maxLength: length },
    )
    .map((x) => Float64Array.from(x));
}
const set = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }))
  .chain(([positions, scenarios]) =>
    fc.record({ exposures: numbers(positions), returns: numbers(positions * scenarios) }),
  );
const choice = fc.record({
  alpha: fc.integer({ min: 1, max: 99 }).map((x) => x / 100),
  measure: fc.constantFrom('valueAtRisk' as const, 'expectedShortfall' as const),
  method: fc.constantFrom('exact' as const, 'interpolated' as const),
});

test('default: two positions, the worse of two scenarios', () => {
  const result = riskContributions({
    exposures: Float64Array.of(100, -50),
    returns: Float64Array.of(0.01, 0.02, -0.03, 0.01),
    alpha: 0.5,
    measure: 'expectedShortfall',
    method: 'exact',
  });
  expect([...result.components]).toEqual([3, 0.5]);
  expect([...result.marginals]).toEqual([0.03, -0.01]);
  expect(result.total).toBe(3.5);
});

test('behavior: equal losses are ranked by scenario number', () => {
  // Three scenarios lose 1, each through another position; the middle rank is the second of them.
  const result = riskContributions({
    exposures: Float64Array.of(1, 1, 1),
    returns: Float64Array.of(-1, 0, 0, 0, -1, 0, 0, 0, -1),
    alpha: 0.5,
    measure: 'valueAtRisk',
    method: 'exact',
  });
  expect([...result.components]).toEqual([0, 1, 0]);
  const first = riskContributions({
    exposures: Float64Array.of(1, 1, 1),
    returns: Float64Array.of(-1, 0, 0, 0, -1, 0, 0, 0, -1),
    alpha: 0.2,
    measure: 'valueAtRisk',
    method: 'exact',
  });
  expect([...first.components]).toEqual([1, 0, 0]);
});

test('components add up to the total to the last bit, and the total is the portfolio figure', () => {
  fc.assert(
    fc.property(set, choice, (scenarios, options) => {
      const result = riskContributions({ ...scenarios, ...options });
      expect(result.components.reduce((a, b) => a + b, 0)).toBe(result.total);
      const figure = options.measure === 'valueAtRisk' ? historicalValueAtRisk : expectedShortfall;
      expect(result.total).toBeCloseTo(figure(scenarioPnl(scenarios), options), 10);
    }),
    { numRuns: runs(200) },
  );
});

test('behavior: marginals are the slope of the figure in exposure', () => {
  const exposures = Float64Array.of(10, -4, 7);
  const returns = monteCarloReturns({
    volatilities: [0.02, 0.05, 0.01],
    correlations: [1, 0.3, 0, 0.3, 1, -0.2, 0, -0.2, 1],
    paths: 500,
    seed: 7,
    scenario: 0,
  });
  const options = { alpha: 0.95, measure: 'expectedShortfall', method: 'exact' } as const;
  const { marginals } = riskContributions({ exposures, returns, ...options });
  const step = 1e-7;
  for (let i = 0; i < 3; i++) {
    const moved = Float64Array.from(exposures);
    moved[i]! += step;
    const slope =
      (expectedShortfall(scenarioPnl({ exposures: moved, returns }), options) -
        expectedShortfall(scenarioPnl({ exposures, returns }), options)) /
      step;
    expect(marginals[i]).toBeCloseTo(slope, 6);
  }
});

test('behavior: parametric contributions of a 3-4-5 portfolio', () => {
  const result = normalContributions({ exposures: [3, 4], covariance: [1, 0, 0, 1], alpha: 0.99 });
  const z = normalValueAtRisk({ mean: 0, standardDeviation: 1, alpha: 0.99 }).valueAtRisk;
  expect(result.total).toBeCloseTo(5 * z, 12);
  expect(result.components[0]).toBeCloseTo((9 / 5) * z, 12);
  expect(result.components[0]! + result.components[1]!).toBe(result.total);
  expect(normalContributions({ exposures: [1, -1], covariance: [1, 1, 1, 1], alpha: 0.99 }).total).toBe(0);
});

test('behavior: incremental risk of a hedge is negative, of nothing zero', () => {
  const input = { alpha: 0.9, measure: 'valueAtRisk', method: 'exact' } as const;
  expect(incrementalRisk({ book: [-5, 1, 2], candidate: [2, 0, 0], ...input })).toBe(-2);
  expect(incrementalRisk({ book: [-5, 1, 2], candidate: [0, 0, 0], ...input })).toBe(0);
});

// Known answers distributed with Random123, the authors' reference implementation.
test.each([
  [0, 0, 0, 0, '6b200159', '99ba4efe'],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, '1cb996fc', 'bb002be7'],
  [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 'c4923a9c', '483df7a0'],
])('behavior: Threefry-2x32-20 known answers, key %d', (k0, k1, c0, c1, x, y) => {
  const out = new Uint32Array(2);
  threefry2x32(k0, k1, c0, c1, out);
  expect([...out].map((word) => word.toString(16))).toEqual([x, y]);
});

test('behavior: draws depend on seed, scenario and path only; their moments are those of the normal law', () => {
  const key = { seed: 3, scenario: 2, path: 9 };
  const draws = normalDraws(key, 20_000);
  expect(draws.slice(0, 5)).toEqual(normalDraws(key, 5));
  expect(normalDraws({ ...key, path: 10 }, 5)).not.toEqual(draws.slice(0, 5));
  const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
  const square = draws.reduce((a, b) => a + b * b, 0) / draws.length;
  // Four standard errors: sd 1 and sqrt(2) over sqrt(20,000).
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(20_000));
  expect(Math.abs(square - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(20_000));
});

test('behavior: simulated returns have the asked covariance, mirror in pairs and are a prefix of longer runs', () => {
  const input = { volatilities: [0.02, 0.05], correlations: [1, 0.6, 0.6, 1], seed: 11, scenario: 4 };
  const returns = monteCarloReturns({ ...input, paths: 20_000 });
  expect(monteCarloReturns({ ...input, paths: 3 })).toEqual(returns.slice(0, 6));
  for (const odd of [1, 3, 5]) expect(returns[2 * odd]).toBe(-returns[2 * odd - 2]!);
  expect(returns[4]).not.toBe(-returns[2]!);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < returns.length; i += 2) {
    xx += returns[i]! ** 2 / 20_000;
    xy += (returns[i]! * returns[i + 1]!) / 20_000;
    yy += returns[i + 1]! ** 2 / 20_000;
  }
  // Half the paths are independent: four standard errors of a correlation are 4 (1 - r^2) / 100.
  expect(Math.abs(xy / Math.sqrt(xx * yy) - 0.6)).toBeLessThan(0.0256);
  expect(Math.abs(Math.sqrt(xx) / 0.02 - 1)).toBeLessThan(4 / Math.sqrt(2 * 10_000));
});

test('behavior: simulated value at risk of a normal book is near the closed form; perfect correlation is allowed', () => {
  const returns = monteCarloReturns({
    volatilities: [1, 1],
    correlations: [1, 1, 1, 1],
    paths: 40_000,
    seed: 5,
    scenario: 0,
  });
  const pnl = scenarioPnl({ exposures: Float64Array.of(1, 1), returns });
  const simulated = historicalValueAtRisk(pnl, { alpha: 0.99, method: 'exact' });
  const { valueAtRisk } = normalValueAtRisk({ mean: 0, standardDeviation: 2, alpha: 0.99 });
  // Standard error of a quantile: sqrt(p (1 - p) / n) / density = 2 x 0.0995 / 200 / 0.02665.
  expect(Math.abs(simulated - valueAtRisk)).toBeLessThan(4 * 0.0373);
});

test('error: NotPositiveSemidefiniteError', () => {
  const correlations = [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1];
  expect(() =>
    monteCarloReturns({ volatilities: [1, 1, 1], correlations, paths: 1, seed: 0, scenario: 0 }),
  ).toThrow(NotPositiveSemidefiniteError);
  const broken = [1, 1, 0.5, 1, 1, 0.4, 0.5, 0.4, 1];
  expect(() =>
    monteCarloReturns({ volatilities: [1, 1, 1], correlations: broken, paths: 1, seed: 0, scenario: 0 }),
  ).toThrow(NotPositiveSemidefiniteError);
});

test('error: InvalidInputError', () => {
  const one = Float64Array.of(1);
  expect(() => scenarioPnl({ exposures: Float64Array.of(), returns: one })).toThrow(InvalidInputError);
  expect(() => scenarioPnl({ exposures: Float64Array.of(1, 2), returns: one })).toThrow(InvalidInputError);
  expect(() => scenarioPnl({ exposures: one, returns: Float64Array.of() })).toThrow(InvalidInputError);
  expect(() => scenarioPnl({ exposures: one, returns: Float64Array.of(Number.NaN) })).toThrow(
    InvalidInputError,
  );
  expect(() => scenarioPnl({ exposures: [1] as unknown as Float64Array, returns: one })).toThrow(
    InvalidInputError,
  );
  const options = { alpha: 0.9, measure: 'valueAtRisk', method: 'exact' } as const;
  expect(() =>
    riskContributions({ exposures: one, returns: one, ...options, measure: 'x' as 'valueAtRisk' }),
  ).toThrow(InvalidInputError);
  expect(() => incrementalRisk({ book: [1], candidate: [1, 2], ...options })).toThrow(InvalidInputError);
  expect(() => normalContributions({ exposures: [1, 2], covariance: [1], alpha: 0.9 })).toThrow(
    InvalidInputError,
  );
  expect(() => normalContributions({ exposures: [1, 2], covariance: [1, 2, 3, 4], alpha: 0.9 })).toThrow(
    InvalidInputError,
  );
  expect(() => normalContributions({ exposures: [1], covariance: [-1], alpha: 0.9 })).toThrow(
    InvalidInputError,
  );
  const mc = { volatilities: [1], correlations: [1], paths: 1, seed: 0, scenario: 0 };
  for (const bad of [
    { volatilities: [-1] },
    { correlations: [0.5] },
    { correlations: [1, 0] },
    { paths: 0 },
    { seed: -1 },
    { seed: 0.5 },
  ]) {
    expect(() => monteCarloReturns({ ...mc, ...bad })).toThrow(InvalidInputError);
  }
});
