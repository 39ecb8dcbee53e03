import { checkNumber, checkObject, checkUnixSeconds, type UnixSeconds } from '@phasegate/pricing/units';

/** What every valuation is made at. */
export interface MarketState {
  readonly now: UnixSeconds;
  /** Continuously compounded per year, any sign. */
  readonly rate: number;
}

/** A market's state for deliveries at a known price. */
export interface ForwardMarketState extends MarketState {
  /** Forward price, PAT per lot of a series, per unit of a delivered instrument. */
  readonly forward: number;
}

/** A market's state for options on its settlement index. */
export interface IndexMarketState extends ForwardMarketState {
  /** Annualised log-volatility of the forward: 0.2 is 20 %. */
  readonly volatility: number;
}

/** Checks what every market state has. */
export function checkMarketState(market: MarketState): void {
  checkObject('market', market);
  checkUnixSeconds('market.now', market.now);
  checkNumber('market.rate', market.rate);
}
