import { decodeRevert } from '@phasegate/contracts';
import {
  type ClearingEvent,
  type ClearingState,
  type ClearingStep,
  clearingState,
  type IndexedMarkets,
  reduceClearing,
  reduceSettlement,
  type SettlementState,
  settlementState,
} from '@phasegate/derivatives';
import { type IndexRing, recordTrade, WAD, type Wad } from '@phasegate/pricing';
import type { JsonRpcSigner } from 'ethers';
import { MaxUint256, toQuantity } from 'ethers';
import { expect } from 'vitest';
import { callOf } from './calls.ts';
import { ASK, type ClearingChain, HOUR, MARKETS, RULES, SHARES } from './clearingChain.ts';
import { compareStates } from './compareStates.ts';
import {
  changedRegister,
  EMPTY_REGISTER,
  type GateChange,
  gateAt,
  gateCall,
  type Register,
} from './gateRegister.ts';
import { outcomeOf, refusalText } from './refusalText.ts';

interface RunState {
  readonly now: number;
  readonly state: ClearingState;
  readonly settlement: SettlementState;
  readonly register: Register;
  readonly rings: ReadonlyMap<number, IndexRing>;
  /** Of each market, how many hours of a buyer's segments have been bought. */
  readonly bought: ReadonlyMap<number, number>;
}

/** A sequence on both sides: what the reducers say, and a chain that must say the same. */
export class ClearingRun {
  readonly world: ClearingChain;
  now: number;
  state: ClearingState;
  settlement: SettlementState;
  readonly #met: Map<string, number>;
  #register: Register;
  readonly #rings: Map<number, IndexRing>;
  readonly #bought: Map<number, number>;

  constructor(world: ClearingChain, met: Map<string, number>, from: RunState) {
    this.world = world;
    this.#met = met;
    this.now = from.now;
    this.state = from.state;
    this.settlement = from.settlement;
    this.#register = from.register;
    this.#rings = new Map([...from.rings].map(([market, ring]) => [market, new Map(ring)]));
    this.#bought = new Map(from.bought);
  }

  static start(world: ClearingChain, met: Map<string, number>, now: number): ClearingRun {
    const fees = { brokerWallet: world.actors.broker.address, feeBps: 0, timePremium: 0n };
    return new ClearingRun(world, met, {
      now,
      state: clearingState({ ...SHARES, fees } as never),
      settlement: settlementState(RULES as never, RULES.minIndexMarginBps as never),
      register: EMPTY_REGISTER,
      rings: new Map([...MARKETS.keys()].map((market) => [market, new Map()])),
      bought: new Map([...MARKETS.keys()].map((market) => [market, 0])),
    });
  }

  /** Another run from here; the chain's snapshot is the caller's. */
  fork(met: Map<string, number>): ClearingRun {
    const { world, now, state, settlement } = this;
    return new ClearingRun(world, met, {
      now,
      state,
      settlement,
      register: this.#register,
      rings: this.#rings,
      bought: this.#bought,
    });
  }

  count(name: string): void {
    this.#met.set(name, (this.#met.get(name) ?? 0) + 1);
  }

  /** The event on both sides: the same outcome, and the same state afterwards. */
  async play(event: ClearingEvent): Promise<boolean> {
    this.now = event.at;
    const expected = outcomeOf(() => this.reduce(event));
    const { from, data } = callOf(this.world, event);
    const found = await this.send(from, this.world.clearing.address, data);
    return this.conclude(event, expected, found);
  }

  /** What the reducer makes of an event now. */
  reduce(event: ClearingEvent): ClearingStep {
    const gate = gateAt(this.#register, this.now);
    return reduceClearing(this.state, event, { settlement: this.settlement, markets: this.markets(), gate });
  }

  /** Holds what the chain did against what the reducers say, and goes on from there. */
  async conclude(
    event: { readonly type: string },
    [expected, step]: readonly [string, (ClearingStep | undefined)?],
    found: string,
  ): Promise<boolean> {
    expect([event, found]).toEqual([event, expected]);
    this.count(step === undefined ? expected.split(':')[0]! : event.type);
    if (step === undefined) return false;
    const before = this.state;
    ({ state: this.state, settlement: this.settlement } = step);
    await compareStates(this, before);
    return true;
  }

  /** Anyone measures what a market bears. */
  async refreshCap(market: number): Promise<void> {
    const { oracle, stranger } = this.world;
    const event = { type: 'refreshCap', at: this.now, market } as const;
    const [expected, next] = outcomeOf(() => reduceSettlement(this.settlement, event, this.markets()));
    const data = oracle.interface.encodeFunctionData('refreshCap', [market]);
    expect(await this.send(stranger, oracle.address, data)).toBe(expected);
    this.settlement = next ?? this.settlement;
  }

  /** A buyer takes its next units of a market, in this hour. */
  async trade(market: number): Promise<void> {
    const { buyers, deployment } = this.world;
    const { marketplace } = deployment.contracts;
    const { units, calendar } = MARKETS.get(market)!;
    const hours = calendar.settlementWindowHours;
    const bought = this.#bought.get(market)!;
    const buyer = buyers[Math.floor(bought / hours) % buyers.length]!;
    if (bought >= hours * buyers.length) return;
    const before = market === 1 ? 0 : 20;
    const orders = Array.from({ length: units }, (_, i) => ({
      id: before + (bought % hours) * units + i + 1,
      maxAsk: MaxUint256,
    }));
    const data = marketplace.interface.encodeFunctionData('buySegments', [orders, true, buyer.address]);
    expect(await this.send(buyer, marketplace.address, data)).toBe('accepted');
    this.#bought.set(market, bought + 1);
    const trade = {
      hour: Math.floor(this.now / HOUR),
      ask: ASK as Wad,
      freshness: WAD,
      confidenceBps: 10_000,
    };
    for (let i = 0; i < units; i++) recordTrade(this.#rings.get(market)!, trade);
  }

  /** Trades through the windows before an expiry that are still ahead, and waits for it. */
  async tradeTowards(expiry: number): Promise<void> {
    for (let hour = expiry / HOUR - 6; hour < expiry / HOUR; hour++) {
      if (hour * HOUR < this.now) continue;
      this.now = hour * HOUR;
      for (const [market, { calendar }] of MARKETS)
        if (hour >= expiry / HOUR - calendar.settlementWindowHours) await this.trade(market);
    }
    this.now = expiry;
  }

  /** The registrar admits, the owner marks or pauses: the chain's gate and this run's. */
  async mark(change: GateChange): Promise<void> {
    const { owner, registrar, deployment } = this.world;
    const { phaseGate } = deployment.contracts;
    const { name, args } = gateCall(change);
    const data = phaseGate.interface.encodeFunctionData(name, args);
    expect(await this.send('admit' in change ? registrar : owner, phaseGate.address, data)).toBe('accepted');
    this.#register = changedRegister(this.#register, change);
  }

  /** The marketplace as the reducers see it now. */
  markets(): IndexedMarkets {
    return new Map(
      [...MARKETS].map(([market, { calendar }]) => [market, { calendar, ring: this.#rings.get(market)! }]),
    );
  }

  /** A transaction at the run's time: `accepted`, or the refusal in words. */
  async send(from: JsonRpcSigner, to: string, data: string): Promise<string> {
    const { chain } = this.world;
    await chain.setNextTimestamp(this.now);
    return chain
      .request('eth_sendTransaction', [{ from: from.address, to, data, gas: toQuantity(15_000_000) }])
      .then(
        () => 'accepted',
        (cause: unknown) => refusalText(decodeRevert(cause)),
      );
  }
}
