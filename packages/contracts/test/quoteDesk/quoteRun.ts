import { abis, type ContractHandle } from '@phasegate/contracts';
import {
  type QuoteDeskEvent,
  type QuoteDeskState,
  quoteDeskState,
  type RfqQuote,
  reduceQuoteDesk,
  rfqQuoteTypedData,
} from '@phasegate/derivatives';
import { HDNodeWallet, type JsonRpcSigner, TypedDataEncoder } from 'ethers';
import { expect } from 'vitest';
import type { ClearingRun } from '../clearingHouse/clearingRun.ts';
import { outcomeOf } from '../clearingHouse/refusalText.ts';

export type QuoteDesk = ContractHandle<typeof abis.QuoteDesk>;
/** A quote as its maker, or somebody else, signed it, or something like it. */
export interface SignedQuote {
  readonly quote: RfqQuote;
  readonly quoteHash: string;
  readonly signature: string;
  readonly isSigned: boolean;
}

/** The phrase of a local chain's accounts, public by design. */
const PHRASE = 'test test test test test test test test test test test junk';
const CHAIN_ID = 31_337;
const keys = new Map<string, HDNodeWallet>();

/** Knows the keys of a local chain's accounts. */
export function learnKeys(count: number): void {
  const root = HDNodeWallet.fromPhrase(PHRASE, '', "m/44'/60'/0'/0");
  for (let i = 0; i < count; i++) {
    const key = root.deriveChild(i);
    keys.set(key.address, key);
  }
}

/** Signs a quote with somebody's key; `signed` may be another one. */
export function signedQuote(
  desk: QuoteDesk,
  {
    quote,
    signer,
    signed = quote,
  }: { readonly quote: RfqQuote; readonly signer: string; readonly signed?: RfqQuote },
): SignedQuote {
  const typedData = (each: RfqQuote) => {
    const { domain, types } = rfqQuoteTypedData({
      quote: { ...each, lots: each.lots || 1n, minimumLots: 1n },
      chainId: CHAIN_ID,
      quoteDesk: desk.address as `0x${string}`,
    });
    return TypedDataEncoder.hash(domain, { RfqQuote: [...types.RfqQuote] }, each);
  };
  const quoteHash = typedData(quote);
  const signature = keys.get(signer)!.signingKey.sign(typedData(signed)).serialized;
  const isSigned = signer === quote.maker && typedData(signed) === quoteHash;
  return { quote, quoteHash, signature, isSigned };
}

/** A sequence over a quote desk and its clearing house. */
export class QuoteRun {
  readonly run: ClearingRun;
  readonly #desk: QuoteDesk;
  state: QuoteDeskState;

  constructor(run: ClearingRun, desk: QuoteDesk) {
    this.run = run;
    this.#desk = desk;
    this.state = quoteDeskState(desk.address);
  }

  /** A fill on both sides: the desk's refusal or the clearing house's, or the same trade and count. */
  async fill(
    caller: JsonRpcSigner,
    { quote, quoteHash, signature, isSigned }: SignedQuote,
    lots: bigint,
  ): Promise<void> {
    const { run } = this;
    const event: QuoteDeskEvent = {
      type: 'fill',
      at: run.now,
      caller: caller.address,
      quote,
      quoteHash,
      isSigned,
      lots,
    };
    const [expected, both] = outcomeOf(() => {
      const desk = reduceQuoteDesk(this.state, event, run.markets());
      return { desk, clearing: run.reduce(desk.fill!) };
    });
    const data = this.#desk.interface.encodeFunctionData('fill', [quote, signature, lots]);
    const found = await run.send(caller, this.#desk.address, data);
    if (!(await run.conclude({ ...event, type: 'fill' }, [expected, both?.clearing], found))) return;
    this.state = both!.desk.state;
    const filled = await this.#desk.read('filledLots', [quoteHash]);
    expect([await this.#desk.read('quoteHash', [quote]), filled]).toEqual([
      quoteHash,
      this.state.filled.get(quoteHash),
    ]);
  }

  /** A maker cancels nonces. */
  async cancel(caller: JsonRpcSigner, wordPosition: bigint, mask: bigint): Promise<void> {
    const { run } = this;
    const event: QuoteDeskEvent = { type: 'cancel', at: run.now, caller: caller.address, wordPosition, mask };
    ({ state: this.state } = reduceQuoteDesk(this.state, event, run.markets()));
    const data = this.#desk.interface.encodeFunctionData('cancel', [wordPosition, mask]);
    expect(await run.send(caller, this.#desk.address, data)).toBe('accepted');
    expect(await this.#desk.read('cancelledNonces', [caller.address, wordPosition])).toBe(
      this.state.cancelled.get(caller.address)!.get(wordPosition),
    );
    run.count('cancel');
  }
}
