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
    'terms',
    (typo) =>
      derivatives.vaultQuote({
        vault: { capital: 1_000n as Wad, assets: 1_000n as Wad, obligations: 0n as Wad, sold: 0n },
        series: derivatives.putOption({ market: 7, expiry: 3_600, strike: 100n }),
        forwards: [WAD],
        now: 0,
        takerBuys: true,
        lots: 1n,
        maxUtilisationBps: 8_000 as Bps,
        terms: { baseVolatility: WAD, fullVolatility: WAD, halfSpread: 0n as Wad, ...typo },
      }),
  ],
];

test.each(CLOSED)('error: InvalidInputError for a field that %s does not have', (path, call) => {
  expect(() => call({})).not.toThrow();
  expect(() => call({ typo: 1 })).toThrow(
    expect.objectContaining({ name: 'InvalidInputError', path: `${path}.typo`, observed: 1 }),
  );
});
