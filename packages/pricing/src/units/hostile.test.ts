import { expect, test } from 'vitest';
import { compileFormula } from '../formula/compileFormula.ts';
import * as pricing from '../index.ts';
import { InvalidInputError } from './errors.ts';

/** What parsed JSON may hand to a function whose type says otherwise. */
const loose = pricing as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
const { volatility, liquidity, rollingStats } = pricing;
const sparse: never[] = [];
sparse.length = 16;

test.each<readonly [string, () => unknown]>([
  ...[
    'quoteSegment',
    'demandPressure',
    'scarcityFactor',
    'costFloor',
    'bucketAfterTrade',
    'rateEstimator',
    'rollingCount',
    'promotion',
    'reducePromotion',
    'reduceFloorBook',
    'creditWallet',
    'reduceCreditWallet',
    'fastQuotes',
    'fastDemand',
    'fastScarcity',
    'fastFreshness',
    'explainQuote',
    'quoteTypedData',
    'freshnessCurve',
    'splitAsk',
  ].flatMap((name) =>
    [undefined, null, 5, {}].map(
      (given) => [`${name}(${JSON.stringify(given)})`, () => loose[name]!(given, given)] as const,
    ),
  ),
  ['rollingStats(null)', () => rollingStats(null as never)],
  ['rollingStats().add(null)', () => rollingStats().add(null as never)],
  ['evaluate(null)', () => compileFormula('2 freshness').evaluate(null as never)],
  ['bars of null', () => pricing.bars([null as never], { periodSeconds: 1 })],
  ['volatility of a sparse array', () => volatility.parkinson(sparse)],
  ['ewma of a sparse array', () => volatility.ewma(sparse, { lambda: 0.9 })],
  ['ewma without options', () => volatility.ewma([1], undefined as never)],
  ['ewmaOfTicks of a sparse array', () => volatility.ewmaOfTicks(sparse, { lambda: 0.9, tauSeconds: 1 })],
  ['roll of a sparse array', () => liquidity.roll(sparse)],
  ['kyleLambda of null', () => liquidity.kyleLambda([null, null, null] as never)],
  ['depth of a sparse array', () => liquidity.depth(sparse, { reference: 1 })],
  ['substituteAvailability of a sparse array', () => pricing.substituteAvailability(sparse)],
  ['packKnots of a sparse array', () => pricing.packKnots(sparse)],
  ['a curve of a sparse array', () => pricing.freshnessCurve({ family: 'knots', values: sparse })],
])('error: InvalidInputError for %s', (_, act) => {
  expect(act).toThrow(InvalidInputError);
});
