import { InvalidInputError } from '@phasegate/pricing/units';
import { checkSvi, type SviParameters, sviPoint } from './svi.ts';

/** Log-moneyness grid of the checks: dense around the smile's vertex, out to where the wings are straight. */
const GRID = 801;
const REACH = 40;

/** Where a no-arbitrage quantity is smallest, and its value there: negative means arbitrage. */
export interface ArbitrageMargin {
  readonly k: number;
  readonly margin: number;
}

/**
 * Butterfly check of one smile: the smallest Durrleman function
 * `g(k) = (1 - k w'/(2w))^2 - w'^2/4 (1/w + 1/4) + w''/2` over log-moneyness. The risk-neutral density is
 * proportional to g, so a negative margin is a butterfly that pays without cost. Wings: `b (1 + |rho|) <= 2` (Lee's
 * moment formula) is part of it: a steeper wing returns `2 - b (1 + |rho|)` at its infinity.
 *
 * Source: J. Gatheral, A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014), lemma 2.2.
 *
 * @throws {InvalidInputError} the parameters are not an SVI smile.
 * @example butterflyMargin({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }).margin > 0 // true
 */
export function butterflyMargin(parameters: SviParameters): ArbitrageMargin {
  checkSvi(parameters);
  const wing = 2 - parameters.b * (1 + Math.abs(parameters.rho));
  const edge: ArbitrageMargin =
    wing < 0
      ? { k: Math.sign(parameters.rho || 1) * Number.POSITIVE_INFINITY, margin: wing }
      : { k: 0, margin: Number.POSITIVE_INFINITY };
  return smallest((k) => durrleman(parameters, k), parameters, edge);
}

/**
 * Calendar check of two smiles: the smallest difference of total variance, later minus earlier, over log-moneyness.
 * Negative means that a later option costs less than an earlier one at the same log-moneyness.
 *
 * @throws {InvalidInputError} the parameters are not SVI smiles.
 * @example calendarMargin({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }, { a: 0.08, b: 0.1, rho: 0, m: 0, sigma: 0.1 }).margin // 0.04
 */
export function calendarMargin(earlier: SviParameters, later: SviParameters): ArbitrageMargin {
  checkSvi(earlier);
  checkSvi(later);
  const difference = (k: number): number => sviPoint(later, k).variance - sviPoint(earlier, k).variance;
  const left = later.b * (1 - later.rho) - earlier.b * (1 - earlier.rho);
  const right = later.b * (1 + later.rho) - earlier.b * (1 + earlier.rho);
  const wing = Math.min(left, right);
  const edge: ArbitrageMargin =
    wing < 0
      ? { k: (left < right ? -1 : 1) * Number.POSITIVE_INFINITY, margin: wing }
      : { k: 0, margin: Number.POSITIVE_INFINITY };
  return smallest(difference, earlier, smallest(difference, later, edge));
}

/** Durrleman's function; at zero variance its limit is -infinity or 1. */
function durrleman(parameters: SviParameters, k: number): number {
  const { variance, slope, curvature } = sviPoint(parameters, k);
  if (variance <= 0) return slope === 0 ? 1 : Number.NEGATIVE_INFINITY;
  const first = 1 - (k * slope) / (2 * variance);
  return first * first - 0.25 * slope * slope * (1 / variance + 0.25) + 0.5 * curvature;
}

/** Grid search with a golden-section refinement around the best point. */
function smallest(f: (k: number) => number, around: SviParameters, start: ArbitrageMargin): ArbitrageMargin {
  // Points crowd at the vertex like sinh: sigma is the scale there, the wings need few.
  const pointAt = (t: number): number =>
    around.m + around.sigma * Math.sinh(t * Math.asinh(REACH / around.sigma));
  let best = start;
  let bestT = Number.NaN;
  for (let i = 0; i < GRID; i += 1) {
    const t = -1 + (2 * i) / (GRID - 1);
    const margin = f(pointAt(t));
    if (Number.isNaN(margin))
      throw new InvalidInputError({
        path: 'parameters',
        observed: margin,
        allowed: 'of a size float64 can square',
      });
    if (margin < best.margin) {
      best = { k: pointAt(t), margin };
      bestT = t;
    }
  }
  if (Number.isNaN(bestT)) return best;
  let low = bestT - 2 / (GRID - 1);
  let high = bestT + 2 / (GRID - 1);
  for (let step = 0; step < 60; step += 1) {
    const third = (high - low) / 3;
    if (f(pointAt(low + third)) < f(pointAt(high - third))) high -= third;
    else low += third;
  }
  const refined = pointAt(0.5 * (low + high));
  return f(refined) < best.margin ? { k: refined, margin: f(refined) } : best;
}
