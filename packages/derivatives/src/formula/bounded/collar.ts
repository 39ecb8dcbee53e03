import { checkNumber } from '@phasegate/pricing/units';
import { type BlackResult, black76 } from '../black/black76.ts';
import type { BlackInput } from '../black/optionInput.ts';
import { combine } from './combine.ts';
import { CapBelowStrikeError } from './errors.ts';

/** A forward whose settlement price is held between floor and cap; units as in BlackInput. */
export interface CollarInput extends Omit<BlackInput, 'type' | 'strike'> {
  /** The price agreed in the trade; the long side receives the settled price less this. */
  price: number;
  /** Lowest settlement, zero or more. */
  floor: number;
  /** Highest settlement, at least the floor. */
  cap: number;
}

/**
 * The collared forward of phase 3, seen from the long side: pays `min(max(S, floor), cap) - price`, between
 * `floor - price` and `cap - price`, so both sides can be collateralised in full. Value
 * `exp(-rT)(floor - price) + call(floor) - call(cap)`; negative when the agreed price is too high. Greeks as `black76`.
 *
 * @throws {CapBelowStrikeError} the cap lies below the floor.
 * @throws {InvalidInputError} an input is NaN, infinite or (all but rate and price) negative.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example collar({ forward: 100, price: 100, floor: 80, cap: 120, timeToExpiry: 1, rate: 0, volatility: 0.2 }).price // -0.961369297
 */
export function collar(input: CollarInput): BlackResult {
  checkNumber('price', input.price);
  checkNumber('floor', input.floor, 0);
  checkNumber('cap', input.cap, 0);
  if (input.cap < input.floor) throw new CapBelowStrikeError(input.cap, input.floor);
  const spread = combine(
    black76({ ...input, type: 'call', strike: input.floor }),
    black76({ ...input, type: 'call', strike: input.cap }),
  );
  const fixed = Math.exp(-input.rate * input.timeToExpiry) * (input.floor - input.price);
  return {
    ...spread,
    price: spread.price + fixed,
    theta: spread.theta + input.rate * fixed,
    rho: spread.rho - input.timeToExpiry * fixed,
  };
}

/**
 * The agreed price at which the collar is worth nothing: `floor + exp(rT)(call(floor) - call(cap))`, between floor and
 * cap. Same inputs without the price.
 *
 * @throws as {@link collar}.
 * @example fairCollarPrice({ forward: 100, floor: 80, cap: 120, timeToExpiry: 1, rate: 0, volatility: 0.2 }) // 99.038630703
 */
export function fairCollarPrice(input: Omit<CollarInput, 'price'>): number {
  return input.floor + collar({ ...input, rate: 0, price: input.floor }).price;
}
