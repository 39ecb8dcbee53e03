import { checkBigint, checkObject, checkOneOf } from '@phasegate/pricing/units';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { indexSwap } from '../instrument/indexSwap.ts';
import { putOption } from '../instrument/putOption.ts';
import { checkedSeries, type Series } from '../instrument/series.ts';
import type { BookScope } from './bookId.ts';
import { MalformedSeriesError } from './seriesErrors.ts';

/** Kinds in the order of the contract's enumeration. */
export const SERIES_KINDS = ['call', 'put', 'collar', 'indexSwap'] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** Wei per lot, plain as the word packs it. */
export type SeriesWordAmount = bigint;

/**
 * A series as the contract's word has it, in the order of `createSeries`: a call is `a` strike, `b` cap; a put `a` strike; a
 * collar `a` floor, `b` cap, `c` price; a swap `a` bound, `b` spread, of either sign. What a kind has no use for is zero.
 */
export interface SeriesWord extends BookScope {
  readonly kind: SeriesKind;
  readonly a: SeriesWordAmount;
  readonly b: SeriesWordAmount;
  readonly c: SeriesWordAmount;
}

const AMOUNT_END = 2n ** 80n;
const SPREAD_END = 2n ** 79n;

/**
 * A series in the contract's terms.
 *
 * @throws {InvalidInputError} a malformed series. @throws {CapBelowStrikeError} a cap below its strike or floor.
 * @example seriesWordOf(callOption({ market: 7, expiry: 3_600, strike: 100n, cap: 150n })) // { market: 7, against: 7, expiry: 3600, kind: 'call', a: 100n, b: 150n, c: 0n }
 */
export function seriesWordOf(given: Series): SeriesWord {
  const series = checkedSeries(given);
  const { kind, market, expiry } = series;
  const scope = { market, against: market, expiry };
  switch (kind) {
    case 'call':
      return { ...scope, kind, a: series.strike, b: series.cap, c: 0n };
    case 'put':
      return { ...scope, kind, a: series.strike, b: 0n, c: 0n };
    case 'collar':
      return { ...scope, kind, a: series.floor, b: series.cap, c: series.price };
    default:
      return { ...scope, against: series.againstMarket, kind, a: series.bound, b: series.spread, c: 0n };
  }
}

/**
 * The series of the contract's terms.
 *
 * @throws {MalformedSeriesError} terms that no series has.
 * @throws {InvalidInputError} anything but amounts, a kind, markets and a whole hour.
 * @example seriesOfWord({ market: 7, against: 7, expiry: 3_600, kind: 'put', a: 90n, b: 0n, c: 0n }) // { kind: 'put', market: 7, expiry: 3600, strike: 90n }
 */
export function seriesOfWord(word: SeriesWord): Series {
  checkObject('series', word);
  const { market, against, expiry, kind, a, b, c } = word;
  checkOneOf('kind', kind, SERIES_KINDS);
  for (const [path, amount] of Object.entries({ a, b, c }))
    checkBigint(path, amount, -(2n ** 255n), 2n ** 256n - 1n);
  if (!isSeries(word)) throw new MalformedSeriesError({ kind, a, b, c });
  switch (kind) {
    case 'call':
      return callOption({ market, expiry, strike: a, cap: b });
    case 'put':
      return putOption({ market, expiry, strike: a });
    case 'collar':
      return collaredSynthetic({ market, expiry, floor: a, cap: b, price: c });
    default:
      return indexSwap({ market, againstMarket: against, expiry, bound: a, spread: b });
  }
}

function isSeries({ market, against, kind, a, b, c }: SeriesWord): boolean {
  if ((kind === 'indexSwap') === (market === against) || a < 0n || a >= AMOUNT_END) return false;
  switch (kind) {
    case 'call':
      return a <= b && b < AMOUNT_END && c === 0n;
    case 'put':
      return a > 0n && b === 0n && c === 0n;
    case 'collar':
      return a <= c && c <= b && b < AMOUNT_END;
    default:
      return a > 0n && -SPREAD_END <= b && b < SPREAD_END && c === 0n;
  }
}
