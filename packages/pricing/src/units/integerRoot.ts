import { checkAmount } from './checks.ts';

/**
 * `floor(sqrt(value))` of a non-negative integer of any size, by Newton's iteration from above (it falls until it is right).
 *
 * @throws {InvalidInputError} anything but a bigint of zero or more.
 * @example integerRoot(99n) // 9n
 */
export function integerRoot(value: bigint): bigint {
  checkAmount('value', value);
  if (value < 2n) return value;
  // float64 gives 50 leading bits, so two or three steps suffice for 256 bits.
  const bits = BigInt(value.toString(16).length) * 4n;
  let root: bigint;
  if (bits <= 1_000n) {
    const guess = BigInt(Math.floor(Math.sqrt(Number(value))));
    root = guess + (guess >> 48n) + 1n;
  } else {
    root = 1n << (bits / 2n + 1n);
  }
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
