import { MarketExistsError, TooManyMarketsError } from '@phasegate/pricing/refusals';
import type { MarketId, UnixSeconds } from '@phasegate/pricing/units';
import type { MarketTerms, SpotMarketState } from '../state/spotMarketState.ts';
import { checkMarketTerms } from './checkMarketTerms.ts';

/** Markets there may be: a segment's slot keeps sixteen bits of their number, and none is numbered 0. */
const MAX_MARKETS = 65_535;

/**
 * Opens a market.
 *
 * @returns its number, from 1 to 65535. @throws {InvalidInputError} on terms out of range. @throws {MarketExistsError}
 * when the type, window and band have one. @throws {TooManyMarketsError} when there are 65,535.
 * @example addMarket(state, { ...terms, windowSeconds: 86_400 }, at) // 2: the second
 */
export function addMarket(state: SpotMarketState, terms: MarketTerms, at: UnixSeconds): MarketId {
  checkMarketTerms(terms);
  const known = state.markets.findIndex(
    ({ terms: other }) =>
      other.segmentType === terms.segmentType &&
      other.windowSeconds === terms.windowSeconds &&
      other.confidenceLowBps === terms.confidenceLowBps &&
      other.confidenceHighBps === terms.confidenceHighBps,
  );
  if (known !== -1) throw new MarketExistsError(known + 1);
  if (state.markets.length === MAX_MARKETS) throw new TooManyMarketsError(MAX_MARKETS);
  const { referenceAsk } = terms;
  return state.markets.push({ terms: { ...terms }, referenceAsk, anchorAsk: referenceAsk, anchorAt: at });
}
