import { InvalidInputError } from '@phasegate/pricing';

/** @throws InvalidInputError unless `value` is a bigint from `minimum` to `2^bits - 1`. */
export function checkUnsigned(
  path: string,
  value: unknown,
  bits: number,
  minimum = 0n,
): asserts value is bigint {
  if (typeof value !== 'bigint' || value < minimum || value >= 1n << BigInt(bits)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a bigint from ${minimum} to 2^${bits} - 1`,
    });
  }
}
