import { checkObject, checkText, type Quantity, type Word } from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { checkQuoteWords, type RfqQuote } from './quote.ts';

/** What the quote desk keeps. Plain data. */
export interface QuoteDeskState {
  /** Its name as a matcher of the clearing house. */
  readonly desk: Account;
  /** Lots filled by quote hash; a quote without a fill is absent. */
  readonly filled: ReadonlyMap<string, Quantity>;
  /** By maker and `nonce >> 8`: the bits `1 << (nonce & 255)` of nonces that were cancelled. */
  readonly cancelled: ReadonlyMap<Account, ReadonlyMap<Word, Word>>;
}

/**
 * A quote desk before its first event.
 *
 * @throws {InvalidInputError} no name.
 * @example quoteDeskState('desk').filled.size // 0
 */
export function quoteDeskState(desk: Account): QuoteDeskState {
  checkText('desk', desk);
  return { desk, filled: new Map(), cancelled: new Map() };
}

/** Whether a maker has cancelled a nonce. */
export function isCancelled({ cancelled }: QuoteDeskState, maker: Account, nonce: Word): boolean {
  const word = cancelled.get(maker)?.get(nonce >> 8n) ?? 0n;
  return ((word >> (nonce & 255n)) & 1n) === 1n;
}

/**
 * What is left of a quote, whatever its deadline and the index: none of a cancelled one.
 *
 * @param quoteHash the EIP-712 hash of the quote, as the contract's `quoteHash` gives it.
 * @throws {InvalidInputError} a malformed state, quote or hash.
 * @example lotsLeft(state, { maker, ... }, quoteHash) // the quote's lots, before any fill
 */
export function lotsLeft(state: QuoteDeskState, quote: RfqQuote, quoteHash: string): Quantity {
  checkObject('state', state);
  checkQuoteWords(quote);
  checkText('quoteHash', quoteHash);
  if (isCancelled(state, quote.maker, quote.nonce)) return 0n;
  return quote.lots - (state.filled.get(quoteHash) ?? 0n);
}
