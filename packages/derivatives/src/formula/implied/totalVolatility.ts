import { millsRatio, normalInverseCdf } from '@phasegate/risk';
import { outOfTheMoney } from '../black/outOfTheMoney.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** A step of third order leaves about its fourth power: below this nothing is left at 1e-16. */
const LAST_STEP = 2e-5;
const MAX_STEPS = 40;
/** Value over log-moneyness (at small volatility) above which the expansion near the money serves: h below about 1. */
const NEAR_THE_MONEY = 0.08;

/**
 * The total volatility s > 0 at which the out-of-the-money call on `lower` at log-moneyness `x <= 0` is worth `price`,
 * `0 < price < lower`. A kernel, not checked.
 *
 * Householder steps of third order in `v = ln s`, where every derivative comes free with the vega: on `ln P` up to half
 * of the bound, on `ln(lower - P)` above it. Both are nearly linear or quadratic there, and two or three steps suffice.
 * The idea of solving in logarithms of the price, by region, around the inflection `s = sqrt(2 |x|)`, is from
 * P. Jaeckel, "Let's be rational", Wilmott (2015); guesses and steps here are our own.
 */
export function totalVolatility(lower: number, x: number, price: number): number {
  let s = guess(lower, x, price);
  const high = price > 0.5 * lower;
  for (let count = 0; count < MAX_STEPS; count += 1) {
    const h = x / s;
    const t = 0.5 * s;
    const d1 = h + t;
    const h2 = h * h;
    const t2 = t * t;
    const vega = lower * INVERSE_SQRT_2PI * Math.exp(-0.5 * d1 * d1) * s;
    let residual: number;
    let slope: number;
    if (high) {
      const complement =
        d1 > -1 ? (vega / s) * (millsRatio(d1) + millsRatio(t - h)) : lower - outOfTheMoney(lower, x, s);
      residual = Math.log(complement / (lower - price));
      slope = -vega / complement;
    } else {
      const value = outOfTheMoney(lower, x, s);
      residual = Math.log(value / price);
      slope = vega / value;
    }
    // f' = slope; f'' = f' b; f''' = f' (b^2 + b'), primes by v.
    const b = 1 + h2 - t2 - slope;
    const c = b * b - 2 * (h2 + t2) - slope * b;
    const newton = -residual / slope;
    const bend = newton * b;
    const raw = (newton * (1 + 0.5 * bend)) / (1 + bend + (newton * newton * c) / 6);
    const step = raw > 1 ? 1 : raw < -1 ? -1 : raw === raw ? raw : -1;
    s *= Math.exp(step);
    if (step < LAST_STEP && step > -LAST_STEP) break;
  }
  return s;
}

/** A start within a few per cent over most of the domain; exact at the inflection and, up to rounding, at x = 0. */
function guess(lower: number, x: number, price: number): number {
  const inflection = Math.sqrt(-2 * x);
  // At the inflection d1 = 0 and d2 = -inflection.
  const there = lower * (0.5 - INVERSE_SQRT_2PI * millsRatio(inflection));
  if (price >= there) {
    const ratio = (lower - price) / (lower - there);
    return (
      -2 *
      normalInverseCdf(
        ratio * INVERSE_SQRT_2PI * Math.exp(-0.125 * inflection * inflection) * millsRatio(0.5 * inflection),
      )
    );
  }
  const slope = (0.5 * inflection * there) / (lower * INVERSE_SQRT_2PI);
  if (slope > 0.7) {
    // Far apart forward and strike: the strike's term is small and the price nearly lower Phi(d1).
    const d1 = normalInverseCdf((0.5 * price) / there);
    return (-2 * x) / (Math.sqrt(d1 * d1 - 2 * x) - d1);
  }
  return smallMoneynessGuess(-x, (price / lower) * Math.exp(0.5 * x));
}

/**
 * From the leading terms for small total volatility, `value` in units of `sqrt(F K)`: near the money
 * `value = phi(0) (s + x^2/(2 s)) - x/2`, far from it `value = phi(h) exp(-x^2/(8 h^2)) x / (h (h^2 + 2.5))`.
 */
function smallMoneynessGuess(x: number, value: number): number {
  const scaled = value / x;
  if (scaled > NEAR_THE_MONEY) {
    const a = value + 0.5 * x;
    return (a + Math.sqrt(a * a - 2 * INVERSE_SQRT_2PI * INVERSE_SQRT_2PI * x * x)) / (2 * INVERSE_SQRT_2PI);
  }
  const target = -2 * Math.log(scaled / INVERSE_SQRT_2PI);
  let h2 = target - 3 * Math.log(1 + 0.33 * target);
  const quarter = 0.25 * x * x;
  for (let count = 0; count < 2; count += 1) {
    const next =
      h2 -
      (h2 + quarter / h2 + Math.log(h2 * (h2 + 2.5) * (h2 + 2.5)) - target) /
        (1 - quarter / (h2 * h2) + 1 / h2 + 2 / (h2 + 2.5));
    // Below the inflection h^2 is above x/2.
    h2 = next > 0.5 * x ? next : 0.5 * x;
  }
  return x / Math.sqrt(h2);
}
