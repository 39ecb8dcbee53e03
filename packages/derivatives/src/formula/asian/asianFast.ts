import { normalCdf, normalPdf } from '@phasegate/risk';
import { gaussLegendre } from '../quadrature/gaussLegendre.ts';
import { integrate } from '../quadrature/integrate.ts';
import type { AsianProblem, AsianValue } from './asianInput.ts';

/** The conditional strike is looked for, and the gap integrated, within so many deviations. */
const RANGE = 9;
const GAP_POINTS = 48;
/** Total volatility above which the gap has corners too sharp for a fixed rule. */
const WILD = 1;
/** A dozen steps are usual; more where the terms' loadings differ by orders of magnitude. */
const MAX_STEPS = 200;

/**
 * Lower bound of the arithmetic Asian by conditioning on the Gaussian Z that the (amount-weighted) geometric average
 * depends on: `E[(E[A|Z] - K)^+] = sum a_i Phi(m_i - z) - K Phi(-z)` for a call, `m_i` the covariance of `sigma W(t_i)` with Z and z
 * where `E[A|Z=z] = K`. The true value lies in `[value, value + error]`: given Z, a variable of mean m and variance v
 * has `E[X^+] - m^+ <= (sqrt(m^2 + v) - |m|)/2` (Scarf), integrated over Z. The derivatives are those of the bound itself:
 * z is where it is largest, so its own change doesn't count.
 *
 * Sources: M. Curran, "Valuing Asian and portfolio options by conditioning on the geometric mean price", Management
 * Science 40 (1994); L. Rogers, Z. Shi, "The value of an Asian option", J. Applied Probability 32 (1995).
 */
export function asianFast(problem: AsianProblem): AsianValue {
  const { amounts, times, strike, volatility, sign, escaped } = problem;
  const loadings = conditionalLoadings(amounts, times, volatility);
  const { z, loading } = conditionalStrike(amounts, loadings, strike);

  let value = -sign * strike * normalCdf(-sign * z);
  let vega = 0;
  for (let i = 0; i < amounts.length; i += 1) {
    const d = loadings[i]! - z;
    value += sign * amounts[i]! * normalCdf(sign * d);
    vega += amounts[i]! * normalPdf(d) * (loadings[i]! / volatility);
  }
  return {
    value: Math.max(value, 0) + (sign > 0 ? escaped : 0),
    error: conditioningGap(problem, loadings),
    strikeSlope: -sign * normalCdf(-sign * z),
    strikeCurvature: normalPdf(z) / (strike * loading),
    vega,
  };
}

/** `m_i = sigma Cov(W(t_i), Z)` for Z the standardised `sum a_j W(t_j)`; linear time through running sums. */
function conditionalLoadings(amounts: Float64Array, times: Float64Array, volatility: number): Float64Array {
  const count = amounts.length;
  const covariance = new Float64Array(count);
  let later = amounts.reduce((sum, amount) => sum + amount, 0);
  let earlier = 0;
  for (let i = 0; i < count; i += 1) {
    // sum_j a_j min(t_i, t_j)
    later -= amounts[i]!;
    earlier += amounts[i]! * times[i]!;
    covariance[i] = earlier + Math.max(later, 0) * times[i]!;
  }
  let variance = 0;
  for (let i = 0; i < count; i += 1) variance += amounts[i]! * covariance[i]!;
  const scale = volatility / Math.sqrt(variance);
  return covariance.map((c) => c * scale);
}

/**
 * The z with `sum a_i exp(m_i z - m_i^2/2) = strike`, every m positive, and the terms' mean m there. In logarithms the sum
 * is convex and nearly linear, so Newton from anywhere converges, and from above monotonically; the largest term is taken
 * out so that none overflows.
 */
function conditionalStrike(
  amounts: Float64Array,
  loadings: Float64Array,
  strike: number,
): { readonly z: number; readonly loading: number } {
  const exponents = amounts.map((amount, i) => Math.log(amount / strike) - 0.5 * loadings[i]! ** 2);
  let z = 0;
  let loading = loadings[0]!;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < amounts.length; i += 1) largest = Math.max(largest, exponents[i]! + loadings[i]! * z);
    let sum = 0;
    let slope = 0;
    for (let i = 0; i < amounts.length; i += 1) {
      const term = Math.exp(exponents[i]! + loadings[i]! * z - largest);
      sum += term;
      slope += loadings[i]! * term;
    }
    loading = slope / sum;
    const change = (largest + Math.log(sum)) / loading;
    z -= change;
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(z))) break;
  }
  return { z, loading };
}

/** Scarf's bound integrated over Z; what a positive average may add is never above the strike or the average's mean. */
function conditioningGap(problem: AsianProblem, loadings: Float64Array): number {
  const { amounts, times, strike, volatility } = problem;
  const count = amounts.length;
  const variance = volatility * volatility;
  // exp(Cov(i, j | Z)) - 1, once; the matrix is symmetric.
  const excess = new Float64Array(count * count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      excess[i * count + j] =
        (i === j ? 1 : 2) * Math.expm1(variance * times[j]! - loadings[i]! * loadings[j]!);
    }
  }
  const terms = new Float64Array(count);
  const gapAt = (z: number): number => {
    let mean = 0;
    for (let i = 0; i < count; i += 1) {
      const m = loadings[i]!;
      terms[i] = amounts[i]! * Math.exp(m * z - 0.5 * m * m);
      mean += terms[i]!;
    }
    let spread = 0;
    for (let i = 0; i < count; i += 1) {
      let row = 0;
      for (let j = 0; j <= i; j += 1) row += excess[i * count + j]! * terms[j]!;
      spread += row * terms[i]!;
    }
    const distance = Math.abs(mean - strike);
    const scarf = spread <= 0 ? 0 : 0.5 * (spread / (Math.sqrt(distance * distance + spread) + distance));
    // An overflown covariance leaves the other two.
    return normalPdf(z) * Math.min(strike, mean, Number.isNaN(scarf) ? strike : scarf);
  };
  if (volatility * Math.sqrt(times.at(-1)!) > WILD) {
    const f = (z: number, out: Float64Array): void => {
      out[0] = gapAt(z);
    };
    return integrate(f, -RANGE, RANGE, Float64Array.of(1e-9 * strike))[0]!;
  }
  const { nodes, weights } = gaussLegendre(GAP_POINTS);
  let gap = 0;
  for (let k = 0; k < GAP_POINTS; k += 1) gap += weights[k]! * 2 * RANGE * gapAt(RANGE * (2 * nodes[k]! - 1));
  return gap;
}
