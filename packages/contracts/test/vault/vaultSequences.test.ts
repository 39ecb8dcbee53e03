import { decodeRevert } from '@phasegate/contracts';
import {
  claimableOf,
  clearingAccountOf,
  pendingOf,
  reduceClearing,
  reduceVault,
  type VaultEvent,
} from '@phasegate/derivatives';
import type { Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import { toQuantity } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inputs } from '../differential/inputs.ts';
import { callOf, outcomeOf, refusalText } from './vaultCalls.ts';
import { tradeIndex, writeCaps } from './vaultChain.ts';
import { VaultChoices } from './vaultChoices.ts';
import { compareVault } from './vaultCompare.ts';
import { DAY, HOUR, openVaultWorld, PAT, TERMS, type VaultWorld, type Walk, withCaps } from './vaultWorld.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x7661756c74n);
const SEQUENCES = runs(200);
const STEPS = 50;

let world: VaultWorld;
const met = new Map<string, number>();
const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);

beforeAll(async () => {
  world = await openVaultWorld();
}, 120_000);
afterAll(() => world.chain.chain.close());

test('I55-I58: random sequences of requests, claims, epochs, trades and clocks: the vault equals its reducer after each, and all can leave', {
  timeout: 3_600_000,
}, async () => {
  const inputs = new Inputs(SEED);
  let snapshot = await world.chain.chain.request('evm_snapshot');
  for (let i = 0; i < SEQUENCES; i++) {
    const sequence = new Sequence(inputs);
    await sequence.start();
    for (let step = 0; step < STEPS; step++) await sequence.step();
    await sequence.everybodyLeaves();
    await world.chain.chain.request('evm_revert', [snapshot]);
    snapshot = await world.chain.chain.request('evm_snapshot');
  }
  for (const accepted of ACCEPTED) expect(met.get(accepted) ?? 0, accepted).toBeGreaterThanOrEqual(20);
  for (const refused of REFUSED) expect(met.get(refused) ?? 0, refused).toBeGreaterThanOrEqual(1);
  expect(met.get('emptied') ?? 0).toBeGreaterThan(SEQUENCES / 2);
});

const ACCEPTED =
  'requestDeposit requestRedeem cancelDepositRequest cancelRedeemRequest deposit mint redeem withdraw transfer closeEpoch buy sellBack setTerms releaseBook'.split(
    ' ',
  );
/** The vault's own; those of the clearing house behind it are its own sequences' matter. */
const REFUSED = [
  'AccessDeniedError',
  'BookExpiredError',
  'EpochRunningError',
  'IndexTooOldError',
  'LotsOutOfBoundsError',
  'NoTermsError',
  'NotRequestedError',
  'NotSettledError',
  'NotSoldError',
  'OpeningEndedError',
  'PremiumLimitError',
  'RequestExceedsError',
  'TermsMoveError',
  'TermsTooSoonError',
  'UnpricedSeriesError',
  'UtilisationCapError',
  'VaultLeavingError',
  'ZeroAmountError',
];

class Sequence {
  readonly #inputs: Inputs;
  readonly #choices: VaultChoices;
  readonly #expiry: number;
  #walk: Walk;
  #offer: number;

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
    this.#choices = new VaultChoices(inputs, this.#traders);
    const { books, ...begin } = world.begin;
    const rings = books.rings.map((ring) => new Map(ring));
    const markets = new Map(
      rings.map((ring, i) => [i + 1, { calendar: books.markets.get(i + 1)!.calendar, ring }]),
    );
    this.#walk = { ...begin, books: { ...books, rings, markets } };
    this.#expiry = begin.series[0]!.expiry;
    this.#offer = inputs.number(1, world.chain.offers.length - 1);
  }

  /** Most sequences begin with terms, a deposit and its epoch. */
  async start(): Promise<void> {
    if (this.#choices.pick(12) === 0) return;
    await this.#play({ type: 'setTerms', at: this.#now, market: 1, terms: TERMS });
    const [one, two] = this.#traders as [string, string];
    for (const owner of [one, two]) {
      const assets = (BigInt(this.#inputs.number(1, 30_000)) * PAT) as Wad;
      await this.#play({ type: 'requestDeposit', at: this.#now, owner, controller: owner, assets });
    }
    await this.#play({ type: 'closeEpoch', at: this.#now });
    for (const controller of [one, two])
      await this.#play({
        type: 'mint',
        at: this.#now,
        controller,
        receiver: controller,
        shares: claimableOf(this.#walk.vault.deposits, controller).received,
      });
  }

  async step(): Promise<void> {
    const kind = this.#choices.pick(30);
    if (kind < 3) await this.#wait();
    else if (kind < 6) await this.#trade();
    else if (kind < 7) await this.#settle();
    else {
      const event = this.#choices.event(this.#walk);
      this.#now = event.at;
      // Mostly on an index that somebody has just moved.
      const trades = event.type === 'buy' || event.type === 'sellBack';
      if (trades && this.#choices.pick(4) > 0) await this.#trade();
      await this.#play(event);
    }
  }

  /** A purchase that nobody has made; the first was made before. */
  async #trade(): Promise<void> {
    await tradeIndex(
      world.chain,
      this.#walk.books,
      this.#now,
      1 + (this.#offer++ % (world.chain.offers.length - 1)),
    );
  }

  get #now(): number {
    return this.#walk.now;
  }

  set #now(now: number) {
    this.#walk = { ...this.#walk, now };
  }

  get #traders(): readonly string[] {
    return world.chain.traders.map(({ address }) => address);
  }

  /** A little, to the next hour or epoch, or to an edge of the expiry; with caps of the day. */
  async #wait(): Promise<void> {
    const edges = [this.#walk.vault.epochEnds, this.#expiry - 4 * HOUR, this.#expiry];
    const far = edges.map((edge) => edge - 1 + this.#choices.pick(2)).filter((edge) => edge > this.#now);
    const near = [this.#now + this.#choices.pick(HOUR), (Math.floor(this.#now / HOUR) + 1) * HOUR];
    const targets = far.length > 0 && this.#choices.pick(8) === 0 ? far : near;
    this.#now = Math.max(this.#now, targets[this.#choices.pick(targets.length)]!);
    await writeCaps(world.chain, this.#now);
    this.#walk = { ...this.#walk, books: withCaps(this.#walk.books, this.#now) };
  }

  /** A stranger settles the book, once that can be; the vault's account, too, at times. */
  async #settle(): Promise<void> {
    if (this.#now < this.#expiry || this.#walk.books.state.books.get(this.#walk.bookId)!.figure !== null)
      return;
    // The last rung of the ladder, at which settling always succeeds.
    this.#now = Math.max(this.#now, this.#expiry + 3 * DAY);
    const accounts = this.#choices.pick(2) === 0 ? [] : [world.vault.address, ...this.#traders];
    await this.#settleAccounts(accounts);
  }

  async #settleAccounts(accounts: readonly string[]): Promise<void> {
    const { clearing, stranger } = world.chain;
    const args = [this.#walk.bookId, accounts] as const;
    await this.#send(
      stranger.address,
      clearing.address,
      clearing.interface.encodeFunctionData('settleAccounts', args),
    );
    const event = { type: 'settleAccounts', at: this.#now, bookId: this.#walk.bookId, accounts } as const;
    const { state, settlement } = reduceClearing(this.#walk.books.state, event, this.#walk.books);
    this.#walk = { ...this.#walk, books: { ...this.#walk.books, state, settlement } };
  }

  async #send(from: string, to: string, data: string): Promise<void> {
    await world.chain.chain.setNextTimestamp(this.#now);
    await world.chain.chain.request('eth_sendTransaction', [{ from, to, data, gas: toQuantity(8_000_000) }]);
  }

  /** The event on both sides: the same outcome, and the same state afterwards. */
  async #play(event: VaultEvent): Promise<void> {
    const [expected, next] = outcomeOf(() =>
      reduceVault(this.#walk.vault, event, { ...this.#walk.books, clearing: this.#walk.books.state }),
    );
    const [from, data] = callOf(world, event);
    const found = await this.#send(from, world.vault.address, data).then(
      () => 'accepted',
      (cause: unknown) => refusalText(decodeRevert(cause)),
    );
    expect([event, found]).toEqual([event, expected]);
    count(expected === 'accepted' ? event.type : expected.split(':')[0]!);
    if (next === undefined) return;
    const { state: vault, clearing: state, settlement } = next;
    this.#walk = { ...this.#walk, vault, books: { ...this.#walk.books, state, settlement } };
    // Whom the event names; everybody is compared at the end.
    await compareVault(
      world,
      this.#walk,
      this.#traders.filter((account) => Object.values(event).includes(account)),
    );
  }

  /** Whatever happened: time and strangers settle the book, holders claim and leave, and nothing is left but what is worth nothing. */
  async everybodyLeaves(): Promise<void> {
    this.#now = Math.max(this.#now, this.#expiry + 3 * DAY);
    await this.#settleAccounts([world.vault.address, ...this.#traders]);
    await this.#play({ type: 'releaseBook', at: this.#now, bookId: this.#walk.bookId });
    for (const controller of this.#traders) {
      const assets = pendingOf(this.#walk.vault.deposits, controller) as Wad;
      if (assets > 0n) await this.#play({ type: 'cancelDepositRequest', at: this.#now, controller, assets });
      await this.#claimAll('deposits', controller);
    }
    for (const owner of this.#traders) {
      const shares = this.#walk.vault.shares.get(owner) ?? 0n;
      if (shares > 0n)
        await this.#play({ type: 'requestRedeem', at: this.#now, owner, controller: owner, shares });
    }
    this.#now = Math.max(this.#now, this.#walk.vault.epochEnds);
    await this.#play({ type: 'closeEpoch', at: this.#now });
    for (const controller of this.#traders) await this.#claimAll('redeems', controller);
    await compareVault(world, this.#walk, this.#traders);
    if (this.#walk.vault.redeems.pending > 0n) return;
    expect(clearingAccountOf(this.#walk.books.state, world.vault.address).balance).toBe(0n);
    expect(await world.chain.deployment.contracts.pat.read('balanceOf', [world.vault.address])).toBe(0n);
    count('emptied');
  }

  /** By what was given first: a part that rounds to nothing is passed on to the round's next. */
  async #claimAll(queue: 'deposits' | 'redeems', controller: string): Promise<void> {
    const claim = { at: this.#now, controller, receiver: controller };
    const { given } = claimableOf(this.#walk.vault[queue], controller);
    if (given > 0n)
      await this.#play(
        queue === 'deposits'
          ? { type: 'deposit', ...claim, assets: given as Wad }
          : { type: 'redeem', ...claim, shares: given },
      );
    const { received } = claimableOf(this.#walk.vault[queue], controller);
    if (received > 0n)
      await this.#play(
        queue === 'deposits'
          ? { type: 'mint', ...claim, shares: received }
          : { type: 'withdraw', ...claim, assets: received as Wad },
      );
  }
}
