import { checkMap, checkObject, type Word } from '@phasegate/pricing/units';
import type { Series } from '../instrument/series.ts';
import { bookIdOf, placeOfSeries, seriesIdOf } from './bookId.ts';
import type { ClearingBook, ClearingState } from './clearingState.ts';
import { UnknownSeriesError } from './seriesErrors.ts';
import { seriesWordOf } from './seriesWord.ts';

/** @throws {UnknownSeriesError} nobody opened the book. @throws {InvalidInputError} */
export function bookIn(state: ClearingState, bookId: Word): ClearingBook {
  return placeIn(state, seriesIdOf(bookId, 0)).book;
}

/** A series' book and its index there. @throws {UnknownSeriesError} {@link InvalidInputError} */
export function placeIn(
  state: ClearingState,
  seriesId: Word,
): { readonly book: ClearingBook; readonly index: number; readonly series: Series } {
  const { bookId, index } = placeOfSeries(seriesId);
  const book = state.books.get(bookId);
  const series = book?.series[index];
  if (book === undefined || series === undefined) throw new UnknownSeriesError(seriesId);
  return { book, index, series };
}

/**
 * The number of a series that was created; `undefined` of one that was not.
 *
 * @throws {InvalidInputError} a malformed state or series. @throws {CapBelowStrikeError} a cap below its strike or floor.
 * @example findSeries(state, putOption({ market: 7, expiry: 3_600, strike: 90n })) // undefined before anyone created it
 */
export function findSeries(state: Pick<ClearingState, 'books'>, series: Series): Word | undefined {
  checkObject('state', state);
  checkMap('state.books', state.books);
  const id = bookIdOf(seriesWordOf(series));
  const index = state.books.get(id)?.series.findIndex((other) => sameSeries(other, series)) ?? -1;
  return index < 0 ? undefined : seriesIdOf(id, index);
}

/** Whether two series have the same terms. */
export function sameSeries(one: Series, other: Series): boolean {
  const [a, b] = [seriesWordOf(one), seriesWordOf(other)];
  return Object.entries(a).every(([field, value]) => b[field as keyof typeof b] === value);
}
