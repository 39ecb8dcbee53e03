import { freshnessAt, freshnessCurve } from '@phasegate/pricing';
import { InvalidInputError, WAD } from '@phasegate/pricing/units';
import { normalDraws } from '@phasegate/risk';
import { describe, expect, test } from 'vitest';
import { black76Price } from '../formula/black/black76Price.ts';
import { ProbabilitySumError } from '../formula/forward/errors.ts';
import { freshnessLockPremium } from '../formula/forward/freshnessLockPremium.ts';
import { deliveredForward } from '../instrument/deliveredForward.ts';
import { freshnessLock } from '../instrument/freshnessLock.ts';
import { streamingForward } from '../instrument/streamingForward.ts';
import { type SupplyAssurance, supplyAssurance } from '../instrument/supplyAssurance.ts';
import { netFlows } from '../lifecycle/deal/transfer.ts';
import { units } from '../lifecycle/delivery/unit.testing.ts';
import { openSupplyAssurance } from '../lifecycle/supplyAssurance/openSupplyAssurance.ts';
import { reduceSupplyAssurance } from '../lifecycle/supplyAssurance/reduceSupplyAssurance.ts';
import { type SupplyEvent, supplyHeld } from '../lifecycle/supplyAssurance/supplyState.ts';
import { deliveredForwardValue } from './deliveredForward.ts';
import { type FreshnessLockMarketState, freshnessLockValue } from './freshnessLock.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { MarketState } from './marketState.ts';
import { streamingForwardValue } from './streamingForward.ts';
import { type SupplyAssuranceMarketState, supplyAssuranceValue } from './supplyAssurance.ts';
import { YEAR_SECONDS } from './years.ts';

const NOW = 1_700_000_000;
const DAY = 86_400;
const WEEK = 7 * DAY;
const shared = {
  market: 7,
  minimumConfidenceBps: 7_500,
  minimumRemainingLife: DAY,
  providerBond: 20n * WAD,
  feeBps: 50,
  timePremium: 0n,
};
const forward = deliveredForward({
  ...shared,
  quantity: 10n,
  pricePerUnit: 7n * WAD,
  fundingDeadline: NOW + 30 * DAY,
  deliveryStart: NOW + 80 * DAY,
  deliveryDeadline: NOW + 90 * DAY,
  grace: DAY,
  buyerBond: 5n * WAD,
});
const linear = freshnessCurve({ family: 'linear' });
const lock = freshnessLock({
  ...forward,
  grace: 0,
  curve: linear.table,
  minimumFreshness: (8n * WAD) / 10n,
  lockPremium: 10n * WAD,
  staleRule: 'refuse',
  lateDiscountBps: 0,
});
const stream = streamingForward({
  ...shared,
  maximumConfidenceBps: 9_500,
  pricePerUnit: WAD / 2n,
  unitsPerInterval: 60n,
  intervalSeconds: 60,
  start: NOW + 10 * DAY,
  duration: WEEK,
  tolerance: 600n,
  grace: DAY,
  disputeBond: WAD,
  disputeWindow: DAY,
  resolutionWindow: DAY,
  silentSplitBps: 5_000,
  proverBps: 1_000,
  challengeWindow: DAY,
  forfeitBps: 10_000,
});
const supply = supplyAssurance({
  ...shared,
  periods: 4,
  periodSeconds: WEEK,
  start: NOW + 20 * DAY,
  grace: DAY,
  unitsPerPeriod: 100n,
  pricePerUnit: 7n * WAD,
  retainer: 50n * WAD,
  takeOrPayBps: 2_500,
  maximumRollover: 0n,
  buyerBond: 5n * WAD,
});
const locked: FreshnessLockMarketState = {
  now: NOW,
  rate: 0.05,
  freshForward: 12,
  windowSeconds: WEEK,
  deliveryAges: [
    { age: 0, probability: 0.25 },
    { age: WEEK / 2, probability: 0.75 },
  ],
};
const supplied: SupplyAssuranceMarketState = {
  now: NOW,
  rate: 0.05,
  forwards: [7, 7.5, 8, 8.5],
  volatility: 0.8,
  deliveredFraction: 0.9,
};
const state = { now: NOW, rate: 0.05, forward: 8 };

/** Each pricer by what all market states have, and by a move of all its forwards. */
const pricers: readonly (readonly [
  string,
  (change: Partial<MarketState>, move: number) => InstrumentValue,
])[] = [
  [
    'delivered forward',
    (change, move) => deliveredForwardValue(forward, { ...state, ...change, forward: 8 + move }),
  ],
  [
    'freshness lock',
    (change, move) => freshnessLockValue(lock, { ...locked, ...change, freshForward: 12 + move }),
  ],
  [
    'adjusting freshness lock',
    (change, move) =>
      freshnessLockValue({ ...lock, staleRule: 'adjust' }, { ...locked, ...change, freshForward: 12 + move }),
  ],
  [
    'streaming forward',
    (change, move) => streamingForwardValue(stream, { ...state, ...change, forward: 0.6 + move }),
  ],
  [
    'streaming forward under way',
    (change, move) =>
      streamingForwardValue({ ...stream, start: NOW - DAY }, { ...state, ...change, forward: 0.6 + move }),
  ],
  [
    'supply assurance',
    (change, move) =>
      supplyAssuranceValue(supply, {
        ...supplied,
        ...change,
        forwards: supplied.forwards.map((f) => f + move),
      }),
  ],
];

test.each(pricers)('every Greek of a %s is the slope that differences of its value show', (_, price) => {
  const greeks = price({}, 0);
  const near = (analytic: number, difference: number): void =>
    expect(Math.abs(analytic - difference)).toBeLessThan(1e-4 * (1 + Math.abs(analytic)));
  near(greeks.delta, (price({}, 1e-3).value - price({}, -1e-3).value) / 2e-3);
  near(greeks.gamma, (price({}, 1e-3).delta - price({}, -1e-3).delta) / 2e-3);
  near(greeks.rho, (price({ rate: 0.05 + 1e-4 }, 0).value - price({ rate: 0.05 - 1e-4 }, 0).value) / 2e-4);
  const minute = 60;
  const later = price({ now: NOW + minute }, 0).value - price({ now: NOW - minute }, 0).value;
  near(greeks.theta, (later / (2 * minute)) * YEAR_SECONDS);
});

test.each(pricers)('error: InvalidInputError for a malformed market of a %s', (_, price) => {
  expect(() => price({ now: 0.5 }, 0)).toThrow(InvalidInputError);
  expect(() => price({ rate: Number.NaN }, 0)).toThrow(InvalidInputError);
  expect(() => price({}, Number.NaN)).toThrow(InvalidInputError);
});

describe('deliveredForward', () => {
  test('default: ten units a PAT above their price are worth ten PAT without interest', () => {
    expect(deliveredForwardValue(forward, { ...state, rate: 0 })).toMatchObject({
      value: 10,
      delta: 10,
      vega: 0,
    });
  });

  test('behavior: the payment counts from the funding deadline, at face value once it is due', () => {
    const { value } = deliveredForwardValue(forward, state);
    expect(value).toBeCloseTo(80 * Math.exp((-0.05 * 90) / 365) - 70 * Math.exp((-0.05 * 30) / 365), 12);
    const due = deliveredForwardValue(forward, { ...state, now: NOW + 40 * DAY });
    expect(due.value).toBeCloseTo(80 * Math.exp((-0.05 * 50) / 365) - 70, 12);
  });
});

describe('freshnessLock', () => {
  test('default: the lock is worth the forward on what would have come, the fair premium less the agreed one', () => {
    const years = 90 / 365;
    const come = locked.deliveryAges.reduce(
      (sum, { age, probability }) => sum + probability * (Number(freshnessAt(linear, age, WEEK)) / 1e18),
      0,
    );
    const forwardAlone = deliveredForwardValue(forward, { ...state, forward: 12 * come });
    const premium = freshnessLockPremium({
      freshForward: 12,
      curve: linear,
      minimumFreshness: 0.8,
      deliveryAges: locked.deliveryAges,
      window: WEEK,
      timeToDelivery: years,
      rate: 0.05,
    });
    // The curve's table stands for the family within its stated deviation.
    expect(freshnessLockValue(lock, locked).value).toBeCloseTo(forwardAlone.value + 10 * premium - 10, 2);
  });

  test('behavior: under adjust a stale unit costs its share of the price and its premium comes back', () => {
    const table = Number(freshnessAt(linear, WEEK / 2, WEEK)) / 1e18;
    const stale = { ...locked, rate: 0, deliveryAges: [{ age: WEEK / 2, probability: 1 }] };
    expect(freshnessLockValue({ ...lock, staleRule: 'adjust' }, stale).value).toBeCloseTo(
      10 * (12 * table - (7 * table) / 0.8),
      9,
    );
  });

  test('error: ProbabilitySumError', () => {
    const short = { ...locked, deliveryAges: [{ age: 0, probability: 0.9 }] };
    expect(() => freshnessLockValue(lock, short)).toThrow(ProbabilitySumError);
  });
});

describe('streamingForward', () => {
  test('default: without interest each unit is worth the forward less the price', () => {
    const { value } = streamingForwardValue(stream, { ...state, rate: 0, forward: 0.6 });
    expect(value).toBeCloseTo(604_800 * 0.1, 6);
  });

  test('behavior: half way through, half of the units are left; at a tiny rate nothing jumps', () => {
    const half = { ...state, now: stream.start + WEEK / 2, forward: 0.6 };
    expect(streamingForwardValue(stream, { ...half, rate: 0 }).value).toBeCloseTo(302_400 * 0.1, 6);
    const [none, tiny] = [0, 1e-9].map((rate) => streamingForwardValue(stream, { ...half, rate }).rho);
    expect(Math.abs(none! / tiny! - 1)).toBeLessThan(1e-6);
  });

  test('error: InvalidInputError once it is over', () => {
    expect(() => streamingForwardValue(stream, { ...state, now: stream.start + WEEK })).toThrow(
      InvalidInputError,
    );
  });
});

/** What the buyer has at the end: the money the contract's own rules moved, and the units it took at the prices of the day. */
function playedOut(terms: SupplyAssurance, prices: readonly number[], deliverable: bigint): number {
  let { state, transfers } = openSupplyAssurance({ terms, at: NOW });
  let worth = 0;
  let paid = netFlows(transfers).get('buyer') ?? 0n;
  const happens = (event: SupplyEvent): void => {
    ({ state, transfers } = reduceSupplyAssurance(state, event));
    paid += netFlows(transfers).get('buyer') ?? 0n;
  };
  for (let period = 0; period < terms.periods; period += 1) {
    happens({ type: 'fund', at: terms.start - 1, by: 'buyer' });
  }
  const refusal = (1 - terms.takeOrPayBps / 10_000) * (Number(terms.pricePerUnit) / 1e18);
  for (const [period, price] of prices.entries()) {
    const end = terms.start + (period + 1) * terms.periodSeconds;
    if (price > refusal) {
      const first = period * Number(terms.unitsPerPeriod);
      happens({
        type: 'deliver',
        at: end - 1,
        by: 'provider',
        units: units(first, Number(deliverable), end - 1),
      });
      worth += Number(deliverable) * price;
    } else happens({ type: 'decline', at: end - 1, by: 'buyer', units: deliverable });
    if (state.period === period && state.status === 'live') happens({ type: 'close', at: end + terms.grace });
  }
  expect(supplyHeld(state)).toBe(0n);
  return worth + Number(paid) / 1e18;
}

describe('supplyAssurance', () => {
  const certain = { ...supplied, rate: 0, deliveredFraction: 1 };

  test.each([
    ['all come', 10n],
    ['nine of ten come', 9n],
  ])(
    'behavior: Monte Carlo over the cash flows of the contract itself, within four standard errors: %s',
    (_, deliverable) => {
      const terms = supplyAssurance({ ...supply, unitsPerPeriod: 10n, feeBps: 0 });
      const market = { ...supplied, rate: 0, deliveredFraction: Number(deliverable) / 10 };
      const pairs = Array.from({ length: 3_000 }, (__, path) => {
        const draws = normalDraws({ seed: 11, scenario: 0, path }, terms.periods);
        const [one, other] = ([1, -1] as const).map((mirror) => {
          let walk = 0;
          let before = 0;
          const prices = market.forwards.map((forward, period) => {
            const years = (20 + 7 * (period + 1)) / 365;
            walk += mirror * market.volatility * Math.sqrt(years - before) * draws[period]!;
            before = years;
            return forward * Math.exp(walk - 0.5 * market.volatility ** 2 * years);
          });
          return playedOut(terms, prices, deliverable);
        });
        return 0.5 * (one! + other!);
      });
      const mean = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
      const variance = pairs.reduce((sum, pair) => sum + (pair - mean) ** 2, 0) / (pairs.length - 1);
      const standardError = Math.sqrt(variance / pairs.length);
      const { value } = supplyAssuranceValue(terms, market);
      expect(standardError).toBeLessThan(0.4);
      expect(Math.abs(mean - value)).toBeLessThan(4 * standardError);
    },
  );

  test('default: without take-or-pay each period is a call on its units less the retainer', () => {
    const free = { ...supply, takeOrPayBps: supplyAssurance({ ...supply, takeOrPayBps: 0 }).takeOrPayBps };
    const calls = certain.forwards.reduce(
      (sum, each, period) =>
        sum +
        100 *
          black76Price({
            type: 'call',
            forward: each,
            strike: 7,
            timeToExpiry: (20 + 7 * (period + 1)) / 365,
            rate: 0,
            volatility: 0.8,
          }),
      0,
    );
    expect(supplyAssuranceValue(free, certain).value).toBeCloseTo(calls - 200, 9);
  });

  test('behavior: with all of the price at stake the units are forwards', () => {
    const bound = supplyAssurance({ ...supply, takeOrPayBps: 10_000 });
    expect(supplyAssuranceValue(bound, certain).value).toBeCloseTo(100 * (0 + 0.5 + 1 + 1.5) - 200, 9);
  });

  test('behavior: units that never come are worth the bond, and the retainer comes back', () => {
    expect(supplyAssuranceValue(supply, { ...certain, deliveredFraction: 0 }).value).toBeCloseTo(20, 12);
  });

  test('error: InvalidInputError for forwards other than one a period', () => {
    expect(() => supplyAssuranceValue(supply, { ...supplied, forwards: [7] })).toThrow(InvalidInputError);
    expect(() => supplyAssuranceValue(supply, { ...supplied, deliveredFraction: 1.1 })).toThrow(
      InvalidInputError,
    );
  });
});
