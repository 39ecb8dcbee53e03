import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { SegmentExpiredError } from '../refusals/spotRefusals.ts';
import { checkDuration, checkInteger } from '../units/checks.ts';
import { MAX_WINDOW_SECONDS, type Seconds, type Wad } from '../units/units.ts';
import type { FreshnessCurve } from './freshnessCurve.ts';
import { INTERVALS, KNOT_ONE, unpackKnots } from './freshnessTable.ts';

/**
 * The freshness multiplier of a segment, from its curve's table, in integers: the same figure as on chain.
 *
 * `f = ceil((k[i] (window - r) + k[i+1] r) 1e18 / (65535 window))` with `i = floor(15 age / window)` and
 * `r = 15 age mod window`. Rounds up because it is a factor of an ask. 1.0 at age 0; never rises with age.
 *
 * @param curve a curve, or a table word as the contract stores it.
 * @param ageSeconds whole seconds since issue, `0 <= age < window`.
 * @param windowSeconds whole seconds, `0 < window < 2^37`.
 * @returns Wad in (0, 1e18], dimensionless.
 * @throws {SegmentExpiredError} when `age >= window`; its times are counted from the issue.
 * @throws {InvalidInputError} on fractional, negative or infinite times.
 * @throws {InvalidCurveError} on a word that is not a valid table.
 * @example freshnessAt(freshnessCurve({ family: 'linear' }), 302_400, 604_800) // 549996185244525826n
 */
export function freshnessAt(
  curve: FreshnessCurve | bigint,
  ageSeconds: Seconds,
  windowSeconds: Seconds,
): Wad {
  checkDuration('windowSeconds', windowSeconds, MAX_WINDOW_SECONDS);
  checkInteger('ageSeconds', ageSeconds, 0);
  if (ageSeconds >= windowSeconds) throw new SegmentExpiredError(undefined, windowSeconds, ageSeconds);
  const knots = knotsOf(curve);
  const position = ageSeconds * INTERVALS;
  const remainder = position % windowSeconds;
  const i = (position - remainder) / windowSeconds;
  // All below 2^53: 16-bit knots times a window below 2^37.
  const numerator = knots[i]! * (windowSeconds - remainder) + knots[i + 1]! * remainder;
  const denominator = BigInt(KNOT_ONE * windowSeconds);
  return ((BigInt(numerator) * WAD_SCALE + denominator - 1n) / denominator) as Wad;
}

const WAD_SCALE = 10n ** 18n;

// Unpacking and validating 16 knots costs ten times the interpolation. A market has few curves, so valid tables are
// remembered; the bound keeps a stream of distinct words from growing memory.
const REMEMBERED_TABLES = 256;
const remembered = new Map<bigint, readonly number[]>();

function knotsOf(curve: FreshnessCurve | bigint): readonly number[] {
  const table = typeof curve === 'bigint' ? curve : curve?.table;
  if (typeof table !== 'bigint') {
    throw new InvalidCurveError({
      path: 'curve',
      observed: curve,
      allowed: 'a freshness curve or a table word',
    });
  }
  let knots = remembered.get(table);
  if (knots === undefined) {
    knots = unpackKnots(table);
    if (remembered.size >= REMEMBERED_TABLES) remembered.clear();
    remembered.set(table, knots);
  }
  return knots;
}
