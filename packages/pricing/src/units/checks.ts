import { InvalidInputError } from './errors.ts';
import { BPS, type Bps, MAX_MARGIN_BPS, MAX_WAD, type Seconds, type UnixSeconds, type Wad } from './units.ts';

/** @throws InvalidInputError unless `value` is a bigint in [0, 2^128). */
export function checkWad(path: string, value: unknown): asserts value is Wad {
  if (typeof value !== 'bigint' || value < 0n || value > MAX_WAD) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'a bigint at scale 1e18 from 0 to 2^128 - 1',
      ...(typeof value === 'number' ? { remedy: `Convert with parseWad('${value}')` } : {}),
    });
  }
}

/** @throws InvalidInputError unless `value` is an integer in [0, 10000]. */
export function checkBps(path: string, value: unknown): asserts value is Bps {
  if (!isIntegerWithin(value, 0, BPS)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'a whole number of basis points from 0 to 10000',
    });
  }
}

/** The broker's share of ASK is above one half. */
export class MarginTooHighError extends InvalidInputError {
  readonly marginBps: number;

  constructor(path: string, marginBps: number) {
    super({
      path,
      observed: marginBps,
      allowed: `at most ${MAX_MARGIN_BPS} basis points (50 %)`,
      remedy: 'Lower it',
    });
    this.marginBps = marginBps;
  }
}

/** @throws InvalidInputError unless an integer of basis points. @throws MarginTooHighError above 5000. */
export function checkMarginBps(path: string, value: unknown): asserts value is Bps {
  checkBps(path, value);
  if (value > MAX_MARGIN_BPS) throw new MarginTooHighError(path, value);
}

/** @throws InvalidInputError unless `value` is an integer in [minimum, maximum]. */
export function checkInteger(
  path: string,
  value: unknown,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (!isIntegerWithin(value, minimum, maximum)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a whole number from ${minimum} to ${maximum}`,
    });
  }
}

/** Times are at least 0 and fit 40 bits, so that a sum of two stays an exact integer. */
const MAX_TIME = 2 ** 40 - 1;

/** @throws InvalidInputError unless whole non-negative seconds since 1970. */
export function checkUnixSeconds(path: string, value: unknown): asserts value is UnixSeconds {
  if (!isIntegerWithin(value, 0, MAX_TIME)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'whole seconds since 1970, from 0 to 2^40 - 1',
    });
  }
}

/** @throws InvalidInputError unless a whole positive number of seconds. */
export function checkDuration(
  path: string,
  value: unknown,
  maximum: Seconds = MAX_TIME,
): asserts value is Seconds {
  if (!isIntegerWithin(value, 1, maximum)) {
    throw new InvalidInputError({ path, observed: value, allowed: `whole seconds from 1 to ${maximum}` });
  }
}

/** @throws InvalidInputError unless a finite number in [minimum, maximum]. */
export function checkNumber(
  path: string,
  value: unknown,
  minimum: number,
  maximum: number = Number.MAX_VALUE,
): asserts value is number {
  if (typeof value !== 'number' || !(value >= minimum && value <= maximum)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a finite number from ${minimum} to ${maximum}`,
    });
  }
}

/** @throws InvalidInputError unless an object; arguments may come from parsed JSON. */
export function checkObject(path: string, value: unknown): asserts value is object {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidInputError({ path, observed: value, allowed: 'an object' });
  }
}

/** @throws InvalidInputError unless an array of objects without holes. */
export function checkObjects(path: string, value: readonly unknown[]): void {
  if (!Array.isArray(value)) throw new InvalidInputError({ path, observed: value, allowed: 'an array' });
  // entries() visits the holes of a sparse array; forEach would pass over them.
  for (const [i, element] of value.entries()) checkObject(`${path}[${i}]`, element);
}

function isIntegerWithin(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum && value <= maximum;
}
