import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { toReference } from '../reference/decimal.ts';
import { referenceFreshness } from '../reference/referenceFactors.ts';
import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { SegmentExpiredError } from '../refusals/spotRefusals.ts';
import { InvalidInputError } from '../units/errors.ts';
import { MAX_WINDOW_SECONDS, WAD } from '../units/units.ts';
import { freshnessAt } from './freshnessAt.ts';
import { freshnessCurve } from './freshnessCurve.ts';
import { packKnots } from './freshnessTable.ts';
import { knotsArbitrary } from './knots.test.support.ts';

const WEEK = 604_800;
const linear = freshnessCurve({ family: 'linear' });
const flat = 2n ** 256n - 1n;

test('default: half of seven days on the linear curve', () => {
  expect(freshnessAt(linear, 302_400, WEEK)).toBe(549_996_185_244_525_826n);
  expect(freshnessAt(linear.table, 302_400, WEEK)).toBe(549_996_185_244_525_826n);
});

test('behavior: the specified integer formula, written out in bigint', () => {
  fc.assert(
    fc.property(
      knotsArbitrary,
      fc.integer({ min: 1, max: MAX_WINDOW_SECONDS }),
      fc.nat(),
      (knots, window, seed) => {
        const age = seed % window;
        const position = BigInt(age) * 15n;
        const [i, r, w] = [Number(position / BigInt(window)), position % BigInt(window), BigInt(window)];
        const numerator = (BigInt(knots[i]!) * (w - r) + BigInt(knots[i + 1]!) * r) * 10n ** 18n;
        expect(freshnessAt(packKnots(knots), age, window)).toBe(
          (numerator + 65_535n * w - 1n) / (65_535n * w),
        );
      },
    ),
    { numRuns: runs(400) },
  );
});

test('the exact multiplier is the reference rounded up: at least it, less than 1e-18 above', () => {
  fc.assert(
    fc.property(knotsArbitrary, fc.integer({ min: 1, max: 2 ** 24 }), fc.nat(), (knots, window, seed) => {
      const age = seed % window;
      const excess = toReference(freshnessAt(packKnots(knots), age, window)).minus(
        referenceFreshness(knots, age, window),
      );
      // 1e-38: the reference's own last digit.
      expect(excess.gte('-1e-38') && excess.lt('1e-18')).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

test('freshness never rises with age and stays in (0, 1]', () => {
  fc.assert(
    fc.property(knotsArbitrary, fc.integer({ min: 2, max: 2 ** 24 }), fc.nat(), (knots, window, seed) => {
      const age = seed % (window - 1);
      const [now, later] = [age, age + 1].map((a) => freshnessAt(packKnots(knots), a, window));
      expect(later! <= now! && later! > 0n && now! <= WAD).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

test('behavior: boundaries of age and window', () => {
  expect(freshnessAt(linear, 0, WEEK)).toBe(WAD);
  expect(freshnessAt(linear, 0, 1)).toBe(WAD);
  expect(freshnessAt(flat, WEEK - 1, WEEK)).toBe(WAD);
  expect(freshnessAt(linear, MAX_WINDOW_SECONDS - 1, MAX_WINDOW_SECONDS)).toBe(100_007_629_517_496_544n);
  // A knot is met exactly.
  expect(freshnessAt(linear, WEEK / 15, WEEK)).toBe((61_603n * WAD + 65_534n) / 65_535n);
});

test.each([WEEK, WEEK + 1, Number.MAX_SAFE_INTEGER])(
  'error: SegmentExpiredError at age %d of a week',
  (age) => {
    expect(() => freshnessAt(linear, age, WEEK)).toThrow(SegmentExpiredError);
  },
);

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number])(
  'error: InvalidInputError for age %s and for window %s',
  (seconds) => {
    expect(() => freshnessAt(linear, seconds, WEEK)).toThrow(InvalidInputError);
    expect(() => freshnessAt(linear, 0, seconds)).toThrow(InvalidInputError);
  },
);

test('error: InvalidInputError for a window of zero or beyond the limit', () => {
  expect(() => freshnessAt(linear, 0, 0)).toThrow(InvalidInputError);
  expect(() => freshnessAt(linear, 0, MAX_WINDOW_SECONDS + 1)).toThrow(InvalidInputError);
});

test.each([0n, 2n ** 256n, undefined, null, {}, 'linear'])(
  'error: InvalidCurveError for the curve %s',
  (curve) => {
    expect(() => freshnessAt(curve as bigint, 0, WEEK)).toThrow(InvalidCurveError);
  },
);
