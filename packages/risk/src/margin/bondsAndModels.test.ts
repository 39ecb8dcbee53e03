import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilSquareRoot } from './ceilSquareRoot.ts';
import { correlatedModel, type MarginModel, spanModel } from './marginModel.ts';
import { type MarginedMarket, modelMargin } from './modelMargin.ts';
import { type BondInput, performanceBond } from './performanceBond.ts';
import { type ScanParameters, scanMargin } from './scanMargin.ts';
import { sensitivityMargin, simmOtherCommodity } from './sensitivityMargin.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const bond = {
  side: 'provider',
  quantity: 10n,
  contractPrice: wad(100n),
  price: wad(100n),
  floor: wad(0n),
  exposure: wad(1n),
  concentrationThreshold: wad(1n),
  liquidityHorizonSeconds: 86_400,
  baseHorizonSeconds: 86_400,
} as const;

test('default: a provider loses 716 in the worst of sixteen shocks, 10 x (100 x 1.3 x 1.2 x 1.1 - 100)', () => {
  const result = performanceBond(bond);
  expect(result.scenarios).toHaveLength(16);
  expect(result.worst).toEqual({
    demand: 'up',
    scarcity: 'up',
    freshness: 'unchanged',
    providerDefault: true,
    loss: 716n,
  });
  expect(result.initialMargin).toBe(716n);
  expect(result.maintenanceMargin).toBe(573n);
});

test('behavior: a consumer loses when everything falls, 10 x (100 - 100 x 0.7 x 0.8 x 0.75 x 0.9)', () => {
  const result = performanceBond({ ...bond, side: 'consumer' });
  expect(result.worst).toEqual({
    demand: 'down',
    scarcity: 'down',
    freshness: 'down',
    providerDefault: true,
    loss: 622n,
  });
});

test('behavior: add-ons of concentration and horizon multiply initial margin only, in one rounding', () => {
  const plain = performanceBond(bond);
  const both = performanceBond({ ...bond, exposure: wad(4n), liquidityHorizonSeconds: 9 * 86_400 });
  expect(both.initialMargin).toBe(716n * 6n);
  expect(both.maintenanceMargin).toBe(plain.maintenanceMargin);
  // sqrt(2) x 716 = 1012.58
  expect(performanceBond({ ...bond, exposure: wad(2n) }).initialMargin).toBe(1_013n);
  // Below the threshold concentration is no discount.
  expect(performanceBond({ ...bond, exposure: wad(0n) }).initialMargin).toBe(716n);
  expect(performanceBond({ ...bond, floor: wad(1_000n) })).toMatchObject({
    initialMargin: 1_000n,
    maintenanceMargin: 800n,
  });
});

test('behavior: a hair above a whole root rounds up', () => {
  // 10 x sqrt(1.001) = 10.005
  expect(
    performanceBond({
      ...bond,
      price: wad(0n),
      floor: wad(10n),
      exposure: wad(1_001n),
      concentrationThreshold: wad(1_000n),
    }).initialMargin,
  ).toBe(11n);
});

test('behavior: covered extremes round up', () => {
  // Loses 1 in the extreme only: 0.35 of it is 1.
  const result = scanMargin({
    price: wad(300n),
    value: ({ price }) => wad(price > 390n ? -1n : 0n),
    parameters: scan,
  });
  expect(result.loss).toBe(1n);
});

test('behavior: correlation falls where one factor is concentrated and the other is not', () => {
  const model = {
    source: 'test',
    buckets: { x: { riskWeight: 1, correlation: 0.5, concentrationThreshold: 25 } },
    crossCorrelation: 0,
  };
  // CR = 2 and 1: WS 200 and 10, f = 1/2, K^2 = 40000 + 100 + 2 x 0.5 x 0.5 x 2000 = 41100.
  const margin = sensitivityMargin(
    [
      { bucket: 'x', factor: 'a', amount: 100 },
      { bucket: 'x', factor: 'b', amount: 10 },
    ],
    model,
  );
  expect(margin).toBeCloseTo(Math.sqrt(41_100), 10);
});

test('the bond is the smallest integer not below the formula, and grows with exposure and horizon', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 24n }).map(wad),
      fc.bigInt({ min: 1n, max: 10n ** 24n }).map(wad),
      fc.integer({ min: 1, max: 10 ** 7 }),
      (exposure, threshold, extra) => {
        const horizons = { baseHorizonSeconds: 3_600, liquidityHorizonSeconds: 3_600 + extra };
        const result = performanceBond({ ...bond, exposure, concentrationThreshold: threshold, ...horizons });
        const m = result.initialMargin;
        const e = exposure > threshold ? exposure : threshold;
        const top = result.base ** 2n * e * BigInt(3_600 + extra);
        expect(m * m * threshold * 3_600n >= top).toBe(true);
        expect((m - 1n) * (m - 1n) * threshold * 3_600n < top).toBe(true);
        expect(
          performanceBond({
            ...bond,
            exposure: wad(exposure * 2n),
            concentrationThreshold: threshold,
            ...horizons,
          }).initialMargin >= m,
        ).toBe(true);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('behavior: the integer root at its boundaries', () => {
  for (const [n, root] of [
    [0n, 0n],
    [1n, 1n],
    [2n, 2n],
    [4n, 2n],
    [5n, 3n],
    [10n ** 40n, 10n ** 20n],
    [10n ** 40n + 1n, 10n ** 20n + 1n],
    [10n ** 40n - 1n, 10n ** 20n],
  ] as const) {
    expect(ceilSquareRoot(n)).toBe(root);
  }
});

const scan: ScanParameters = {
  priceScanBps: 3_000 as Bps,
  volatilityScan: 0.1,
  extremeMoves: 2,
  extremeCoverBps: 3_500 as Bps,
};

test('behavior: a linear book loses at the full range, a far option book at the covered extreme', () => {
  const linear = scanMargin({ price: wad(300n), value: ({ price }) => wad(-2n * price), parameters: scan });
  expect(linear.loss).toBe(180n);
  expect(linear.worst).toMatchObject({ price: 390n, direction: 1, coverBps: 10_000 });
  expect(linear.losses).toHaveLength(16);
  // Short 100 calls of strike 390: nothing within the range, 100 x (480 - 390) x 0.35 beyond it.
  const far = scanMargin({
    price: wad(300n),
    value: ({ price }) => wad(price > 390n ? -100n * (price - 390n) : 0n),
    parameters: scan,
  });
  expect(far).toMatchObject({ loss: 3_150n, worst: { price: 480n, coverBps: 3_500 } });
});

test('behavior: volatility scenarios reach the valuer; gains give no negative margin; prices stop at zero', () => {
  const vega = scanMargin({
    price: wad(300n),
    value: ({ volatilityShift }) => wad(BigInt(Math.round(-1000 * volatilityShift))),
    parameters: scan,
  });
  expect(vega).toMatchObject({ loss: 100n, worst: { direction: 0, volatilityShift: 0.1 } });
  expect(scanMargin({ price: wad(300n), value: () => wad(5n), parameters: scan }).loss).toBe(0n);
  const seen: bigint[] = [];
  scanMargin({
    price: wad(300n),
    value: ({ price }) => (seen.push(price), wad(0n)),
    parameters: { ...scan, priceScanBps: 10_000 as Bps },
  });
  expect(seen.every((price) => price >= 0n)).toBe(true);
  expect(seen).toContain(0n);
});

const deep = 10n ** 24n;
function market(id: number, bucket: string, lots: bigint, weekVolume: bigint = deep): MarginedMarket {
  return {
    market: id,
    bucket,
    price: wad(300n),
    weekVolume: wad(weekVolume),
    value: ({ price }) => wad(lots * price),
  };
}

test('behavior: SPAN adds markets; tiers make illiquid ones dearer', () => {
  const markets = [market(1, 'x', -2n), market(2, 'x', 2n, 0n)];
  const result = modelMargin({ model: spanModel, markets });
  expect(result.markets.map((m) => m.standalone)).toEqual([180n, 225n]);
  expect(result).toMatchObject({ total: 405n, offset: 0n });
});

test('behavior: correlated aggregation by hand, high scenario for one-sided books and low for hedged ones', () => {
  // Stand-alone 300 x 0.68 x 5 = 1020 each.
  const sided = modelMargin({
    model: correlatedModel,
    markets: [market(1, 'x', 5n), market(2, 'x', 5n)],
  });
  expect(sided.markets.map((m) => m.standalone)).toEqual([1_020n, 1_020n]);
  expect(sided.total).toBe(BigInt(Math.ceil(1_020 * Math.sqrt(2 + 2 * 0.475))));
  const hedged = modelMargin({
    model: correlatedModel,
    markets: [market(1, 'x', 5n), market(2, 'x', -5n)],
  });
  expect(hedged.total).toBe(BigInt(Math.ceil(1_020 * Math.sqrt(2 - 2 * 0.285))));
  const across = modelMargin({
    model: correlatedModel,
    markets: [market(1, 'x', 5n), market(2, 'y', 5n)],
  });
  expect(across.total).toBe(BigInt(Math.ceil(1_020 * Math.sqrt(2 + 2 * 0.2))));
});

test('a model margin is never above the sum of its markets and never below zero', () => {
  const book = fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.bigInt({ min: -50n, max: 50n })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(book, (lots) => {
      const markets = lots.map(([bucket, quantity], i) => market(i, bucket, quantity));
      const result = modelMargin({ model: correlatedModel, markets });
      expect(result.offset >= 0n).toBe(true);
      expect(result.total >= 0n).toBe(true);
    }),
    { numRuns: runs(100) },
  );
});

test('behavior: SIMM-style margin by hand', () => {
  const other = simmOtherCommodity(100);
  expect(
    sensitivityMargin(
      [
        { bucket: 'other', factor: 'a', amount: 3 },
        { bucket: 'other', factor: 'b', amount: -4 },
      ],
      other,
    ),
  ).toBe(340);
  // Same factor nets before anything else; concentration beyond the threshold: 400 / 100 -> factor 2.
  expect(
    sensitivityMargin(
      [
        { bucket: 'other', factor: 'a', amount: 500 },
        { bucket: 'other', factor: 'a', amount: -100 },
      ],
      other,
    ),
  ).toBe(68 * 400 * 2);
  const model = {
    source: 'test',
    buckets: {
      x: { riskWeight: 2, correlation: 0.5, concentrationThreshold: 1e9 },
      y: { riskWeight: 1, correlation: 0, concentrationThreshold: 1e9 },
    },
    crossCorrelation: 0.25,
  };
  // x: WS 6 and -8, K^2 = 36 + 64 - 48 = 52, S = -2. y: WS 5. Total^2 = 52 + 25 + 2 x 0.25 x (-2) x 5.
  const margin = sensitivityMargin(
    [
      { bucket: 'x', factor: 'a', amount: 3 },
      { bucket: 'x', factor: 'b', amount: -4 },
      { bucket: 'y', factor: 'c', amount: 5 },
    ],
    model,
  );
  expect(margin).toBeCloseTo(Math.sqrt(72), 12);
  expect(sensitivityMargin([], model)).toBe(0);
});

test('behavior: S of a bucket is held within its K', () => {
  const model = {
    source: 'test',
    buckets: {
      x: { riskWeight: 1, correlation: 0, concentrationThreshold: 1e9 },
      y: { riskWeight: 1, correlation: 0, concentrationThreshold: 1e9 },
    },
    crossCorrelation: 1,
  };
  // x: two of 3, K = sqrt(18), S = min(6, K). y: 1.
  const margin = sensitivityMargin(
    [
      { bucket: 'x', factor: 'a', amount: 3 },
      { bucket: 'x', factor: 'b', amount: 3 },
      { bucket: 'y', factor: 'c', amount: 1 },
    ],
    model,
  );
  expect(margin).toBeCloseTo(Math.sqrt(18) + 1, 12);
});

test('error: InvalidInputError', () => {
  const refusedBonds = [
    { quantity: 0n },
    { price: -1n },
    { concentrationThreshold: 0n },
    { liquidityHorizonSeconds: 86_399 },
    { baseHorizonSeconds: 0 },
    { side: 'broker' as 'provider' },
    { floor: 1 as unknown as bigint },
    { maintenanceBps: 10_001 },
  ] as Partial<BondInput>[];
  for (const bad of refusedBonds) {
    expect(() => performanceBond({ ...bond, ...bad })).toThrow(InvalidInputError);
  }
  expect(() => scanMargin({ price: wad(1n), value: () => 1 as unknown as Wad, parameters: scan })).toThrow(
    InvalidInputError,
  );
  const refusedScans = [
    { priceScanBps: 0 },
    { volatilityScan: Number.NaN },
    { extremeMoves: 0 },
    { extremeCoverBps: -1 },
  ] as Partial<ScanParameters>[];
  for (const bad of refusedScans) {
    expect(() =>
      scanMargin({ price: wad(1n), value: () => wad(1n), parameters: { ...scan, ...bad } }),
    ).toThrow(InvalidInputError);
  }
  const broken: MarginModel = {
    ...correlatedModel,
    aggregation: [{ withinBps: 10 as Bps, acrossBps: 11 as Bps }],
  };
  expect(() => modelMargin({ model: broken, markets: [] })).toThrow(InvalidInputError);
  expect(() => modelMargin({ model: { ...spanModel, tiers: [] }, markets: [market(1, 'x', 1n)] })).toThrow(
    InvalidInputError,
  );
  const other = simmOtherCommodity(1);
  expect(() => sensitivityMargin([{ bucket: 'none', factor: 'a', amount: 1 }], other)).toThrow(
    InvalidInputError,
  );
  expect(() => sensitivityMargin([{ bucket: 'toString', factor: 'a', amount: 1 }], other)).toThrow(
    InvalidInputError,
  );
  expect(() => sensitivityMargin([{ bucket: 'other', factor: 'a', amount: Number.NaN }], other)).toThrow(
    InvalidInputError,
  );
  expect(() => simmOtherCommodity(0)).toThrow(InvalidInputError);
});
