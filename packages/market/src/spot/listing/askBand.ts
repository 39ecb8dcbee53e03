import { AskOutsideBandError, MarketUnknownError } from '@phasegate/pricing/refusals';
import { BPS, ceilDiv, checkMarketId, type MarketId, type Wad } from '@phasegate/pricing/units';
import type { ListedMarket, SpotMarketState } from '../state/spotMarketState.ts';

/** The market of a number. @throws {MarketUnknownError} @throws {InvalidInputError} unless a market id. */
export function marketOf(state: SpotMarketState, market: MarketId): ListedMarket {
  checkMarketId('market', market);
  const entry = state.markets[market - 1];
  if (entry === undefined) throw new MarketUnknownError(market);
  return entry;
}

/** The narrowest whole wei within `reference x (1 +/- bps)`. */
export function askBand(referenceAsk: Wad, bps: number): { lowest: bigint; highest: bigint } {
  return {
    lowest: ceilDiv(referenceAsk * BigInt(BPS - bps), BigInt(BPS)),
    highest: (referenceAsk * BigInt(BPS + bps)) / BigInt(BPS),
  };
}

/** Whether a fresh ask lies in its market's band of now. */
export function isInBand(state: SpotMarketState, market: MarketId, freshAsk: Wad): boolean {
  const { lowest, highest } = bandOf(state, market);
  return lowest <= freshAsk && freshAsk <= highest;
}

/** @throws {AskOutsideBandError} unless a fresh ask lies in its market's band of now. */
export function checkInBand(state: SpotMarketState, market: MarketId, freshAsk: Wad): void {
  if (isInBand(state, market, freshAsk)) return;
  const { lowest, highest } = bandOf(state, market);
  throw new AskOutsideBandError(market, freshAsk, lowest, highest);
}

function bandOf(state: SpotMarketState, market: MarketId): { lowest: bigint; highest: bigint } {
  const { terms, referenceAsk } = marketOf(state, market);
  return askBand(referenceAsk, terms.bandBps);
}
