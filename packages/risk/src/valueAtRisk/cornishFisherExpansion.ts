import { normalCdf } from '../normal/normalCdf.ts';
import { normalPdf } from '../normal/normalPdf.ts';

/** The fourth-order expansion at skewness S and excess kurtosis K of the losses. */
export interface CornishFisherShape {
  readonly s: number;
  readonly k: number;
}

/** `w(z) = z + (z^2-1) S/6 + (z^3-3z) K/24 - (2z^3-5z) S^2/36`. */
export function expansion({ s, k }: CornishFisherShape, z: number): number {
  return z + ((z * z - 1) * s) / 6 + ((z * z * z - 3 * z) * k) / 24 - ((2 * z * z * z - 5 * z) * s * s) / 36;
}

/** `int_z^inf w(x) phi(x) dx`, in closed form by Hermite polynomials. */
export function expansionTail({ s, k }: CornishFisherShape, z: number): number {
  return normalPdf(z) * (1 + (z * s) / 6 + ((z * z - 1) * k) / 24 - ((2 * z * z - 1) * s * s) / 36);
}

/**
 * Where w turns, in rising order: the roots of `w'(z) = (K/8 - S^2/6) z^2 + S/3 z + (1 - K/8 + 5 S^2/36)` at which it changes
 * sign. None: w rises everywhere and is a quantile function as it stands.
 */
export function turningPoints({ s, k }: CornishFisherShape): readonly number[] {
  const a = k / 8 - (s * s) / 6;
  const b = s / 3;
  const c = 1 - k / 8 + (5 * s * s) / 36;
  if (a === 0) return b === 0 ? [] : [-c / b];
  const discriminant = b * b - 4 * a * c;
  if (discriminant <= 0) return [];
  // The root without cancellation first, the other from the product of both.
  const half = -0.5 * (b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant));
  const roots = half === 0 ? [0, 0] : [half / a, c / half];
  return roots.toSorted((one, other) => one - other);
}

/** Beyond it lies no probability that a float64 could hold. */
const EDGE = 39;

/**
 * Quantile and tail mean of the variable `w(Z)`, Z standard normal: w with its values put in order, which is a quantile
 * function whatever the shape. Where w rises wherever probability counts, this is w itself.
 *
 * Source: V. Chernozhukov, I. Fernandez-Val, A. Galichon, "Rearranging Edgeworth-Cornish-Fisher expansions", Economic Theory
 * 42 (2010).
 */
export function rearrangedTail(
  shape: CornishFisherShape,
  upperProbability: number,
): { readonly quantile: number; readonly mean: number } {
  const ends = [-EDGE, ...turningPoints(shape).filter((z) => Math.abs(z) < EDGE), EDGE];
  const values = ends.map((z) => expansion(shape, z));
  let [low, high] = [Math.min(...values), Math.max(...values)];
  for (let middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high)) {
    if (above(shape, ends, middle).probability > upperProbability) low = middle;
    else high = middle;
  }
  return { quantile: high, mean: above(shape, ends, high).sum / upperProbability };
}

/** Probability of `w(Z) > level`, and `E[w(Z); w(Z) > level]`. */
function above(
  shape: CornishFisherShape,
  ends: readonly number[],
  level: number,
): { readonly probability: number; readonly sum: number } {
  let [probability, sum] = [0, 0];
  for (let i = 1; i < ends.length; i += 1) {
    const [from, to] = [ends[i - 1]!, ends[i]!];
    const [first, last] = [expansion(shape, from) > level, expansion(shape, to) > level];
    if (!first && !last) continue;
    const crossing = first === last ? undefined : crossingOf(shape, from, to, level);
    const start = first ? from : crossing!;
    const end = last ? to : crossing!;
    probability += normalCdf(-start) - normalCdf(-end);
    sum += expansionTail(shape, start) - expansionTail(shape, end);
  }
  return { probability, sum };
}

/** The z in `(from, to)`, between which w is monotone, at which it crosses the level. */
function crossingOf(shape: CornishFisherShape, from: number, to: number, level: number): number {
  const rising = expansion(shape, to) > level;
  let [low, high] = [from, to];
  for (let middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high)) {
    if (expansion(shape, middle) > level === rising) high = middle;
    else low = middle;
  }
  return high;
}
