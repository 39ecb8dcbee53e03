import { millsRatio } from '@phasegate/risk';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** Half total volatilities below it use the expansion, whose first dropped term is then under 3e-16 relative. */
const EXPANSION_BELOW = 0.07;
/** phi(39) is below the smallest float64. */
const DENSITY_VANISHES = -39;
/** Up to this d1 the Mills ratio of -d1 is tabulated; beyond it 1 - Q(d1) loses nothing. */
const MILLS_REACHES = 1.5;

/**
 * Undiscounted Black value of the out-of-the-money option, in the unit of `lower`.
 *
 * `lower` is the smaller of forward and strike, `x = ln(lower / larger) <= 0`, `s = volatility * sqrt(T)`. A put on
 * forward F struck at K < F is worth the call on forward K struck at F, so one function serves both. With `h = x/s`,
 * `t = s/2`, `d1 = h + t`, `d2 = h - t`, and since `lower phi(d1) = larger phi(d2)`, the value is
 * `lower phi(d1) (Y(d1) - Y(d2))` with `Y(d) = Phi(d)/phi(d) = M(-d)`: one exponential and no difference of
 * probabilities. When t is small the bracket is Taylor-expanded around h, as in P. Jaeckel, "Let's be rational",
 * Wilmott (2015); the odd derivatives follow `Y[n+2] = (2n + 1 + h^2) Y[n] - n (n-1) Y[n-2]`.
 *
 * A kernel, not checked.
 */
export function outOfTheMoney(lower: number, x: number, s: number): number {
  if (!(s > 0)) return 0;
  const h = x / s;
  const t = 0.5 * s;
  const d1 = h + t;
  if (!(d1 >= DENSITY_VANISHES)) return 0;
  const scale = lower * INVERSE_SQRT_2PI * Math.exp(-0.5 * d1 * d1);
  // The ratio is taken in two places only, so that the engine inlines the whole kernel into a loop.
  const short = t < EXPANSION_BELOW;
  const far = millsRatio(short ? -h : t - h);
  if (short) return scale * s * expansion(h * h, t * t, 1 + h * far);
  const beyond = d1 > MILLS_REACHES;
  const near = millsRatio(beyond ? d1 : -d1);
  return beyond ? lower - scale * (near + far) : scale * (near - far);
}

/** `(Y(h + t) - Y(h - t)) / 2t` to the eighth power of t, from `y1 = Y'(h)`; divisors are (2k + 1)!. */
function expansion(h2: number, t2: number, y1: number): number {
  const y3 = (3 + h2) * y1 - 1;
  const y5 = (7 + h2) * y3 - 6 * y1;
  const y7 = (11 + h2) * y5 - 20 * y3;
  const y9 = (15 + h2) * y7 - 42 * y5;
  return y1 + t2 * (y3 * (1 / 6) + t2 * (y5 * (1 / 120) + t2 * (y7 * (1 / 5_040) + t2 * y9 * (1 / 362_880))));
}
