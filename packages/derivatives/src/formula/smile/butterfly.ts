import { InvalidInputError } from '@phasegate/pricing/units';
import { bernsteinOnPositive, negativePoint, type Polynomial, product, sum, times } from './polynomial.ts';
import { checkSvi, type SviParameters, sviPoint } from './svi.ts';

/** Log-moneyness grid on which the smallest value is looked for: dense around the vertex, out to where wings are straight. */
const GRID = 801;
const REACH = 40;

/** Where a no-arbitrage quantity is smallest, and its value there: negative means arbitrage. */
export interface ArbitrageMargin {
  readonly k: number;
  readonly margin: number;
}

/**
 * Butterfly check of one smile over the whole line: the smallest Durrleman function
 * `g(k) = (1 - k w'/(2w))^2 - w'^2/4 (1/w + 1/4) + w''/2` over log-moneyness. The risk-neutral density is
 * proportional to g, so a negative margin is a butterfly that pays without cost. Wings: `b (1 + |rho|) <= 2` (Lee's
 * moment formula) is part of it: a steeper wing returns `2 - b (1 + |rho|)` at its infinity.
 *
 * That no k between those looked at is negative is proven, not sampled: with `k = m + sigma sinh(ln u)` the sign of g is that
 * of a polynomial of degree ten in u > 0, decided by its Bernstein coefficients, to rounding of 1e-13 of the largest one.
 *
 * Source: J. Gatheral, A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014), lemma 2.2.
 *
 * @throws {InvalidInputError} the parameters are no SVI smile.
 * @example butterflyMargin({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }).margin > 0 // true
 */
export function butterflyMargin(parameters: SviParameters): ArbitrageMargin {
  checkSvi(parameters);
  const { b, rho, m, sigma } = parameters;
  const wing = 2 - b * (1 + Math.abs(rho));
  const edge: ArbitrageMargin =
    wing < 0
      ? { k: Math.sign(rho || 1) * Number.POSITIVE_INFINITY, margin: wing }
      : { k: 0, margin: Number.POSITIVE_INFINITY };
  const found = smallest((k) => durrleman(parameters, k), parameters, edge);
  if (found.margin < 0 || b === 0) return found;
  const u = negativePoint(bernsteinOnPositive(signOfDurrleman(parameters)));
  if (u === undefined) return found;
  const k = m + 0.5 * sigma * (u - 1 / u);
  const margin = durrleman(parameters, k);
  return margin < found.margin ? { k, margin } : found;
}

/**
 * A polynomial in u with the sign of g: `16 Q^3 W^2 g` with `W = 2 u w`, `Q = u^2 + 1`, `w' = b P / Q`, `k = N / (2u)`:
 * `4 Q (2 Q W - b N P)^2 - 8 b^2 P^2 u Q W - b^2 P^2 Q W^2 + 64 b u^3 W^2 / sigma`.
 */
function signOfDurrleman({ a, b, rho, m, sigma }: SviParameters): Polynomial {
  const w: Polynomial = [b * sigma * (1 - rho), 2 * a, b * sigma * (1 + rho)];
  const q: Polynomial = [1, 0, 1];
  const p: Polynomial = [rho - 1, 0, 1 + rho];
  const n: Polynomial = [-sigma, 2 * m, sigma];
  const u: Polynomial = [0, 1];
  const first = sum(times(2, product(q, w)), times(-b, product(n, p)));
  return sum(
    times(4, product(q, first, first)),
    times(-8 * b * b, product(p, p, u, q, w)),
    times(-b * b, product(p, p, q, w, w)),
    times((64 * b) / sigma, product(u, u, u, w, w)),
  );
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
