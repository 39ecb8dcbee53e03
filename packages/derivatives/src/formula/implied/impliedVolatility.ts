import { checkNumber } from '@phasegate/pricing/units';
import { logMoneyness } from '../black/logMoneyness.ts';
import { type BlackInput, checkBlackMarket, signOf } from '../black/optionInput.ts';
import { PriceOutsideBoundsError, VolatilityUndeterminedError } from './errors.ts';
import { totalVolatility } from './totalVolatility.ts';

/** A price that misses its intrinsic value by its own rounding and no more is taken for it: 4 units in the last place. */
const ROUNDING = 4 * 2 ** -52;

/**
 * The annualised volatility at which `black76` gives this price: a fraction per square-root year, 0.2 is 20 %.
 *
 * Accurate to what the price carries: half a unit in its last place, divided by vega. For out-of-the-money prices that
 * is 1e-13 relative or better down to 1e-290 of the forward; an in-the-money price has spent its digits on intrinsic
 * value. A price equal to its intrinsic value (within 4 units in the last place, either side) gives 0, so that a deep
 * in-the-money quote never throws for a rounding. Increasing in the price.
 *
 * @throws {InvalidInputError} an input is NaN, infinite, negative (all but the rate) or the type is unknown.
 * @throws {PriceOutsideBoundsError} the price lies below discounted intrinsic value, or at or above its least upper bound.
 * @throws {VolatilityUndeterminedError} no time is left, or forward or strike is zero: volatility plays no part.
 * @example impliedVolatility({ type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, price: 7.965567455405781 }) // 0.1999999999999992
 */
export function impliedVolatility(
  input: Omit<BlackInput, 'volatility'> & { readonly price: number },
): number {
  const sign = signOf(input);
  checkBlackMarket(input);
  checkNumber('price', input.price, 0);
  const { forward, strike, timeToExpiry, rate, price } = input;
  const discount = rate === 0 ? 1 : Math.exp(-rate * timeToExpiry);
  const exercise = Math.max(sign * (forward - strike), 0);
  const lower = discount * exercise;
  const upper = discount * (sign > 0 ? forward : strike);
  const tolerance = ROUNDING * lower;
  if (!(price >= lower - tolerance && (price < upper || upper === 0))) {
    throw new PriceOutsideBoundsError(price, lower, upper);
  }
  if (forward === 0 || strike === 0) throw new VolatilityUndeterminedError('forward or strike is zero');
  if (timeToExpiry === 0) throw new VolatilityUndeterminedError('no time is left to expiry');
  if (price <= lower + (exercise > 0 ? tolerance : 0)) return 0;

  const bound = Math.min(forward, strike);
  const timeValue = rate === 0 ? price - exercise : (price - lower) / discount;
  // Rounding of the difference may land on the bound itself, which no finite volatility reaches.
  if (!(timeValue < bound)) throw new PriceOutsideBoundsError(price, lower, upper);
  return (
    totalVolatility(bound, -Math.abs(logMoneyness(forward, strike)), timeValue) / Math.sqrt(timeToExpiry)
  );
}
