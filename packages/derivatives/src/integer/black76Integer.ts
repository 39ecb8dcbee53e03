import { checkBigint, InvalidInputError, integerRoot, WAD, type Word } from '@phasegate/pricing/units';
import { type OptionType, signOf } from '../formula/black/optionInput.ts';
import { StrikeTooFarError } from './errors.ts';
import { density, ln, mills, ONE } from './fixedPoint.ts';

/** An option as the contract sees it, in its words. */
export interface IntegerBlackInput {
  readonly type: OptionType;
  /** Forward price in any integer unit (wei per lot, say), below 2^128. */
  readonly forward: Word;
  /** Strike in the same unit, below 2^128 and at most 2^63 times the forward. */
  readonly strike: Word;
  /** Annualised volatility at scale 1e18: 2e17 is 20 %; below 2^66, which is 7,378 %. */
  readonly volatility: Word;
  /** Seconds to expiry, below 2^32; a year has 31,536,000. */
  readonly timeToExpiry: Word;
  /** `up` never understates (what a buyer pays), `down` never overstates (what a buyer is paid). */
  readonly rounding: 'up' | 'down';
}

const YEAR = 31_536_000n;
/** Where both tails are beyond this many deviations what is left out is under 3e-18 of the forward. */
const BEYOND: bigint = 9n * ONE;
/** Added or taken off before rounding, as a fraction of the forward at scale 2^96: 2e-17, more than every error together. */
const MARGIN = 1_584_563_250_285n;
/** Largest distance from Black's value, as a fraction of the forward at scale 1e18 (39 parts in 1e18), plus one unit. */
export const INTEGER_ERROR_WAD = 40n;

/**
 * Black-76 in integers, undiscounted (PAT carries no interest on chain): the value the Solidity library computes, bit
 * for bit. Same unit as the forward.
 *
 * `up`: `value <= result < value + 4e-17 forward + 1`; `down`: `value - 4e-17 forward - 1 < result <= value`. The result
 * lies within the no-arbitrage bounds `[intrinsic, forward]` (call) or `[intrinsic, strike]` (put), and call - put is
 * exactly forward - strike. With no time or volatility it is intrinsic value. The bound is proven in docs/integerPricer.md.
 *
 * `call = F (a - b) - [d2 > 0] K` with `a = Phi(d1)`, both probabilities by one density and two Mills ratios, because
 * `K phi(d2) = F phi(d1)`: every error is then a fraction of the forward, however large the strike.
 *
 * @throws {InvalidInputError} an amount is not a bigint, negative or above its range.
 * @throws {StrikeTooFarError} the strike is above 2^63 times the forward.
 * @throws {InvalidInputError} type or rounding is unknown.
 * @example black76Integer({ type: 'call', forward: 10n ** 20n, strike: 10n ** 20n, volatility: 2n * 10n ** 17n, timeToExpiry: 31_536_000n, rounding: 'up' }) // 7965567455405799227n
 */
export function black76Integer(input: IntegerBlackInput): Word {
  const call = signOf(input) > 0;
  const { forward, strike, volatility, timeToExpiry, rounding } = input;
  if (rounding !== 'up' && rounding !== 'down') {
    throw new InvalidInputError({ path: 'rounding', observed: rounding, allowed: "'up' or 'down'" });
  }
  checkBigint('forward', forward, 0n, 2n ** 128n - 1n);
  checkBigint('strike', strike, 0n, 2n ** 128n - 1n);
  checkBigint('volatility', volatility, 0n, 2n ** 66n - 1n);
  checkBigint('timeToExpiry', timeToExpiry, 0n, 2n ** 32n - 1n);

  const difference = forward - strike;
  const intrinsic = difference > 0n ? difference : 0n;
  const value = callValue(forward, strike, volatility, timeToExpiry, rounding === 'up' ? MARGIN : -MARGIN);
  // Floor shifts serve both: upward after adding one unit less a bit.
  const rounded = value === undefined ? intrinsic : rounding === 'up' ? -(-value >> 96n) : value >> 96n;
  const bounded = rounded < intrinsic ? intrinsic : rounded > forward ? forward : rounded;
  return call ? bounded : bounded - difference;
}

/** `2^96` times the call value with `margin` of the forward added; undefined where it is intrinsic exactly. */
function callValue(
  forward: bigint,
  strike: bigint,
  volatility: bigint,
  timeToExpiry: bigint,
  margin: bigint,
): bigint | undefined {
  if (forward === 0n || strike === 0n) return undefined;
  const variance = ((volatility * volatility * timeToExpiry) << 90n) / YEAR;
  const s = (integerRoot(variance) << 51n) / WAD;
  if (s === 0n) return undefined;
  const ratio = (forward << 127n) / strike;
  if (ratio < 1n << 64n) throw new StrikeTooFarError(forward, strike);

  const d1 = (ln(ratio) << 96n) / s + (s >> 1n);
  const d2 = d1 - s;
  const strikeTerm = d2 > 0n ? strike << 96n : 0n;
  if (d1 <= -BEYOND) return forward * margin;
  if (d1 >= BEYOND) return forward * (ONE + margin) - strikeTerm;
  const phi = density(d1);
  const near = (phi * mills(d1 > 0n ? d1 : -d1)) >> 96n;
  const far = (phi * mills(d2 > 0n ? d2 : -d2)) >> 96n;
  const fraction = (d1 > 0n ? ONE - near : near) - (d2 > 0n ? -far : far);
  return forward * (fraction + margin) - strikeTerm;
}
