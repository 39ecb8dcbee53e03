import { expect, test } from 'vitest';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Bps } from '../units/units.ts';
import { quoteTypedData, quoteTypes } from './quoteTypedData.ts';

const input = {
  quote: {
    freshAsk: parseWad('100'),
    ask: parseWad('55'),
    marginBps: 3_000 as Bps,
    validUntil: 1_800_000_000,
  },
  segmentId: 7n,
  buyer: `0x${'Ab'.repeat(20)}`,
  nonce: 3n,
  chainId: 324,
  verifyingContract: `0x${'01'.repeat(20)}`,
} as const;

test('default: plain data whose message has exactly the fields of its type, in order', () => {
  const data = quoteTypedData(input);
  expect(Object.keys(data.message)).toEqual(quoteTypes.Quote.map((field) => field.name));
  expect(data).toEqual({
    domain: { name: 'Phasegate', version: '1', chainId: 324n, verifyingContract: input.verifyingContract },
    types: quoteTypes,
    primaryType: 'Quote',
    message: {
      segmentId: 7n,
      buyer: input.buyer,
      freshAsk: parseWad('100'),
      ask: parseWad('55'),
      marginBps: 3_000,
      validUntil: 1_800_000_000n,
      nonce: 3n,
    },
  });
});

test('behavior: the encoded type, which contracts hash', () => {
  const fields = quoteTypes.Quote.map(({ name, type }) => `${type} ${name}`).join(',');
  expect(`Quote(${fields})`).toBe(
    'Quote(uint256 segmentId,address buyer,uint256 freshAsk,uint256 ask,uint16 marginBps,uint64 validUntil,uint256 nonce)',
  );
});

test.each<readonly [string, object]>([
  ['segment', { segmentId: -1n }],
  ['segment', { segmentId: 7 }],
  ['nonce', { nonce: 1n << 256n }],
  ['buyer', { buyer: '0x12' }],
  ['buyer', { buyer: `0x${'zz'.repeat(20)}` }],
  ['contract', { verifyingContract: `0x${'00'.repeat(20)}` }],
  ['chain', { chainId: 0 }],
  ['chain', { chainId: Number.NaN }],
  ['ask', { quote: { ...input.quote, ask: 5 } }],
  ['time', { quote: { ...input.quote, validUntil: 1.5 } }],
])('error: InvalidInputError for a malformed %s: %o', (_, wrong) => {
  expect(() => quoteTypedData({ ...input, ...wrong })).toThrow(InvalidInputError);
});

test('error: MarginTooHighError above 5000', () => {
  expect(() => quoteTypedData({ ...input, quote: { ...input.quote, marginBps: 5_001 as Bps } })).toThrow(
    MarginTooHighError,
  );
});
