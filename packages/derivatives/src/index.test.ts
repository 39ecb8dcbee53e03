import type { FreshnessCurve } from '@phasegate/pricing';
import { expect, expectTypeOf, test } from 'vitest';
import * as derivatives from './index.ts';

/** Shapes that are called from outside, written down independently of the sources. */
type OptionType = 'call' | 'put';
interface BlackInput {
  type: OptionType;
  forward: number;
  strike: number;
  timeToExpiry: number;
  rate: number;
  volatility: number;
}
interface BlackResult {
  price: number;
  delta: number;
  gamma: number;
  vega: number;
  theta: number;
  rho: number;
  vanna: number;
  volga: number;
}
interface Shapes {
  black76(input: BlackInput): BlackResult;
  impliedVolatility(input: Omit<BlackInput, 'volatility'> & { price: number }): number;
  digital(input: BlackInput & { payout: 'cash' | 'asset' }): {
    price: number;
    delta: number;
    gamma: number;
    vega: number;
    theta: number;
    rho: number;
  };
  american(input: {
    type: OptionType;
    spot: number;
    strike: number;
    timeToExpiry: number;
    rate: number;
    dividendYield: number;
    volatility: number;
  }): { price: number };
  asianArithmetic(input: {
    type: OptionType;
    forwards: readonly number[];
    weights: readonly number[];
    fixingTimes: readonly number[];
    strike: number;
    rate: number;
    volatility: number;
    pastFixings?: readonly { price: number; weight: number }[];
    method: 'fast' | 'reference';
  }): { price: number; error: number };
  normalCdf(x: number): number;
  normalInverseCdf(p: number): number;
  segmentForward(input: {
    spot: number;
    curve: FreshnessCurve;
    age: number;
    deliveryAge: number;
    window: number;
    premium?: number;
    useTable?: boolean;
  }): number;
}

test('the functions called from outside have the agreed shapes', () => {
  expectTypeOf<Pick<typeof derivatives, keyof Shapes>>().toExtend<Shapes>();
  expectTypeOf<derivatives.BlackInput>().toEqualTypeOf<Readonly<BlackInput>>();
  expectTypeOf<derivatives.BlackResult>().toEqualTypeOf<Readonly<BlackResult>>();
  expect(derivatives.black76).toBeTypeOf('function');
});

test('the export names', () => {
  expect(Object.keys(derivatives).sort()).toMatchSnapshot();
});
