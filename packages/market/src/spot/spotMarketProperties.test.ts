import { fc } from '@fast-check/vitest';
import { freshnessAt } from '@phasegate/pricing';
import { type Bps, PhasegateError, WAD, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { claimDistribution } from './earnings/claimDistribution.ts';
import { registerSegments } from './listing/registerSegments.ts';
import { playSpotMarket } from './playSpotMarket.ts';
import { buySegments, type Fill } from './purchase/buySegments.ts';
import { hasAccess } from './purchase/hasAccess.ts';
import { setPurchaseConsent } from './purchase/setPurchaseConsent.ts';
import {
  BROKER,
  BUYERS,
  hash,
  listing,
  MARKETPLACE,
  NOW,
  OWNER,
  openMarket,
  PROVIDERS,
} from './spotMarket.test.support.ts';
import type { SpotMarketEvent, SpotMarketEventType, SpotMarketOutcomes } from './spotMarketEvent.ts';
import { type SpotMarketState } from './state/spotMarketState.ts';
import { patBalance } from './token/pat.ts';

type Action =
  | { do: 'list'; provider: number; perMille: number; capacity: number; curve: number; old: number }
  | { do: 'buy'; payer: number; recipient: number; ids: readonly number[]; strict: boolean }
  | { do: 'reprice'; id: number; perMille: number; marginBps: number }
  | { do: 'reference'; perMille: number }
  | { do: 'withdraw'; provider: number }
  | { do: 'claim'; content: number; leaf: number }
  | { do: 'donate' | 'drain' | 'approve'; payer: number; wei: number }
  | { do: 'recover' }
  | { do: 'margin'; marginBps: number }
  | { do: 'pause'; paused: boolean }
  | { do: 'standing'; payer: number; counts: boolean }
  | { do: 'wait'; seconds: number };

const who = fc.nat(2);
const seconds = fc.oneof(fc.constantFrom(0, 1, 3_599, 3_600), fc.nat(200_000), fc.constant(1_024 * 3_600));
const marginBps = fc.oneof(fc.constantFrom(0, 99, 100, 5_000), fc.nat(5_000));
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('list' as const),
      provider: fc.nat(3),
      perMille: fc.nat(1_000),
      capacity: fc.integer({ min: 1, max: 3 }),
      curve: fc.nat(1),
      old: fc.nat(86_400),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      payer: who,
      recipient: who,
      ids: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
      strict: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant('reprice' as const),
    id: fc.integer({ min: 1, max: 8 }),
    perMille: fc.nat(1_000),
    marginBps,
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reference' as const), perMille: fc.nat(1_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), provider: who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const), content: fc.nat(8), leaf: who }) },
  fc.record({
    do: fc.constantFrom('donate' as const, 'drain' as const, 'approve' as const),
    payer: who,
    wei: fc.nat(),
  }),
  fc.record({ do: fc.constant('recover' as const) }),
  fc.record({ do: fc.constant('margin' as const), marginBps }),
  fc.record({ do: fc.constant('pause' as const), paused: fc.boolean() }),
  fc.record({ do: fc.constant('standing' as const), payer: who, counts: fc.boolean() }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds }) },
);

/** A fill as it was seen from outside: what it needs to be added up again. */
interface Sale extends Fill {
  readonly payer: string;
  readonly recipient: string;
  readonly at: number;
  readonly market: number;
  readonly marginBps: number;
  readonly weight: bigint;
  readonly counts: boolean;
  /** Whether the segment's fresh ask lay within the market's band of that moment. */
  readonly inBand: boolean;
}
interface History {
  readonly state: SpotMarketState;
  readonly sales: Sale[];
  readonly capacities: Map<number, number>;
  at: number;
}

const SHARES = [0n, 333_333_333_333_333_333n, 700_000_000_000_000_001n, WAD] as const;
const buyer = (n: number): string => BUYERS[n]!;
/** Between 90 and 110 PAT. */
const askAt = (perMille: number): Wad => (90n * WAD + (20n * WAD * BigInt(perMille)) / 1_000n) as Wad;

function act(history: History, action: Action): void {
  const { state, sales, capacities, at } = history;
  const play = <T extends SpotMarketEventType>(event: SpotMarketEvent<T>): SpotMarketOutcomes[T] =>
    playSpotMarket(state, event);
  switch (action.do) {
    case 'list': {
      const n = state.segments.length + 1;
      const { provider, perMille, capacity, curve, old } = action;
      const owner = provider === 3 ? { distributionRoot: hash(9_999) } : { provider: PROVIDERS[provider]! };
      const entry = listing(n, { ...owner, freshAsk: askAt(perMille), capacity, curve, issuedAt: at - old });
      play({ type: 'registerSegments', at, listings: [entry] });
      capacities.set(n, capacity);
      return;
    }
    case 'buy': {
      const [payer, recipient] = [buyer(action.payer), buyer(action.recipient)];
      const orders = action.ids.map((id) => ({ id }));
      const { fills } = play({ type: 'buySegments', at, payer, recipient, orders, strict: action.strict });
      const counts = !state.outsideIndex.has(payer) && !state.outsideIndex.has(recipient);
      for (const fill of fills) {
        const segment = state.segments[fill.id - 1]!;
        const { market, windowSeconds, confidenceBps, marginBps } = segment;
        const freshness = freshnessAt(state.curves[segment.curve]!, at - segment.issuedAt, windowSeconds);
        const weight = freshness * BigInt(confidenceBps);
        const { referenceAsk, terms } = state.markets[market - 1]!;
        const distance = segment.freshAsk - referenceAsk;
        const inBand =
          (distance < 0n ? -distance : distance) * 10_000n <= referenceAsk * BigInt(terms.bandBps);
        sales.push({ ...fill, payer, recipient, at, market, marginBps, weight, counts, inBand });
      }
      return;
    }
    case 'reference':
      // Half as far from 100 PAT as asks go, which is what a day allows.
      play({
        type: 'setReferenceAsk',
        at,
        market: 1,
        referenceAsk: ((askAt(action.perMille) + 100n * WAD) / 2n) as Wad,
      });
      return;
    case 'reprice': {
      const { id, perMille, marginBps } = action;
      play({ type: 'repriceSegment', at, id, freshAsk: askAt(perMille), marginBps: marginBps as Bps });
      return;
    }
    case 'withdraw':
      play({ type: 'withdrawEarnings', at, owner: PROVIDERS[action.provider]! });
      return;
    case 'claim': {
      const { leaf } = action;
      const [from, to] = [SHARES[leaf] as Wad, SHARES[leaf + 1] as Wad];
      const share = { leaf, provider: PROVIDERS[leaf]!, from, to };
      play({ type: 'claimDistribution', at, contentHash: hash(action.content), share });
      return;
    }
    case 'donate': {
      const amount = BigInt(action.wei) as Wad;
      play({ type: 'transferPat', at, from: buyer(action.payer), to: MARKETPLACE, amount });
      return;
    }
    case 'drain': {
      const from = buyer(action.payer);
      play({ type: 'transferPat', at, from, to: OWNER, amount: (patBalance(state, from) / 2n) as Wad });
      return;
    }
    case 'approve':
      play({ type: 'approvePat', at, owner: buyer(action.payer), amount: BigInt(action.wei) * 10n ** 11n });
      return;
    case 'recover':
      play({ type: 'recoverSurplus', at, to: OWNER });
      return;
    case 'margin':
      play({ type: 'setBrokerMargin', at, marginBps: action.marginBps as Bps });
      return;
    case 'pause':
      play({ type: 'setPaused', at, paused: action.paused });
      return;
    case 'standing': {
      const account = buyer(action.payer);
      play({ type: 'refreshIndexStanding', at, account, countsForIndex: action.counts });
      return;
    }
    case 'wait':
      history.at += action.seconds;
  }
}

/** Runs a property on the history of any sequence of actions; `each` sees the state after every one of them. */
function holds(
  property: (history: History) => void,
  each: (state: SpotMarketState) => void = () => {},
  seed: { readonly seed?: number } = {},
): void {
  const sequence = fc.array(anyAction, { minLength: 1, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(sequence, (actions) => {
      const state = openMarket();
      for (const recipient of BUYERS)
        for (const payer of BUYERS) setPurchaseConsent(state, recipient, payer, true);
      const history: History = { state, sales: [], capacities: new Map(), at: NOW };
      for (const action of actions) {
        const before = structuredClone(state);
        try {
          act(history, action);
        } catch (error) {
          if (!(error instanceof PhasegateError)) throw error;
          expect(state).toEqual(before);
        }
        each(state);
      }
      property(history);
    }),
    { numRuns: runs(60), ...seed },
  );
}

test('behavior: the generated sequences sell in and outside the index, expire, claim and leave rights unsold', () => {
  const seen = new Set<string>();
  const look = ({ state, sales, at }: History): void => {
    for (const { counts, inBand } of sales) {
      seen.add(counts ? 'counted' : 'not counted');
      if (!inBand) seen.add('left behind');
    }
    if (state.accounts.some(({ claimed }) => claimed > 0n)) seen.add('claimed');
    if (state.segments.some(({ issuedAt, windowSeconds }) => at >= issuedAt + windowSeconds))
      seen.add('expired');
    if (state.segments.some(({ remaining }) => remaining > 0)) seen.add('unsold');
    if (state.segments.some(({ remaining }) => remaining === 0)) seen.add('sold out');
  };
  // A fixed seed: what the generator reaches must not depend on luck.
  holds(look, undefined, { seed: 20_260_101 });
  expect(seen).toEqual(
    new Set(['counted', 'not counted', 'claimed', 'expired', 'unsold', 'sold out', 'left behind']),
  );
});

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((total, value) => total + value, 0n);
const earned = ({ accounts }: SpotMarketState): bigint => sum(accounts.map(({ earnings }) => earnings));

test('the marketplace holds at least its liabilities, and they are the sum of all earnings, after every action', () => {
  holds(
    () => {},
    (state) => {
      expect(state.liabilities).toBe(earned(state));
      expect(patBalance(state, MARKETPLACE) >= state.liabilities).toBe(true);
    },
  );
});

test('no PAT is made or lost, and no balance is negative, after every action', () => {
  const supply = sum(openMarket().balances.values());
  holds(
    () => {},
    ({ balances }) => {
      expect(sum(balances.values())).toBe(supply);
      expect([...balances.values()].every((held) => held >= 0n)).toBe(true);
    },
  );
});

test('every ask is split to the wei, the provider side rounded down', () => {
  holds(({ sales }) => {
    for (const { ask, payout, brokerSpread, marginBps } of sales) {
      expect(payout + brokerSpread).toBe(ask);
      const share = ask * BigInt(10_000 - marginBps);
      expect(payout * 10_000n <= share && share < (payout + 1n) * 10_000n).toBe(true);
    }
  });
});

test('what was sold is what providers were owed and the broker was paid', () => {
  holds(({ state, sales }) => {
    expect(patBalance(state, BROKER)).toBe(sum(sales.map(({ brokerSpread }) => brokerSpread)));
    const paidOut = sum(PROVIDERS.map((provider) => patBalance(state, provider)));
    expect(earned(state) + paidOut).toBe(sum(sales.map(({ payout }) => payout)));
  });
});

test('nobody has access without somebody having paid for it, once', () => {
  holds(({ state, sales, at }) => {
    const paid = sales.map(({ recipient, id }) => `${recipient} ${id}`).toSorted();
    const held = [...state.access]
      .flatMap(([owner, ids]) => [...ids].map((id) => `${owner} ${id}`))
      .toSorted();
    expect(held).toEqual(paid);
    expect(new Set(paid).size).toBe(paid.length);
    for (const buyer of BUYERS) {
      for (const [i, { issuedAt, windowSeconds }] of state.segments.entries()) {
        const bought = paid.includes(`${buyer} ${i + 1}`);
        expect(hasAccess(state, buyer, i + 1, at)).toBe(bought && at < issuedAt + windowSeconds);
      }
    }
  });
});

test('rights sold and rights left are the capacity, and neither is negative', () => {
  holds(({ state, sales, capacities }) => {
    for (const [id, capacity] of capacities) {
      const sold = sales.filter((sale) => sale.id === id).length;
      expect(state.segments[id - 1]!.remaining).toBe(capacity - sold);
      expect(sold <= capacity).toBe(true);
    }
  });
});

test('the buckets of the index are the sums over the fills of their hours', () => {
  holds(({ state, sales }) => {
    const latest = new Map<number, { hour: number; trades: number; sumWeight: bigint; sumAsk: bigint }>();
    for (const { at, market, ask, weight, marginBps, counts, inBand } of sales) {
      if (
        !counts ||
        !inBand ||
        market !== 1 ||
        ask < state.minIndexAsk ||
        marginBps < state.minIndexMarginBps
      )
        continue;
      const hour = Math.floor(at / 3_600);
      const known = latest.get(hour % 1_024);
      const sums = known?.hour === hour ? known : { hour, trades: 0, sumWeight: 0n, sumAsk: 0n };
      latest.set(hour % 1_024, {
        hour,
        trades: sums.trades + 1,
        sumWeight: sums.sumWeight + weight,
        sumAsk: sums.sumAsk + ask,
      });
    }
    expect(state.index.get(1) ?? new Map()).toEqual(latest);
  });
});

// ------------------------------------------------------------------ distributions

/** A distribution that has collected `rounds` of sales, each claimed by some shares in some order. */
function collect(
  cuts: readonly (readonly [bigint, bigint])[],
  rounds: readonly (readonly number[])[],
): SpotMarketState {
  const state = openMarket();
  registerSegments(
    state,
    [listing(1, { distributionRoot: hash(5), capacity: 3, freshAsk: askAt(517) })],
    NOW,
  );
  const claims = (leaves: readonly number[]): void => {
    for (const leaf of leaves) {
      const [from, to] = cuts[leaf]!;
      try {
        claimDistribution(state, hash(1), { leaf, provider: OWNER, from: from as Wad, to: to as Wad });
      } catch (error) {
        if (!(error instanceof PhasegateError)) throw error;
      }
    }
  };
  rounds.forEach((leaves, i) => {
    buySegments(state, { payer: BUYERS[i]!, orders: [{ id: 1 }], strict: true, at: NOW });
    claims(leaves.filter((leaf) => leaf < cuts.length));
  });
  claims([...cuts.keys()]);
  return state;
}

const total = (askAt(517) * 7n) / 10n;
const point = fc.bigInt({ min: 0n, max: WAD });
const rounds = fc.array(fc.array(fc.nat(6), { maxLength: 6 }), { minLength: 1, maxLength: 3 });

test('shares that partition [0, 1e18) pay out the total exactly, whenever they claim', () => {
  const partition = fc.uniqueArray(point, { maxLength: 5 }).map((inner) => {
    const cuts = [...new Set([0n, ...inner, WAD])].toSorted((a, b) => Number(a - b));
    return cuts.slice(1).map((to, i) => [cuts[i]!, to] as const);
  });
  fc.assert(
    fc.property(partition, rounds, (cuts, claims) => {
      const state = collect(cuts, claims);
      expect(patBalance(state, OWNER)).toBe(total * BigInt(claims.length));
      expect(state).toMatchObject({ liabilities: 0n });
    }),
    { numRuns: runs(200) },
  );
});

test('shares that overlap never get more than their distribution has collected', () => {
  const interval = fc
    .tuple(point, point)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 6 }), rounds, (cuts, claims) => {
      const state = collect(cuts, claims);
      const collected = total * BigInt(claims.length);
      const { earnings, claimed } = state.accounts[0]!;
      expect(patBalance(state, OWNER)).toBe(claimed);
      expect(earnings + claimed).toBe(collected);
      expect(earnings >= 0n).toBe(true);
    }),
    { numRuns: runs(200) },
  );
});
