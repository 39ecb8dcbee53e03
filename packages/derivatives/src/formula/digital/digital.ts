import { InvalidInputError } from '@phasegate/pricing/units';
import { normalCdf, normalPdf } from '@phasegate/risk';
import { ValuationOverflowError } from '../black/errors.ts';
import { logMoneyness } from '../black/logMoneyness.ts';
import { type BlackInput, checkBlackInput, signOf } from '../black/optionInput.ts';

/** Price and partial derivatives with the forward held: conventions of BlackResult. */
export interface DigitalResult {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
}

/**
 * A digital option: with `payout: 'cash'` it pays 1 (PAT, say) and with `'asset'` it pays the settlement price, if that
 * ends above the strike (call) or not above it (put). Cash call `exp(-rT) Phi(d2)`, asset call `exp(-rT) F Phi(d1)`.
 *
 * Call plus put is `exp(-rT)` (cash) or `exp(-rT) F` (asset); asset call minus K cash calls is the vanilla call.
 * A forward of 0 settles at 0: never above the strike, also when that is 0.
 * At zero total volatility the payoff at F is certain, at F = K half of it by convention (the limit of vanishing
 * volatility); gamma, delta and vega are then those of the plateau, never infinite.
 *
 * Source: M. Rubinstein and E. Reiner, "Unscrambling the binary code", Risk 4 (1991), on Black's forward.
 *
 * @throws {InvalidInputError} an input is NaN, infinite, negative (all but the rate), or type or payout is unknown.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example digital({ payout: 'cash', type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 }).price // 0.460172162722971
 */
export function digital(input: BlackInput & { readonly payout: 'cash' | 'asset' }): DigitalResult {
  const sign = signOf(input);
  checkBlackInput(input);
  if (input.payout !== 'cash' && input.payout !== 'asset') {
    throw new InvalidInputError({
      path: 'payout',
      observed: input.payout,
      allowed: "'cash' or 'asset'",
    });
  }
  const { forward, strike, timeToExpiry, rate, volatility } = input;
  const cash = input.payout === 'cash';
  const discount = Math.exp(-rate * timeToExpiry);
  const s = volatility * Math.sqrt(timeToExpiry);
  // A forward of nothing settles at nothing, which is above no strike, not even above one of nothing.
  const x = forward === 0 ? Number.NEGATIVE_INFINITY : logMoneyness(forward, strike);
  const d1 = s > 0 ? x / s + 0.5 * s : ended(x);
  const d2 = s > 0 ? x / s - 0.5 * s : ended(x);

  const unit = cash ? 1 : forward;
  const probability = normalCdf(sign * (cash ? d2 : d1));
  const price = unit * probability === 0 ? 0 : discount * unit * probability;
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  const plateau = cash ? 0 : discount * probability;
  const density = normalPdf(cash ? d2 : d1);
  const rho = -timeToExpiry * price;
  if (!(s > 0) || density === 0) {
    return { price, delta: plateau, gamma: 0, vega: 0, theta: rate * price, rho };
  }

  // With d = d1 or d2 itself and `other` the other one: dd/dF = 1/(F s), dd/dsigma = -other/sigma, dd/dT = -other/(2T).
  const slope = sign * discount * unit * density;
  const other = cash ? d1 : d2;
  return {
    price,
    delta: plateau + slope / (forward * s),
    gamma: (-slope * other) / (forward * forward * s * s),
    vega: (-slope * other) / volatility,
    theta: rate * price + (slope * other) / (2 * timeToExpiry),
    rho,
  };
}

/** d1 and d2 when nothing moves any more. */
function ended(x: number): number {
  return x === 0 ? 0 : x * Number.POSITIVE_INFINITY;
}
