import { InvalidInputError } from '@phasegate/pricing/units';
import { TypedDataEncoder } from 'ethers';
import { abis } from '../../contract/abis.ts';
import { asked } from '../../contract/callFailedError.ts';
import type { Arguments } from '../../contract/contractHandle.ts';
import { SignerRequiredError } from '../send/errors.ts';
import { type ClearingSource, quoteDeskOf } from './clearingSource.ts';

/** A quote as the desk takes it; what `rfqQuote` of `@phasegate/derivatives` makes is one. */
export type QuoteTerms = Arguments<typeof abis.QuoteDesk, 'fill'>[0];

/** A quote with its maker's signature: what a taker needs to fill it, and all it needs. */
export interface SignedQuote {
  readonly quote: QuoteTerms;
  readonly signature: string;
}

/** The typed struct is the one that the contract takes: its fields in its order. */
const RFQ_QUOTE = {
  RfqQuote: abis.QuoteDesk.find(
    (entry) => entry.type === 'function' && entry.name === 'fill',
  )!.inputs[0].components.map(({ name, type }) => ({ name, type })),
};

/**
 * Signs a quote with the client's account, as its maker or for the contract that is (EIP-1271). Nothing is sent.
 *
 * @throws {InvalidInputError} a field that the desk can't take, or a maker that is another account without code.
 * @throws {SignerRequiredError} without an account. @throws {ContractNotDeployedError}
 * @see EIP-712, EIP-1271
 */
export async function signQuote(source: ClearingSource, quote: QuoteTerms): Promise<SignedQuote> {
  const desk = quoteDeskOf(source);
  // Refuses what is malformed before anybody signs it.
  desk.encode('quoteHash', [quote]);
  const { signer, provider } = source.endpoint;
  if (signer === undefined) throw new SignerRequiredError('signQuote');
  const account = await signer.getAddress();
  if (quote.maker.toLowerCase() !== account.toLowerCase()) {
    const code = await asked('getCode', () => provider.getCode(quote.maker));
    if (code === '0x') {
      throw new InvalidInputError({
        path: 'quote.maker',
        observed: quote.maker,
        allowed: `the client's account ${account}, or a contract that it signs for`,
      });
    }
  }
  const domain = await quoteDomain(source);
  const signature = await asked("the signer's signTypedData", () =>
    signer.signTypedData(domain, RFQ_QUOTE, quote),
  );
  return { quote, signature };
}

/** The hash that makers sign and that the desk counts fills by. */
export async function quoteHash(source: ClearingSource, quote: QuoteTerms): Promise<string> {
  return TypedDataEncoder.hash(await quoteDomain(source), RFQ_QUOTE, quote);
}

async function quoteDomain(source: ClearingSource): Promise<{
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly verifyingContract: string;
}> {
  const [, name, version, chainId, verifyingContract] = await quoteDeskOf(source).read('eip712Domain', []);
  return { name, version, chainId, verifyingContract };
}
