import { integerRoot } from '../units/integerRoot.ts';
import { LOG_BITS } from './log2.ts';

/** Fraction bits of a result. */
export const EXP_BITS = 160n;
/** Working bits: the roots and products of a result lose less than 2^-180 together. */
const WORKING_BITS = 192n;
const ONE = 1n << WORKING_BITS;

/** The fraction is read in hexadecimal digits: 32 factors instead of 128. */
const DIGITS = 32;
const DIGIT_MASK = 15n;

let factors: readonly (readonly bigint[])[] | undefined;

/** `factors[i][d]` = 2^(d 16^-(i + 1)) at scale 2^192: products of the roots 2^(2^-n), each the integer root of the last. */
function factorsOfDigits(): readonly (readonly bigint[])[] {
  if (factors === undefined) {
    let root = 2n * ONE;
    factors = Array.from({ length: DIGITS }, () => {
      const roots = Array.from({ length: 4 }, () => {
        root = integerRoot(root << WORKING_BITS);
        return root;
      });
      return Array.from({ length: 16 }, (_, digit) =>
        roots.reduce(
          (product, r, i) => ((digit >> (3 - i)) & 1 ? (product * r) >> WORKING_BITS : product),
          ONE,
        ),
      );
    });
  }
  return factors;
}

/**
 * `2^exponent` at scale 2^160 for an exponent at scale 2^128: the product of a factor for each digit of its fraction.
 *
 * Never overstates; understates by a relative error below 2^-158 plus one unit of 2^-160. Monotone: neighbouring
 * exponents differ by a factor 1 + 0.69 x 2^-128, far above the working error of 2^-180.
 *
 * @example exp2(-1n << 128n) // 1n << 159n: a half
 */
export function exp2(exponent: bigint): bigint {
  const integer = exponent >> LOG_BITS;
  const fraction = exponent - (integer << LOG_BITS);
  let product = ONE;
  if (fraction !== 0n) {
    factorsOfDigits().forEach((factor, i) => {
      const digit = Number((fraction >> (LOG_BITS - 4n - 4n * BigInt(i))) & DIGIT_MASK);
      if (digit !== 0) product = (product * factor[digit]!) >> WORKING_BITS;
    });
  }
  const shift = integer + EXP_BITS - WORKING_BITS;
  return shift >= 0n ? product << shift : product >> -shift;
}
