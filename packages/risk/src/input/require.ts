import { InvalidInputError } from '@phasegate/pricing';

/** Finite number, else {@link InvalidInputError}. */
export function requireFinite(path: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a finite number' });
  }
  return value;
}

/** Number in the closed interval `[min, max]`; `max` may be `Infinity`, the value may not. */
export function requireWithin(path: string, value: unknown, min: number, max: number): number {
  const x = requireFinite(path, value);
  if (x < min || x > max) {
    throw new InvalidInputError({ path, observed: value, allowed: `a number in [${min}, ${max}]` });
  }
  return x;
}

/** Finite number above zero. */
export function requirePositive(path: string, value: unknown): number {
  const x = requireFinite(path, value);
  if (x <= 0) throw new InvalidInputError({ path, observed: value, allowed: 'a number above 0' });
  return x;
}

/** Safe integer in the closed interval `[min, max]`. */
export function requireInteger(
  path: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
    throw new InvalidInputError({ path, observed: value, allowed: `an integer in [${min}, ${max}]` });
  }
  return value as number;
}

/** Bigint of any sign. */
export function requireBigint(path: string, value: unknown): bigint {
  if (typeof value !== 'bigint') {
    throw new InvalidInputError({ path, observed: value, allowed: 'a bigint' });
  }
  return value;
}

/** Bigint of zero or more. */
export function requireAmount(path: string, value: unknown): bigint {
  if (typeof value !== 'bigint' || value < 0n) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a bigint of zero or more' });
  }
  return value;
}

/** Bigint above zero. */
export function requirePositiveAmount(path: string, value: unknown): bigint {
  if (typeof value !== 'bigint' || value <= 0n) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a bigint above zero' });
  }
  return value;
}

/** Text of one character or more. */
export function requireText(path: string, value: unknown): string {
  if (typeof value !== 'string' || value.length === 0) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a non-empty string' });
  }
  return value;
}

/** Boolean. */
export function requireBoolean(path: string, value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw new InvalidInputError({ path, observed: value, allowed: 'true or false' });
  }
  return value;
}

/** One of a list of words. */
export function requireOneOf<T extends string>(path: string, value: unknown, words: readonly T[]): T {
  if (!words.includes(value as T)) {
    throw new InvalidInputError({ path, observed: value, allowed: `one of ${words.join(', ')}` });
  }
  return value as T;
}

/** An object that is not null; the fields are the caller's to check. */
export function requireObject<T>(path: string, value: T): T {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidInputError({ path, observed: value, allowed: 'an object' });
  }
  return value;
}

/** Array (or typed array) with at least `minimum` finite numbers. */
export function requireSeries(path: string, values: ArrayLike<number>, minimum: number = 1): void {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) {
    throw new InvalidInputError({ path, observed: values, allowed: 'an array or a Float64Array' });
  }
  if (values.length < minimum) {
    throw new InvalidInputError({
      path: `${path}.length`,
      observed: values.length,
      allowed: `at least ${minimum}`,
    });
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new InvalidInputError({
        path: `${path}[${i}]`,
        observed: values[i],
        allowed: 'a finite number',
      });
    }
  }
}

/** A real array (of anything) with at least `minimum` elements. */
export function requireList<T>(path: string, values: readonly T[], minimum: number = 0): readonly T[] {
  if (!Array.isArray(values)) throw new InvalidInputError({ path, observed: values, allowed: 'an array' });
  if (values.length < minimum) {
    throw new InvalidInputError({
      path: `${path}.length`,
      observed: values.length,
      allowed: `at least ${minimum}`,
    });
  }
  return values;
}
