import { expect, test } from 'vitest';
import * as pricing from './index.ts';
import { WAD, type Wad } from './units/index.ts';

const { demand, scarcity } = pricing.pricingParameters();
const column = Float64Array.of(1);
const fast = { pseudoCount: 10, elasticity: 1, min: 0.5, max: 3 };
const stats = pricing.rollingStats();
const demandOf = (parameters: typeof demand): unknown =>
  pricing.demandPressure({ consumptionVelocity: WAD, supplyRate: WAD, parameters });

/** Calls that a field `typo` is added to, in the object named. */
const CLOSED: readonly [path: string, call: (typo: object) => unknown][] = [
  ['parameters', (typo) => demandOf({ ...demand, ...typo })],
  [
    'parameters',
    (typo) =>
      pricing.scarcityFactor({
        mintRate: WAD,
        burnRate: WAD,
        substituteAvailability: 0n as Wad,
        parameters: { ...scarcity, ...typo },
      }),
  ],
  [
    'parameters',
    (typo) =>
      pricing.fastDemand({
        consumptionVelocity: column,
        supplyRate: column,
        parameters: { ...fast, ...typo },
        out: Float64Array.of(0),
      }),
  ],
  [
    'parameters',
    (typo) =>
      pricing.fastScarcity({
        mintRate: column,
        burnRate: column,
        substituteAvailability: column,
        parameters: { ...fast, substituteWeight: 0.5, ...typo },
        out: Float64Array.of(0),
      }),
  ],
  ['options', (typo) => pricing.rollingStats({ windowSeconds: 60, ...typo })],
  ['options', (typo) => pricing.rollingStats({ ...stats.snapshot(), ...typo })],
  ['options', (typo) => pricing.rateEstimator({ halfLifeSeconds: 60, at: 0, ...typo })],
  ['options', (typo) => pricing.rollingCount({ windowSeconds: 60, at: 0, ...typo })],
  ['input', (typo) => pricing.burnedUnits({ consumed: WAD, expired: WAD, ...typo })],
  ['options', (typo) => pricing.liquidity.depth([], { reference: 100, ...typo })],
  ['spec', (typo) => pricing.freshnessCurve({ family: 'linear', ...typo })],
  ['spec', (typo) => pricing.freshnessCurve({ family: 'knots', values: Array(16).fill(1), ...typo })],
];

test.each(CLOSED)('error: InvalidInputError for a field that %s does not have, in %s', (path, call) => {
  expect(() => call({})).not.toThrow();
  expect(() => call({ typo: undefined })).not.toThrow();
  expect(() => call({ typo: 1 })).toThrow(
    expect.objectContaining({ name: 'InvalidInputError', path: `${path}.typo`, observed: 1 }),
  );
});

test('behavior: the message names the fields that there are', () => {
  expect(() => pricing.liquidity.depth([], { reference: 100, witin: 0.9 } as never)).toThrow(
    'options.witin must be absent: options has the fields reference, within; got 0.9',
  );
});
