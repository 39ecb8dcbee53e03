import {
  type Address,
  checkAddress,
  checkBigint,
  checkBoolean,
  checkFields,
  checkOrder,
  checkText,
  checkUnixSeconds,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';

/** A firm price for lots of a series; every field is bound by its maker's signature and checked at the fill. */
export interface RfqQuote {
  /** Who signs it, and is the other side of every fill. */
  readonly maker: Address;
  /** Only this account may fill; {@link ANYONE} lets everybody. */
  readonly taker: Address;
  readonly seriesId: Word;
  /** Whether the taker is the one that goes long. */
  readonly takerBuys: boolean;
  /** All that may ever be filled, from 1 to 2^64 - 1. */
  readonly lots: Quantity;
  /** The least of one fill, unless it takes all that is left. */
  readonly minimumLots: Quantity;
  /** What the buyer pays the seller, wei per lot, from -2^79 to 2^79 - 1; below zero, the seller pays. */
  readonly premiumPerLot: Wad;
  /** Last second at which the quote can be filled. */
  readonly deadline: UnixSeconds;
  /** The fill is refused when the index, in wei per lot (for a swap less the other's), is below `indexLow` or above `indexHigh`. */
  readonly indexLow: Wad;
  readonly indexHigh: Wad;
  /** Names the quote to its maker's cancellations; quotes may share one. */
  readonly nonce: Word;
}

/** A signed price is a free option for its taker: it lives five minutes at most. */
export const MAX_RFQ_LIFETIME: Seconds = 300;

/** The taker of a quote that everybody may fill. */
export const ANYONE: Address = '0x0000000000000000000000000000000000000000';

/** The whole range of an int256: a quote with this band can be filled whatever the index, and without one. */
export const ANY_INDEX: { readonly indexLow: Wad; readonly indexHigh: Wad } = {
  indexLow: -(2n ** 255n) as Wad,
  indexHigh: (2n ** 255n - 1n) as Wad,
};

const FIELDS = [
  'maker',
  'taker',
  'seriesId',
  'takerBuys',
  'lots',
  'minimumLots',
  'premiumPerLot',
  'deadline',
  'indexLow',
  'indexHigh',
  'nonce',
] as const satisfies readonly (keyof RfqQuote)[];

/** Checks that every field is what the chain can read, accounts by whatever names, as the contract would. */
export function checkQuoteWords(quote: RfqQuote): void {
  checkFields('quote', quote, FIELDS);
  checkText('quote.maker', quote.maker);
  checkText('quote.taker', quote.taker);
  checkBigint('quote.seriesId', quote.seriesId, 0n, 2n ** 256n - 1n);
  checkBoolean('quote.takerBuys', quote.takerBuys);
  checkBigint('quote.lots', quote.lots, 0n, 2n ** 64n - 1n);
  checkBigint('quote.minimumLots', quote.minimumLots, 0n, 2n ** 64n - 1n);
  checkBigint('quote.premiumPerLot', quote.premiumPerLot, -(2n ** 79n), 2n ** 79n - 1n);
  checkUnixSeconds('quote.deadline', quote.deadline);
  checkBigint('quote.indexLow', quote.indexLow, ANY_INDEX.indexLow, ANY_INDEX.indexHigh);
  checkBigint('quote.indexHigh', quote.indexHigh, ANY_INDEX.indexLow, ANY_INDEX.indexHigh);
  checkBigint('quote.nonce', quote.nonce, 0n, 2n ** 256n - 1n);
}

/** Checks a quote that somebody is to sign: addresses, lots that can be filled, a band that holds an index. */
export function checkRfqQuote(quote: RfqQuote): void {
  checkQuoteWords(quote);
  checkAddress('quote.maker', quote.maker);
  checkAddress('quote.taker', quote.taker);
  checkBigint('quote.lots', quote.lots, 1n, 2n ** 64n - 1n);
  checkBigint('quote.minimumLots', quote.minimumLots, 1n, quote.lots);
  checkOrder(
    { path: 'quote.indexLow', value: quote.indexLow },
    { path: 'quote.indexHigh', value: quote.indexHigh },
    true,
  );
}
