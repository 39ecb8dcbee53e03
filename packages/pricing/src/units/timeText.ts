import { InvalidInputError } from './errors.ts';

/** The last second that a date can show: the year 275760. */
const LAST = 8.64e12;

/**
 * A time as messages show it: ISO 8601, UTC, whole seconds. What no calendar reaches stays a number.
 *
 * @param unixSeconds seconds since 1970, as a number or as the chain gives it.
 * @throws {InvalidInputError} unless a number or a bigint.
 * @example timeText(1_767_225_600) // '2026-01-01T00:00:00Z'
 */
export function timeText(unixSeconds: number | bigint): string {
  if (typeof unixSeconds !== 'number' && typeof unixSeconds !== 'bigint') {
    throw new InvalidInputError({
      path: 'unixSeconds',
      observed: unixSeconds,
      allowed: 'seconds since 1970',
    });
  }
  const seconds = Number(unixSeconds);
  if (!(seconds >= 0 && seconds <= LAST)) return String(unixSeconds);
  return new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
}
