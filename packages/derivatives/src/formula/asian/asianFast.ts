import { normalCdf } from '@phasegate/risk';
import { gaussLegendre } from '../quadrature/gaussLegendre.ts';
import { type AsianProblem, meanOf } from './asianInput.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** The conditional strike is looked for, and the gap integrated, within so many deviations. */
const RANGE = 9;
const GAP_POINTS = 48;

/**
 * Lower bound of the arithmetic Asian by conditioning on the Gaussian Z that the (amount-weighted) geometric average
 * depends on: `E[(E[A|Z] - K)^+] = sum a_i Phi(m_i - z) - K Phi(-z)`, `m_i` the covariance of `sigma W(t_i)` with Z and z
 * where `E[A|Z=z] = K`. The true value lies in `[price, price + error]`: given Z, a variable of mean m and variance v
 * has `E[X^+] - m^+ <= (sqrt(m^2 + v) - |m|)/2` (Scarf), integrated over Z.
 *
 * Sources: M. Curran, "Valuing Asian and portfolio options by conditioning on the geometric mean price", Management
 * Science 40 (1994); L. Rogers, Z. Shi, "The value of an Asian option", J. Applied Probability 32 (1995).
 */
export function asianFast(problem: AsianProblem): { readonly price: number; readonly error: number } {
  const { amounts, times, strike, volatility, sign, discount } = problem;
  const loadings = conditionalLoadings(amounts, times, volatility);
  const z = conditionalStrike(amounts, loadings, strike);

  let call = -strike * normalCdf(-z);
  for (let i = 0; i < amounts.length; i += 1) call += amounts[i]! * normalCdf(loadings[i]! - z);
  const value = sign > 0 ? call : call - meanOf(problem) + strike;
  return {
    price: discount * Math.max(value, 0),
    error: discount * conditioningGap(problem, loadings),
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

/** The z with `sum a_i exp(m_i z - m_i^2/2) = strike`; every m is positive, so the sum increases. */
function conditionalStrike(amounts: Float64Array, loadings: Float64Array, strike: number): number {
  const sumAt = (z: number): [number, number] => {
    let value = 0;
    let slope = 0;
    for (let i = 0; i < amounts.length; i += 1) {
      const m = loadings[i]!;
      const term = amounts[i]! * Math.exp(m * z - 0.5 * m * m);
      value += term;
      slope += m * term;
    }
    return [value, slope];
  };
  // In logarithms the sum is convex and nearly linear: Newton from anywhere converges, from above monotonically.
  let z = 0;
  for (let step = 0; step < 200; step += 1) {
    const [value, slope] = sumAt(z);
    const change = (Math.log(value / strike) * value) / slope;
    if (!Number.isFinite(change)) return change > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    z -= Math.max(-50, Math.min(50, change));
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(z))) break;
  }
  return z;
}

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
  const { nodes, weights } = gaussLegendre(GAP_POINTS);
  const terms = new Float64Array(count);
  let gap = 0;
  for (let k = 0; k < GAP_POINTS; k += 1) {
    const z = RANGE * (2 * nodes[k]! - 1);
    let mean = -strike;
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
    const scarf = spread > 0 ? 0.5 * (spread / (Math.sqrt(mean * mean + spread) + Math.abs(mean))) : 0;
    gap += weights[k]! * 2 * RANGE * INVERSE_SQRT_2PI * Math.exp(-0.5 * z * z) * scarf;
  }
  return gap;
}
