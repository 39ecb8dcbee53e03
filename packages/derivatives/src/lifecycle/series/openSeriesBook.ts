import {
  type Bps,
  checkInteger,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type Seconds,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { checkedSeries, type Series } from '../../instrument/series.ts';
import { startClock } from '../deal/dealClock.ts';
import type { Step } from '../deal/transfer.ts';
import { ForeignSeriesError } from './errors.ts';
import type { SeriesBook } from './seriesBook.ts';

/** Longest life of a series, seconds: 92 days. */
export const MAX_TENOR: Seconds = 92 * 86_400;
/** Series in one book. An account holds at most 16 of them. */
export const MAX_BOOK_SERIES = 64;

function scope(series: Series): string {
  return `${series.kind === 'indexSwap' ? series.againstMarket : ''}/${series.market}/${series.expiry}`;
}

/**
 * Lists the series of one market and expiry (collars, calls and puts, which net) or of one pair of markets and expiry
 * (index swaps).
 *
 * @param input.openingEnds unix seconds, whole hour before expiry: start of the settlement window
 * @param input.marginMultiplierBps 10000 to 12500: 1.0, 1.1 or 1.25 by the market's liquidity tier
 * @param input.at unix seconds, before `openingEnds` and at most 92 days before expiry
 * @throws {ForeignSeriesError} series of different markets, pairs or expiries.
 * @throws {InvalidInputError} anything malformed, no series, or more than 64.
 * @example openSeriesBook({ series: [put], openingEnds: 7_200, marginMultiplierBps: BPS, at: 0 }).state.status // 'open'
 */
export function openSeriesBook(input: {
  readonly series: readonly Series[];
  readonly openingEnds: UnixSeconds;
  readonly marginMultiplierBps: Bps;
  readonly at: UnixSeconds;
}): Step<SeriesBook> {
  checkObject('input', input);
  if (!Array.isArray(input.series) || input.series.length < 1 || input.series.length > MAX_BOOK_SERIES)
    throw new InvalidInputError({
      path: 'series',
      observed: Array.isArray(input.series) ? `${input.series.length} series` : input.series,
      allowed: `1 to ${MAX_BOOK_SERIES} series`,
    });
  const series = input.series.map(checkedSeries);
  const foreign = series.findIndex((each) => scope(each) !== scope(series[0]!));
  if (foreign > 0) throw new ForeignSeriesError(foreign);
  const { expiry } = series[0]!;
  checkInteger('marginMultiplierBps', input.marginMultiplierBps, 10_000, 12_500);
  checkUnixSeconds('at', input.at, Math.max(0, expiry - MAX_TENOR));
  checkInteger('openingEnds', input.openingEnds, input.at + 1, expiry - 3_600);
  if (input.openingEnds % 3_600 !== 0)
    throw new InvalidInputError({
      path: 'openingEnds',
      observed: input.openingEnds,
      allowed: 'a whole hour of unix seconds',
    });
  return {
    state: {
      status: 'open',
      clock: startClock(input.at),
      series,
      openingEnds: input.openingEnds,
      marginMultiplierBps: input.marginMultiplierBps,
      accounts: new Map(),
      settlement: null,
    },
    transfers: [],
  };
}
