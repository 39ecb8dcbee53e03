import { checkObject, checkText, type Quantity, type Word } from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { checkQuoteWords, type RfqQuote } from './quote.ts';

/** What the quote desk keeps. Plain data. */
export interface QuoteDeskState {
  /** Its name as a matcher of the clearing house. */
  readonly desk: Account;
  /** Lots filled by quote hash; a quote without a fill is absent. */
  readonly filled: ReadonlyMap<string, Quantity>;
  /** By maker and {@link NoncePlace.word}: the bits of nonces that were cancelled. */
  readonly cancelled: ReadonlyMap<Account, ReadonlyMap<Word, Word>>;
}

/** Where a nonce's bit is. */
export interface NoncePlace {
  readonly word: Word;
  readonly mask: Word;
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

/** The bit of a nonce: `nonce >> 8` is its word, `1 << (nonce & 255)` its mask. */
export function placeOfNonce(nonce: Word): NoncePlace {
  return { word: nonce >> 8n, mask: 1n << (nonce & 255n) };
}

/** Whether a maker has cancelled a nonce. */
export function isCancelled({ cancelled }: QuoteDeskState, maker: Account, nonce: Word): boolean {
  const { word, mask } = placeOfNonce(nonce);
  return ((cancelled.get(maker)?.get(word) ?? 0n) & mask) !== 0n;
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
