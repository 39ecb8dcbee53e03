import { bookIdOf, type ClearingEvent, type Fill, seriesIdOf } from '@phasegate/derivatives';
import type { UnixSeconds } from '@phasegate/pricing/units';
import type { Inputs } from '../differential/inputs.ts';
import { beginningSeries, SMALL } from './beginningSeries.ts';
import { type Actor, type ClearingChain, DAY, HOUR, PAT } from './clearingChain.ts';

const ZERO = `0x${'0'.repeat(40)}`;
const TRADERS: readonly Actor[] = ['ann', 'ben', 'fund', 'broker'];
const OTHERS: readonly Actor[] = ['cat', 'gone', 'sister', 'desk'];

/** Random events, sensible or not. */
export class Choices {
  readonly #inputs: Inputs;
  readonly #world: ClearingChain;
  readonly #expiry: number;

  constructor(inputs: Inputs, world: ClearingChain, expiry: number) {
    this.#inputs = inputs;
    this.#world = world;
    this.#expiry = expiry;
  }

  below(choices: number): number {
    return Number(this.#inputs.bigint(0n, 2n ** 48n)) % choices;
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  account(): string {
    return this.#world.actors[this.below(5) === 0 ? this.one(OTHERS) : this.one(TRADERS)].address;
  }

  someAccounts(): readonly string[] {
    return [...TRADERS, ...OTHERS]
      .filter(() => this.below(2) === 0)
      .map((name) => this.#world.actors[name].address);
  }

  /** What happens at a time, one thing or a few that belong together. */
  events(at: UnixSeconds, books: readonly bigint[]): readonly ClearingEvent[] {
    const account = this.account();
    const bookId = this.below(16) === 0 ? 99n : this.one(books);
    const acts: readonly (() => readonly ClearingEvent[])[] = [
      () => [{ type: 'deposit', at, account, amount: this.#pat(this.below(8) === 0 ? 1 : 900) }],
      () => [{ type: 'withdraw', at, account, amount: this.#pat(this.below(6) === 0 ? 1 : 3_000) }],
      () => [{ type: 'setMatcher', at, account, matcher: this.#matcher(), allowed: this.below(4) > 0 }],
      () => this.#matching(at),
      () => [this.#creation(at)],
      () => [{ type: 'settle', at, bookId }],
      () => [{ type: 'settleAccounts', at, bookId, accounts: this.someAccounts() }],
      () => [{ type: 'settleAndWithdraw', at, account, bookIds: this.below(3) === 0 ? [] : [bookId] }],
      () => [this.#fees(at)],
      () => [this.#requirement(at)],
      () => this.#chain(at),
    ];
    const choice = this.below(3 * acts.length);
    return choice < acts.length ? acts[choice]!() : [this.fill(at)];
  }

  /** Mostly of a series that there is. */
  fill(at: UnixSeconds): Fill {
    const [maker, taker] = [this.account(), this.account()];
    return {
      type: 'fill',
      at,
      matcher: this.below(12) === 0 ? this.account() : this.#world.actors.desk.address,
      maker,
      taker,
      takerBuys: this.below(2) === 0,
      seriesId: this.#anySeries(),
      lots: this.below(25) === 0 ? 2n ** 47n * BigInt(this.below(2)) : BigInt(1 + this.below(9)),
      premium: this.#pat(60, this.below(6) === 0 ? -70n * PAT : 0n),
    };
  }

  #anySeries(): bigint {
    const series = beginningSeries(this.#expiry);
    const [place, index] = this.one([[0, 0] as const, [1, 1], [2, 2], [-3, 0], [-2, 1], [-1, 0]]);
    const word = series.at(place)!;
    return seriesIdOf(bookIdOf(word), this.below(20) === 0 ? 60 : index);
  }

  /** One account through many series of a book: the way to seventeen legs. */
  #chain(at: UnixSeconds): readonly ClearingEvent[] {
    const { actors } = this.#world;
    const [maker, taker] = [
      this.one(['ann', 'fund', 'broker'] as const),
      this.one(['ben', 'sister'] as const),
    ];
    const rest = { type: 'fill', at, matcher: actors.desk.address, takerBuys: true } as const;
    const sides = { maker: actors[maker].address, taker: actors[taker].address };
    const id = bookIdOf(beginningSeries(this.#expiry)[0]!);
    const lots = BigInt(1 + this.below(2));
    const from = this.below(3);
    return Array.from({ length: SMALL + 3 - from }, (_, i) => ({
      ...rest,
      ...sides,
      seriesId: seriesIdOf(id, from + i),
      lots,
      premium: this.#pat(1),
    }));
  }

  #creation(at: UnixSeconds): ClearingEvent {
    const word = this.one(beginningSeries(this.#expiry));
    const expiry = word.expiry + this.one([0, 0, 0, DAY, HOUR, 200 * DAY]);
    const terms = this.one([{}, {}, {}, { a: word.a + 1n }, { a: 0n }, { c: 2n ** 90n }, { b: word.a - 1n }]);
    return { type: 'createSeries', at, ...word, expiry, ...terms };
  }

  /** Often a matcher's whole way, whose delay moves time on. */
  #matching(at: UnixSeconds): readonly ClearingEvent[] {
    const matcher = this.#matcher();
    if (this.below(3) === 0)
      return [{ type: this.one(['announceMatcher', 'applyMatcher', 'removeMatcher'] as const), at, matcher }];
    const apply = (delay: number) => ({ type: 'applyMatcher', at: at + delay, matcher }) as const;
    const announced = { type: 'announceMatcher', at, matcher } as const;
    if (this.below(3) === 0) return [announced, apply(7 * DAY - 1), apply(7 * DAY)];
    return [announced, apply(0), { type: 'removeMatcher', at, matcher }];
  }

  #matcher(): string {
    const { desk, vault, ring } = this.#world.actors;
    if (this.below(12) === 0) return desk.address;
    return this.one([vault.address, ring.address, ZERO]);
  }

  #fees(at: UnixSeconds): ClearingEvent {
    const fees = {
      feeBps: this.below(700),
      timePremium: BigInt(this.below(10 ** 6)) * (this.below(9) === 0 ? PAT : 1n),
    };
    const brokerWallet = this.below(8) === 0 ? ZERO : this.account();
    return { type: 'setFees', at, brokerWallet, ...fees } as ClearingEvent;
  }

  #requirement(at: UnixSeconds): ClearingEvent {
    const product = this.one(['synthetic', 'optionBuy', 'optionWrite'] as const);
    const phase = this.below(8) === 0 ? 1 : 4;
    const amount = this.#pat(3_000, this.below(5) === 0 ? 1n : 0n);
    return { type: 'setCollateralRequirement', at, phase, participantClass: 'institution', product, amount };
  }

  #pat(below: number, more = 0n) {
    return (BigInt(this.below(below)) * PAT + more) as Fill['premium'];
  }
}
