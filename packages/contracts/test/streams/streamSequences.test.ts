import { decodeRevert, refusalOf } from '@phasegate/contracts';
import {
  claimSerials,
  netFlows,
  openStreamingForward,
  reduceStreamingForward,
  type StreamEvent,
  type StreamState,
  streamHeld,
  type UnitHeader,
} from '@phasegate/derivatives';
import { type Bps, PhasegateError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import { toBeHex, toQuantity } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askViews } from '../../src/localChain/askViews.ts';
import { Inputs } from '../differential/inputs.ts';
import { SignedDeal } from './streamCalls.ts';
import {
  BEFORE_START,
  dealOf,
  openStreamChain,
  type StreamChain,
  streamTerms,
  WINDOW,
} from './streamChain.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x53747265n);
const SEQUENCES = runs(200);
const STEPS = 50;
const FORWARD = 2;
const STATUSES = [
  'none',
  'streaming',
  'closing',
  'completed',
  'providerDefault',
  'buyerDefault',
  'cancelled',
] as const;
const TERMINAL = STATUSES.slice(3);

let world: StreamChain;
let chainId: bigint;
const met = new Map<string, number>();
const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);

beforeAll(async () => {
  world = await openStreamChain();
  ({ chainId } = await world.chain.provider.getNetwork());
}, 120_000);
afterAll(() => world.chain.close());

test('I59-I61: random sequences of vouchers, postings, proofs, pauses and clocks: a stream equals its reducer after each, and always ends', {
  timeout: 3_600_000,
}, async () => {
  const inputs = new Inputs(SEED);
  let snapshot = await world.chain.request('evm_snapshot');
  for (let i = 0; i < SEQUENCES; i++) {
    const sequence = await Sequence.open(inputs, BigInt(i));
    for (let step = 0; step < STEPS && !sequence.hasEnded; step++) await sequence.step();
    await sequence.timeAndStrangers();
    await world.chain.request('evm_revert', [snapshot]);
    snapshot = await world.chain.request('evm_snapshot');
  }
  for (const accepted of ACCEPTED) expect(met.get(accepted) ?? 0, accepted).toBeGreaterThanOrEqual(20);
  for (const refused of REFUSED) expect(met.get(`${refused}Error`) ?? 0, refused).toBeGreaterThanOrEqual(1);
  for (const status of TERMINAL) expect(met.get(`ended ${status}`) ?? 0, status).toBeGreaterThanOrEqual(5);
});

const ACCEPTED =
  'redeem post dispute rule refute settlePosting callClose conclude cancel proveDoubleSale pause resume'.split(
    ' ',
  );
const REFUSED =
  'StaleVoucher VoucherExceedsOrder OverDelivery SerialGap UnknownPosting DisputeState DeadlinePassed TooEarly WrongStatus PostingsPending ForeignHeader HeaderKeepsTerms NotDoubleSale WrongParty DealClosed'.split(
    ' ',
  );

class Sequence {
  readonly #inputs: Inputs;
  readonly #signed: SignedDeal;
  #state: StreamState;
  #serials: ReadonlyMap<string, bigint> = new Map();
  #now: number;

  constructor(inputs: Inputs, signed: SignedDeal, state: StreamState, now: number) {
    this.#inputs = inputs;
    this.#signed = signed;
    this.#state = state;
    this.#now = now;
  }

  static async open(inputs: Inputs, salt: bigint): Promise<Sequence> {
    const { streams, buyer, provider, chain } = world;
    const now = (await chain.provider.getBlock('latest'))!.timestamp + 10;
    const terms = streamTerms(now + BEFORE_START);
    const deal = dealOf(world, terms, salt);
    const id = await streams.read('dealHash', [deal] as never);
    const state = openStreamingForward({ id, provider: provider.address, terms, at: now }).state;
    // The digest is the deal's number: what the provider signs is that.
    const signature = provider.signingKey.sign(id).serialized;
    const data = streams.interface.encodeFunctionData('open', [deal, signature] as never);
    await chain.setNextTimestamp(now);
    await chain.request('eth_sendTransaction', [
      { from: buyer.address, to: streams.address, data, gas: toQuantity(2_000_000) },
    ]);
    const sequence = new Sequence(inputs, new SignedDeal(world, deal, id, chainId), state, now);
    await sequence.#compare();
    return sequence;
  }

  get hasEnded(): boolean {
    return TERMINAL.includes(this.#state.status);
  }

  async step(): Promise<void> {
    const kind = this.#pick(20);
    if (kind < 4) this.#wait();
    else if (kind === 4) await this.#pause();
    else await this.#play(this.#event());
    // What has ended refuses everything.
    if (this.hasEnded) await this.#play({ type: 'conclude', at: this.#now });
  }

  #pick(choices: number): number {
    return this.#inputs.number(0, choices - 1);
  }

  /** Seconds, or to an edge of a window. A paused clock moves the deadlines, so an edge is often missed by a pause. */
  #wait(): void {
    const { terms, pending, closing } = this.#state;
    const edges = [
      terms.start,
      terms.start + terms.duration,
      terms.start + terms.duration + terms.grace,
      ...pending.map((each) => (each.disputedAt === null ? each.postedAt + 600 : each.disputedAt + 900)),
      ...(closing === null ? [] : [closing.calledAt + 400]),
    ].map((edge) => edge - 1 + this.#pick(2));
    const targets = [this.#now + 1 + this.#pick(300), ...edges.filter((edge) => edge > this.#now)];
    this.#now = targets[this.#pick(Math.min(targets.length, 3))]!;
  }

  /** The owner pauses forwards without an end, or resumes. */
  async #pause(): Promise<void> {
    const pauses = this.#state.clock.pausedAt === null;
    const { phaseGate } = world.deployment.contracts;
    const until = pauses ? 2 ** 32 - 1 : 0;
    const data = phaseGate.interface.encodeFunctionData('setPausedUntil', [FORWARD, until]);
    await this.#send(world.owner.address, phaseGate.address, data);
    const event: StreamEvent = { type: pauses ? 'pause' : 'resume', at: this.#now };
    this.#state = reduceStreamingForward(this.#state, event).state;
    count(event.type);
  }

  async #send(from: string, to: string, data: string): Promise<void> {
    await world.chain.setNextTimestamp(this.#now);
    await world.chain.request('eth_sendTransaction', [{ from, to, data, gas: toQuantity(2_000_000) }]);
  }

  /** Mostly something that can be done; sometimes too much, too early, or another's. */
  #event(): StreamEvent {
    const at = this.#now;
    const { pending, vouched, terms } = this.#state;
    const posting = pending[this.#pick(Math.max(1, pending.length))];
    const id = posting?.id ?? this.#pick(3);
    const due = BigInt(Math.min(Math.max(0, at - terms.start), terms.duration)) * 10_000n;
    const disputed = pending.find(({ disputedAt }) => disputedAt !== null);
    switch (this.#pick(20)) {
      case 0:
      case 1: {
        const near = vouched + this.#inputs.bigint(0n, due / 6n + 1n) - (this.#pick(6) === 0 ? 1n : 0n);
        const cumulativeWeight = this.#pick(12) === 0 ? 10_000_001n : near < 0n ? 0n : near;
        return { type: 'redeem', at, by: 'provider', cumulativeWeight };
      }
      case 2:
      case 3:
      case 4:
        return this.#posting(at);
      case 5:
      case 16:
        return { type: 'dispute', at, by: this.#pick(8) === 0 ? 'provider' : 'buyer', posting: id };
      case 6:
      case 14:
      case 15:
        return { type: 'rule', at, by: 'arbiter', posting: disputed?.id ?? id, upheld: this.#pick(2) === 0 };
      case 7:
      case 8: {
        const serial = (posting?.firstSerial ?? 0n) + BigInt(this.#pick(3));
        const confidenceBps = (this.#pick(2) === 0 ? 4_999 : 8_000) as Bps;
        const header = this.#header(serial, {
          confidenceBps,
          issuedAt: at - (this.#pick(3) === 0 ? WINDOW : 0),
        });
        return { type: 'refute', at, by: 'buyer', posting: id, header, windowSeconds: WINDOW };
      }
      case 9:
      case 17:
        return { type: 'settlePosting', at, posting: id };
      case 10:
        return {
          type: 'callClose',
          at,
          by: (['anyone', 'anyone', 'buyer', 'provider'] as const)[this.#pick(4)]!,
        };
      case 11:
        return { type: 'conclude', at };
      case 12: {
        const other = this.#pick(6) === 0 ? 2n : 1n;
        const headers = [this.#header(1n), this.#header(other)] as const;
        return { type: 'proveDoubleSale', at, by: this.#pick(2) === 0 ? 'buyer' : 'prover', headers };
      }
      case 13:
        if (this.#pick(5) === 2) return { type: 'cancel', at, signedBy: ['buyer', 'provider'] };
        return { type: 'conclude', at };
      default:
        return this.#posting(at);
    }
  }

  #posting(at: number): StreamEvent {
    const next = this.#serials.get(world.provider.address) ?? 0n;
    const units = BigInt(1 + this.#pick(this.#pick(4) === 0 ? 400 : 20));
    return {
      type: 'post',
      at,
      by: 'provider',
      commitment: toBeHex(next + 1n, 32),
      firstSerial: this.#pick(8) === 0 ? next + 1n : next,
      units,
      weight: units * 8_000n,
    };
  }

  #header(serial: bigint, change: Partial<UnitHeader> = {}): UnitHeader {
    return {
      provider: world.provider.address,
      serial,
      stream: this.#state.id,
      market: 1,
      contentHash: toBeHex(7, 32),
      issuedAt: this.#now,
      confidenceBps: 8_000 as Bps,
      ...change,
    };
  }

  /** The event on both sides: the same outcome, the same money, and the same state afterwards. */
  async #play(event: StreamEvent): Promise<void> {
    const [expected, next] = outcomeOf(() => this.#reduced(event));
    const [from, data] = await this.#signed.callOf(event);
    const before = await this.#balances();
    const found = await this.#send(from, world.streams.address, data).then(
      () => 'accepted',
      (cause: unknown) => refusalName(decodeRevert(cause)),
    );
    expect([event, found]).toEqual([event, expected]);
    count(expected === 'accepted' ? event.type : expected);
    if (next === undefined) return;
    this.#state = next.state;
    this.#serials = next.serials;
    const after = await this.#balances();
    const flows = netFlows(next.transfers);
    const moved = [flows.get('buyer'), flows.get('provider'), flows.get('prover')].map((wei) => wei ?? 0n);
    expect(moved.map((_, i) => after[i]! - before[i]!)).toEqual(moved);
    expect(after[3]).toBe(streamHeld(this.#state));
    await this.#compare();
    if (this.hasEnded) count(`ended ${this.#state.status}`);
  }

  /** Serials are claimed first, across streams, as the contract does once a posting is otherwise in order. */
  #reduced(event: StreamEvent) {
    const { state, transfers } = reduceStreamingForward(this.#state, event);
    const serials =
      event.type === 'post'
        ? claimSerials(this.#serials, {
            provider: world.provider.address,
            first: event.firstSerial,
            units: event.units,
          })
        : this.#serials;
    return { state, transfers, serials };
  }

  /** Of buyer, provider, prover and the contract. */
  async #balances(): Promise<readonly bigint[]> {
    const { buyer, provider, stranger, streams, deployment, chain } = world;
    const { pat } = deployment.contracts;
    const views = [buyer, provider, stranger, streams].map(({ address }) => ({
      to: pat.address,
      data: pat.interface.encodeFunctionData('balanceOf', [address]),
    }));
    const answers = await askViews((method, params) => chain.request(method, params), views);
    return answers.map((answer) => BigInt(answer));
  }

  async #compare(): Promise<void> {
    const found = await world.streams.read('streamOf', [this.#state.id] as never);
    const { status, vouched, posted, excused, drawn, providerBond, pending, nextPosting, closing } =
      this.#state;
    expect({
      status: STATUSES[found.status],
      vouched: found.vouched,
      posted: found.posted,
      excused: found.excused,
      drawn: found.drawn,
      providerBond: found.providerBond,
      pending: found.pending,
      disputed: found.disputed,
      nextPosting: found.nextPosting,
      calledAt: closing === null ? null : found.calledAt,
      required: closing === null ? null : found.required,
    }).toEqual({
      status,
      vouched,
      posted,
      excused,
      drawn,
      providerBond,
      pending: pending.length,
      disputed: pending.filter(({ disputedAt }) => disputedAt !== null).length,
      nextPosting,
      calledAt: closing?.calledAt ?? null,
      required: closing?.required ?? null,
    });
  }

  /** Whatever happened: forwards may stay paused, and a stranger ends the stream in time. */
  async timeAndStrangers(): Promise<void> {
    for (let round = 0; round < 3 && !this.hasEnded; round++) {
      this.#now += 60 * 86_400;
      for (const { id } of this.#state.pending)
        await this.#play({ type: 'settlePosting', at: this.#now, posting: id });
      if (this.#state.status === 'streaming')
        await this.#play({ type: 'callClose', at: this.#now, by: 'anyone' });
      this.#now += 60 * 86_400;
      if (this.#state.status === 'closing') await this.#play({ type: 'conclude', at: this.#now });
    }
    expect(this.hasEnded).toBe(true);
    expect(await world.deployment.contracts.pat.read('balanceOf', [world.streams.address])).toBe(0n);
  }
}

function outcomeOf<T>(act: () => T): readonly [string, T?] {
  try {
    return ['accepted', act()];
  } catch (cause) {
    expect(cause).toBeInstanceOf(PhasegateError);
    return [(cause as Error).constructor.name];
  }
}

/** The name of the twin's error. */
function refusalName(cause: unknown): string {
  const refusal = refusalOf(cause);
  if (refusal === undefined) throw cause;
  return `${refusal.reason.replace('StreamingForward_', '')}Error`;
}
