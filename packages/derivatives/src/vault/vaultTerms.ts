import {
  type Bps,
  checkBigint,
  checkFields,
  checkOrder,
  parseWad,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { TermsMoveError, TermsTooSoonError } from './errors.ts';

/** What a vault prices a market's series with, scale 1e18. Set by the risk role within bounds. */
export interface VaultTerms {
  /** Annualised volatility of an empty vault, 0.05 to 5. */
  readonly baseVolatility: Wad;
  /** Annualised volatility of a full one, from the base to 10; linear in between. */
  readonly fullVolatility: Wad;
  /** Half-spread around the model, from the widened spread of the market: at most 0.3333. */
  readonly halfSpread: Wad;
}

/** How fast terms may move: at most once a day, each volatility by at most a quarter of what it was. */
const TERMS_INTERVAL = 86_400;
const MAX_TERMS_MOVE_BPS = 2_500 as Bps;
const LOWEST: Wad = parseWad('0.05');
const HIGHEST_BASE: Wad = parseWad('5');
const HIGHEST_FULL: Wad = parseWad('10');
const HIGHEST_HALF_SPREAD: Wad = parseWad('0.3333');

/** @throws {InvalidInputError} terms outside their bounds. */
export function checkTerms(terms: VaultTerms): void {
  checkFields('terms', terms, ['baseVolatility', 'fullVolatility', 'halfSpread']);
  const { baseVolatility, fullVolatility, halfSpread } = terms;
  checkBigint('baseVolatility', baseVolatility, LOWEST, HIGHEST_BASE);
  checkBigint('fullVolatility', fullVolatility, LOWEST, HIGHEST_FULL);
  checkBigint('halfSpread', halfSpread, 0n, HIGHEST_HALF_SPREAD);
  checkOrder(
    { path: 'baseVolatility', value: baseVolatility },
    { path: 'fullVolatility', value: fullVolatility },
    true,
  );
}

/** Terms in force and when they were set. */
export interface TermsInForce extends VaultTerms {
  readonly setAt: UnixSeconds;
}

/** @throws {TermsTooSoonError} within a day of the last. @throws {TermsMoveError} a volatility moves by more than a quarter. */
export function movedTerms(now: UnixSeconds, next: VaultTerms, last: TermsInForce | undefined): TermsInForce {
  checkTerms(next);
  if (last !== undefined) {
    if (now < last.setAt + TERMS_INTERVAL) throw new TermsTooSoonError(last.setAt + TERMS_INTERVAL, now);
    for (const field of ['baseVolatility', 'fullVolatility'] as const) {
      const [from, to] = [last[field], next[field]];
      const move = from > to ? from - to : to - from;
      if (move * 10_000n > from * BigInt(MAX_TERMS_MOVE_BPS)) throw new TermsMoveError(from, to);
    }
  }
  return { ...next, setAt: now };
}
