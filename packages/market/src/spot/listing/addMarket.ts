import { MarketExistsError } from '@phasegate/pricing/refusals';
import type { MarketId, UnixSeconds } from '@phasegate/pricing/units';
import type { MarketTerms, SpotMarketState } from '../state/spotMarketState.ts';
import { checkMarketTerms } from './checkMarketTerms.ts';

/**
 * Opens a market.
 *
 * @returns its number, from 1. @throws {InvalidInputError} on terms out of range. @throws {MarketExistsError} when the
 * type, window and band have one.
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
  const { referenceAsk } = terms;
  return state.markets.push({ terms: { ...terms }, referenceAsk, anchorAsk: referenceAsk, anchorAt: at });
}
