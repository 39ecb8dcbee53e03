import { InvalidInputError } from './errors.ts';
import {
  type Address,
  BPS,
  type Bps,
  MAX_MARGIN_BPS,
  MAX_MARKET_ID,
  MAX_SECONDS,
  MAX_WAD,
  type MarketId,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from './units.ts';

// Every check is one cheap test; texts are built only once it has failed. Callers in hot loops test inline first.

/** @throws {InvalidInputError} unless `value` is a bigint in [minimum, 2^128). */
export function checkWad(path: string, value: unknown, minimum = 0n): asserts value is Wad {
  if (typeof value !== 'bigint' || value < minimum || value > MAX_WAD) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a bigint at scale 1e18 from ${minimum} to 2^128 - 1`,
      ...(typeof value === 'number' ? { remedy: `Convert with parseWad('${value}')` } : {}),
    });
  }
}

/** @throws {InvalidInputError} unless `value` is a bigint in (-2^128, 2^128). */
export function checkSignedWad(path: string, value: unknown): asserts value is Wad {
  if (typeof value !== 'bigint' || value > MAX_WAD || -value > MAX_WAD) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'a bigint at scale 1e18 from -(2^128 - 1) to 2^128 - 1',
    });
  }
}

/** @throws {InvalidInputError} unless `value` is an integer in [minimum, 10000]. */
export function checkBps(path: string, value: unknown, minimum = 0): asserts value is Bps {
  if (!isIntegerWithin(value, minimum, BPS)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `a whole number of basis points from ${minimum} to 10000`,
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

/** @throws {InvalidInputError} unless an integer of basis points. @throws {MarginTooHighError} above 5000. */
export function checkMarginBps(path: string, value: unknown): asserts value is Bps {
  checkBps(path, value);
  if (value > MAX_MARGIN_BPS) throw new MarginTooHighError(path, value);
}

/** @throws {InvalidInputError} unless `value` is an integer in [minimum, maximum]. */
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

/** @throws {InvalidInputError} unless whole seconds since 1970 in [minimum, 2^40). */
export function checkUnixSeconds(path: string, value: unknown, minimum = 0): asserts value is UnixSeconds {
  if (!isIntegerWithin(value, minimum, MAX_SECONDS)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `whole seconds since 1970, from ${minimum} to 2^40 - 1`,
    });
  }
}

/** @throws {InvalidInputError} unless a duration of whole seconds in [minimum, 2^40). */
export function checkSeconds(path: string, value: unknown, minimum = 0): asserts value is Seconds {
  if (!isIntegerWithin(value, minimum, MAX_SECONDS)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: `whole seconds from ${minimum} to 2^40 - 1`,
    });
  }
}

/** @throws {InvalidInputError} unless a whole positive number of seconds. */
export function checkDuration(
  path: string,
  value: unknown,
  maximum: Seconds = MAX_SECONDS,
): asserts value is Seconds {
  if (!isIntegerWithin(value, 1, maximum)) {
    throw new InvalidInputError({ path, observed: value, allowed: `whole seconds from 1 to ${maximum}` });
  }
}

/** @throws {InvalidInputError} unless a market id: a whole number from 0 to 65535. */
export function checkMarketId(path: string, value: unknown): asserts value is MarketId {
  checkInteger(path, value, 0, MAX_MARKET_ID);
}

/** @throws {InvalidInputError} unless a finite number in [minimum, maximum]. */
export function checkNumber(
  path: string,
  value: unknown,
  minimum: number = -Number.MAX_VALUE,
  maximum: number = Number.MAX_VALUE,
): asserts value is number {
  if (typeof value !== 'number' || !(value >= minimum && value <= maximum)) {
    throw new InvalidInputError({ path, observed: value, allowed: numberText(minimum, maximum) });
  }
}

/** @throws {InvalidInputError} unless a finite number above 0. */
export function checkPositiveNumber(path: string, value: unknown): asserts value is number {
  if (typeof value !== 'number' || !(value > 0 && value <= Number.MAX_VALUE)) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a finite number above 0' });
  }
}

/** @throws {InvalidInputError} unless a list (an array or a Float64Array) of `minimum` finite numbers or more, without holes. */
export function checkNumbers(
  path: string,
  values: unknown,
  minimum = 1,
): asserts values is ArrayLike<number> {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) {
    throw new InvalidInputError({ path, observed: values, allowed: 'an array of numbers or a Float64Array' });
  }
  checkLength(path, values.length, minimum);
  const numbers: ArrayLike<unknown> = values;
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isFinite(numbers[i])) checkNumber(`${path}[${i}]`, numbers[i]);
  }
}

/** @throws {InvalidInputError} unless a bigint in [minimum, maximum]. */
export function checkBigint(
  path: string,
  value: unknown,
  minimum: bigint,
  maximum: bigint,
): asserts value is bigint {
  if (typeof value !== 'bigint' || value < minimum || value > maximum) {
    throw new InvalidInputError({ path, observed: value, allowed: `a bigint from ${minimum} to ${maximum}` });
  }
}

/** @throws {InvalidInputError} unless a bigint, of either sign and any size. */
export function checkSignedAmount(path: string, value: unknown): asserts value is bigint {
  if (typeof value !== 'bigint') throw new InvalidInputError({ path, observed: value, allowed: 'a bigint' });
}

/** @throws {InvalidInputError} unless a bigint of zero or more. */
export function checkAmount(path: string, value: unknown): asserts value is bigint {
  if (typeof value !== 'bigint' || value < 0n) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a bigint of zero or more' });
  }
}

/** @throws {InvalidInputError} unless a bigint above zero. */
export function checkPositiveAmount(path: string, value: unknown): asserts value is bigint {
  if (typeof value !== 'bigint' || value <= 0n) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a bigint above zero' });
  }
}

/** @throws {InvalidInputError} unless a text of one character or more. */
export function checkText(path: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value === '') {
    throw new InvalidInputError({ path, observed: value, allowed: 'a non-empty string' });
  }
}

/** @throws {InvalidInputError} unless an address: 0x and 40 hexadecimal digits, in any case. */
export function checkAddress(path: string, value: unknown): asserts value is Address {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(value)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'an address of 0x and 40 hexadecimal digits',
    });
  }
}

/** @throws {InvalidInputError} unless true or false: the text 'false' would count as true. */
export function checkBoolean(path: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') {
    throw new InvalidInputError({ path, observed: value, allowed: 'true or false' });
  }
}

/** @throws {InvalidInputError} unless one of the words. */
export function checkOneOf<Word extends string>(
  path: string,
  value: unknown,
  words: readonly Word[],
): asserts value is Word {
  if (!(words as readonly unknown[]).includes(value)) {
    throw new InvalidInputError({ path, observed: value, allowed: `one of ${words.join(', ')}` });
  }
}

/** @throws {InvalidInputError} unless an object other than an array; arguments may come from parsed JSON. */
export function checkObject(path: string, value: unknown): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError({ path, observed: value, allowed: 'an object' });
  }
}

/**
 * For objects of parameters, options and terms: a misspelt field would otherwise keep its default, and nobody would notice.
 *
 * @param known every field there is. One that holds nothing (`undefined`) may have any name.
 * @throws {InvalidInputError} unless an object without other fields; its path names the one that is not known.
 * @example checkFields('options', { lambda: 0.9 }, ['lambda']) // undefined: { lamda: 0.9 } would be refused
 */
export function checkFields(path: string, value: unknown, known: readonly string[]): asserts value is object {
  checkObject(path, value);
  const unknown = unknownField(value, known);
  if (unknown !== undefined) {
    throw new InvalidInputError({
      path: `${path}.${unknown}`,
      observed: (value as Readonly<Record<string, unknown>>)[unknown],
      allowed: `absent: ${path} has the fields ${known.join(', ')}`,
    });
  }
}

/** The first field of an object that holds something and is not known. */
function unknownField(value: object, known: readonly string[]): string | undefined {
  for (const name of Object.keys(value)) {
    if (!known.includes(name) && (value as Readonly<Record<string, unknown>>)[name] !== undefined)
      return name;
  }
  return undefined;
}

/** @throws {InvalidInputError} unless an array of `minimum` elements or more; the elements are the caller's to check. */
export function checkList(path: string, values: unknown, minimum = 0): asserts values is readonly unknown[] {
  if (!Array.isArray(values)) throw new InvalidInputError({ path, observed: values, allowed: 'an array' });
  checkLength(path, values.length, minimum);
}

/** @throws {InvalidInputError} unless an array of objects without holes. */
export function checkObjects(path: string, values: unknown): asserts values is readonly object[] {
  checkList(path, values);
  // entries() visits the holes of a sparse array; forEach would pass over them.
  for (const [i, element] of values.entries()) checkObject(`${path}[${i}]`, element);
}

/** @throws {InvalidInputError} unless a Map; its entries are the caller's to check. */
export function checkMap(path: string, value: unknown): asserts value is ReadonlyMap<unknown, unknown> {
  if (!(value instanceof Map)) throw new InvalidInputError({ path, observed: value, allowed: 'a Map' });
}

/** @throws {InvalidInputError} unless it can be looped over (an array, a Set, a generator) and is not a text. */
export function checkIterable(path: string, value: unknown): asserts value is Iterable<unknown> {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new InvalidInputError({ path, observed: value, allowed: 'an array or another iterable' });
  }
}

/** @throws {InvalidInputError} unless `first < second` (or `<=` with `orEqual`). */
export function checkOrder(
  first: { readonly path: string; readonly value: number | bigint },
  second: { readonly path: string; readonly value: number | bigint },
  orEqual = false,
): void {
  if (!(orEqual ? first.value <= second.value : first.value < second.value)) {
    throw new InvalidInputError({
      path: second.path,
      observed: second.value,
      allowed: `${orEqual ? 'at least' : 'above'} ${first.path} (${first.value})`,
    });
  }
}

function checkLength(path: string, length: number, minimum: number): void {
  if (length < minimum) {
    throw new InvalidInputError({ path: `${path}.length`, observed: length, allowed: `at least ${minimum}` });
  }
}

function numberText(minimum: number, maximum: number): string {
  if (minimum === -Number.MAX_VALUE) return 'a finite number';
  if (maximum === Number.MAX_VALUE) return `a finite number of at least ${minimum}`;
  return `a number from ${minimum} to ${maximum}`;
}

function isIntegerWithin(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum && value <= maximum;
}
