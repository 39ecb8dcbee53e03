import { type Bps, WAD, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import * as risk from './index.ts';

const limit = { gross: WAD, net: WAD };
const levels = Object.fromEntries(risk.exposureLevels.map((level) => [level, limit])) as Readonly<
  Record<risk.ExposureLevel, risk.ExposureLimit>
>;
const bond: risk.BondInput = {
  side: 'provider',
  quantity: 10n,
  contractPrice: 100n as Wad,
  price: 100n as Wad,
  floor: 0n as Wad,
  exposure: 4n as Wad,
  concentrationThreshold: 1n as Wad,
  liquidityHorizonSeconds: 86_400,
  baseHorizonSeconds: 86_400,
};
const scan = {
  priceScanBps: 3_000 as Bps,
  volatilityScan: 0,
  extremeMoves: 2,
  extremeCoverBps: 3_500 as Bps,
};
const change = { current: WAD, proposed: WAD, now: 0, policy: risk.defaultChangePolicy };
const moments = { mean: 0, standardDeviation: 1, skewness: 0, excessKurtosis: 0, alpha: 0.99 };

/** Calls that a field `typo` is added to, in the object named. */
const CLOSED: readonly [path: string, call: (typo: object) => unknown][] = [
  ['configuration', (typo) => risk.exposureTree({ limits: levels, ...typo })],
  ['limits', (typo) => risk.exposureTree({ limits: { ...levels, ...typo } })],
  ['limits.global', (typo) => risk.exposureTree({ limits: { ...levels, global: { ...limit, ...typo } } })],
  [
    'overrides[0]',
    (typo) =>
      risk.exposureTree({ limits: levels, overrides: [{ level: 'market', key: '1', limit, ...typo }] }),
  ],
  ['policy', (typo) => risk.announceChange({ ...change, policy: { ...change.policy, ...typo } })],
  [
    'parameters',
    (typo) =>
      risk.scanMargin({ price: 300n as Wad, value: () => 0n as Wad, parameters: { ...scan, ...typo } }),
  ],
  ['input', (typo) => risk.performanceBond({ ...bond, ...typo })],
  ['shocks', (typo) => risk.performanceBond({ ...bond, shocks: { ...risk.defaultBondShocks, ...typo } })],
  ['input', (typo) => risk.defaultProbability({ failed: 1, obligations: 10, ...typo })],
  [
    'prior',
    (typo) => risk.defaultProbability({ failed: 1, obligations: 10, prior: { failed: 1, met: 9, ...typo } }),
  ],
  ['input', (typo) => risk.normalValueAtRisk({ ...moments, ...typo })],
  ['input', (typo) => risk.cornishFisherValueAtRisk({ ...moments, ...typo })],
  ['options', (typo) => risk.filteredHistoricalPnl([1, -1, 2], { lambda: 0.94, ...typo })],
];

test.each(CLOSED)('error: InvalidInputError for a field that %s does not have', (path, call) => {
  expect(() => call({})).not.toThrow();
  expect(() => call({ typo: 1 })).toThrow(
    expect.objectContaining({ name: 'InvalidInputError', path: `${path}.typo`, observed: 1 }),
  );
});
