import { indexBuckets, indexPrice } from '@phasegate/pricing';
import {
  checkAmount,
  checkSignedWad,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { clearingAccountOf } from '../clearing/accounts.ts';
import { MAX_LOTS } from '../clearing/position.ts';
import { reduceClearing } from '../clearing/reduceClearing.ts';
import { BookExpiredError } from '../clearing/seriesErrors.ts';
import { placeIn } from '../clearing/seriesLookup.ts';
import { LotsOutOfBoundsError } from '../clearing/tradeErrors.ts';
import type { IndexedMarkets } from '../settlement/settlementOracle.ts';
import { saturated } from '../settlement/windowPrice.ts';
import {
  IndexTooOldError,
  NoTermsError,
  PremiumLimitError,
  UnpricedSeriesError,
  VaultLeavingError,
} from './errors.ts';
import type { VaultEventOf, VaultStep, VaultSurroundings } from './vaultEvent.ts';
import { vaultQuote } from './vaultQuote.ts';
import { shareSupply, type VaultState } from './vaultState.ts';

const HOUR = 3_600;
const DAY_HOURS = 24;

/** A trade with the vault: its quote, held against the taker's limit, filled in the clearing house. */
export function tradeWithVault(
  state: VaultState,
  event: VaultEventOf<'buy' | 'sellBack'>,
  surroundings: VaultSurroundings,
): VaultStep {
  const { at, taker, seriesId, lots } = event;
  const takerBuys = event.type === 'buy';
  const limit = takerBuys ? event.maxPremium : event.minPremium;
  checkSignedWad('event limit', limit);
  const { premium, obligations } = quoteNow(state, event, surroundings);
  if (takerBuys ? premium > limit : premium < limit) throw new PremiumLimitError(premium, limit);
  const fill = { type: 'fill', at, matcher: state.name, maker: state.name, taker, takerBuys } as const;
  const filled = reduceClearing(surroundings.clearing, { ...fill, seriesId, lots, premium }, surroundings);
  const bookId = seriesId >> 16n;
  const inBook = (state.ofBook.get(bookId) ?? 0n) + obligations - state.obligations;
  return {
    ...filled,
    clearing: filled.state,
    state: { ...state, obligations, ofBook: new Map(state.ofBook).set(bookId, inBook as Wad) },
  };
}

/** The vault's quote at this second. */
function quoteNow(
  state: VaultState,
  event: VaultEventOf<'buy' | 'sellBack'>,
  { clearing, markets }: VaultSurroundings,
): { readonly premium: Wad; readonly obligations: Wad } {
  const { at, seriesId, lots } = event;
  const takerBuys = event.type === 'buy';
  checkAmount('event.lots', lots);
  if (lots === 0n || lots > MAX_LOTS) throw new LotsOutOfBoundsError(lots, MAX_LOTS);
  const { book, index, series } = placeIn(clearing, seriesId);
  if (series.kind === 'indexSwap') throw new UnpricedSeriesError(seriesId);
  const terms = state.terms.get(series.market);
  if (terms === undefined) throw new NoTermsError(series.market);
  if (at >= series.expiry) throw new BookExpiredError(series.expiry, at);
  if (takerBuys) checkStaying(state);
  const { setAt: _, ...inForce } = terms;
  const held = book.positions.get(state.name)?.lots.get(index) ?? 0n;
  return vaultQuote({
    vault: {
      capital: state.capital,
      assets: clearingAccountOf(clearing, state.name).balance,
      obligations: state.obligations,
      sold: held < 0n ? -held : 0n,
    },
    series,
    forwards: forwardsOf(markets, series.market, at),
    now: at,
    takerBuys,
    lots,
    maxUtilisationBps: state.maxUtilisationBps,
    terms: inForce,
  });
}

/** Once all shares are on their way out, what is locked must come free. */
function checkStaying(state: VaultState): void {
  const supply = shareSupply(state);
  if (supply > 0n && state.redeems.pending === supply && state.deposits.pending === 0n)
    throw new VaultLeavingError(supply);
}

/** The index of this hour and the last, and of the last day. @throws {IndexTooOldError} */
function forwardsOf(markets: IndexedMarkets, market: MarketId, at: UnixSeconds): readonly Wad[] {
  const { ring } = markets.get(market)!;
  const hour = Math.floor(at / HOUR);
  const over = (hours: number): Wad =>
    saturated(indexPrice(indexBuckets(ring, { fromHour: hour + 1 - hours, toHour: hour + 1 })) ?? 0n);
  const fresh = over(2);
  if (fresh === 0n) throw new IndexTooOldError(market, hour);
  return [fresh, over(DAY_HOURS)];
}
