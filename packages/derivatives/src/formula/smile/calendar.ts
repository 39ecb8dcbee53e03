import type { ArbitrageMargin } from './butterfly.ts';
import { checkSvi, type SviParameters, sviPoint } from './svi.ts';

const SVI_FIELDS = ['a', 'b', 'rho', 'm', 'sigma'] as const;
/** Beyond so many sigma from both vertices the wings are taken by their bounds. */
const REACH = 100;
/** Part of the variance to which the smallest difference is found. */
const ACCURACY = 1e-10;
/** Part of the wings' slopes that is taken for rounding. */
const ROUNDING = 1e-13;
const MOST_PIECES = 20_000;

/**
 * Calendar check of two smiles over the whole line: the smallest difference of total variance, later minus earlier, over
 * log-moneyness. Negative means that a later option costs less than an earlier one at the same log-moneyness.
 *
 * Both are convex, so on an interval the later one lies above its tangents and the earlier one below its chord: intervals are
 * halved until no difference below the smallest one met is left, to 1e-10 of the variance (two smiles that lie closer than a
 * millionth over a long stretch: to about 1e-8). A wing in which the later smile is flatter returns the difference of the
 * slopes at its infinity, parallel wings the limit of the difference where that is the smallest.
 *
 * @throws {InvalidInputError} the parameters are no SVI smiles.
 * @example calendarMargin({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }, { a: 0.08, b: 0.1, rho: 0, m: 0, sigma: 0.1 }).margin // 0.04
 */
export function calendarMargin(earlier: SviParameters, later: SviParameters): ArbitrageMargin {
  checkSvi(earlier);
  checkSvi(later);
  if (SVI_FIELDS.every((field) => earlier[field] === later[field])) return { k: 0, margin: 0 };
  const left = later.b * (1 - later.rho) - earlier.b * (1 - earlier.rho);
  const right = later.b * (1 + later.rho) - earlier.b * (1 + earlier.rho);
  const wing = Math.min(left, right);
  if (wing < -ROUNDING * (later.b + earlier.b)) {
    return { k: (left < right ? -1 : 1) * Number.POSITIVE_INFINITY, margin: wing };
  }
  const low = Math.min(earlier.m - REACH * earlier.sigma, later.m - REACH * later.sigma);
  const high = Math.max(earlier.m + REACH * earlier.sigma, later.m + REACH * later.sigma);
  const inside = smallestDifference(earlier, later, low, high);
  // From there on both follow their asymptotes: where those are parallel the difference has a limit.
  const [down, up] = [atInfinity(earlier, later, -1), atInfinity(earlier, later, 1)];
  if (Math.min(down, up) >= inside.margin) return inside;
  return down < up
    ? { k: Number.NEGATIVE_INFINITY, margin: down }
    : { k: Number.POSITIVE_INFINITY, margin: up };
}

/** The limit of the difference along a wing of equal slopes; infinite where the later smile is steeper. */
function atInfinity(earlier: SviParameters, later: SviParameters, side: 1 | -1): number {
  const slope = ({ b, rho }: SviParameters): number => b * (1 + side * rho);
  const level = ({ a, m, ...rest }: SviParameters): number => a - side * slope({ a, m, ...rest }) * m;
  const steeper = slope(later) - slope(earlier);
  return steeper > ROUNDING * (later.b + earlier.b)
    ? Number.POSITIVE_INFINITY
    : level(later) - level(earlier);
}

function smallestDifference(
  earlier: SviParameters,
  later: SviParameters,
  from: number,
  to: number,
): ArbitrageMargin {
  const at = (k: number): Point => ({ k, below: sviPoint(earlier, k), above: sviPoint(later, k) });
  const difference = ({ below, above }: Point): number => above.variance - below.variance;
  const points = [from, earlier.m, later.m, 0, to].filter((k) => k >= from && k <= to).sort((a, b) => a - b);
  let best = at(from);
  const meet = (point: Point): Point => {
    if (difference(point) < difference(best)) best = point;
    return point;
  };
  const ends = points.map((k) => meet(at(k)));
  const open = ends.slice(1).map((end, i): readonly [Point, Point] => [ends[i]!, end]);
  // Widest first: should the pieces run out, what is left is narrow everywhere, and not one side of the line never looked at.
  for (let piece = 0; piece < open.length && piece < MOST_PIECES; piece += 1) {
    const [start, end] = open[piece]!;
    const slack = ACCURACY * (start.below.variance + end.below.variance + start.above.variance);
    if (lowerBound(start, end) >= difference(best) - slack) continue;
    const middle = meet(at(0.5 * (start.k + end.k)));
    if (middle.k <= start.k || middle.k >= end.k) continue;
    open.push([start, middle], [middle, end]);
  }
  return { k: best.k, margin: difference(best) };
}

interface Point {
  readonly k: number;
  readonly below: { readonly variance: number; readonly slope: number };
  readonly above: { readonly variance: number; readonly slope: number };
}

/** Least value that tangents of the upper and the chord of the lower convex function leave possible between two points. */
function lowerBound(start: Point, end: Point): number {
  const width = end.k - start.k;
  const chord = (x: number): number =>
    start.below.variance + ((end.below.variance - start.below.variance) * x) / width;
  const turn = end.above.slope - start.above.slope;
  // Where both tangents meet, which is where the larger of them is least.
  const crossing =
    turn > 0 ? (start.above.variance - end.above.variance + end.above.slope * width) / turn : 0;
  const x = Math.min(width, Math.max(0, crossing));
  const tangent = Math.max(
    start.above.variance + start.above.slope * x,
    end.above.variance + end.above.slope * (x - width),
  );
  return Math.min(
    start.above.variance - start.below.variance,
    end.above.variance - end.below.variance,
    tangent - chord(x),
  );
}
