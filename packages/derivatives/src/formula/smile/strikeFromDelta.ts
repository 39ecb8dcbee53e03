import { checkNumber, checkObject, checkPositiveNumber, InvalidInputError } from '@phasegate/pricing/units';
import { normalInverseCdf } from '@phasegate/risk';
import { type OptionType, signOf } from '../black/optionInput.ts';
import { checkSvi, type SviParameters, sviPoint } from './svi.ts';

/** Farther from the forward than this no strike is looked for: e^700 is the edge of float64. */
const FARTHEST = 700;

/**
 * The strike whose option has a given forward delta (undiscounted, not adjusted for the premium): `Phi(d1)` of a call,
 * `-Phi(-d1)` of a put, `d1 = -k / sqrt(w) + sqrt(w) / 2` with the smile's own total variance w at that strike. Unique where the
 * smile is free of butterfly arbitrage, since d1 then falls with the strike. Found by bisection to the last bit of k.
 *
 * Source: M. Fukasawa, "The normalizing transformation of the implied volatility smile", Mathematical Finance 22 (2012).
 *
 * @param input.delta in (0, 1) for a call, in (-1, 0) for a put
 * @param input.smile total variance of the expiry
 * @throws {InvalidInputError} a delta out of range, or one that no strike of this smile has.
 * @example strikeFromDelta({ type: 'call', delta: 0.25, forward: 100, timeToExpiry: 1, smile: { a: 0.04, b: 0, rho: 0, m: 0, sigma: 1 } }).strike // 116.75388077358872
 */
export function strikeFromDelta(input: {
  readonly type: OptionType;
  readonly delta: number;
  readonly forward: number;
  readonly timeToExpiry: number;
  readonly smile: SviParameters;
}): { readonly strike: number; readonly volatility: number } {
  checkObject('input', input);
  const sign = signOf(input);
  const { delta, forward, timeToExpiry, smile } = input;
  checkNumber(
    'delta',
    delta,
    sign > 0 ? Number.MIN_VALUE : -1 + 2 ** -53,
    sign > 0 ? 1 - 2 ** -53 : -Number.MIN_VALUE,
  );
  checkPositiveNumber('forward', forward);
  checkPositiveNumber('timeToExpiry', timeToExpiry);
  checkObject('smile', smile);
  checkSvi(smile);
  const wanted = sign * normalInverseCdf(sign * delta);
  const excess = (k: number): number => {
    const root = Math.sqrt(sviPoint(smile, k).variance);
    return -k / root + 0.5 * root - wanted;
  };
  let [low, high] = [-1, 1];
  while (!(excess(low) > 0) && low > -FARTHEST) low *= 2;
  while (!(excess(high) < 0) && high < FARTHEST) high *= 2;
  if (!(excess(low) > 0 && excess(high) < 0)) {
    throw new InvalidInputError({
      path: 'delta',
      observed: delta,
      allowed: 'the delta of a strike between e^-700 and e^700 of the forward',
    });
  }
  for (let k = 0.5 * (low + high); k > low && k < high; k = 0.5 * (low + high)) {
    if (excess(k) > 0) low = k;
    else high = k;
  }
  return {
    strike: forward * Math.exp(high),
    volatility: Math.sqrt(sviPoint(smile, high).variance / timeToExpiry),
  };
}
