import type { Bar } from '../discovery/bars.ts';
import { InvalidInputError } from '../units/errors.ts';
import { InvalidBarError, TooFewObservationsError } from './errors.ts';

/**
 * @throws {InvalidInputError} unless an array. @throws {TooFewObservationsError} when short.
 * @throws {InvalidBarError} unless `0 < low <= open, close <= high < infinity` and `0 <= volume < infinity` in every bar.
 */
export function checkBars(what: string, bars: readonly Bar[], needed: number): void {
  if (!Array.isArray(bars))
    throw new InvalidInputError({ path: 'bars', observed: bars, allowed: 'an array' });
  if (bars.length < needed) throw new TooFewObservationsError(`${what} (bars)`, bars.length, needed);
  // entries() visits the holes of a sparse array; forEach would pass over them.
  for (const [i, bar] of (bars as readonly (Bar | null | undefined)[]).entries()) {
    const { open, high, low, close, volume } = bar ?? ({} as Partial<Bar>);
    for (const [name, value] of Object.entries({ open, high, low, close })) {
      if (typeof value !== 'number' || !(value > 0 && value < Number.POSITIVE_INFINITY)) {
        throw new InvalidBarError({
          path: `bars[${i}].${name}`,
          observed: value,
          allowed: 'a finite price above 0',
        });
      }
    }
    if (typeof volume !== 'number' || !(volume >= 0 && volume < Number.POSITIVE_INFINITY)) {
      throw new InvalidBarError({
        path: `bars[${i}].volume`,
        observed: volume,
        allowed: 'finite and at least 0',
      });
    }
    if (!(low! <= open! && low! <= close! && high! >= open! && high! >= close!)) {
      throw new InvalidBarError({
        path: `bars[${i}]`,
        observed: `${open}, ${high}, ${low}, ${close}`,
        allowed: 'consistent: low at most, high at least, open and close',
      });
    }
  }
}
