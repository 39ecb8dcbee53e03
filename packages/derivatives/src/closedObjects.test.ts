import { freshnessCurve } from '@phasegate/pricing';
import { type Bps, WAD, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import * as derivatives from './index.ts';

const svi = { a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.2 };
const quotes = [-0.2, -0.1, 0, 0.1, 0.2].map((logMoneyness) => ({ logMoneyness, bid: 0.2, ask: 0.21 }));
const forward = { spot: 1, curve: freshnessCurve({ family: 'linear' }), age: 0, deliveryAge: 1, window: 10 };

/** Calls that a field `typo` is added to, in the object named. */
const CLOSED: readonly [path: string, call: (typo: object) => unknown][] = [
  ['input', (typo) => derivatives.segmentForward({ ...forward, ...typo })],
  ['parameters', (typo) => derivatives.sviVariance({ ...svi, ...typo }, 0)],
  ['input', (typo) => derivatives.fitSvi({ timeToExpiry: 1, quotes, ...typo })],
  [
    'quotes[0]',
    (typo) => derivatives.fitSvi({ timeToExpiry: 1, quotes: quotes.map((q) => ({ ...q, ...typo })) }),
  ],
  [
    'parameters',
    (typo) =>
      derivatives.vaultQuote({
        vault: derivatives.openVault(1_000n as Wad),
        series: derivatives.putOption({ market: 7, expiry: 3_600, strike: 100n }),
        market: { forward: WAD, now: 0 },
        takerBuys: true,
        lots: 1n,
        parameters: {
          baseVolatility: WAD,
          fullVolatility: WAD,
          maxUtilisationBps: 9_000 as Bps,
          halfSpread: 0n as Wad,
          ...typo,
        },
      }),
  ],
];

test.each(CLOSED)('error: InvalidInputError for a field that %s does not have', (path, call) => {
  expect(() => call({})).not.toThrow();
  expect(() => call({ typo: 1 })).toThrow(
    expect.objectContaining({ name: 'InvalidInputError', path: `${path}.typo`, observed: 1 }),
  );
});
