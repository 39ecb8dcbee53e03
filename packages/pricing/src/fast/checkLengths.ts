import { InvalidInputError } from '../units/errors.ts';

/** @throws {InvalidInputError} unless every array is a Float64Array of one common length, which is returned. */
export function checkLengths(arrays: Readonly<Record<string, Float64Array>>): number {
  let length: number | undefined;
  for (const [path, array] of Object.entries(arrays)) {
    if (!(array instanceof Float64Array)) {
      throw new InvalidInputError({ path, observed: array, allowed: 'a Float64Array' });
    }
    length ??= array.length;
    if (array.length !== length) {
      throw new InvalidInputError({
        path,
        observed: array.length,
        allowed: `of the same length as the others, ${length}`,
      });
    }
  }
  return length ?? 0;
}
