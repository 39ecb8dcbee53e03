import {
  checkAddress,
  checkInteger,
  checkMarginBps,
  checkObject,
  checkUnixSeconds,
  checkWad,
} from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Address, Bps, UnixSeconds, Wad } from '../units/units.ts';

/** The EIP-712 struct of a signed quote; the order of its fields is part of the type's hash. */
export const quoteTypes = {
  Quote: [
    { name: 'segmentId', type: 'uint256' },
    { name: 'buyer', type: 'address' },
    { name: 'freshAsk', type: 'uint256' },
    { name: 'ask', type: 'uint256' },
    { name: 'marginBps', type: 'uint16' },
    { name: 'validUntil', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const;

/** EIP-712 typed data of a quote, ready for any signer. */
export interface QuoteTypedData {
  readonly domain: {
    readonly name: 'Phasegate';
    readonly version: '1';
    readonly chainId: bigint;
    readonly verifyingContract: Address;
  };
  readonly types: typeof quoteTypes;
  readonly primaryType: 'Quote';
  readonly message: {
    readonly segmentId: bigint;
    readonly buyer: Address;
    readonly freshAsk: Wad;
    readonly ask: Wad;
    readonly marginBps: Bps;
    readonly validUntil: bigint;
    readonly nonce: bigint;
  };
}

/**
 * A quote as EIP-712 typed data of the types {@link quoteTypes}: plain data, no signing and no hashing here.
 *
 * The domain binds it to one chain and contract, the nonce makes it cancellable, `validUntil` ends it; the zero address
 * as buyer means anyone.
 *
 * @param input.quote from `quoteSegment`. @param input.chainId positive integer.
 * @throws {InvalidInputError} on malformed numbers or addresses.
 * @example
 * const quote = { freshAsk: WAD, ask: WAD, marginBps: 3000 as Bps, validUntil: 1_800_000_060 };
 * const verifyingContract = `0x${'ab'.repeat(20)}`;
 * const buyer = `0x${'0'.repeat(40)}`;
 * quoteTypedData({ quote, segmentId: 7n, buyer, nonce: 0n, chainId: 324, verifyingContract }).message.validUntil
 * // 1800000060n
 * @see https://eips.ethereum.org/EIPS/eip-712
 */
export function quoteTypedData(input: {
  readonly quote: {
    readonly freshAsk: Wad;
    readonly ask: Wad;
    readonly marginBps: Bps;
    readonly validUntil: UnixSeconds;
  };
  readonly segmentId: bigint;
  readonly buyer: Address;
  readonly nonce: bigint;
  readonly chainId: number;
  readonly verifyingContract: Address;
}): QuoteTypedData {
  checkObject('input', input);
  checkObject('quote', input.quote);
  const { freshAsk, ask, marginBps, validUntil } = input.quote;
  checkWad('quote.freshAsk', freshAsk);
  checkWad('quote.ask', ask);
  checkMarginBps('quote.marginBps', marginBps);
  checkUnixSeconds('quote.validUntil', validUntil);
  checkUint256('segmentId', input.segmentId);
  checkUint256('nonce', input.nonce);
  checkInteger('chainId', input.chainId, 1);
  checkAddress('buyer', input.buyer);
  checkAddress('verifyingContract', input.verifyingContract);
  if (/^0x0+$/.test(input.verifyingContract)) {
    throw new InvalidInputError({
      path: 'verifyingContract',
      observed: input.verifyingContract,
      allowed: 'not zero',
    });
  }
  return {
    domain: {
      name: 'Phasegate',
      version: '1',
      chainId: BigInt(input.chainId),
      verifyingContract: input.verifyingContract,
    },
    types: quoteTypes,
    primaryType: 'Quote',
    message: {
      segmentId: input.segmentId,
      buyer: input.buyer,
      freshAsk,
      ask,
      marginBps,
      validUntil: BigInt(validUntil),
      nonce: input.nonce,
    },
  };
}

function checkUint256(path: string, observed: unknown): void {
  if (typeof observed !== 'bigint' || observed < 0n || observed >> 256n !== 0n) {
    throw new InvalidInputError({ path, observed, allowed: 'a bigint of 256 bits' });
  }
}
