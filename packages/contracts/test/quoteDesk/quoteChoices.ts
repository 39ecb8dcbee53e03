import {
  ANY_INDEX,
  ANYONE,
  bookIdOf,
  clearingAccountOf,
  type RfqQuote,
  seriesIdOf,
} from '@phasegate/derivatives';
import type { Wad } from '@phasegate/pricing/units';
import type { JsonRpcSigner } from 'ethers';
import { EXPIRY } from '../clearingHouse/beginning.ts';
import { beginningSeries } from '../clearingHouse/beginningSeries.ts';
import type { Choices } from '../clearingHouse/choices.ts';
import { type Actor, PAT } from '../clearingHouse/clearingChain.ts';
import type { ClearingRun } from '../clearingHouse/clearingRun.ts';
import { type QuoteDesk, type QuoteRun, type SignedQuote, signedQuote } from './quoteRun.ts';

const ACTORS: readonly Actor[] = [
  'ann',
  'ben',
  'fund',
  'broker',
  'ann',
  'ben',
  'fund',
  'cat',
  'sister',
  'gone',
];
/** The call, the put, the collar and a swap, by place among the beginning's series and index in their book. */
const PLACES = [
  [0, 0],
  [1, 1],
  [2, 2],
  [-3, 0],
] as const;

/** Random quotes and what becomes of them. */
export class QuoteChoices {
  readonly #choices: Choices;
  readonly #desk: QuoteDesk;
  readonly #known: SignedQuote[] = [];

  constructor(choices: Choices, desk: QuoteDesk) {
    this.#choices = choices;
    this.#desk = desk;
  }

  /** Fills a quote, new or known, or cancels some. */
  async act(quotes: QuoteRun): Promise<void> {
    const { below, one } = this.#bound();
    if (below(16) === 0) {
      const nonces = this.#known.length > 0 ? one(this.#known).quote.nonce : 0n;
      return quotes.cancel(
        this.#signer(quotes.run),
        nonces >> 8n,
        (1n << (nonces & 255n)) | BigInt(below(2)),
      );
    }
    const { now } = quotes.run;
    const open = this.#known.filter(({ quote }) => quote.deadline >= now || below(8) === 0).slice(-3);
    const isNew = open.length === 0 || below(2) === 0;
    const signed = isNew ? this.#quote(quotes.run) : one(open);
    if (isNew && signed.isSigned) this.#known.push(signed);
    const { taker, lots } = signed.quote;
    const named = Object.values(quotes.run.world.actors).find(({ address }) => address === taker);
    const caller = named === undefined || below(12) === 0 ? this.#signer(quotes.run) : named;
    const some = below(4) === 0 ? lots : BigInt(1 + below(Number(lots) + 1));
    await quotes.fill(caller, signed, below(30) === 0 ? 0n : some);
  }

  /** An account takes out what is free, puts something in again, or shuts the desk out for a while. */
  async prepare({ run, state }: QuoteRun): Promise<void> {
    const { below } = this.#bound();
    const [at, account] = [run.now, this.#address(run)];
    const { balance, locked } = clearingAccountOf(run.state, account);
    const kind = below(3);
    if (kind === 0 && balance > locked)
      await run.play({ type: 'withdraw', at, account, amount: (balance - locked) as Wad });
    else if (kind === 1)
      await run.play({ type: 'deposit', at, account, amount: (BigInt(1 + below(900)) * PAT) as Wad });
    else await run.play({ type: 'setMatcher', at, account, matcher: state.desk, allowed: below(3) > 0 });
  }

  #quote(run: ClearingRun): SignedQuote {
    const { below, one } = this.#bound();
    const word = beginningSeries(EXPIRY);
    const [place, index] = one(PLACES);
    const bookId = bookIdOf(word.at(place)!);
    const lots = BigInt(1 + below(12));
    const quote: RfqQuote = {
      maker: this.#address(run),
      taker: below(2) === 0 ? ANYONE : this.#address(run),
      seriesId: seriesIdOf(bookId, below(25) === 0 ? 60 : index),
      takerBuys: below(2) === 0,
      lots,
      minimumLots: BigInt(below(3)),
      premiumPerLot: (BigInt(below(30) - (below(10) === 0 ? 30 : 0)) * PAT) as RfqQuote['premiumPerLot'],
      deadline: run.now + one([0, 1, 60, 299, 300, 300, ...(below(4) === 0 ? [-1, 301] : [])]),
      ...this.#band(place < 0),
      nonce: one([0n, 1n, 7n, 255n, 256n, 512n, 1_024n, 2n ** 255n + 3n]),
    };
    if (below(20) === 0) return signedQuote(this.#desk, { quote, signer: this.#address(run) });
    if (below(20) > 0) return signedQuote(this.#desk, { quote, signer: quote.maker });
    return signedQuote(this.#desk, { quote, signer: quote.maker, signed: { ...quote, lots: lots + 1n } });
  }

  /** Any index, or around the market's 100 PAT and the pair's nothing, or where the index isn't. */
  #band(isPair: boolean): Pick<RfqQuote, 'indexLow' | 'indexHigh'> {
    const { below } = this.#bound();
    if (below(3) > 0) return ANY_INDEX;
    const middle = BigInt((isPair ? 0 : 100) + (below(4) === 0 ? 20 : 0)) * PAT;
    const width = BigInt(below(3)) * PAT;
    return { indexLow: middle - width, indexHigh: middle + width } as Pick<
      RfqQuote,
      'indexLow' | 'indexHigh'
    >;
  }

  #signer(run: ClearingRun): JsonRpcSigner {
    return run.world.actors[this.#choices.one(ACTORS)];
  }

  #address(run: ClearingRun): `0x${string}` {
    return this.#signer(run).address as `0x${string}`;
  }

  #bound() {
    const choices = this.#choices;
    return {
      below: (count: number): number => choices.below(count),
      one: <Value>(values: readonly Value[]): Value => choices.one(values),
    };
  }
}
