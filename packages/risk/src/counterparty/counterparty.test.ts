import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateProRata } from './allocateProRata.ts';
import { defaultFund } from './defaultFund.ts';
import { defaultProbability } from './defaultProbability.ts';
import { lossWaterfall, type WaterfallInput } from './lossWaterfall.ts';
import { marginReputationFactor } from './marginReputationFactor.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const amount = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 10n ** 24n })).map(wad);
const party = fc.record({ participant: fc.constantFrom('a', 'b', 'c'), amount });

test('default: each layer in order, pro rata inside the fund and the claims', () => {
  const result = lossWaterfall({
    loss: wad(20n),
    defaulterBond: wad(4n),
    defaulterFundShare: wad(1n),
    brokerCapital: wad(2n),
    mutualFund: [
      { participant: 'a', amount: wad(2n) },
      { participant: 'b', amount: wad(4n) },
    ],
    claims: [
      { participant: 'c', amount: wad(20n) },
      { participant: 'd', amount: wad(10n) },
    ],
  });
  expect(result.layers.map(({ layer, drawn }) => [layer, drawn])).toEqual([
    ['defaulterBond', 4n],
    ['defaulterFundShare', 1n],
    ['brokerCapital', 2n],
    ['mutualFund', 6n],
    ['haircut', 7n],
  ]);
  // 7 x 20/30 = 4.67 and 2.33: the odd wei goes to the larger remainder.
  expect(result.claims).toEqual([
    { participant: 'c', haircut: 5n, paid: 15n },
    { participant: 'd', haircut: 2n, paid: 8n },
  ]);
  expect(result.unallocated).toBe(0n);
});

test('nothing is created or lost on the way down, layers are used in order, nobody goes below zero', () => {
  const input: fc.Arbitrary<WaterfallInput> = fc.record({
    loss: amount,
    defaulterBond: amount,
    defaulterFundShare: amount,
    brokerCapital: amount,
    mutualFund: fc.array(party, { maxLength: 5 }),
    claims: fc.array(party, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(input, (waterfall) => {
      const result = lossWaterfall(waterfall);
      const drawn = result.layers.reduce((sum, layer) => sum + layer.drawn, 0n);
      expect(drawn + result.unallocated).toBe(waterfall.loss);
      result.layers.forEach((layer, i) => {
        expect(layer.drawn + layer.remaining).toBe(layer.available);
        expect(layer.remaining >= 0n).toBe(true);
        if (layer.remaining > 0n)
          expect(result.layers.slice(i + 1).every((below) => below.drawn === 0n)).toBe(true);
      });
      expect(result.mutualFund.reduce((sum, m) => sum + m.drawn, 0n)).toBe(result.layers[3]!.drawn);
      expect(result.claims.reduce((sum, c) => sum + c.haircut, 0n)).toBe(result.layers[4]!.drawn);
      result.mutualFund.forEach((m, i) => {
        expect(
          m.drawn >= 0n && m.remaining >= 0n && m.drawn + m.remaining === waterfall.mutualFund[i]!.amount,
        ).toBe(true);
      });
      for (const claim of result.claims) expect(claim.haircut >= 0n && claim.paid >= 0n).toBe(true);
      if (result.unallocated > 0n) expect(result.layers.every((layer) => layer.remaining === 0n)).toBe(true);
    }),
    { numRuns: runs(200) },
  );
});

test('a pro-rata split is exact, within a wei of proportion, and never beyond a weight', () => {
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 8 }),
      fc.bigInt({ min: 0n, max: 10_000n }),
      (weights, share) => {
        const sum = weights.reduce((a, b) => a + b, 0n);
        const total = wad((sum * share) / 10_000n);
        const shares = allocateProRata(total, weights);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
        shares.forEach((s, i) => {
          expect(s <= weights[i]!).toBe(true);
          const exact = total * weights[i]!;
          if (sum > 0n) expect(s * sum - exact < sum && exact - s * sum < sum).toBe(true);
        });
      },
    ),
    { numRuns: runs(200) },
  );
});

test('behavior: cover-1 and cover-2 sizes and exact contributions', () => {
  const members = [
    { participant: 'a', uncovered: [5n, 0n, 3n].map(wad), margin: wad(1n) },
    { participant: 'b', uncovered: [4n, 7n, 0n].map(wad), margin: wad(3n) },
    { participant: 'c', uncovered: [0n, 0n, 4n].map(wad), margin: wad(0n) },
  ];
  expect(defaultFund({ cover: 1, members })).toEqual({
    size: 7n,
    scenario: 1,
    defaulters: ['b'],
    contributions: [2n, 5n, 0n],
  });
  expect(defaultFund({ cover: 2, members })).toMatchObject({ size: 9n, scenario: 0, defaulters: ['a', 'b'] });
  const safe = defaultFund({
    cover: 2,
    members: [{ participant: 'a', uncovered: [wad(0n)], margin: wad(0n) }],
  });
  expect(safe).toEqual({ size: 0n, scenario: -1, defaulters: [], contributions: [0n] });
});

test('behavior: the margin factor of a reputation at its corners', () => {
  const scores = [0, 1, 2_500, 5_000, 5_001, 7_500, 10_000];
  expect(scores.map((score) => marginReputationFactor(score as Bps))).toEqual([
    20_000, 19_998, 15_000, 10_000, 9_999, 7_500, 5_000,
  ]);
});

test('behavior: default probability starts at the prior and follows the record', () => {
  expect(defaultProbability({ failed: 0, obligations: 0 })).toEqual({ mean: 0.05, interval: [0, 1] });
  expect(defaultProbability({ failed: 2, obligations: 90 }).mean).toBe(0.025);
  expect(defaultProbability({ failed: 90, obligations: 90 }).mean).toBeGreaterThan(0.9);
  const [low, high] = defaultProbability({ failed: 2, obligations: 90 }).interval;
  expect(low).toBeLessThan(2 / 90);
  expect(high).toBeGreaterThan(2 / 90);
});

test('error: InvalidInputError', () => {
  const waterfall = {
    loss: wad(1n),
    defaulterBond: wad(1n),
    defaulterFundShare: wad(1n),
    brokerCapital: wad(1n),
    mutualFund: [],
    claims: [],
  };
  const refused = [
    { loss: -1n },
    { loss: 1 as unknown as bigint },
    { claims: [{ participant: '', amount: wad(1n) }] },
    { mutualFund: [{ participant: 'a', amount: wad(-1n) }] },
    { claims: undefined as unknown as [] },
  ] as Partial<WaterfallInput>[];
  for (const bad of refused) {
    expect(() => lossWaterfall({ ...waterfall, ...bad })).toThrow(InvalidInputError);
  }
  expect(() =>
    defaultFund({ cover: 3 as 2, members: [{ participant: 'a', uncovered: [], margin: wad(0n) }] }),
  ).toThrow(InvalidInputError);
  expect(() => defaultFund({ cover: 1, members: [] })).toThrow(InvalidInputError);
  expect(() =>
    defaultFund({
      cover: 1,
      members: [
        { participant: 'a', uncovered: [wad(1n)], margin: wad(0n) },
        { participant: 'b', uncovered: [], margin: wad(0n) },
      ],
    }),
  ).toThrow(InvalidInputError);
  for (const score of [-1, 10_001, 0.5, Number.NaN])
    expect(() => marginReputationFactor(score as Bps)).toThrow(InvalidInputError);
  expect(() => defaultProbability({ failed: 2, obligations: 1 })).toThrow(InvalidInputError);
  expect(() => defaultProbability({ failed: 0, obligations: 1, prior: { failed: 0, met: 1 } })).toThrow(
    InvalidInputError,
  );
});
