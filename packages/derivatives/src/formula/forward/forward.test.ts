import { freshnessAt, freshnessCurve } from '@phasegate/pricing';
import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeliveryAgeError, ProbabilitySumError } from './errors.ts';
import { freshnessLockPremium } from './freshnessLockPremium.ts';
import { segmentForward } from './segmentForward.ts';

const WEEK = 604_800;
const linear = freshnessCurve({ family: 'linear' });

describe('segmentForward', () => {
  test('default: half a linear week costs half the decay', () => {
    expect(
      segmentForward({ spot: 100, curve: linear, age: 0, deliveryAge: WEEK / 2, window: WEEK }),
    ).toBeCloseTo(55, 12);
  });

  test('behavior: the premium is added, and delivery now is spot plus premium', () => {
    expect(
      segmentForward({ spot: 100, curve: linear, age: 1000, deliveryAge: 1000, window: WEEK, premium: -2 }),
    ).toBe(98);
  });

  test('behavior: the table gives what the contract computes', () => {
    const input = {
      spot: 100,
      curve: linear,
      age: 86_400,
      deliveryAge: 400_001,
      window: WEEK,
      useTable: true,
    };
    const onChain =
      (100 * Number(freshnessAt(linear, 400_001, WEEK))) / Number(freshnessAt(linear, 86_400, WEEK));
    expect(segmentForward(input)).toBeCloseTo(onChain, 12);
    expect(segmentForward(input)).not.toBe(segmentForward({ ...input, useTable: false }));
    expect(Math.abs(segmentForward(input) / segmentForward({ ...input, useTable: false }) - 1)).toBeLessThan(
      2.1 * linear.maxDeviation + 1e-12,
    );
  });

  test('later delivery never costs more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: WEEK - 1 }),
        fc.integer({ min: 0, max: WEEK - 1 }),
        fc.integer({ min: 0, max: WEEK - 1 }),
        fc.boolean(),
        (a, b, c, useTable) => {
          const [age, near, far] = [a, b, c].sort((p, q) => p - q) as [number, number, number];
          const at = (deliveryAge: number): number =>
            segmentForward({ spot: 7, curve: linear, age, deliveryAge, window: WEEK, useTable });
          expect(at(far)).toBeLessThanOrEqual(at(near) * (1 + 1e-15));
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test('error: DeliveryAgeError on both sides, InvalidInputError, InvalidInputError for fractional table ages', () => {
    const input = { spot: 100, curve: linear, age: 10, deliveryAge: WEEK - 1, window: WEEK };
    expect(segmentForward(input)).toBeGreaterThan(0);
    expect(() => segmentForward({ ...input, deliveryAge: WEEK })).toThrow(DeliveryAgeError);
    expect(() => segmentForward({ ...input, deliveryAge: 9 })).toThrow(DeliveryAgeError);
    expect(() => segmentForward({ ...input, spot: Number.NaN })).toThrow(InvalidInputError);
    expect(() => segmentForward({ ...input, window: 0 })).toThrow(InvalidInputError);
    expect(() => segmentForward({ ...input, premium: Number.NEGATIVE_INFINITY })).toThrow(InvalidInputError);
    expect(() => segmentForward({ ...input, age: 10.5, useTable: true })).toThrow(InvalidInputError);
  });
});

describe('freshnessLockPremium', () => {
  const lock = {
    freshForward: 100,
    curve: linear,
    minimumFreshness: 0.8,
    deliveryAges: [{ age: WEEK / 2, probability: 1 }],
    window: WEEK,
    timeToDelivery: 0,
    rate: 0,
  };

  test('default: 0.8 promised where 0.55 would come is worth 25', () => {
    expect(freshnessLockPremium(lock)).toBeCloseTo(25, 12);
  });

  test('behavior: weighted over ages, discounted, nothing where delivery is fresh anyway', () => {
    const mixed = {
      ...lock,
      deliveryAges: [
        { age: 0, probability: 0.25 },
        { age: WEEK / 2, probability: 0.75 },
      ],
      timeToDelivery: 2,
      rate: 0.1,
    };
    expect(freshnessLockPremium(mixed)).toBeCloseTo(0.75 * 25 * Math.exp(-0.2), 12);
    expect(freshnessLockPremium({ ...lock, minimumFreshness: 0.5 })).toBe(0);
  });

  test('error: InvalidInputError, DeliveryAgeError, ProbabilitySumError', () => {
    expect(() => freshnessLockPremium({ ...lock, minimumFreshness: 1.01 })).toThrow(InvalidInputError);
    expect(() => freshnessLockPremium({ ...lock, minimumFreshness: 0 })).toThrow(InvalidInputError);
    expect(() => freshnessLockPremium({ ...lock, deliveryAges: [] })).toThrow(InvalidInputError);
    expect(() => freshnessLockPremium({ ...lock, deliveryAges: [{ age: WEEK, probability: 1 }] })).toThrow(
      DeliveryAgeError,
    );
    expect(() => freshnessLockPremium({ ...lock, deliveryAges: [{ age: 0, probability: 0.9 }] })).toThrow(
      ProbabilitySumError,
    );
  });
});
