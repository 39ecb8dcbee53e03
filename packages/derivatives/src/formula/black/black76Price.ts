import { ValuationOverflowError } from './errors.ts';
import { logMoneyness } from './logMoneyness.ts';
import { type BlackInput, checkBlackInput, signOf } from './optionInput.ts';
import { outOfTheMoney } from './outOfTheMoney.ts';

/**
 * Black-76 price alone, `exp(-rate T) (F Phi(d1) - K Phi(d2))` for a call: {@link black76} without the Greeks, the
 * same number. Unit of forward and strike; zero or more; rounded to nearest throughout.
 *
 * @throws {InvalidInputError} an input is NaN, infinite, negative (all but the rate) or the type is unknown.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example black76Price({ type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 }) // 7.965567455405781
 */
export function black76Price(input: BlackInput): number {
  const sign = signOf(input);
  checkBlackInput(input);
  const price = blackPriceKernel(
    sign,
    input.forward,
    input.strike,
    input.timeToExpiry,
    input.rate,
    input.volatility,
  );
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  return price;
}

/** Unchecked: `sign` +1 for a call and -1 for a put, then forward, strike, years, rate, volatility. */
export function blackPriceKernel(
  sign: number,
  forward: number,
  strike: number,
  timeToExpiry: number,
  rate: number,
  volatility: number,
): number {
  const s = volatility * Math.sqrt(timeToExpiry);
  // Minima and absolute values instead of branches, which a mixed book would mispredict half the time.
  const value =
    Math.max(sign * (forward - strike), 0) +
    outOfTheMoney(Math.min(forward, strike), -Math.abs(logMoneyness(forward, strike)), s);
  return rate === 0 || value === 0 ? value : value * Math.exp(-rate * timeToExpiry);
}
