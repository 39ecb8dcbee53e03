import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { Bar } from '../discovery/bars.ts';
import { InvalidInputError } from '../units/errors.ts';
import { InvalidBarError, TooFewObservationsError } from '../volatility/errors.ts';
import { sp500 } from '../volatility/sp500.test.support.ts';
import { liquidity } from './liquidity.ts';

const closes = (...prices: readonly number[]): readonly Bar[] =>
  prices.map((price) => ({ open: price, high: price, low: price, close: price, volume: 5 }));

test('default: worked by hand', () => {
  expect(liquidity.amihud(closes(100, 110))).toBeCloseTo(0.1 / 550, 16);
  // Changes 1, -1, 1, -1: pairs (1,-1), (-1,1), (1,-1) have the covariance -4/3, twice its root is 2.309.
  expect(liquidity.roll(closes(10, 11, 10, 11, 10))).toBeCloseTo(2 * Math.sqrt(4 / 3), 14);
  const flows = [1, 2, 3].map((change) => ({ priceChange: change, signedVolume: 10 * change }));
  expect(liquidity.kyleLambda(flows)).toBeCloseTo(0.1, 15);
  const levels = [
    { price: 100, quantity: 5 },
    { price: 102, quantity: 7 },
    { price: 103, quantity: 9 },
  ];
  expect(liquidity.depth(levels, { reference: 100 })).toEqual({ quantity: 12, cost: 1_214 });
});

test('behavior: roll says nothing of a trend', () => {
  expect(liquidity.roll(closes(10, 11, 13, 16, 20))).toBeUndefined();
  expect(liquidity.roll(closes(10, 10, 10, 10))).toBe(0);
});

test('behavior: roll finds the spread of a bouncing price', () => {
  let state = 1;
  const bounce = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state < 0 ? -1 : 1;
  };
  const prices = Array.from({ length: 20_000 }, () => 100 + 0.25 * bounce());
  // Half a PAT between bid and ask; the standard error is about 1 %.
  expect(Math.abs(liquidity.roll(closes(...prices))! / 0.5 - 1)).toBeLessThan(0.04);
});

test('behavior: amihud leaves periods without volume out', () => {
  const bars = closes(100, 110, 120).map((bar, i) => (i === 1 ? { ...bar, volume: 0 } : bar));
  expect(liquidity.amihud(bars)).toBeCloseTo(10 / 110 / 600, 16);
});

test('behavior: kyleLambda is undefined without variation of flow, and ignores a constant drift', () => {
  const flat = [1, 2, 3].map((change) => ({ priceChange: change, signedVolume: 7 }));
  expect(liquidity.kyleLambda(flat)).toBeUndefined();
  const drifting = [-3, 1, 8].map((flow) => ({ priceChange: 5 + 0.25 * flow, signedVolume: flow }));
  expect(liquidity.kyleLambda(drifting)).toBeCloseTo(0.25, 14);
});

test('behavior: an independent 25-digit implementation agrees on 5,105 real days of the S&P 500', () => {
  const D = Decimal.clone({ precision: 25 });
  const days = sp500();
  const prices = days.map((day) => new D(day.close));
  const sum = (values: readonly Decimal[]): Decimal =>
    values.reduce((total, value) => total.plus(value), new D(0));
  const illiquidity = sum(
    prices.slice(1).map((price, i) =>
      price
        .minus(prices[i]!)
        .abs()
        .div(prices[i]!)
        .div(price)
        .div(days[i + 1]!.volume),
    ),
  ).div(prices.length - 1);
  expect(Math.abs(liquidity.amihud(days) / illiquidity.toNumber() - 1)).toBeLessThan(1e-12);
  // Covariance by raw moments rather than about the means; whole-period covariance is negative here.
  const changes = prices.slice(1).map((price, i) => price.minus(prices[i]!));
  const [x, y] = [changes.slice(0, -1), changes.slice(1)];
  const n = x.length;
  const covariance = sum(x.map((value, i) => value.times(y[i]!)))
    .minus(sum(x).times(sum(y)).div(n))
    .div(n - 1);
  expect(covariance.lt(0)).toBe(true);
  expect(Math.abs(liquidity.roll(days)! / covariance.neg().sqrt().times(2).toNumber() - 1)).toBeLessThan(
    1e-10,
  );
  const flows = days.map((day) => ({
    priceChange: day.close - day.open,
    signedVolume: Math.sign(day.close - day.open) * day.volume,
  }));
  const [dx, dy] = [
    flows.map((flow) => new D(flow.signedVolume)),
    flows.map((flow) => new D(flow.priceChange)),
  ];
  const m = flows.length;
  const slope = sum(dx.map((value, i) => value.times(dy[i]!)))
    .minus(sum(dx).times(sum(dy)).div(m))
    .div(sum(dx.map((value) => value.times(value))).minus(sum(dx).pow(2).div(m)));
  expect(Math.abs(liquidity.kyleLambda(flows)! / slope.toNumber() - 1)).toBeLessThan(1e-12);
});

test('error: TooFewObservationsError', () => {
  expect(() => liquidity.amihud(closes(1))).toThrow(TooFewObservationsError);
  expect(() => liquidity.amihud(closes(1, 2).map((bar) => ({ ...bar, volume: 0 })))).toThrow(
    TooFewObservationsError,
  );
  expect(() => liquidity.roll(closes(1, 2, 3))).toThrow(TooFewObservationsError);
  expect(() => liquidity.kyleLambda([])).toThrow(TooFewObservationsError);
});

test('error: InvalidBarError and InvalidInputError', () => {
  expect(() => liquidity.amihud(closes(1, Number.NaN))).toThrow(InvalidBarError);
  expect(() => liquidity.roll(closes(1, 2, 3, -4))).toThrow(InvalidBarError);
  expect(() => liquidity.kyleLambda(undefined as unknown as [])).toThrow(InvalidInputError);
  const flow = { priceChange: 1, signedVolume: Number.POSITIVE_INFINITY };
  expect(() => liquidity.kyleLambda([flow, flow, flow])).toThrow(InvalidInputError);
  expect(() => liquidity.depth([{ price: 1, quantity: -1 }], { reference: 1 })).toThrow(InvalidInputError);
  expect(() => liquidity.depth([], { reference: 0 })).toThrow(InvalidInputError);
  expect(() => liquidity.depth([], { reference: 1, within: 2 })).toThrow(InvalidInputError);
});
