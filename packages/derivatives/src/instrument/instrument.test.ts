import { freshnessCurve, InvalidCurveError } from '@phasegate/pricing';
import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { deliveredForward } from './deliveredForward.ts';
import { freshnessLock } from './freshnessLock.ts';
import { supplyAssurance } from './supplyAssurance.ts';

const FORWARD = {
  market: 7,
  minimumConfidenceBps: 7_500,
  minimumRemainingLife: 3_600,
  quantity: 10n,
  pricePerUnit: 5n,
  fundingDeadline: 100,
  deliveryStart: 200,
  deliveryDeadline: 300,
  grace: 10,
  buyerBond: 1n,
  providerBond: 1n,
  feeBps: 0,
  timePremium: 0n,
};
const LOCK = {
  ...FORWARD,
  curve: freshnessCurve({ family: 'linear' }).table,
  minimumFreshness: 10n ** 18n,
  lockPremium: 0n,
  staleRule: 'adjust' as const,
  lateDiscountBps: 10_000,
};
const SUPPLY = {
  market: 7,
  minimumConfidenceBps: 1,
  minimumRemainingLife: 1,
  periods: 1_000,
  periodSeconds: 60,
  start: 0,
  grace: 60,
  unitsPerPeriod: 5n,
  pricePerUnit: 1n,
  retainer: 0n,
  takeOrPayBps: 0,
  maximumRollover: 5n,
  buyerBond: 1n,
  providerBond: 1n,
  feeBps: 10_000,
  timePremium: 0n,
};

/** Each term with values outside its range; undefined stands for a missing term. */
type Bad<T> = { readonly [K in keyof T]?: readonly unknown[] };
const NO_WEI = [-1n, 2n ** 128n, 1, 1.5, Number.NaN, '1', undefined];
const NO_SECONDS = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 40, 1n, undefined];
const NO_BPS = [-1, 10_001, 0.5, Number.NaN, 1n, undefined];

function refusesEach<T extends object>(construct: (terms: T) => unknown, good: T, bad: Bad<T>): void {
  for (const [term, values] of Object.entries<readonly unknown[] | undefined>(bad))
    for (const value of values ?? []) {
      const terms = { ...good, [term]: value };
      expect(() => construct(terms), `${term} = ${String(value)}`).toThrow(InvalidInputError);
    }
  for (const terms of [undefined, null, 7, []])
    expect(() => construct(terms as never)).toThrow(InvalidInputError);
}

test('default: a constructor gives the terms with their kind, nothing else', () => {
  expect(deliveredForward({ ...FORWARD, note: 'kept out' } as never)).toEqual({
    ...FORWARD,
    kind: 'deliveredForward',
  });
  expect(freshnessLock(LOCK)).toEqual({ ...LOCK, kind: 'freshnessLock' });
  expect(supplyAssurance(SUPPLY)).toEqual({ ...SUPPLY, kind: 'supplyAssurance' });
});

test('behavior: the ends of the ranges are taken', () => {
  expect(() => deliveredForward({ ...FORWARD, fundingDeadline: 200, grace: 0 })).not.toThrow();
  expect(() => deliveredForward({ ...FORWARD, quantity: 1n, pricePerUnit: 2n ** 128n - 1n })).not.toThrow();
  expect(() =>
    deliveredForward({ ...FORWARD, market: 65_535, minimumConfidenceBps: 10_000, feeBps: 10_000 }),
  ).not.toThrow();
  const largest = 2n ** 128n - 1n;
  const perUnit = largest / 5_000n;
  expect(() => supplyAssurance({ ...SUPPLY, pricePerUnit: perUnit })).not.toThrow();
  expect(() => supplyAssurance({ ...SUPPLY, pricePerUnit: perUnit + 1n })).toThrow(InvalidInputError);
  const retainer = largest / 1_000n - 5n;
  expect(() => supplyAssurance({ ...SUPPLY, retainer })).not.toThrow();
  expect(() => supplyAssurance({ ...SUPPLY, retainer: retainer + 1n })).toThrow(InvalidInputError);
  expect(() => freshnessLock({ ...LOCK, minimumFreshness: 1n, lateDiscountBps: 0 })).not.toThrow();
  expect(() => freshnessLock({ ...LOCK, staleRule: 'refuse', lateDiscountBps: 0, grace: 0 })).not.toThrow();
  expect(() =>
    supplyAssurance({ ...SUPPLY, periods: 1, takeOrPayBps: 10_000, maximumRollover: 0n }),
  ).not.toThrow();
});

test('error: InvalidInputError names the term of a delivered forward', () => {
  refusesEach(deliveredForward, FORWARD, {
    market: [-1, 65_536, 0.5, '7', undefined],
    minimumConfidenceBps: [0, ...NO_BPS],
    minimumRemainingLife: [0, ...NO_SECONDS],
    quantity: [0n, 2n ** 32n, ...NO_WEI],
    pricePerUnit: [0n, (2n ** 128n - 1n) / 10n + 1n, ...NO_WEI],
    fundingDeadline: [201, ...NO_SECONDS],
    deliveryStart: [99, 300, ...NO_SECONDS],
    deliveryDeadline: [200, ...NO_SECONDS],
    grace: NO_SECONDS,
    buyerBond: [0n, ...NO_WEI],
    providerBond: [0n, ...NO_WEI],
    feeBps: NO_BPS,
    timePremium: NO_WEI,
  });
  expect(() => deliveredForward({ ...FORWARD, grace: -1 })).toThrow('grace must be whole seconds');
});

test('error: InvalidInputError names the term of a freshness lock, InvalidCurveError its curve', () => {
  refusesEach(freshnessLock, LOCK, {
    minimumFreshness: [0n, 10n ** 18n + 1n, ...NO_WEI],
    lockPremium: NO_WEI,
    lateDiscountBps: NO_BPS,
    staleRule: ['reprice', undefined],
  });
  const strict = { ...LOCK, staleRule: 'refuse' as const };
  refusesEach(
    freshnessLock,
    { ...strict, lateDiscountBps: 0, grace: 0 },
    { lateDiscountBps: [1], grace: [1] },
  );
  for (const curve of [0n, 1n, 2n ** 256n, -1n, LOCK.curve >> 16n])
    expect(() => freshnessLock({ ...LOCK, curve })).toThrow(InvalidCurveError);
  expect(() => freshnessLock({ ...LOCK, curve: 'linear' as never })).toThrow(InvalidInputError);
});

test('error: InvalidInputError names the term of a supply assurance', () => {
  refusesEach(supplyAssurance, SUPPLY, {
    periods: [0, 1_001, 1.5, undefined],
    periodSeconds: [0, ...NO_SECONDS],
    start: NO_SECONDS,
    grace: [61, ...NO_SECONDS],
    unitsPerPeriod: [0n, 4n, 2n ** 32n, ...NO_WEI],
    pricePerUnit: [0n, 2n ** 120n, ...NO_WEI],
    retainer: NO_WEI,
    takeOrPayBps: NO_BPS,
    maximumRollover: [6n, ...NO_WEI],
    buyerBond: [0n, ...NO_WEI],
    providerBond: [0n, ...NO_WEI],
  });
});
