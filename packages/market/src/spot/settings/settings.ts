import { MarginBandTooWideError } from '@phasegate/pricing/refusals';
import {
  type Bps,
  checkBoolean,
  checkInteger,
  MAX_MARGIN_BPS,
  MarginTooHighError,
} from '@phasegate/pricing/units';
import { addressKey, checkMargin, walletKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';

/**
 * Sets the margin stamped on segments listed from now on; listed ones keep theirs.
 *
 * @param marginBps the broker's share of the ask, from the index's least margin to 5000.
 * @throws {MarginTooHighError} above 5000. @throws {MarginTooLowError} below the least. @throws {InvalidInputError} unless
 * whole basis points.
 * @example
 * setBrokerMargin(state, 2_500 as Bps);
 * state.brokerMarginBps // 2500
 */
export function setBrokerMargin(state: SpotMarketState, marginBps: Bps): void {
  // The contract takes it 256 bits wide: what a segment's 16 bits could not hold is too high, not malformed.
  checkInteger('marginBps', marginBps, 0);
  if (marginBps > MAX_MARGIN_BPS) throw new MarginTooHighError('marginBps', marginBps);
  checkMargin('marginBps', marginBps, state.minIndexMarginBps);
  state.brokerMarginBps = marginBps;
}

const MAX_MARGIN_BAND_BPS = 5_000;

/**
 * Sets how far a repriced segment's margin may lie from the broker's.
 *
 * @param bandBps 0 to 5000.
 * @throws {MarginBandTooWideError} above 5000. @throws {InvalidInputError} unless a whole number from 0 to 65535.
 * @example
 * setMarginBand(state, 500 as Bps);
 * state.marginBandBps // 500
 */
export function setMarginBand(state: SpotMarketState, bandBps: Bps): void {
  checkInteger('bandBps', bandBps, 0, 2 ** 16 - 1);
  if (bandBps > MAX_MARGIN_BAND_BPS) throw new MarginBandTooWideError(bandBps, MAX_MARGIN_BAND_BPS);
  state.marginBandBps = bandBps;
}

/**
 * Sends the broker's spread to another wallet from now on.
 *
 * @throws {InvalidInputError} on a malformed address or the marketplace's own, where the spread would become surplus.
 * @example
 * setBrokerWallet(state, owner);
 * state.brokerWallet === owner // true
 */
export function setBrokerWallet(state: SpotMarketState, wallet: string): void {
  state.brokerWallet = walletKey(state.marketplace, wallet);
}

/**
 * Stops or resumes listing and buying. Exits, repricing and reference asks go on.
 *
 * @throws {InvalidInputError} unless a boolean: what is merely truthy would stop a market by accident.
 * @example
 * setPaused(state, true);
 * state.paused // true
 */
export function setPaused(state: SpotMarketState, paused: boolean): void {
  checkBoolean('paused', paused);
  state.paused = paused;
}

/**
 * Takes over whether purchases by and for an account enter the index: those of the broker and its affiliates do not, since
 * washing costs them nothing, and those of listers and pricers do not, since they make the prices.
 *
 * @param countsForIndex what the gate's `countsForIndex(account)` says now, and false for whoever lists or prices.
 * @throws {InvalidInputError} on a malformed address or unless a boolean.
 * @example
 * refreshIndexStanding(state, buyer, false);
 * state.outsideIndex.has(buyer) // true
 */
export function refreshIndexStanding(state: SpotMarketState, account: string, countsForIndex: boolean): void {
  const key = addressKey('account', account);
  checkBoolean('countsForIndex', countsForIndex);
  if (countsForIndex) state.outsideIndex.delete(key);
  else state.outsideIndex.add(key);
}
