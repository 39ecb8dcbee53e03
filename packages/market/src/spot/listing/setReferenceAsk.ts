import { PricesFrozenError, ReferenceMoveTooLargeError } from '@phasegate/pricing/refusals';
import { checkBigint, MAX_ASK, type MarketId, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { askBand, marketOf } from './askBand.ts';
import { frozenUntil } from './frozenUntil.ts';

const DAY_SECONDS = 86_400;

/**
 * Moves a market's reference ask: into `[ceil(anchor (10000 - move) / 10000), floor(anchor (10000 + move) / 10000)]`,
 * rounded inward so that the reference stays within `dailyMoveBps` of where it stood when it had
 * last rested for 86,400 s.
 *
 * @param referenceAsk Wad of PAT (wei), below 2^88.
 * @throws {MarketUnknownError} for a number without a market. @throws {PricesFrozenError} while a settlement window runs.
 * @throws {ReferenceMoveTooLargeError} beyond the day's limit. @throws {InvalidInputError} on anything but a bigint of 88 bits.
 * @example
 * setReferenceAsk(state, 1, parseWad('105'), at); // 5 % of 100 PAT, the most that terms of 500 bps allow a day
 * state.markets[0].referenceAsk // 105n * WAD
 */
export function setReferenceAsk(
  state: SpotMarketState,
  market: MarketId,
  referenceAsk: Wad,
  at: UnixSeconds,
): void {
  checkBigint('referenceAsk', referenceAsk, 0n, MAX_ASK);
  const entry = marketOf(state, market);
  const until = frozenUntil(entry.terms, at);
  if (until !== undefined) throw new PricesFrozenError(market, until);
  // The day runs from the last move: of fixed days, the moves of two could meet at their edge.
  const rested = at >= entry.anchorAt + DAY_SECONDS;
  const anchorAsk = rested ? entry.referenceAsk : entry.anchorAsk;
  const { lowest, highest } = askBand(anchorAsk, entry.terms.dailyMoveBps);
  if (referenceAsk < lowest || referenceAsk > highest) {
    throw new ReferenceMoveTooLargeError(market, referenceAsk, lowest, highest);
  }
  entry.anchorAsk = anchorAsk;
  entry.anchorAt = at;
  entry.referenceAsk = referenceAsk;
}
