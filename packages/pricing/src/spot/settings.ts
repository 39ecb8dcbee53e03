import { InvalidInputError } from '../units/errors.ts';
import type { Bps } from '../units/units.ts';
import { addressKey, checkStampedMargin, type SpotState, walletKey } from './state.ts';

/**
 * Sets the margin stamped on segments listed from now on; listed ones keep theirs.
 *
 * @param marginBps the broker's share of the ask, 0 to 5000.
 * @throws {MarginTooHighError} above 5000. @throws {InvalidInputError} unless whole basis points.
 * @example setBrokerMargin(state, 2_500 as Bps) // state.brokerMarginBps is 2500
 */
export function setBrokerMargin(state: SpotState, marginBps: Bps): void {
  checkStampedMargin('marginBps', marginBps);
  state.brokerMarginBps = marginBps;
}

/**
 * Sends the broker's spread to another wallet from now on.
 *
 * @throws {InvalidInputError} on a malformed address or the marketplace's own, where the spread would become surplus.
 * @example setBrokerWallet(state, treasury) // state.brokerWallet is the treasury, in lower case
 */
export function setBrokerWallet(state: SpotState, wallet: string): void {
  state.brokerWallet = walletKey(state.marketplace, wallet);
}

/**
 * Stops or resumes listing and buying. Exits, repricing and reference asks go on.
 *
 * @throws {InvalidInputError} unless a boolean: what is merely truthy would stop a market by accident.
 * @example setPaused(state, true) // buySegment(...) throws PausedError
 */
export function setPaused(state: SpotState, paused: boolean): void {
  checkBoolean('paused', paused);
  state.paused = paused;
}

/**
 * Takes over from the phase gate whether purchases by and for an account enter the index: those of the broker and its
 * affiliates do not, since washing costs them nothing.
 *
 * @param countsForIndex what the gate's `countsForIndex(account)` says now.
 * @throws {InvalidInputError} on a malformed address or unless a boolean.
 * @example refreshIndexStanding(state, broker, false) // the broker's purchases leave the index alone
 */
export function refreshIndexStanding(state: SpotState, account: string, countsForIndex: boolean): void {
  const key = addressKey('account', account);
  checkBoolean('countsForIndex', countsForIndex);
  if (countsForIndex) state.outsideIndex.delete(key);
  else state.outsideIndex.add(key);
}

function checkBoolean(path: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean')
    throw new InvalidInputError({ path, observed: value, allowed: 'a boolean' });
}
