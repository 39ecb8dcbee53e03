import { decodeRevert, refusalOf } from '@phasegate/contracts';
import {
  type IndexedMarkets,
  openInterestCapAt,
  reduceSettlement,
  type SettlementEvent,
  type SettlementState,
  settlementKey,
  settlementState,
  settlementWindow,
} from '@phasegate/derivatives';
import { type IndexRing, indexRing, recordTrade, WAD, type Wad } from '@phasegate/pricing';
import { runs } from '@phasegate/testing';
import { type JsonRpcSigner, toQuantity } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inputs } from '../differential/inputs.ts';
import { CALENDAR, openSettlementChain, RULES, type SettlementChain } from './settlementChain.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x50484153n);
const SEQUENCES = runs(200);
const STEPS = 50;
const HOUR = 3_600;
const DAY = 86_400;
const RUNGS = ['none', 'window', 'extendedWindow', 'fixings', 'fallback'] as const;

let world: SettlementChain;
const met = new Map<string, number>();
const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);

beforeAll(async () => {
  world = await openSettlementChain();
}, 120_000);
afterAll(() => world.chain.close());

test('I42-I45: random sequences of trades, steps and clocks: the oracle equals its reducer after each, and refuses as it does', {
  timeout: 3_600_000,
}, async () => {
  const inputs = new Inputs(SEED);
  let snapshot = await world.chain.request('evm_snapshot');
  for (let i = 0; i < SEQUENCES; i++) {
    const sequence = new Sequence(inputs);
    await sequence.start();
    for (let step = 0; step < STEPS; step++) await sequence.step();
    await sequence.nothingIsStuck();
    await world.chain.request('evm_revert', [snapshot]);
    snapshot = await world.chain.request('evm_snapshot');
  }
  // Every step is accepted often, every refusal is met, every rung is reached.
  for (const type of [
    'open',
    'refreshFallback',
    'submitFixing',
    'settle',
    'announceSigners',
    'applySigners',
    'refreshCap',
  ])
    expect(met.get(type), `${type} accepted`).toBeGreaterThanOrEqual(20);
  for (const rung of RUNGS.slice(1)) expect(met.get(`rung ${rung}`), rung).toBeGreaterThanOrEqual(10);
  const errors = [...met.keys()].filter((name) => name.endsWith('Error')).sort();
  expect(errors).toEqual([
    'AlreadyFixedError',
    'AlreadySettledError',
    'CapCurrentError',
    'FallbackCurrentError',
    'IndexStaleError',
    'NoSignersAnnouncedError',
    'NotExpiredError',
    'NotSignerError',
    'OffCalendarError',
    'SettlementNotOpenError',
    'SettlementPendingError',
    'SignersOutOfBoundsError',
    'SignersPendingError',
    'TenorOutOfBoundsError',
  ]);
});

class Sequence {
  readonly #inputs: Inputs;
  readonly #ring: IndexRing = indexRing();
  #state: SettlementState = settlementState(
    { bandBps: RULES.bandBps as never, minVolume: RULES.minVolume as Wad },
    500 as never,
  );
  #now = 0;
  #offer = 0;
  readonly #expiries: number[] = [];

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
  }

  async start(): Promise<void> {
    this.#now = (await world.chain.provider.getBlock('latest'))!.timestamp;
    this.#offer = this.#inputs.number(0, world.offers.length - 1);
    // Most sequences begin with signers and trading, some with so little of it that the ladder goes on below the index.
    const opening = this.#pick(4);
    if (opening === 0) return;
    if (opening > 1) {
      const signers = this.#signers(3 + 2 * this.#pick(2));
      await this.#play({ type: 'announceSigners', at: this.#now, signers }, world.owner);
      this.#now += 7 * DAY;
      await this.#play({ type: 'applySigners', at: this.#now }, world.stranger);
    }
    await this.#buy();
    if (opening === 3) await this.#thinExpiry();
    else for (let i = 0; i < 3; i++) await this.#buy();
  }

  /** An expiry after a single trade, fixed by some of the signers, at an edge of the ladder's deadlines. */
  async #thinExpiry(): Promise<void> {
    this.#now = (Math.floor(this.#now / HOUR) + 1) * HOUR;
    const expiry = this.#nextExpiry() + DAY;
    await this.#play({ type: 'open', at: this.#now, market: 1, expiry }, world.stranger);
    this.#expiries.push(expiry);
    this.#now = expiry;
    for (const signer of world.signers.slice(0, this.#pick(6))) {
      const price = this.#inputs.bigint(0n, 300n * WAD) as Wad;
      await this.#play(
        { type: 'submitFixing', at: this.#now, market: 1, expiry, signer: signer.address, price },
        signer,
      );
    }
    this.#now = expiry + [1, DAY - 1, DAY, 3 * DAY - 1][this.#pick(4)]!;
    await this.#play({ type: 'settle', at: this.#now, market: 1, expiry }, world.stranger);
  }

  #nextExpiry(): number {
    const { settlementPeriodHours: period, settlementOffsetHours: offset } = CALENDAR;
    const hour = Math.floor(this.#now / HOUR);
    return (hour - ((hour + period - offset) % period) + period) * HOUR;
  }

  async step(): Promise<void> {
    const kind = this.#pick(22);
    if (kind < 4) this.#wait();
    else if (kind < 9) await this.#buy();
    else if (kind < 12) await this.#open();
    else if (kind < 14) await this.#refresh();
    else if (kind < 15) await this.#tradeTowards();
    else if (kind < 17) await this.#fix();
    else if (kind < 19) await this.#play(this.#ofExpiry('settle'), world.stranger);
    else if (kind < 20) await this.#announce();
    else if (kind < 21) await this.#play({ type: 'applySigners', at: this.#now }, world.stranger);
    else await this.#play({ type: 'refreshCap', at: this.#now, market: 1 }, world.stranger);
  }

  /** Whatever happened, three days after the last expiry a stranger settles every one that is open. */
  async nothingIsStuck(): Promise<void> {
    const open = [...this.#state.settlements.values()].filter(({ settled }) => settled === null);
    this.#now = Math.max(this.#now, ...open.map(({ expiry }) => expiry)) + 3 * DAY;
    for (const { market, expiry } of open) {
      await this.#play({ type: 'settle', at: this.#now, market, expiry }, world.stranger);
      expect(this.#state.settlements.get(settlementKey(market, expiry))!.settled).not.toBeNull();
    }
  }

  #pick(choices: number): number {
    return this.#inputs.number(0, choices - 1);
  }

  /** A little, to an edge of an hour, to the edges of an expiry's window and deadlines, or far. */
  #wait(): void {
    const expiry = this.#expiries[this.#pick(Math.max(1, this.#expiries.length))] ?? this.#now;
    const edges = [-4 * HOUR, -2 * HOUR, -1, 0, 1, DAY - 1, DAY, 3 * DAY - 1, 3 * DAY].map(
      (edge) => expiry + edge,
    );
    const targets = [
      this.#now + this.#pick(HOUR),
      (Math.floor(this.#now / HOUR) + 1) * HOUR,
      ...edges.filter((edge) => edge > this.#now),
      ...(this.#pick(6) === 0 ? [this.#now + 20 * DAY, this.#now + 45 * DAY] : []),
    ];
    this.#now = targets[this.#pick(targets.length)]!;
  }

  async #buy(): Promise<void> {
    const { buyer, id, ask, confidenceBps } = world.offers[this.#offer++ % world.offers.length]!;
    const { marketplace } = world.deployment.contracts;
    await world.chain.setNextTimestamp(this.#now);
    const data = marketplace.interface.encodeFunctionData('buySegment(uint256)', [id]);
    await world.chain.request('eth_sendTransaction', [
      { from: buyer.address, to: marketplace.address, data },
    ]);
    const hour = Math.floor(this.#now / HOUR);
    recordTrade(this.#ring, { hour, ask: ask as Wad, freshness: WAD, confidenceBps });
  }

  async #open(): Promise<void> {
    const next = this.#nextExpiry();
    const choices = [next, next, next + DAY, next + 2 * DAY, next - DAY, next + HOUR, next + 100 * DAY];
    const expiry = choices[this.#pick(choices.length)]!;
    await this.#play({ type: 'open', at: this.#now, market: 1, expiry }, world.stranger);
    if (this.#state.settlements.has(settlementKey(1, expiry))) this.#expiries.push(expiry);
  }

  /** Often after a trade in an hour that is over. */
  async #refresh(): Promise<void> {
    if (this.#pick(3) > 0) {
      await this.#buy();
      this.#now = (Math.floor(this.#now / HOUR) + 1) * HOUR;
    }
    const expiry = this.#expiries.toSorted((a, b) => b - a)[this.#pick(2)] ?? this.#now;
    await this.#play({ type: 'refreshFallback', at: this.#now, market: 1, expiry }, world.stranger);
  }

  /** Trades in some of the last hours before an expiry that is still ahead, and lets it expire. */
  async #tradeTowards(): Promise<void> {
    const expiry = this.#expiries.find((candidate) => candidate > this.#now);
    if (expiry === undefined) return;
    for (let hour = expiry / HOUR - 8; hour < expiry / HOUR; hour++) {
      if (hour * HOUR < this.#now || this.#pick(3) === 0) continue;
      this.#now = hour * HOUR + this.#pick(HOUR);
      for (let i = 0; i <= this.#pick(2); i++) await this.#buy();
    }
    this.#now = expiry;
  }

  async #fix(): Promise<void> {
    const signer = [...world.signers, world.stranger][this.#pick(6)]!;
    const price = this.#inputs.bigint(0n, 300n * WAD) as Wad;
    await this.#play({ ...this.#ofExpiry('submitFixing'), signer: signer.address, price }, signer);
  }

  async #announce(): Promise<void> {
    const signers = this.#signers([0, 2, 3, 5][this.#pick(4)]!);
    const given = this.#pick(4) === 0 ? signers.toReversed() : signers;
    await this.#play({ type: 'announceSigners', at: this.#now, signers: given }, world.owner);
  }

  #signers(length: number): readonly string[] {
    return world.signers.slice(0, length).map(({ address }) => address);
  }

  /** Mostly of an open expiry, the newest often. */
  #ofExpiry<Type extends 'settle' | 'submitFixing'>(type: Type) {
    const known = this.#expiries;
    const newest = known.at(-1) ?? this.#now;
    const expiry =
      this.#pick(12) === 0
        ? this.#now
        : this.#pick(2) === 0
          ? newest
          : (known[this.#pick(Math.max(1, known.length))] ?? this.#now);
    return { type, at: this.#now, market: 1, expiry };
  }

  /** The event on both sides: the same outcome, and the same state afterwards. */
  async #play(event: SettlementEvent, from: JsonRpcSigner): Promise<void> {
    const markets: IndexedMarkets = new Map([[1, { calendar: CALENDAR, ring: this.#ring }]]);
    const [expected, next] = outcomeOf(() => reduceSettlement(this.#state, event, markets));
    const { oracle, chain } = world;
    await chain.setNextTimestamp(this.#now);
    const data = oracle.interface.encodeFunctionData(event.type, argumentsOf(event));
    const found = await chain
      .request('eth_sendTransaction', [
        { from: from.address, to: oracle.address, data, gas: toQuantity(8_000_000) },
      ])
      .then(
        () => 'accepted',
        (cause: unknown) => refusalText(decodeRevert(cause)),
      );
    expect([event, found]).toEqual([event, expected]);
    count(expected === 'accepted' ? event.type : expected.split(':')[0]!);
    if (next === undefined) return;
    const before = this.#state;
    this.#state = next;
    if ('expiry' in event) await this.#compareSettlement(event.expiry, before);
    else if (event.type === 'refreshCap') {
      expect(await oracle.read('openInterestCap', [1n])).toBe(openInterestCapAt(next, 1, this.#now));
    } else {
      const set = await oracle.read('signerSetInForce', []);
      expect(await oracle.read('signersOf', [set])).toEqual(next.signers);
    }
  }

  async #compareSettlement(expiry: number, before: SettlementState): Promise<void> {
    const expected = this.#state.settlements.get(settlementKey(1, expiry))!;
    const found = await world.oracle.read('settlement', [1n, BigInt(expiry)]);
    expect({
      price: found.price,
      rung: RUNGS[found.rung],
      fallback: { price: found.fallbackPrice, hour: found.fallbackHour },
      fixings: found.fixings,
    }).toEqual({
      price: expected.settled?.price ?? 0n,
      rung: expected.settled?.rung ?? 'none',
      fallback: expected.fallback,
      fixings: expected.fixings.size,
    });
    expect(Number(await world.oracle.read('windowStart', [1n, BigInt(expiry)]))).toBe(
      settlementWindow(1, CALENDAR, expiry).from * HOUR,
    );
    if (expected.settled !== null && before.settlements.get(settlementKey(1, expiry))?.settled === null) {
      count(`rung ${expected.settled.rung}`);
    }
  }
}

function argumentsOf(event: SettlementEvent): readonly unknown[] {
  if (event.type === 'announceSigners') return [event.signers];
  if (event.type === 'applySigners') return [];
  if (event.type === 'refreshCap') return [event.market];
  return event.type === 'submitFixing'
    ? [event.market, event.expiry, event.price]
    : [event.market, event.expiry];
}

/** `accepted` with what came of it, or the error with its facts in words. */
function outcomeOf<T>(act: () => T): readonly [string, T?] {
  try {
    return ['accepted', act()];
  } catch (cause) {
    const { name: _, message: __, stack: ___, ...facts } = cause as Error & Record<string, unknown>;
    return [`${(cause as Error).constructor.name}: ${Object.values(facts).map(String).join(', ')}`];
  }
}

/** The contract's error in the same words: its twin's name, its arguments in order. */
function refusalText(cause: unknown): string {
  const refusal = refusalOf(cause);
  if (refusal === undefined) throw cause;
  const name = refusal.reason.replace('SettlementOracle_', '');
  return `${name}Error: ${Object.values(refusal.facts).map(String).join(', ')}`;
}
