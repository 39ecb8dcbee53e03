import { checkNumber, checkObject } from '@phasegate/pricing/units';
import { CapBelowStrikeError } from '@phasegate/risk';
import type { BlackResult } from '../black/black76.ts';
import type { BlackInput } from '../black/optionInput.ts';
import { cappedCall } from './cappedCall.ts';

/** A forward whose settlement price is held between floor and cap; units as in BlackInput. */
export interface CollarInput extends Omit<BlackInput, 'type' | 'strike'> {
  /** The price agreed in the trade; the long side receives the settled price less this. */
  readonly price: number;
  /** Lowest settlement, zero or more. */
  readonly floor: number;
  /** Highest settlement, at least the floor. */
  readonly cap: number;
}

/**
 * Value of `min(max(S, floor), cap) - price` to the long side: `exp(-rT)(floor - price)` plus the {@link cappedCall} from
 * floor to cap. Between the discounted `floor - price` and `cap - price`, so both sides can be collateralised in full; negative
 * when the agreed price is too high. Greeks as `black76`.
 *
 * @throws {CapBelowStrikeError} the cap lies below the floor.
 * @throws {InvalidInputError} an input is NaN, infinite or (all but rate and price) negative.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example collar({ forward: 100, price: 100, floor: 80, cap: 120, timeToExpiry: 1, rate: 0, volatility: 0.2 }).price // -0.961369297
 */
export function collar(input: CollarInput): BlackResult {
  const spread = floorToCap(input);
  checkNumber('price', input.price, -Number.MAX_VALUE);
  const fixed = Math.exp(-input.rate * input.timeToExpiry) * (input.floor - input.price);
  return {
    ...spread,
    price: spread.price + fixed,
    theta: spread.theta + input.rate * fixed,
    rho: spread.rho - input.timeToExpiry * fixed,
  };
}

/**
 * The agreed price at which the collar is worth nothing: `floor + exp(rT) cappedCall(floor, cap)`, never outside of floor and
 * cap. Same inputs without the price.
 *
 * @throws {CapBelowStrikeError} {InvalidInputError} as {@link collar}.
 * @example fairCollarPrice({ forward: 100, floor: 80, cap: 120, timeToExpiry: 1, rate: 0, volatility: 0.2 }) // 99.038630703
 */
export function fairCollarPrice(input: Omit<CollarInput, 'price'>): number {
  checkObject('input', input);
  // The discount cancels; the rate is held to the same domain as collar's.
  checkNumber('rate', input.rate);
  return Math.min(input.floor + floorToCap({ ...input, rate: 0 }).price, input.cap);
}

function floorToCap(input: Omit<CollarInput, 'price'>): BlackResult {
  checkObject('input', input);
  const { floor, cap, forward, timeToExpiry, rate, volatility } = input;
  checkNumber('floor', floor, 0);
  checkNumber('cap', cap, 0);
  if (cap < floor) throw new CapBelowStrikeError('collar', cap, floor);
  return cappedCall({ forward, timeToExpiry, rate, volatility, strike: floor, cap });
}
