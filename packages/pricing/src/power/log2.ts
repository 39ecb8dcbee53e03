/** Fraction bits of a logarithm. */
export const LOG_BITS = 128n;
/** Working bits of the mantissa: 32 more than the result, so that truncations stay below its last bit. */
const MANTISSA_BITS = 160n;
const TWO = 2n << MANTISSA_BITS;

/**
 * `log2(numerator / denominator)` at scale 2^128, by repeated squaring of the mantissa (one bit a squaring).
 *
 * Never overstates; understates by less than 2^-126 (truncation to 128 bits, and mantissa truncations of 2^-160
 * weighing 2^-i at step i). Monotone in the quotient by construction: truncated squaring preserves order, so the bits
 * come out in order. Integers only, hence the same on every machine.
 *
 * @param numerator,denominator positive integers of any size.
 * @returns bigint, signed: negative below 1.
 * @example log2(8n, 2n) // 2n << 128n
 */
export function log2(numerator: bigint, denominator: bigint): bigint {
  let exponent = bitLength(numerator) - bitLength(denominator);
  if (exponent >= 0n ? numerator < denominator << exponent : numerator << -exponent < denominator) exponent--;
  const shift = MANTISSA_BITS - exponent;
  let mantissa = shift >= 0n ? (numerator << shift) / denominator : numerator / (denominator << -shift);
  let fraction = 0n;
  for (let bit = 0n; bit < LOG_BITS; bit++) {
    mantissa = (mantissa * mantissa) >> MANTISSA_BITS;
    fraction <<= 1n;
    if (mantissa >= TWO) {
      mantissa >>= 1n;
      fraction |= 1n;
    }
  }
  return (exponent << LOG_BITS) + fraction;
}

function bitLength(value: bigint): bigint {
  const hex = value.toString(16);
  return BigInt(hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28);
}
