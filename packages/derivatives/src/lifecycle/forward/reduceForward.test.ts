import { freshnessAt, freshnessCurve } from '@phasegate/pricing';
import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliveredForward } from '../../instrument/deliveredForward.ts';
import { freshnessLock } from '../../instrument/freshnessLock.ts';
import {
  ClockRanBackError,
  DeadlinePassedError,
  DealClosedError,
  PauseStateError,
  TooEarlyError,
  WrongPartyError,
  WrongStatusError,
} from '../deal/errors.ts';
import { netFlows, type Step } from '../deal/transfer.ts';
import { type Draw, draws, WALK_TIMEOUT, walk, walkSettings } from '../deal/walk.testing.ts';
import { sealUnits } from '../delivery/deliveredUnit.ts';
import {
  LowConfidenceError,
  OverDeliveryError,
  ShortLifeError,
  StaleUnitError,
  UnitAlreadySealedError,
  WrongMarketError,
} from '../delivery/errors.ts';
import { unit, units } from '../delivery/unit.testing.ts';
import {
  FORWARD_TERMINAL,
  type ForwardEvent,
  type ForwardState,
  type ForwardTerms,
  forwardHeld,
} from './forwardState.ts';
import { openForward } from './openForward.ts';
import { reduceForward } from './reduceForward.ts';

const PLAIN = {
  market: 7,
  minimumConfidenceBps: 7_500,
  minimumRemainingLife: 3_600,
  quantity: 7n,
  pricePerUnit: 1_001n,
  fundingDeadline: 10_000,
  deliveryStart: 12_000,
  deliveryDeadline: 20_000,
  grace: 500,
  buyerBond: 300n,
  providerBond: 1_000n,
  feeBps: 25,
  timePremium: 40n,
} as const;
const CURVE = freshnessCurve({ family: 'linear' }).table;
const LOCK = {
  ...PLAIN,
  curve: CURVE,
  minimumFreshness: 900_000_000_000_000_000n,
  lockPremium: 100n,
  staleRule: 'adjust',
  lateDiscountBps: 1_000,
} as const;
const terms = deliveredForward(PLAIN);

function play(events: readonly ForwardEvent[], options: { terms?: ForwardTerms; prefunded?: boolean } = {}) {
  const opened = openForward({
    terms: options.terms ?? terms,
    at: 5_000,
    prefunded: options.prefunded ?? false,
  });
  let step: Step<ForwardState> = opened;
  const all = [...opened.transfers];
  for (const event of events) {
    step = reduceForward(step.state, event);
    all.push(...step.transfers);
  }
  return { state: step.state, last: step.transfers, total: Object.fromEntries(netFlows(all)) };
}

const FUND = { type: 'fund', at: 9_999, by: 'buyer' } as const;
function delivery(at: number, first: number, count: number): ForwardEvent {
  return { type: 'deliver', at, by: 'provider', units: units(first, count, at) };
}

test('default: fund, deliver in two parts, complete; everybody is paid to the wei', () => {
  const { state, total } = play([FUND, delivery(12_000, 1, 3), delivery(15_000, 4, 4)]);
  expect(state.status).toBe('completed');
  // Notional 7007; fee ceil(7007 * 25 / 10000) = 18; time premium 40; bonds come back.
  expect(total).toEqual({ buyer: -7_065n, provider: 7_007n, broker: 58n, escrow: 0n });
});

test('behavior: missing units cost the provider ceil(bond * missing / ordered), to the buyer', () => {
  const { state, total } = play([FUND, delivery(12_000, 1, 3), { type: 'close', at: 20_500 }]);
  expect(state.status).toBe('providerDefault');
  // 4 of 7 missing: ceil(1000 * 4 / 7) = 572.
  expect(total).toEqual({ buyer: -3_003n - 58n + 572n, provider: 3_003n - 572n, broker: 58n, escrow: 0n });
});

test('behavior: nothing delivered costs the whole bond', () => {
  const { total } = play([{ type: 'close', at: 20_500 }], { prefunded: true });
  expect(total).toEqual({ buyer: 1_000n - 58n, provider: -1_000n, broker: 58n, escrow: 0n });
});

test('behavior: missed funding gives the buyer bond to the provider', () => {
  const { state, total } = play([{ type: 'close', at: 10_000 }]);
  expect(state.status).toBe('buyerDefault');
  expect(total).toEqual({ buyer: -358n, provider: 300n, broker: 58n, escrow: 0n });
});

test('behavior: cancelled by both, everything undelivered returns', () => {
  const { state, total } = play([
    FUND,
    delivery(12_000, 1, 2),
    { type: 'cancel', at: 12_000, signedBy: ['provider', 'buyer'] },
  ]);
  expect(state.status).toBe('cancelled');
  expect(total).toEqual({ buyer: -2_002n - 58n, provider: 2_002n, broker: 58n, escrow: 0n });
});

describe('behavior: both sides of each second', () => {
  const funded = play([FUND]).state;
  const fresh = play([]).state;
  const boundaries: [string, ForwardState, (at: number) => ForwardEvent, number, unknown, unknown][] = [
    ['fund', fresh, (at) => ({ ...FUND, at }), 10_000, 'ok', DeadlinePassedError],
    ['close unfunded', fresh, (at) => ({ type: 'close', at }), 10_000, TooEarlyError, 'ok'],
    ['deliver from the start', funded, (at) => delivery(at, 1, 1), 12_000, TooEarlyError, 'ok'],
    ['deliver in the grace', funded, (at) => delivery(at, 1, 1), 20_500, 'ok', DeadlinePassedError],
    ['close undelivered', funded, (at) => ({ type: 'close', at }), 20_500, TooEarlyError, 'ok'],
  ];
  test.each(boundaries)('%s', (_, state, event, second, before, at) => {
    for (const [time, outcome] of [
      [second - 1, before],
      [second, at],
    ] as const)
      if (outcome === 'ok') expect(() => reduceForward(state, event(time))).not.toThrow();
      else expect(() => reduceForward(state, event(time))).toThrow(outcome);
  });

  test('opening is possible before the funding deadline only', () => {
    expect(() => openForward({ terms, at: 9_999, prefunded: true })).not.toThrow();
    expect(() => openForward({ terms, at: 10_000, prefunded: true })).toThrow(DeadlinePassedError);
  });

  test('a unit with exactly the least remaining life is taken, one second less is not', () => {
    const issued = 12_000 - 604_800 + 3_600;
    const late = (at: number): ForwardEvent => ({
      type: 'deliver',
      at,
      by: 'provider',
      units: [unit(1, Math.max(0, issued), { windowSeconds: 15_600 - Math.max(0, issued) })],
    });
    expect(() => reduceForward(funded, late(12_000))).not.toThrow();
    expect(() => reduceForward(funded, late(12_001))).toThrow(ShortLifeError);
  });
});

describe('behavior: pauses', () => {
  test('a pause moves the deadlines by its length', () => {
    const paused = play([
      { type: 'pause', at: 6_000 },
      { type: 'resume', at: 7_000 },
    ]).state;
    expect(() => reduceForward(paused, { type: 'close', at: 10_999 })).toThrow(TooEarlyError);
    expect(() => reduceForward(paused, { ...FUND, at: 10_999 })).not.toThrow();
    expect(() => reduceForward(paused, { ...FUND, at: 11_000 })).toThrow(DeadlinePassedError);
    expect(reduceForward(paused, { type: 'close', at: 11_000 }).state.status).toBe('buyerDefault');
  });

  test('a pause blocks neither delivery nor an exit, and delays no start', () => {
    const { state } = play([FUND, { type: 'pause', at: 11_000 }, delivery(12_000, 1, 7)]);
    expect(state.status).toBe('completed');
    const due = play([FUND, { type: 'pause', at: 20_600 }, { type: 'close', at: 20_600 }]);
    expect(due.state.status).toBe('providerDefault');
  });

  test('a pause that never ends holds a deal for 30 days at most', () => {
    const { state } = play([{ type: 'pause', at: 6_000 }]);
    const end = 10_000 + 30 * 86_400;
    expect(() => reduceForward(state, { type: 'close', at: end - 1 })).toThrow(TooEarlyError);
    expect(reduceForward(state, { type: 'close', at: end }).state.status).toBe('buyerDefault');
  });

  test('error: PauseStateError', () => {
    const { state } = play([{ type: 'pause', at: 6_000 }]);
    expect(() => reduceForward(state, { type: 'pause', at: 6_001 })).toThrow(PauseStateError);
    expect(() => play([{ type: 'resume', at: 6_000 }])).toThrow(PauseStateError);
  });
});

describe('behavior: freshness lock', () => {
  const lock = freshnessLock({ ...LOCK });

  test('default: fresh units in time earn the price and their share of the premium', () => {
    const one = play([FUND, delivery(12_000, 1, 1)], { terms: lock });
    // floor(100 / 7) = 14, then floor(200 / 7) - 14 = 14, ..., 100 in all.
    expect(one.last).toEqual([{ from: 'escrow', to: 'provider', amount: 1_015n }]);
    const all = play([FUND, delivery(12_000, 1, 1), delivery(12_000, 2, 6)], { terms: lock });
    expect(all.total).toEqual({ buyer: -7_165n, provider: 7_107n, broker: 58n, escrow: 0n });
  });

  test('a stale unit is paid price * f / fMin, down, and the difference returns at once', () => {
    const { state } = play([FUND], { terms: lock });
    const at = 19_000;
    // Linear curve, window 13,300 s, age 6,650 s: x = 0.5, f = 0.55 + the table's rounding.
    const stale = unit(1, at - 6_650, { windowSeconds: 13_300 });
    const { transfers } = reduceForward(state, { type: 'deliver', at, by: 'provider', units: [stale] });
    // floor(1001 * 0.54999... / 0.9) = 611; the stale unit earns no lock premium.
    expect(transfers).toEqual([
      { from: 'escrow', to: 'provider', amount: 611n },
      { from: 'escrow', to: 'buyer', amount: 390n },
    ]);
  });

  test('a late unit is discounted; at the deadline second it is late, one second earlier not', () => {
    const { state } = play([FUND], { terms: lock });
    expect(reduceForward(state, delivery(19_999, 1, 1)).transfers).toEqual([
      { from: 'escrow', to: 'provider', amount: 1_015n },
    ]);
    expect(reduceForward(state, delivery(20_000, 1, 1)).transfers).toEqual([
      { from: 'escrow', to: 'provider', amount: 900n },
      { from: 'escrow', to: 'buyer', amount: 101n },
    ]);
  });

  test('error: StaleUnitError under refuse, exactly one second beyond the minimum', () => {
    const strict = freshnessLock({ ...LOCK, staleRule: 'refuse', lateDiscountBps: 0, grace: 0 });
    const { state } = play([FUND], { terms: strict });
    const at = 19_000;
    const aged = (age: number): ForwardEvent => ({
      type: 'deliver',
      at,
      by: 'provider',
      units: [unit(1, at - age, { windowSeconds: 15_000 })],
    });
    // Knot 1 of the linear curve is round(65535 * 0.94) = 61603, f >= 0.9 up to age 1,666 of 15,000.
    expect(() => reduceForward(state, aged(1_666))).not.toThrow();
    expect(() => reduceForward(state, aged(1_667))).toThrow(StaleUnitError);
  });

  test('a unit exactly at the minimum is fresh, a wei of freshness less is not', () => {
    const at = 19_000;
    const old = unit(1, at - 6_650, { windowSeconds: 13_300 });
    const freshness = freshnessAt(CURVE, 6_650, 13_300);
    const paid = [freshness, freshness + 1n].map((minimumFreshness) => {
      const exact = freshnessLock({ ...LOCK, minimumFreshness });
      const { state } = play([FUND], { terms: exact });
      return reduceForward(state, { type: 'deliver', at, by: 'provider', units: [old] }).transfers;
    });
    // The share of the premium, 14, tells them apart; the price is rounded down to 1000.
    expect(paid.map((transfers) => transfers[0]?.amount)).toEqual([1_015n, 1_000n]);
  });

  test('missed funding returns the unearned lock premium to the buyer', () => {
    const { total } = play([{ type: 'close', at: 10_000 }], { terms: lock });
    expect(total).toEqual({ buyer: -358n, provider: 300n, broker: 58n, escrow: 0n });
  });
});

describe('errors', () => {
  const funded = play([FUND]).state;
  const give = (...list: unknown[]) =>
    reduceForward(funded, { type: 'deliver', at: 13_000, by: 'provider', units: list as never });

  test('error: each unit that does not match has its class', () => {
    expect(() => give(unit(1, 12_500, { market: 8 }))).toThrow(WrongMarketError);
    expect(() => give(unit(1, 12_500, { confidenceBps: 7_499 as Bps }))).toThrow(LowConfidenceError);
    expect(() => give(unit(1, 12_500, { confidenceBps: 7_500 as Bps }))).not.toThrow();
    expect(() => give(unit(1, 12_500), unit(1, 12_500))).toThrow(UnitAlreadySealedError);
    expect(() => give(...units(1, 8, 12_500))).toThrow(OverDeliveryError);
    const large = play([FUND], { terms: deliveredForward({ ...PLAIN, quantity: 64n }) }).state;
    expect(reduceForward(large, delivery(13_000, 1, 64)).state.status).toBe('completed');
    const once = reduceForward(funded, delivery(13_000, 1, 1)).state;
    expect(() => reduceForward(once, delivery(13_000, 2, 7))).toThrow(
      new OverDeliveryError({ offered: 7n, remaining: 6n }),
    );
    expect(() => reduceForward(once, delivery(13_000, 1, 1))).toThrow(UnitAlreadySealedError);
  });

  test('error: a unit sold in one deal fails in another through the shared registry', () => {
    const registry = sealUnits(new Set(), [unit(1, 0).contentHash]);
    expect(() => sealUnits(registry, [unit(2, 0).contentHash, unit(1, 0).contentHash])).toThrow(
      UnitAlreadySealedError,
    );
    expect(registry.size).toBe(1);
    expect(() => sealUnits(registry, [`0x${'A'.repeat(64)}`])).toThrow(InvalidInputError);
  });

  test('error: WrongPartyError, WrongStatusError, ClockRanBackError, DealClosedError', () => {
    const fresh = play([]).state;
    expect(() => reduceForward(fresh, { ...FUND, by: 'provider' })).toThrow(WrongPartyError);
    expect(() => reduceForward(funded, { ...delivery(13_000, 1, 1), by: 'buyer' } as never)).toThrow(
      WrongPartyError,
    );
    expect(() => reduceForward(fresh, { type: 'cancel', at: 6_000, signedBy: ['buyer'] })).toThrow(
      WrongPartyError,
    );
    expect(() => reduceForward(fresh, delivery(9_000, 1, 1))).toThrow(WrongStatusError);
    expect(() => reduceForward(funded, { ...FUND, at: 9_999 })).toThrow(WrongStatusError);
    expect(() => reduceForward(funded, delivery(9_998, 1, 1))).toThrow(ClockRanBackError);
    const done = play([{ type: 'close', at: 10_000 }]).state;
    expect(() => reduceForward(done, { type: 'close', at: 10_001 })).toThrow(DealClosedError);
    expect(() => reduceForward(done, { type: 'pause', at: 10_001 })).toThrow(DealClosedError);
  });

  test('error: InvalidInputError for malformed events and terms', () => {
    const bad: unknown[] = [
      undefined,
      null,
      [],
      { type: 'deliver', at: 13_000, by: 'provider' },
      { type: 'deliver', at: 13_000, by: 'provider', units: [] },
      { type: 'deliver', at: 13_000, by: 'provider', units: units(1, 65, 12_500) },
      { type: 'deliver', at: 13_000, by: 'provider', units: [null] },
      { type: 'deliver', at: 13_000, by: 'provider', units: [unit(1, 13_001)] },
      { type: 'deliver', at: 13_000, by: 'provider', units: [unit(1, 12_500, { contentHash: '0xAB' })] },
      {
        type: 'deliver',
        at: 13_000,
        by: 'provider',
        units: [unit(1, 12_500, { confidenceBps: Number.NaN as Bps })],
      },
      { type: 'close', at: 13_000.5 },
      { type: 'close', at: Number.NaN },
      { type: 'close', at: -1 },
      { type: 'close', at: Number.POSITIVE_INFINITY },
      { type: 'seize', at: 13_000 },
      { type: 'cancel', at: 13_000 },
    ];
    for (const event of bad) expect(() => reduceForward(funded, event as never)).toThrow(InvalidInputError);
    expect(() => openForward({ terms: { ...terms, kind: 'gift' } as never, at: 1, prefunded: true })).toThrow(
      InvalidInputError,
    );
    expect(() => openForward({ terms, at: 1, prefunded: 1 as never })).toThrow(InvalidInputError);
    expect(() => openForward(undefined as never)).toThrow(InvalidInputError);
    expect(() =>
      openForward({ terms: { ...terms, providerBond: 0n as Wad }, at: 1, prefunded: true }),
    ).toThrow(InvalidInputError);
  });
});

test('in however many pieces units arrive, everybody ends with the same', () => {
  const lock = freshnessLock({ ...LOCK });
  const whole = play([FUND, delivery(12_000, 1, 7)], { terms: lock }).total;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 7, maxLength: 7 }), (sizes) => {
      const events: ForwardEvent[] = [FUND];
      for (let given = 0, i = 0; given < 7; i += 1) {
        const size = Math.min(sizes[i]!, 7 - given);
        events.push(delivery(12_000 + i, given + 1, size));
        given += size;
      }
      expect(play(events, { terms: lock }).total).toEqual(whole);
    }),
    walkSettings(60),
  );
});

function candidate(s: ForwardState, at: number, { event, amount }: Draw): ForwardEvent {
  const next = Number(s.delivered) + (amount % 7 === 0 ? 0 : 1);
  const events: ForwardEvent[] = [
    { type: 'fund', at, by: amount % 5 === 0 ? 'provider' : 'buyer' },
    { type: 'deliver', at, by: 'provider', units: units(next, 1 + (amount % 3), at - amount) },
    { type: 'deliver', at, by: 'provider', units: units(Number(s.delivered) + 1, 2, at) },
    { type: 'deliver', at, by: 'provider', units: units(Number(s.delivered) + 1, 1, at) },
    { type: 'close', at },
    { type: amount % 2 === 0 ? 'pause' : 'resume', at },
    { type: 'deliver', at, by: 'provider', units: units(next, 1, at - 50 * amount) },
    { type: 'cancel', at, signedBy: amount % 20 === 0 ? ['buyer', 'provider'] : ['provider'] },
  ];
  return events[event % events.length]!;
}

test(
  'random events: money conserved, no negative pot, terminal states final, never stuck',
  () => {
    const all = [
      terms,
      freshnessLock({ ...LOCK }),
      freshnessLock({ ...LOCK, staleRule: 'refuse', lateDiscountBps: 0, grace: 0 }),
    ];
    const reached = new Set<string>();
    fc.assert(
      fc.property(draws, fc.constantFrom(...all), fc.boolean(), (sequence, each, prefunded) => {
        const { state } = walk<ForwardState, ForwardEvent>(
          {
            opened: openForward({ terms: each, at: 5_000, prefunded }),
            reduce: reduceForward,
            held: forwardHeld,
            pots: (s) => [s.payment, s.lockPremium, s.buyerBond, s.providerBond],
            terminal: FORWARD_TERMINAL,
            boundaries: ({ terms: t }) => [
              t.fundingDeadline,
              t.deliveryStart,
              t.deliveryDeadline,
              t.deliveryDeadline + t.grace,
            ],
            candidate,
            exits: (_, at) => [{ type: 'close', at }],
            invariant: (s) => {
              const left = s.terms.quantity - s.delivered;
              if (s.status === 'delivering') expect(s.payment).toBe(left * s.terms.pricePerUnit);
            },
          },
          sequence,
        );
        reached.add(state.status);
      }),
      walkSettings(400),
    );
    expect([...reached].sort()).toEqual([...FORWARD_TERMINAL].sort());
  },
  WALK_TIMEOUT,
);
