import { BPS, InvalidInputError } from '@phasegate/pricing';

/** An instrument's own input: every field as the instrument has it, without the unit brands and the kind. */
export type Terms<Instrument> = {
  readonly [Key in keyof Instrument as Key extends 'kind' ? never : Key]: Instrument[Key] extends bigint
    ? bigint
    : Instrument[Key] extends number
      ? number
      : Instrument[Key];
};

/** Money fits 128 bits on chain, so that `money * bps` and `money * units` stay far inside 256. */
export const MAX_WEI: bigint = 2n ** 128n - 1n;
/** Quantities of units or lots fit 64 bits. */
export const MAX_QUANTITY: bigint = 2n ** 64n - 1n;
/** Unix seconds and durations fit 40 bits. */
export const MAX_SECONDS: number = 2 ** 40 - 1;
/** Market ids fit 16 bits. */
export const MAX_MARKET: number = 2 ** 16 - 1;

/** @throws InvalidInputError unless a plain object. */
export function checkObject(path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInputError({ path, observed: value, allowed: 'an object' });
}

/** @throws InvalidInputError unless a bigint in [minimum, maximum]. */
export function checkBigint(path: string, value: unknown, minimum: bigint, maximum: bigint): void {
  if (typeof value !== 'bigint' || value < minimum || value > maximum)
    throw new InvalidInputError({ path, observed: value, allowed: `a bigint from ${minimum} to ${maximum}` });
}

/** @throws InvalidInputError unless wei in [minimum, 2^128). */
export function checkWei(path: string, value: unknown, minimum = 0n): void {
  checkBigint(path, value, minimum, MAX_WEI);
}

/** @throws InvalidInputError unless a whole number in [minimum, maximum]. */
export function checkInteger(path: string, value: unknown, minimum: number, maximum: number): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum)
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a whole number from ${minimum} to ${maximum}`,
    });
}

/** @throws InvalidInputError unless whole seconds in [minimum, 2^40). */
export function checkSeconds(path: string, value: unknown, minimum = 0): void {
  checkInteger(path, value, minimum, MAX_SECONDS);
}

/** @throws InvalidInputError unless whole basis points in [minimum, 10000]. */
export function checkBps(path: string, value: unknown, minimum = 0): void {
  checkInteger(path, value, minimum, BPS);
}

/** @throws InvalidInputError unless a market id. */
export function checkMarket(path: string, value: unknown): void {
  checkInteger(path, value, 0, MAX_MARKET);
}

/** @throws InvalidInputError unless `first < second` (or `<=` with `orEqual`). */
export function checkOrder(
  first: { readonly path: string; readonly value: number | bigint },
  second: { readonly path: string; readonly value: number | bigint },
  orEqual = false,
): void {
  const ordered = orEqual ? first.value <= second.value : first.value < second.value;
  if (!ordered)
    throw new InvalidInputError({
      path: second.path,
      observed: second.value,
      allowed: `${orEqual ? 'at least' : 'above'} ${first.path} (${first.value})`,
    });
}
