import {
  checkBigint,
  checkInteger,
  checkMarketId,
  checkObject,
  checkUnixSeconds,
  type MarketId,
  type UnixSeconds,
  type Word,
} from '@phasegate/pricing/units';

/** What the series of a book share: only these net. */
export interface BookScope {
  readonly market: MarketId;
  /** The same market, but for swaps, which settle on `market` less `against`. */
  readonly against: MarketId;
  readonly expiry: UnixSeconds;
}

/** Highest number of a series in its book. */
export const MAX_SERIES_INDEX: number = 2 ** 16 - 2;
const MAX_BOOK_ID: Word = 2n ** 72n - 1n;

/**
 * The number of a book, as the contract has it: `expiry << 32 | against << 16 | market`.
 *
 * @throws {InvalidInputError} a malformed scope.
 * @example bookIdOf({ market: 7, against: 7, expiry: 3_600 }) // 15461882724359n
 */
export function bookIdOf(scope: BookScope): Word {
  checkObject('scope', scope);
  const { market, against, expiry } = scope;
  checkMarketId('market', market);
  checkMarketId('against', against);
  checkUnixSeconds('expiry', expiry);
  return (BigInt(expiry) << 32n) | (BigInt(against) << 16n) | BigInt(market);
}

/**
 * What a book's number says; the inverse of {@link bookIdOf}.
 *
 * @throws {InvalidInputError} anything but a number of 72 bits.
 * @example scopeOfBook(15_461_882_724_359n) // { market: 7, against: 7, expiry: 3_600 }
 */
export function scopeOfBook(bookId: Word): BookScope {
  checkBigint('bookId', bookId, 0n, MAX_BOOK_ID);
  return {
    market: Number(bookId & 0xffffn),
    against: Number((bookId >> 16n) & 0xffffn),
    expiry: Number(bookId >> 32n),
  };
}

/**
 * The number of a series, as the contract has it: `bookId << 16 | index`, indices in order of creation.
 *
 * @throws {InvalidInputError} a malformed book or index.
 * @example seriesIdOf(bookIdOf({ market: 7, against: 7, expiry: 3_600 }), 2) // 1013309946223591426n
 */
export function seriesIdOf(bookId: Word, index: number): Word {
  checkBigint('bookId', bookId, 0n, MAX_BOOK_ID);
  checkInteger('index', index, 0, MAX_SERIES_INDEX);
  return (bookId << 16n) | BigInt(index);
}

/**
 * A series' book and its position in it; the inverse of {@link seriesIdOf}.
 *
 * @throws {InvalidInputError} anything but a number of 88 bits.
 * @example placeOfSeries(1_013_309_946_223_591_426n) // { bookId: 15461882724359n, index: 2 }
 */
export function placeOfSeries(seriesId: Word): { readonly bookId: Word; readonly index: number } {
  checkBigint('seriesId', seriesId, 0n, 2n ** 88n - 1n);
  return { bookId: seriesId >> 16n, index: Number(seriesId & 0xffffn) };
}

/** A book's market, and a swap book's two. */
export function marketsOf({ market, against }: BookScope): readonly MarketId[] {
  return market === against ? [market] : [market, against];
}
