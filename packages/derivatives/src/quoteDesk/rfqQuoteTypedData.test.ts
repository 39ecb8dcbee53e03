import { type Address, InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { NOW, pat } from '../clearing/world.testing.ts';
import { ANYONE, type RfqQuote } from './quote.ts';
import { rfqQuoteTypedData, rfqQuoteTypes } from './rfqQuoteTypedData.ts';

const quote: RfqQuote = {
  maker: `0x${'01'.repeat(20)}`,
  taker: ANYONE,
  seriesId: 1n,
  takerBuys: true,
  lots: 10n,
  minimumLots: 1n,
  premiumPerLot: pat(-3),
  deadline: NOW,
  indexLow: pat(-4),
  indexHigh: pat(2),
  nonce: 1n,
};
const input = { quote, chainId: 324, quoteDesk: `0x${'d0'.repeat(20)}` } as const;

test('default: the message has the fields of its type, in its order, and the domain names the desk', () => {
  const { domain, types, primaryType, message } = rfqQuoteTypedData(input);
  expect(types).toBe(rfqQuoteTypes);
  expect(Object.keys(message).toSorted()).toEqual(types[primaryType].map(({ name }) => name).toSorted());
  expect(message).toEqual(quote);
  expect(domain).toEqual({
    name: 'Phasegate QuoteDesk',
    version: '1',
    chainId: 324n,
    verifyingContract: input.quoteDesk,
  });
});

test('error: InvalidInputError for a quote that nobody could fill', () => {
  for (const change of [
    { lots: 0n },
    { minimumLots: 0n },
    { minimumLots: 11n },
    { indexLow: pat(3) },
    { maker: 'ann' as Address },
    { deadline: 2 ** 40 },
  ])
    expect(() => rfqQuoteTypedData({ ...input, quote: { ...quote, ...change } })).toThrow(InvalidInputError);
  expect(() => rfqQuoteTypedData({ ...input, chainId: 0 })).toThrow(InvalidInputError);
  expect(() => rfqQuoteTypedData({ ...input, quoteDesk: '0x' })).toThrow(InvalidInputError);
});
