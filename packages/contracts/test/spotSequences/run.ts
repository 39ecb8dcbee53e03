import type { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import {
  type BatchResult,
  reduceSpotMarket,
  type SpotMarketEvent,
  type SpotMarketEventType,
  type SpotMarketOutcomes,
  type SpotMarketState,
} from '@phasegate/market';
import { NoSurplusError, SpotRefusalError } from '@phasegate/pricing/refusals';
import { InvalidInputError, PhasegateError } from '@phasegate/pricing/units';
import { expect } from 'vitest';
import { RevertError } from '../../src/index.ts';
import { chainRefusal, plain, type Refusal, type RefusalContext } from './refusal.ts';
import { eventArguments, send, type Target, type World } from './world.ts';

/** A signature over an allowance for the marketplace, as the contract takes it. */
export interface Permit {
  readonly value: bigint;
  readonly deadline: number;
  readonly v: number;
  readonly r: string;
  readonly s: string;
}
/** A distribution's leaf as it is hashed. */
export type Leaf = [
  chainId: bigint,
  marketplace: string,
  contentHash: string,
  leaf: bigint,
  provider: string,
  from: bigint,
  to: bigint,
];

/** A sequence under way: the spot market by its rules, and what these leave to the chain (nonces, the gate's marks, trees). */
export interface Run {
  readonly world: World;
  spotMarket: SpotMarketState;
  now: number;
  readonly nonces: Map<number, number>;
  readonly usedPermits: Map<number, Permit>;
  readonly marks: Map<number, { broker: boolean; affiliate: boolean }>;
  readonly trees: Map<string, StandardMerkleTree<Leaf>>;
  /** Access rights the chain has reported as sold, or as delivered. */
  given: number;
  /** Names of actions that succeeded and of refusals that were met. */
  readonly met: Set<string>;
}

/** A sequence at the world's beginning, whose chain must be reset. */
export function startRun(world: World, met: Set<string> = new Set()): Run {
  return {
    world,
    spotMarket: world.spotMarket,
    now: world.now,
    nonces: new Map(),
    usedPermits: new Map(),
    marks: new Map(),
    trees: new Map(),
    given: 0,
    met,
  };
}

/** An event as an action knows it: its time is the run's. */
type Timeless<T extends SpotMarketEventType> = { readonly [K in T]: Omit<SpotMarketEvent<K>, 'at'> }[T];

/** A transaction and the event that it is by the rules. */
export interface Step<T extends SpotMarketEventType> {
  readonly kind: string;
  readonly from: number;
  readonly target?: Target;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Undefined where the rules have nothing to say and the chain must accept. */
  readonly event?: Timeless<T>;
  /** What the same transaction does before, to stand or fall with it. */
  readonly first?: readonly Timeless<SpotMarketEventType>[];
  readonly returns?: (outcome: SpotMarketOutcomes[T]) => unknown;
  readonly purchases?: (outcome: SpotMarketOutcomes[T]) => BatchResult & { readonly recipient: string };
  readonly context?: Partial<RefusalContext>;
  /** A refusal that only the chain can know of: of a proof, of the gate. The rules are then not asked. */
  readonly refusal?: Refusal;
}

/** Does one transaction on both sides; true when it was accepted. */
export async function step<T extends SpotMarketEventType>(run: Run, input: Step<T>): Promise<boolean> {
  const { world, now } = run;
  const { kind, from, name, args, event, target = world.marketplace } = input;
  let value: SpotMarketOutcomes[T] | undefined;
  let expected = input.refusal;
  let thrown: PhasegateError | undefined;
  if (expected === undefined && event !== undefined) {
    try {
      const before = (input.first ?? []).reduce(
        (state, earlier) => reduceSpotMarket(state, { ...earlier, at: now }).state,
        run.spotMarket,
      );
      const { state, ...outcome } = reduceSpotMarket(before, { ...event, at: now } as SpotMarketEvent<T>);
      run.spotMarket = state;
      value = outcome as unknown as SpotMarketOutcomes[T];
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      const { pat, marketplace } = world;
      thrown = error;
      expected = chainRefusal(error, {
        pat: pat.address,
        marketplace: marketplace.address,
        ...input.context,
      });
    }
  }
  const outcome = await send(world, { from, target, name, args, now });
  const observed = 'refusal' in outcome ? outcome.refusal : undefined;
  expect(comparable(observed)).toEqual(comparable(expected));
  if ('refusal' in outcome && thrown !== undefined) expectSameClass(outcome.error, thrown);
  run.met.add(expected?.reason.replace('DataMarketplace_', '') ?? kind);
  if ('refusal' in outcome || expected !== undefined) return false;
  if (input.returns !== undefined) expect(plain(outcome.returned)).toEqual(plain(input.returns(value!)));
  if (input.purchases !== undefined) {
    const { fills, skipped, recipient } = input.purchases(value!);
    const events = outcome.logs.map((log) => ({ event: log.name, ...eventArguments(log) }));
    run.given += events.filter(({ event }) => event === 'SegmentPurchased').length;
    expect(plain(events.filter(({ event }) => event === 'SegmentPurchased'))).toEqual(
      fills.map(({ id, ask, payout }) => plain({ event: 'SegmentPurchased', id, recipient, ask, payout })),
    );
    expect(plain(events.filter(({ event }) => event === 'OrderSkipped'))).toEqual(
      skipped.map(({ id, reason }) =>
        plain({ event: 'OrderSkipped', id, recipient, reason: UNAVAILABLE[reason.name] }),
      ),
    );
    for (const { reason } of skipped) run.met.add(`skipped:${reason.name.replace(/Error$/, '')}`);
  }
  return true;
}

/** Positions in the contract's `Unavailable`. */
const UNAVAILABLE: Readonly<Record<string, number>> = {
  SegmentUnknownError: 1,
  SegmentExpiredError: 2,
  SegmentSoldOutError: 3,
  SegmentAlreadyOwnedError: 4,
  AskAboveMaxError: 5,
};

/** What the client throws for the chain's refusal is what the rules throw, where that is more than an error of input. */
function expectSameClass(client: PhasegateError, rules: PhasegateError): void {
  if (rules.constructor === InvalidInputError) return expect(client).toBeInstanceOf(RevertError);
  expect(client.constructor).toBe(rules.constructor);
  if (!(client instanceof SpotRefusalError && rules instanceof SpotRefusalError)) return undefined;
  const ofRules = rules instanceof NoSurplusError ? client.facts : rules.facts;
  return expect(plain(client.facts)).toEqual(plain(ofRules));
}

const comparable = (refusal: Refusal | undefined): unknown =>
  refusal === undefined ? 'accepted' : { reason: refusal.reason, facts: plain(refusal.facts) };
