import {
  checkBigint,
  checkFields,
  checkObject,
  checkUnixSeconds,
  checkWad,
  type UnixSeconds,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import type { CallOption } from '../instrument/callOption.ts';
import type { CollaredSynthetic } from '../instrument/collaredSynthetic.ts';
import type { IndexSwap } from '../instrument/indexSwap.ts';
import type { PutOption } from '../instrument/putOption.ts';
import { checkedSeries } from '../instrument/series.ts';

/** What a market maker's price is made for: the series' forward and the time. */
export interface SeriesMarket {
  /** Wei per lot. */
  readonly forward: Wad;
  readonly now: UnixSeconds;
}

/** What an index swap's price is made for: its own market, and the one it is swapped against. */
export interface SwapMarket extends SeriesMarket {
  readonly against: AgainstMarket;
}

/** The second market of a swap, seen from the first. */
export interface AgainstMarket {
  /** Wei per lot. */
  readonly forward: Wad;
  /** Annualised volatility at scale 1e18, below 2^66. */
  readonly volatility: Wad;
  /** Of the two indices' log-returns at scale 1e18, from -1.0 to 1.0. */
  readonly correlation: Wad;
}

/** A series with the market that its price needs: a swap's has two indices. */
export type PricedSeries =
  | { readonly series: CallOption | PutOption | CollaredSynthetic; readonly market: SeriesMarket }
  | { readonly series: IndexSwap; readonly market: SwapMarket };

/** Checks any series again, the market that its kind needs, and that it has not expired. */
export function checkedPricing({ series, market }: PricedSeries): PricedSeries {
  const checked = checkedSeries(series);
  checkObject('market', market);
  checkUnixSeconds('market.now', market.now);
  checkWad('market.forward', market.forward);
  checkUnixSeconds('series.expiry', checked.expiry, market.now);
  if (checked.kind !== 'indexSwap') return { series: checked, market };
  const { against } = market as SwapMarket;
  checkFields('market.against', against, ['forward', 'volatility', 'correlation']);
  checkWad('market.against.forward', against.forward);
  checkVolatility('market.against.volatility', against.volatility);
  checkBigint('market.against.correlation', against.correlation, 0n - WAD, WAD);
  return { series: checked, market: { ...market, against } };
}

/** @throws {InvalidInputError} unless a volatility that the integer pricer takes. */
export function checkVolatility(path: string, volatility: unknown): asserts volatility is Wad {
  checkBigint(path, volatility, 0n, 2n ** 66n - 1n);
}
