import { BPS, checkBigint, checkInteger, mulDivUp } from '@phasegate/pricing/units';
import { worstCaseMargin } from '@phasegate/risk';
import type { Series } from '../../instrument/series.ts';
import { MAX_QUANTITY } from '../../instrument/terms.ts';
import type { SeriesBook } from './seriesBook.ts';

type SeriesLeg = Parameters<typeof worstCaseMargin>[0][number];

/** The leg as the worst case takes it; swaps have a bound of their own. */
function leg(series: Exclude<Series, { kind: 'indexSwap' }>, quantity: bigint): SeriesLeg {
  switch (series.kind) {
    case 'collar':
      return { kind: 'collar', price: series.price, floor: series.floor, cap: series.cap, quantity };
    case 'call':
      return { kind: 'call', strike: series.strike, cap: series.cap, quantity };
    default:
      return { kind: 'put', strike: series.strike, quantity };
  }
}

/**
 * Collateral an account needs for its lots: `ceil(worst case * marginMultiplierBps / 10000)` wei, rounded up against the
 * account. The worst case is the largest loss over every settlement price (collars, calls and puts of the market net);
 * a swap costs its bound a lot and nets with nothing but itself. Alone, a collar's long side needs `price - floor` a lot,
 * its short side `cap - price`.
 *
 * @param lots signed lots by position of the series in the book
 * @throws {InvalidInputError} a position outside the book's series, or lots that are no bigint.
 * @example accountRequirement(book, new Map([[0, -2n]])) // 60n for two lots short of a collar with price 100, cap 130
 */
export function accountRequirement(
  book: Pick<SeriesBook, 'series' | 'marginMultiplierBps'>,
  lots: ReadonlyMap<number, bigint>,
): bigint {
  const legs: SeriesLeg[] = [];
  let worst = 0n;
  for (const [index, quantity] of lots) {
    checkInteger('series', index, 0, book.series.length - 1);
    checkBigint(`lots of series ${index}`, quantity, -MAX_QUANTITY, MAX_QUANTITY);
    const series = book.series[index]!;
    if (series.kind === 'indexSwap') worst += (quantity < 0n ? -quantity : quantity) * series.bound;
    else legs.push(leg(series, quantity));
  }
  worst += worstCaseMargin(legs);
  return mulDivUp(worst, BigInt(book.marginMultiplierBps), BigInt(BPS));
}
