import { checkWad, InvalidInputError } from '@phasegate/pricing/units';
import { checkedSeries, type Series } from '../../instrument/series.ts';
import type { SeriesAccount, SeriesBook, Settlement } from './seriesBook.ts';

function within(value: bigint, low: bigint, high: bigint): bigint {
  if (value < low) return low;
  return value > high ? high : value;
}

/**
 * What one lot long receives at settlement, wei, negative when it pays; the short side receives the opposite. Exact.
 *
 * collar `min(max(S, floor), cap) - price`; call `min(max(S - strike, 0), cap - strike)`; put `max(strike - S, 0)`;
 * index swap `min(max(S - A - spread, -bound), bound)`. A price of zero is a price.
 *
 * @param settlement.price S, wei per lot; `againstPrice` A, needed by an index swap
 * @throws {InvalidInputError} a malformed series or price, or a swap without the second price.
 * @example lotPayoff(callOption({ market: 7, expiry: 3_600, strike: 100n, cap: 150n }), { price: 130n, againstPrice: null }) // 30n
 */
export function lotPayoff(series: Series, settlement: Settlement): bigint {
  checkedSeries(series);
  const price = settlement.price;
  checkWad('price', price);
  switch (series.kind) {
    case 'collar':
      return within(price, series.floor, series.cap) - series.price;
    case 'call':
      return within(price, series.strike, series.cap) - series.strike;
    case 'put':
      return price < series.strike ? series.strike - price : 0n;
    default: {
      const against = settlement.againstPrice;
      if (against === null)
        throw new InvalidInputError({
          path: 'againstPrice',
          observed: against,
          allowed: 'the settlement price of the other market, for an index swap',
        });
      checkWad('againstPrice', against);
      return within(price - against - series.spread, -series.bound, series.bound);
    }
  }
}

/** What an account is owed: its collateral and, once settled, its payoffs. */
export function entitlement(book: SeriesBook, account: SeriesAccount): bigint {
  let owed = account.collateral;
  if (book.settlement !== null)
    for (const [index, quantity] of account.lots)
      owed += quantity * lotPayoff(book.series[index]!, book.settlement);
  return owed;
}
