import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { adverseImpactBps } from './adverseImpactBps.ts';
import { explainSpread } from './explainSpread.ts';
import { defaultSpreadParameters, type SpreadParameters } from './spreadParameters.ts';
import type { SpreadInputs } from './spreadTerms.ts';
import { type SpreadState, type WidenedSpread, widenSpread } from './widenSpread.ts';

const calm: SpreadInputs = {
  dailyVolatility: 0.1,
  quoteLifetimeSeconds: 864,
  liquidity: 250,
  adverseImpactBps: 5,
  utilisation: 0.9,
};
/** Nothing but the fee, so that the dynamics stand alone. */
const quiet: SpreadInputs = {
  ...calm,
  dailyVolatility: 0,
  liquidity: 1_000,
  adverseImpactBps: 0,
  utilisation: 0,
};
const parameters = defaultSpreadParameters;

function quote(
  inputs: SpreadInputs,
  state?: SpreadState,
  now = 0,
  own: SpreadParameters = parameters,
): WidenedSpread {
  return widenSpread({ inputs, parameters: own, state, now });
}

test('default: every term by hand, 50 + 1e4 x 0.1 x 0.1 + 100 x (2 - 1) + 5 + 500 x 0.5^2', () => {
  const spread = quote(calm);
  const rounded = spread.explanation.terms.map(({ name, bps }) => [name, Math.round(bps * 1e9) / 1e9]);
  expect(rounded).toEqual([
    ['fee', 50],
    ['volatility', 100],
    ['illiquidity', 100],
    ['adverse', 5],
    ['exposure', 125],
  ]);
  expect(spread.halfSpreadBps).toBe(380);
  expect(spread.halted).toBe(false);
  expect(explainSpread(spread)).toBe(
    '380 bps = fee 50.0 + volatility 100.0 + illiquidity 100.0 + adverse 5.0 + exposure 125.0; at target',
  );
});

test('behavior: terms that help count as zero, never as a discount', () => {
  const spread = quote({ ...quiet, adverseImpactBps: -100, liquidity: 1e9, utilisation: 0.1 });
  expect(spread.explanation.unclipped).toBe(50);
});

test('behavior: clipped below to the minimum; above the maximum clipped and halted', () => {
  const low = quote(quiet, undefined, 0, { ...parameters, feeBps: 3 });
  expect(low).toMatchObject({ halfSpreadBps: 25, halted: false, explanation: { clippedBy: 'minimum' } });
  const high = quote({ ...calm, adverseImpactBps: 4_000 });
  expect(high).toMatchObject({ halfSpreadBps: 3_333, halted: true, explanation: { clippedBy: 'maximum' } });
  expect(explainSpread(high)).toMatch(/^HALTED, 3333 bps/);
  const edge = quote(quiet, undefined, 0, { ...parameters, feeBps: 3_333 });
  expect(edge).toMatchObject({ halfSpreadBps: 3_333, halted: false });
});

test('behavior: no liquidity, or a breached zero limit, halts', () => {
  expect(quote({ ...calm, liquidity: 0 }).halted).toBe(true);
  expect(quote({ ...calm, utilisation: Number.POSITIVE_INFINITY }).halted).toBe(true);
});

test('behavior: where nothing was ever known the priors count, wider than normal times', () => {
  const spread = quote({ ...calm, dailyVolatility: undefined, liquidity: undefined });
  expect(spread.explanation).toMatchObject({
    silent: ['volatility', 'liquidity'],
    volatility: 0.5,
    liquidity: 100,
  });
  expect(spread.halfSpreadBps).toBeGreaterThan(quote(calm).halfSpreadBps);
  expect(explainSpread(spread)).toContain('prior');
});

test('behavior: widens at once, narrows by half each 600 s, stops within the slack', () => {
  const wide = quote({ ...quiet, adverseImpactBps: 950 });
  expect(wide.halfSpreadBps).toBe(1_000);
  const after = quote(quiet, wide.state, 600);
  expect(after).toMatchObject({ halfSpreadBps: 500, explanation: { movement: 'narrowing' } });
  const late = quote(quiet, wide.state, 100_000);
  expect(late).toMatchObject({ halfSpreadBps: 52, explanation: { movement: 'narrowing' } });
  expect(quote(quiet, late.state, 200_000)).toMatchObject({
    halfSpreadBps: 52,
    explanation: { movement: 'held' },
  });
  expect(quote(calm, late.state, 200_000)).toMatchObject({
    halfSpreadBps: 380,
    explanation: { movement: 'target' },
  });
});

test('behavior: ten calls in the same second do not narrow', () => {
  let { state } = quote({ ...quiet, adverseImpactBps: 950 });
  for (let i = 0; i < 10; i++) ({ state } = quote(quiet, state, 0));
  expect(state.halfSpread).toBe(1_000);
});

test('narrowing depends on time and not on the number of calls', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(900), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 3_000 }),
      (steps, impact) => {
        const start = quote({ ...quiet, adverseImpactBps: impact }).state;
        let state = start;
        let now = 0;
        for (const step of steps) {
          now += step;
          ({ state } = quote(quiet, state, now));
        }
        // Products of up to twelve powers, each within an ulp or two.
        expect(Math.abs(state.halfSpread / quote(quiet, start, now).state.halfSpread - 1)).toBeLessThan(
          1e-13,
        );
      },
    ),
    { numRuns: runs(100) },
  );
});

test('behavior: stress begins at twice the reference volatility and ends below 1.3 times it for an hour', () => {
  const looks: [now: number, volatility: number, stressed: boolean][] = [
    [0, 0.199, false],
    [1, 0.2, true],
    [2, 0.14, true],
    [10, 0.12, true],
    [3_601, 0.12, true],
    // At the exit level again: the hour starts anew.
    [3_601, 0.13, true],
    [3_700, 0.12, true],
    [7_200, 0.12, true],
    [7_201, 0.12, false],
    [7_202, 0.19, false],
  ];
  let state: SpreadState | undefined;
  for (const [now, dailyVolatility, stressed] of looks) {
    const spread = quote({ ...calm, dailyVolatility }, state, now);
    ({ state } = spread);
    expect([now, state.stressed]).toEqual([now, stressed]);
    const calmSum = spread.explanation.terms
      .filter((t) => t.name !== 'stress')
      .reduce((sum, t) => sum + t.bps, 0);
    expect(spread.explanation.unclipped).toBeCloseTo(stressed ? calmSum * 1.5 : calmSum, 9);
  }
});

const inputs: fc.Arbitrary<SpreadInputs> = fc.record({
  dailyVolatility: fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: undefined }),
  quoteLifetimeSeconds: fc.integer({ min: 0, max: 86_400 }),
  liquidity: fc.option(fc.double({ min: 0, max: 5_000, noNaN: true }), { nil: undefined }),
  adverseImpactBps: fc.double({ min: -100, max: 500, noNaN: true }),
  utilisation: fc.double({ min: 0, max: 1.5, noNaN: true }),
});
interface Worsening {
  volatility: number;
  lifetime: number;
  liquidity: number;
  impact: number;
  utilisation: number;
}
const worsening: fc.Arbitrary<Worsening> = fc.record({
  volatility: fc.double({ min: 0, max: 0.5, noNaN: true }),
  lifetime: fc.nat(3_600),
  liquidity: fc.double({ min: 0, max: 1, noNaN: true }),
  impact: fc.double({ min: 0, max: 100, noNaN: true }),
  utilisation: fc.double({ min: 0, max: 0.5, noNaN: true }),
});
const look = fc.record({ inputs, worse: worsening, step: fc.nat(7_200) });
const anyParameters: fc.Arbitrary<SpreadParameters> = fc
  .record({
    feeBps: fc.integer({ min: 0, max: 300 }),
    narrowingSlackBps: fc.integer({ min: 0, max: 50 }),
    narrowingRatio: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
    stressExitSeconds: fc.nat(4_000),
    maximumBps: fc.integer({ min: 300, max: 3_333 }),
  })
  .map((own) => ({ ...parameters, ...own }));

function worsen(better: SpreadInputs, by: Worsening): SpreadInputs {
  return {
    // A silent feed is silent for both.
    dailyVolatility:
      better.dailyVolatility === undefined ? undefined : better.dailyVolatility + by.volatility,
    quoteLifetimeSeconds: better.quoteLifetimeSeconds + by.lifetime,
    liquidity: better.liquidity === undefined ? undefined : better.liquidity * by.liquidity,
    adverseImpactBps: better.adverseImpactBps + by.impact,
    utilisation: better.utilisation + by.utilisation,
  };
}

test('a path of inputs that is nowhere better never has a narrower spread at any time, nor quotes when the better halts', () => {
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 25 }), anyParameters, (path, own) => {
      let now = 0;
      let better: SpreadState | undefined;
      let worse: SpreadState | undefined;
      for (const step of path) {
        now += step.step;
        const a = quote(step.inputs, better, now, own);
        const b = quote(worsen(step.inputs, step.worse), worse, now, own);
        better = a.state;
        worse = b.state;
        // The two paths narrow by different steps, whose float64 roundings differ: once in 500,000 paths by one in the last place.
        expect(worse.halfSpread).toBeGreaterThanOrEqual(better.halfSpread * (1 - 1e-14));
        expect(b.halfSpreadBps).toBeGreaterThanOrEqual(a.halfSpreadBps);
        if (a.halted) expect(b.halted).toBe(true);
        if (better.stressed) expect(worse.stressed).toBe(true);
      }
    }),
    { numRuns: runs(300) },
  );
});

test('behavior: a feed that falls silent never narrows: the last figure counts and ages to the prior', () => {
  const hot = quote({ ...calm, dailyVolatility: 0.9 });
  expect(quote({ ...calm, dailyVolatility: undefined }, hot.state, 3_600)).toMatchObject({
    halfSpreadBps: hot.halfSpreadBps,
    explanation: { volatility: 0.9, silent: ['volatility'] },
  });
  const { state } = quote(calm);
  const after = (seconds: number, silent: Partial<SpreadInputs>): WidenedSpread =>
    quote({ ...calm, ...silent }, state, seconds);
  const halfway = after(1_800, { dailyVolatility: undefined, liquidity: undefined });
  expect(halfway.explanation.volatility).toBeCloseTo(0.3, 15);
  expect(halfway.explanation.liquidity).toBe(175);
  expect(after(86_400, { dailyVolatility: undefined }).explanation.volatility).toBe(0.5);
  expect(explainSpread(halfway)).toContain('no data on volatility and liquidity: last known');
});

test('losing data never narrows: a silent look is at least as wide as one that repeats the last figures', () => {
  const met = { volatility: 0, liquidity: 0, wider: 0 };
  const feeds = fc.record({
    dailyVolatility: fc.option(fc.double({ min: 0, max: 0.8, noNaN: true }), { nil: undefined }),
    liquidity: fc.option(fc.double({ min: 50, max: 2_000, noNaN: true }), { nil: undefined }),
    step: fc.nat(7_200),
  });
  fc.assert(
    fc.property(fc.array(feeds, { minLength: 2, maxLength: 25 }), anyParameters, (path, own) => {
      let now = 0;
      let silent: SpreadState | undefined;
      let repeated: SpreadState | undefined;
      for (const step of path) {
        now += step.step;
        const { dailyVolatility, liquidity } = step;
        const known = {
          dailyVolatility: dailyVolatility ?? repeated?.volatility?.value,
          liquidity: liquidity ?? repeated?.liquidity?.value,
        };
        silent = quote({ ...quiet, dailyVolatility, liquidity }, silent, now, own).state;
        repeated = quote({ ...quiet, ...known }, repeated, now, own).state;
        // But for the rounding of two orders of the same product.
        expect(silent.halfSpread).toBeGreaterThanOrEqual(repeated.halfSpread * (1 - 1e-14));
        if (dailyVolatility === undefined) met.volatility += 1;
        if (liquidity === undefined) met.liquidity += 1;
        if (silent.halfSpread > repeated.halfSpread) met.wider += 1;
      }
    }),
    { numRuns: runs(200) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(50);
});

test('behavior: one look after a calm hour and more ends the stress like many looks', () => {
  const storm = quote({ ...quiet, dailyVolatility: 0.3 }).state;
  expect(storm.stressed).toBe(true);
  const once = quote(quiet, storm, 5_000).state;
  const twice = quote(quiet, quote(quiet, storm, 100).state, 5_000).state;
  expect(once.stressed).toBe(false);
  expect(once.halfSpread).toBeCloseTo(twice.halfSpread, 9);
});

test('the spread depends on time and figures, not on how often anyone looked', () => {
  const met = { entered: 0, left: 0, narrowed: 0 };
  const figures = fc.record({
    dailyVolatility: fc.constantFrom(0, 0.05, 0.12, 0.14, 0.19, 0.2, 0.4),
    adverseImpactBps: fc.integer({ min: 0, max: 500 }),
    step: fc.nat(9_000),
    // Where in the step someone looks as well, in parts of a thousand.
    extra: fc.array(fc.nat(1_000), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(figures, { minLength: 1, maxLength: 15 }), anyParameters, (path, own) => {
      let now = 0;
      let seldom: SpreadState | undefined;
      let often: SpreadState | undefined;
      for (const { step, extra, ...figure } of path) {
        const inputs: SpreadInputs = { ...quiet, ...figure };
        if (often !== undefined) {
          for (const part of extra.toSorted((a, b) => a - b)) {
            often = quote(inputs, often, now + Math.floor((step * part) / 1_000), own).state;
          }
        }
        now += step;
        const before = seldom;
        seldom = quote(inputs, seldom, now, own).state;
        often = quote(inputs, often, now, own).state;
        expect(often.stressed).toBe(seldom.stressed);
        // Powers of parts of an interval against one power of the whole.
        expect(Math.abs(often.halfSpread / seldom.halfSpread - 1)).toBeLessThan(1e-12);
        if (seldom.stressed && before?.stressed !== true) met.entered += 1;
        if (!seldom.stressed && before?.stressed === true) met.left += 1;
        if (before !== undefined && seldom.halfSpread < before.halfSpread) met.narrowed += 1;
      }
    }),
    { numRuns: runs(300) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(50);
});

test('on any path the spread is whole bps within bounds, ask above bid, and explained to the last term', () => {
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 15 }), anyParameters, (path, own) => {
      let now = 0;
      let state: SpreadState | undefined;
      for (const step of path) {
        now += step.step;
        const spread = quote(step.inputs, state, now, own);
        const before = state;
        ({ state } = spread);
        const { terms, unclipped, target } = spread.explanation;
        expect(Number.isInteger(spread.halfSpreadBps)).toBe(true);
        expect(spread.halfSpreadBps).toBeGreaterThanOrEqual(own.minimumBps);
        expect(spread.halfSpreadBps).toBeLessThanOrEqual(own.maximumBps);
        expect(10_000 + spread.halfSpreadBps).toBeGreaterThan(10_000 - spread.halfSpreadBps);
        expect(terms.reduce((sum, term) => sum + term.bps, 0)).toBe(unclipped);
        expect(spread.halted).toBe(unclipped > own.maximumBps);
        expect(state.halfSpread).toBeGreaterThanOrEqual(target);
        // A stress that ended since the last look held the spread at a target of its own, by then with older figures.
        const hasCalmed = before?.stressed === true && !state.stressed;
        if (before !== undefined && !hasCalmed) {
          expect(state.halfSpread).toBeLessThanOrEqual(Math.max(target, before.halfSpread));
        }
      }
    }),
    { numRuns: runs(200) },
  );
});

test('behavior: adverse impact is what takers gain, not below zero', () => {
  expect(adverseImpactBps([])).toBe(0);
  expect(
    adverseImpactBps([
      { side: 'buy', midBefore: 100, midAfter: 101 },
      { side: 'sell', midBefore: 100, midAfter: 100 },
    ]),
  ).toBe(50);
  expect(adverseImpactBps([{ side: 'sell', midBefore: 100, midAfter: 99 }])).toBe(100);
  expect(adverseImpactBps([{ side: 'sell', midBefore: 100, midAfter: 101 }])).toBe(0);
});

test('error: InvalidInputError', () => {
  for (const bad of [
    { dailyVolatility: -1 },
    { dailyVolatility: Number.NaN },
    { quoteLifetimeSeconds: -1 },
    { liquidity: -1 },
    { liquidity: Number.POSITIVE_INFINITY },
    { utilisation: -0.1 },
    { adverseImpactBps: Number.NaN },
    { utilisation: 1n as unknown as number },
  ]) {
    expect(() => quote({ ...calm, ...bad })).toThrow(InvalidInputError);
  }
  for (const bad of [
    { maximumBps: 3_334 },
    { minimumBps: 0 },
    { minimumBps: 400, maximumBps: 300 },
    { maximumBps: 99.5 },
    { narrowingRatio: 1 },
    { narrowingRatio: 0 },
    { narrowingSeconds: 0 },
    { priorLiquidity: 0 },
    { dataLifetimeSeconds: 0 },
    { stressEntry: 1 },
    { stressMultiplier: 0.9 },
    { softUtilisation: 1 },
    { feeBps: -1 },
  ]) {
    expect(() => quote(calm, undefined, 0, { ...parameters, ...bad })).toThrow(InvalidInputError);
  }
  const { state } = quote(calm, undefined, 100);
  expect(() => quote(calm, state, 99)).toThrow(InvalidInputError);
  expect(() => quote(calm, state, 100.5)).toThrow(InvalidInputError);
  for (const bad of [
    { halfSpread: Number.NaN },
    { stressed: true },
    { volatility: { value: -1, at: 0 } },
    { liquidity: { value: 1, at: 101 } },
  ]) {
    expect(() => quote(calm, { ...state, ...bad }, 100)).toThrow(InvalidInputError);
  }
  expect(() => adverseImpactBps([{ side: 'buy', midBefore: 0, midAfter: 1 }])).toThrow(InvalidInputError);
});
