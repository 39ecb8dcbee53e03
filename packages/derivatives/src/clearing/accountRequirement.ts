import {
  BPS,
  checkBigint,
  checkInteger,
  checkMap,
  checkObject,
  checkObjects,
  mulDivUp,
  type Quantity,
  type Wad,
} from '@phasegate/pricing/units';
import { lotRequirement, type SeriesLeg, worstCaseMargin } from '@phasegate/risk';
import { MAX_QUANTITY } from '../instrument/terms.ts';
import type { ClearingBook } from './clearingState.ts';

/**
 * Collateral an account needs for its lots: `ceil(worst case * marginMultiplierBps / 10000)` wei, rounded up against the
 * account. The worst case is the largest loss over every settlement price (collars, calls and puts of the market net);
 * a swap costs its bound a lot and nets with nothing but itself. Alone, a collar's long side needs `price - floor` a lot,
 * its short side `cap - price`.
 *
 * @param lots signed lots by index of the series in the book
 * @throws {InvalidInputError} an index outside the book's series, or lots that are anything but a bigint.
 * @example accountRequirement(book, new Map([[0, -2n]])) // 60n for two lots short of a collar with price 100, cap 130
 */
export function accountRequirement(
  book: Pick<ClearingBook, 'series' | 'marginMultiplierBps'>,
  lots: ReadonlyMap<number, Quantity>,
): Wad {
  checkObject('book', book);
  checkObjects('book.series', book.series);
  checkMap('lots', lots);
  const legs: SeriesLeg[] = [];
  let worst = 0n;
  for (const [index, quantity] of lots) {
    checkInteger('series', index, 0, book.series.length - 1);
    checkBigint(`lots of series ${index}`, quantity, -MAX_QUANTITY, MAX_QUANTITY);
    const series = book.series[index]!;
    if (series.kind !== 'indexSwap') legs.push({ ...series, quantity });
    else if (quantity > 0n) worst += quantity * lotRequirement(series, 'long');
    else worst -= quantity * lotRequirement(series, 'short');
  }
  worst += worstCaseMargin(legs);
  return mulDivUp(worst as Wad, BigInt(book.marginMultiplierBps), BigInt(BPS));
}
