import { type Address, checkAddress, checkFields, checkInteger, type Word } from '@phasegate/pricing/units';
import { checkRfqQuote, type RfqQuote } from './quote.ts';

/** The EIP-712 struct of a quote; the order of its fields is part of the type's hash, and the contract's. */
export const rfqQuoteTypes = {
  RfqQuote: [
    { name: 'maker', type: 'address' },
    { name: 'taker', type: 'address' },
    { name: 'seriesId', type: 'uint256' },
    { name: 'takerBuys', type: 'bool' },
    { name: 'lots', type: 'uint64' },
    { name: 'minimumLots', type: 'uint64' },
    { name: 'premiumPerLot', type: 'int80' },
    { name: 'deadline', type: 'uint40' },
    { name: 'indexLow', type: 'int256' },
    { name: 'indexHigh', type: 'int256' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const;

/** EIP-712 typed data of a quote, ready for any signer. */
export interface RfqQuoteTypedData {
  readonly domain: {
    readonly name: 'Phasegate QuoteDesk';
    readonly version: '1';
    readonly chainId: Word;
    readonly verifyingContract: Address;
  };
  readonly types: typeof rfqQuoteTypes;
  readonly primaryType: 'RfqQuote';
  readonly message: RfqQuote;
}

/**
 * What a maker signs: a quote as EIP-712 typed data, which binds it to one quote desk on one chain. Plain data, no signing and no
 * hashing here.
 *
 * @throws {InvalidInputError} a malformed field, a minimum above the lots, a band that holds no index.
 * @example rfqQuoteTypedData({ quote: { maker, ... }, chainId: 324, quoteDesk }).domain.name // 'Phasegate QuoteDesk'
 * @see https://eips.ethereum.org/EIPS/eip-712
 */
export function rfqQuoteTypedData(input: {
  readonly quote: RfqQuote;
  readonly chainId: number;
  readonly quoteDesk: Address;
}): RfqQuoteTypedData {
  checkFields('input', input, ['quote', 'chainId', 'quoteDesk']);
  const { quote, chainId, quoteDesk } = input;
  checkRfqQuote(quote);
  checkInteger('chainId', chainId, 1);
  checkAddress('quoteDesk', quoteDesk);
  return {
    domain: {
      name: 'Phasegate QuoteDesk',
      version: '1',
      chainId: BigInt(chainId),
      verifyingContract: quoteDesk,
    },
    types: rfqQuoteTypes,
    primaryType: 'RfqQuote',
    message: quote,
  };
}
