import { checkDuration, checkIterable, checkNumber, checkObject, checkUnixSeconds } from '../units/checks.ts';
import type { Seconds, UnixSeconds } from '../units/units.ts';
import { TimeRunsBackwardsError } from './errors.ts';

/** Prices of one period, fresh-equivalent, PAT, and the units traded. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * Bars of trades in order of time, one for each period that has trades; periods are multiples of `periodSeconds`.
 *
 * @param trades fresh-equivalent price (PAT, above 0) and volume (units, at least 0).
 * @throws {InvalidInputError} on malformed numbers. @throws {TimeRunsBackwardsError} when a trade is before the last.
 * @example bars([{ at: 0, price: 2, volume: 1 }, { at: 9, price: 3, volume: 1 }], { periodSeconds: 10 })
 * // [{ open: 2, high: 3, low: 2, close: 3, volume: 2 }]
 */
export function bars(
  trades: Iterable<{ readonly at: UnixSeconds; readonly price: number; readonly volume: number }>,
  options: { readonly periodSeconds: Seconds },
): readonly Bar[] {
  checkIterable('trades', trades);
  checkObject('options', options);
  checkDuration('periodSeconds', options.periodSeconds);
  const made: Bar[] = [];
  let period = -1;
  let last = 0;
  for (const trade of trades) {
    checkObject('trade', trade);
    const { at, price, volume } = trade;
    checkUnixSeconds('at', at);
    checkNumber('price', price, Number.MIN_VALUE);
    checkNumber('volume', volume, 0);
    if (at < last) throw new TimeRunsBackwardsError(last, at);
    last = at;
    const own = Math.floor(at / options.periodSeconds);
    const bar = made.at(-1);
    if (own === period && bar !== undefined) {
      made[made.length - 1] = {
        open: bar.open,
        high: Math.max(bar.high, price),
        low: Math.min(bar.low, price),
        close: price,
        volume: bar.volume + volume,
      };
    } else {
      made.push({ open: price, high: price, low: price, close: price, volume });
      period = own;
    }
  }
  return made;
}
