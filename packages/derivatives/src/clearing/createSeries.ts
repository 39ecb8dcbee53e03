import { indexBuckets } from '@phasegate/pricing';
import type { Bps, MarketId, Quantity, UnixSeconds, Wad } from '@phasegate/pricing/units';
import { liquidityTierMultiplier } from '@phasegate/risk';
import { reduceSettlement } from '../settlement/reduceSettlement.ts';
import { HOUR, settlementWindow } from '../settlement/settlementCalendar.ts';
import { type IndexedMarkets, type SettlementState, settlementKey } from '../settlement/settlementOracle.ts';
import { type BookScope, bookIdOf, MAX_SERIES_INDEX, marketsOf } from './bookId.ts';
import type { ClearingEventOf, ClearingSurroundings } from './clearingEvent.ts';
import type { ClearingBook, ClearingState } from './clearingState.ts';
import { OpeningEndedError, TooManySeriesError } from './seriesErrors.ts';
import { sameSeries } from './seriesLookup.ts';
import { seriesOfWord } from './seriesWord.ts';

/** How old the oracle's fallback may be when a series is created. */
const FALLBACK_HOURS = 24;
/** Trading that tells a market's liquidity. */
const TIER_HOURS = 168;

/**
 * Anyone creates a series: the oracle opens its markets at the expiry, with a fallback at most 24 hours old, and the first
 * series of a book fixes the book's margin multiplier. Terms that the book has already are that series, and nothing happens.
 */
export function createSeries(
  state: ClearingState,
  event: ClearingEventOf<'createSeries'>,
  { settlement, markets }: ClearingSurroundings,
): { readonly state: ClearingState; readonly settlement: SettlementState } {
  const { at } = event;
  const series = seriesOfWord(event);
  const id = bookIdOf(event);
  const book = state.books.get(id);
  if (book?.series.some((other) => sameSeries(other, series))) return { state, settlement };
  const opened = marketsOf(event).reduce(
    (oracle, market) => reduceSettlement(oracle, { type: 'open', at, market, expiry: event.expiry }, markets),
    settlement,
  );
  const next = book ?? newBook(event, at, markets);
  if (at >= next.openingEnds) throw new OpeningEndedError(next.openingEnds, at);
  const fresh = marketsOf(event).reduce(
    (oracle, market) => refreshed(oracle, { market, expiry: event.expiry, at }, markets),
    opened,
  );
  if (next.series.length > MAX_SERIES_INDEX) throw new TooManySeriesError(MAX_SERIES_INDEX + 1);
  const books = new Map(state.books).set(id, { ...next, series: [...next.series, series] });
  return { state: { ...state, books }, settlement: fresh };
}

function newBook(scope: BookScope, at: UnixSeconds, markets: IndexedMarkets): ClearingBook {
  const { market, against, expiry } = scope;
  const hour = Math.floor(at / HOUR);
  const openings = marketsOf(scope).map(
    (each) => settlementWindow(each, markets.get(each)!.calendar, expiry).from * HOUR,
  );
  const multipliers = marketsOf(scope).map((each) => tierAt(markets, each, hour));
  return {
    id: bookIdOf(scope),
    market,
    against,
    expiry,
    openingEnds: Math.min(...openings),
    marginMultiplierBps: Math.max(...multipliers) as Bps,
    series: [],
    positions: new Map(),
    houseLots: new Map<number, Quantity>(),
    figure: null,
  };
}

function tierAt(markets: IndexedMarkets, market: MarketId, hour: number): Bps {
  const week = indexBuckets(markets.get(market)!.ring, {
    fromHour: Math.max(0, hour - TIER_HOURS),
    toHour: hour,
  });
  return liquidityTierMultiplier(week.reduce((sum, { sumAsk }) => sum + sumAsk, 0n) as Wad);
}

function refreshed(
  settlement: SettlementState,
  place: { readonly market: MarketId; readonly expiry: UnixSeconds; readonly at: UnixSeconds },
  markets: IndexedMarkets,
): SettlementState {
  const { fallback } = settlement.settlements.get(settlementKey(place.market, place.expiry))!;
  if (Math.floor(place.at / HOUR) - fallback.hour <= FALLBACK_HOURS) return settlement;
  return reduceSettlement(settlement, { type: 'refreshFallback', ...place }, markets);
}
