import { checkPositiveNumber } from '@phasegate/pricing/units';
import { exactDecimal, normalCdfDecimal, normalPdfDecimal } from '@phasegate/risk/reference';
import type { Decimal } from 'decimal.js';
import { type BlackInput, checkBlackInput, signOf } from '../formula/black/optionInput.ts';

/** The fields of BlackResult at 60 digits. */
export interface BlackDecimalResult {
  readonly price: Decimal;
  readonly delta: Decimal;
  readonly gamma: Decimal;
  readonly vega: Decimal;
  readonly theta: Decimal;
  readonly rho: Decimal;
  readonly vanna: Decimal;
  readonly volga: Decimal;
}

/**
 * Black-76 with Greeks in decimal arithmetic of 60 digits: the witness for `black76`, about 10,000 times slower.
 * The float64 inputs count as exact. At least 40 digits of the price are right while the out-of-the-money value is above
 * 1e-15 of the forward, and 25 down to 1e-35 (the textbook difference cancels, the digits are there for it).
 *
 * @throws {InvalidInputError} as `black76`; also when forward, strike, time or volatility is zero, which needs no reference.
 * @example black76Decimal({ type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, volatility: 0.25 }).price.toFixed(20) // '9.94764496602257859586'
 */
export function black76Decimal(input: BlackInput): BlackDecimalResult {
  const sign = signOf(input);
  checkBlackInput(input);
  for (const path of ['forward', 'strike', 'timeToExpiry', 'volatility'] as const) {
    checkPositiveNumber(path, input[path]);
  }
  const forward = exactDecimal(input.forward);
  const strike = exactDecimal(input.strike);
  const time = exactDecimal(input.timeToExpiry);
  const rate = exactDecimal(input.rate);
  const volatility = exactDecimal(input.volatility);

  const rootTime = time.sqrt();
  const s = volatility.mul(rootTime);
  const d1 = forward.div(strike).ln().div(s).plus(s.div(2));
  const d2 = d1.minus(s);
  const discount = rate.mul(time).neg().exp();
  const density = normalPdfDecimal(d1).mul(discount);
  const exercisedForward = normalCdfDecimal(d1.mul(sign));
  const exercisedStrike = normalCdfDecimal(d2.mul(sign));

  const price = forward.mul(exercisedForward).minus(strike.mul(exercisedStrike)).mul(sign).mul(discount);
  const vega = forward.mul(density).mul(rootTime);
  return {
    price,
    delta: discount.mul(exercisedForward).mul(sign),
    gamma: density.div(forward.mul(s)),
    vega,
    theta: rate.mul(price).minus(forward.mul(density).mul(volatility).div(rootTime.mul(2))),
    rho: time.neg().mul(price),
    vanna: density.mul(d2).div(volatility).neg(),
    volga: vega.mul(d1).mul(d2).div(volatility),
  };
}
