import { checkFields, checkNumber, checkPositiveNumber, InvalidInputError } from '@phasegate/pricing/units';

/** One expiry's smile: total variance `w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2))`, k = ln(strike/forward). */
export interface SviParameters {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
}

/** Total variance and its first two derivatives by log-moneyness. */
export interface SviPoint {
  readonly variance: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * Total implied variance `sigma_BS^2 T` of an SVI smile at log-moneyness k, with derivatives; divide by T and take the
 * root for the volatility. Raw parametrisation of J. Gatheral, "A parsimonious arbitrage-free implied volatility
 * parameterization", Global Derivatives (2004).
 *
 * @throws {InvalidInputError} a parameter is NaN or infinite, b negative, |rho| > 1, sigma not positive, or the lowest variance negative.
 * @example sviVariance({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }, 0).variance // 0.05
 */
export function sviVariance(parameters: SviParameters, k: number): SviPoint {
  checkSvi(parameters);
  checkNumber('k', k);
  return sviPoint(parameters, k);
}

/** {@link sviVariance} without its checks. */
export function sviPoint({ a, b, rho, m, sigma }: SviParameters, k: number): SviPoint {
  const distance = k - m;
  const root = Math.sqrt(distance * distance + sigma * sigma);
  return {
    variance: a + b * (rho * distance + root),
    slope: b * (rho + distance / root),
    curvature: (b * sigma * sigma) / (root * root * root),
  };
}

export function checkSvi(parameters: SviParameters): void {
  checkFields('parameters', parameters, ['a', 'b', 'rho', 'm', 'sigma']);
  const { a, b, rho, m, sigma } = parameters;
  checkNumber('a', a);
  checkNumber('b', b, 0);
  checkNumber('rho', rho);
  checkNumber('m', m);
  checkPositiveNumber('sigma', sigma);
  if (Math.abs(rho) > 1) throw new InvalidInputError({ path: 'rho', observed: rho, allowed: 'in [-1, 1]' });
  const lowest = a + b * sigma * Math.sqrt(1 - rho * rho);
  if (lowest < 0) {
    throw new InvalidInputError({
      path: 'a + b sigma sqrt(1 - rho^2)',
      observed: lowest,
      allowed: 'zero or more: it is the lowest variance',
    });
  }
}
