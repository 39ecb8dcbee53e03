import {
  checkBigint,
  checkBoolean,
  checkMap,
  checkObject,
  checkText,
  checkUnixSeconds,
  type Quantity,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import type { Fill } from '../clearing/clearingEvent.ts';
import { unknownEvent } from '../lifecycle/deal/dealEvent.ts';
import type { Account } from '../lifecycle/deal/transfer.ts';
import type { IndexedMarkets } from '../settlement/settlementOracle.ts';
import {
  DeadlineTooFarError,
  FillTooSmallError,
  InvalidSignatureError,
  NotTakerError,
  QuoteCancelledError,
  QuoteExpiredError,
  QuoteFilledError,
} from './errors.ts';
import { checkIndexBand } from './indexBand.ts';
import { ANYONE, checkQuoteWords, MAX_RFQ_LIFETIME, type RfqQuote } from './quote.ts';
import { isCancelled, type QuoteDeskState } from './quoteDeskState.ts';

/** What happens to the quote desk: takers fill, makers cancel. */
export type QuoteDeskEvent =
  | {
      readonly type: 'fill';
      readonly at: UnixSeconds;
      /** Who fills, and takes the other side. */
      readonly caller: Account;
      readonly quote: RfqQuote;
      /** The EIP-712 hash of the quote. */
      readonly quoteHash: string;
      /** Whether the maker has signed that hash, with its key or as a contract by EIP-1271. */
      readonly isSigned: boolean;
      readonly lots: Quantity;
    }
  | {
      readonly type: 'cancel';
      readonly at: UnixSeconds;
      /** Whose quotes. */
      readonly caller: Account;
      /** `nonce >> 8` of the nonces. */
      readonly wordPosition: Word;
      /** `1 << (nonce & 255)` of each. */
      readonly mask: Word;
    };

/** The next state, and the trade that the desk brings to the clearing house: all of it happens if that accepts it, else nothing. */
export interface QuoteDeskStep {
  readonly state: QuoteDeskState;
  readonly fill: Fill | null;
}

/**
 * The quote desk as a state machine, the twin of the contract `QuoteDesk`. A quote can be filled in parts, by its taker or by
 * anybody, up to its lots; never more, however often it is signed again or sent. Refused in this order: deadline, taker, nonce,
 * lots, signature, index; then by the clearing house, to which the `fill` goes.
 *
 * Hashes and signatures are the caller's to find: this package has no cryptography. An account is written alike everywhere.
 *
 * @param markets the marketplace at the time of the event, for the index.
 * @throws errors of this folder when the contract refuses; {@link InvalidInputError} for a malformed event.
 * @example reduceQuoteDesk(quoteDeskState('desk'), { type: 'cancel', at: 0, caller: 'ann', wordPosition: 0n, mask: 0b110n }, new Map()).fill // null
 */
export function reduceQuoteDesk(
  state: QuoteDeskState,
  event: QuoteDeskEvent,
  markets: IndexedMarkets,
): QuoteDeskStep {
  checkObject('state', state);
  checkObject('event', event);
  checkMap('markets', markets);
  checkUnixSeconds('event.at', event.at);
  checkText('event.caller', event.caller);
  switch (event.type) {
    case 'fill':
      return fill(state, event, markets);
    case 'cancel':
      return { state: cancel(state, event), fill: null };
    default:
      throw unknownEvent(event, 'fill, cancel');
  }
}

type EventOf<Type extends QuoteDeskEvent['type']> = Extract<QuoteDeskEvent, { readonly type: Type }>;

function fill(state: QuoteDeskState, event: EventOf<'fill'>, markets: IndexedMarkets): QuoteDeskStep {
  const { at, caller, quote, quoteHash, isSigned, lots } = event;
  checkQuoteWords(quote);
  checkText('event.quoteHash', quoteHash);
  checkBoolean('event.isSigned', isSigned);
  checkBigint('event.lots', lots, 0n, 2n ** 64n - 1n);
  const { maker, taker, deadline, nonce, seriesId, takerBuys } = quote;
  if (at > deadline) throw new QuoteExpiredError(deadline, at);
  if (deadline > at + MAX_RFQ_LIFETIME) throw new DeadlineTooFarError(deadline, at + MAX_RFQ_LIFETIME);
  if (taker !== ANYONE && taker !== caller) throw new NotTakerError(caller, taker);
  if (isCancelled(state, maker, nonce)) throw new QuoteCancelledError(maker, nonce);
  const filled = state.filled.get(quoteHash) ?? 0n;
  checkSize(lots, quote.lots - filled, quote.minimumLots);
  if (!isSigned) throw new InvalidSignatureError(maker);
  checkIndexBand(markets, quote, at);
  return {
    state: { ...state, filled: new Map(state.filled).set(quoteHash, filled + lots) },
    fill: {
      type: 'fill',
      at,
      matcher: state.desk,
      maker,
      taker: caller,
      takerBuys,
      seriesId,
      lots,
      premium: (lots * quote.premiumPerLot) as Wad,
    },
  };
}

/** The whole rest is always enough, so that no part of a quote is stranded. */
function checkSize(lots: Quantity, left: Quantity, minimumLots: Quantity): void {
  if (lots > left) throw new QuoteFilledError(lots, left);
  const minimum = minimumLots < left ? minimumLots : left;
  if (lots < minimum) throw new FillTooSmallError(lots, minimum);
}

function cancel(state: QuoteDeskState, event: EventOf<'cancel'>): QuoteDeskState {
  const { caller, wordPosition, mask } = event;
  checkBigint('event.wordPosition', wordPosition, 0n, 2n ** 248n - 1n);
  checkBigint('event.mask', mask, 0n, 2n ** 256n - 1n);
  const own = state.cancelled.get(caller) ?? new Map<Word, Word>();
  const after = new Map(own).set(wordPosition, (own.get(wordPosition) ?? 0n) | mask);
  return { ...state, cancelled: new Map(state.cancelled).set(caller, after) };
}
