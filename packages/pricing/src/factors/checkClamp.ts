import { checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Wad } from '../units/units.ts';

/** @throws {InvalidInputError} unless `min` and `max` are Wad and `min <= max`. */
export function checkClamp(min: Wad, max: Wad): void {
  checkWad('parameters.min', min);
  checkWad('parameters.max', max);
  if (min > max) {
    throw new InvalidInputError({
      path: 'parameters.min',
      observed: min,
      allowed: `at most parameters.max, ${max}n`,
    });
  }
}
