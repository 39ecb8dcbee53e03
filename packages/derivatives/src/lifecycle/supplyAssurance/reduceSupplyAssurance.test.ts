import { InvalidInputError } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { supplyAssurance } from '../../instrument/supplyAssurance.ts';
import {
  DeadlinePassedError,
  DealClosedError,
  TooEarlyError,
  WrongPartyError,
  WrongStatusError,
} from '../deal/errors.ts';
import { netFlows, type Step } from '../deal/transfer.ts';
import { type Draw, draws, WALK_TIMEOUT, walk, walkSettings } from '../deal/walk.testing.ts';
import { OverDeliveryError, UnitAlreadySealedError } from '../delivery/errors.ts';
import { units } from '../delivery/unit.testing.ts';
import { openSupplyAssurance } from './openSupplyAssurance.ts';
import { reduceSupplyAssurance } from './reduceSupplyAssurance.ts';
import { SUPPLY_TERMINAL, type SupplyEvent, type SupplyState, supplyHeld } from './supplyState.ts';

const TERMS = {
  market: 7,
  minimumConfidenceBps: 7_500,
  minimumRemainingLife: 60,
  periods: 3,
  periodSeconds: 1_000,
  start: 10_000,
  grace: 100,
  unitsPerPeriod: 5n,
  pricePerUnit: 101n,
  retainer: 33n,
  takeOrPayBps: 6_000,
  maximumRollover: 0n,
  buyerBond: 70n,
  providerBond: 1_000n,
  feeBps: 0,
  timePremium: 0n,
} as const;
const terms = supplyAssurance(TERMS);
const rolling = supplyAssurance({ ...TERMS, maximumRollover: 2n });

function fund(at: number): SupplyEvent {
  return { type: 'fund', at, by: 'buyer' };
}
function deliver(at: number, first: number, count: number): SupplyEvent {
  return { type: 'deliver', at, by: 'provider', units: units(first, count, at) };
}
function decline(at: number, count: bigint): SupplyEvent {
  return { type: 'decline', at, by: 'buyer', units: count };
}
function play(events: readonly SupplyEvent[], of = terms) {
  let step: Step<SupplyState> = openSupplyAssurance({ terms: of, at: 5_000 });
  const all = [...step.transfers];
  for (const event of events) {
    step = reduceSupplyAssurance(step.state, event);
    all.push(...step.transfers);
  }
  return {
    state: step.state,
    last: Object.fromEntries(netFlows(step.transfers)),
    total: Object.fromEntries(netFlows(all)),
  };
}
const FUNDED = [fund(9_000), fund(9_000), fund(9_000)];

test('default: three periods served in full cost units and retainers, bonds return', () => {
  const { state, total } = play([
    ...FUNDED,
    deliver(10_000, 1, 5),
    deliver(11_000, 6, 5),
    deliver(12_000, 11, 5),
  ]);
  expect(state.status).toBe('completed');
  // 15 units at 101 and 3 retainers of 33.
  expect(total).toEqual({ buyer: -1_614n, provider: 1_614n, escrow: 0n });
});

test('behavior: fee on units and retainers of all periods, rounded up, and time premium at opening', () => {
  const charged = supplyAssurance({ ...TERMS, feeBps: 25, timePremium: 9n });
  // ceil(1614 * 25 / 10000) + 9 = 5 + 9.
  expect(play([], charged).total).toEqual({ buyer: -84n, provider: -1_000n, broker: 14n, escrow: 1_070n });
});

test('behavior: a short period refunds, compensates per unit from the bond and cuts the retainer', () => {
  const { state, last } = play([...FUNDED, deliver(10_000, 1, 3), { type: 'close', at: 11_100 }]);
  expect(state).toMatchObject({ period: 1, lastShortfall: 2n, unfilled: 2n, due: 5n });
  // Price back 202, ceil(1000 * 2 / 15) = 134, retainer floor(33 * 3 / 5) = 19 earned, 14 back.
  expect(last).toEqual({ escrow: -369n, provider: 19n, buyer: 202n + 134n + 14n });
});

test('behavior: nothing ever delivered costs exactly the bond, whatever the roundings on the way', () => {
  const { state, total } = play([
    ...FUNDED,
    { type: 'close', at: 11_100 },
    { type: 'close', at: 12_100 },
    { type: 'close', at: 13_100 },
  ]);
  expect(state.status).toBe('completed');
  expect(total).toEqual({ buyer: 1_000n, provider: -1_000n, escrow: 0n });
});

test('behavior: declined units cost the take-or-pay share, rounded up', () => {
  const { state, last } = play([...FUNDED, decline(10_500, 2n), deliver(10_600, 1, 3)]);
  expect(state.period).toBe(1);
  // Delivered 303, ceil(202 * 0.6) = 122, retainer whole: nothing was short.
  expect(last).toEqual({ escrow: -303n - 202n - 33n, provider: 303n + 122n + 33n, buyer: 80n });
});

test('behavior: declined units roll over up to the maximum and stay paid for', () => {
  const { state, last } = play([...FUNDED, decline(10_500, 3n), deliver(10_600, 1, 2)], rolling);
  expect(state).toMatchObject({ period: 1, due: 7n, payment: 12n * 101n });
  // Of 3 declined 2 roll over and 1 is settled: ceil(101 * 0.6) = 61.
  expect(last).toEqual({ escrow: -202n - 101n - 33n, provider: 202n + 61n + 33n, buyer: 40n });
});

test('behavior: nothing rolls out of the last period', () => {
  const { state, total } = play(
    [...FUNDED, deliver(10_000, 1, 5), deliver(11_000, 6, 5), decline(12_000, 5n)],
    rolling,
  );
  expect(state.status).toBe('completed');
  // 10 units and 3 retainers, and 303 for five units declined.
  expect(total).toEqual({ buyer: -1_412n, provider: 1_412n, escrow: 0n });
});

test('behavior: a period not funded in time ends the deal, the buyer bond goes to the provider', () => {
  const { state, last } = play([fund(9_000), deliver(10_000, 1, 5), { type: 'close', at: 11_000 }]);
  expect(state.status).toBe('buyerDefault');
  expect(last).toEqual({ escrow: -1_070n, provider: 1_070n });
});

test('behavior: units rolled into a period that was never funded count as declined', () => {
  const { state, last } = play(
    [fund(9_000), decline(10_000, 2n), deliver(10_000, 1, 3), { type: 'close', at: 11_000 }],
    rolling,
  );
  expect(state.status).toBe('buyerDefault');
  expect(last).toEqual({ escrow: -1_272n, provider: 1_070n + 122n, buyer: 80n });
});

test('behavior: after a short period the buyer may leave with its bond', () => {
  const { state, last } = play([
    fund(9_000),
    deliver(10_000, 1, 4),
    { type: 'close', at: 11_100 },
    { type: 'close', at: 11_100 },
  ]);
  expect(state.status).toBe('ended');
  expect(last).toEqual({ escrow: -1_003n, buyer: 70n, provider: 933n });
});

test('behavior: leaving after a short period, units rolled over count as declined', () => {
  const { state, last } = play(
    [
      fund(9_000),
      decline(10_000, 2n),
      deliver(10_000, 1, 1),
      { type: 'close', at: 11_100 },
      { type: 'close', at: 11_100 },
    ],
    rolling,
  );
  expect(state.status).toBe('ended');
  // Two units short cost ceil(1000 * 2 / 15) = 134 of the bond before; two rolled over cost ceil(202 * 0.6) = 122 now.
  expect(last).toEqual({ escrow: -1_138n, provider: 866n + 122n, buyer: 70n + 80n });
});

test('behavior: cancelled by both, units rolled over cost nothing', () => {
  const { last } = play(
    [
      fund(9_000),
      decline(10_000, 2n),
      deliver(10_000, 1, 3),
      { type: 'cancel', at: 10_000, signedBy: ['buyer', 'provider'] },
    ],
    rolling,
  );
  expect(last).toEqual({ escrow: -1_272n, provider: 1_000n, buyer: 272n });
});

test('behavior: cancelled by both, everything unserved returns', () => {
  const { state, total } = play([
    ...FUNDED,
    deliver(10_000, 1, 2),
    { type: 'cancel', at: 10_000, signedBy: ['buyer', 'provider'] },
  ]);
  expect(state.status).toBe('cancelled');
  expect(total).toEqual({ buyer: -202n, provider: 202n, escrow: 0n });
});

describe('behavior: both sides of each second', () => {
  const opened = play([]).state;
  const funded = play(FUNDED).state;
  const second = play([fund(9_000), deliver(10_000, 1, 5)]).state;
  const cases: [string, SupplyState, (at: number) => SupplyEvent, number, unknown, unknown][] = [
    ['fund the first period', opened, fund, 10_000, 'ok', DeadlinePassedError],
    ['close without first funds', opened, (at) => ({ type: 'close', at }), 10_000, TooEarlyError, 'ok'],
    ['fund the second period', second, fund, 11_000, 'ok', DeadlinePassedError],
    ['close without second funds', second, (at) => ({ type: 'close', at }), 11_000, TooEarlyError, 'ok'],
    ['deliver from the start', funded, (at) => deliver(at, 1, 1), 10_000, TooEarlyError, 'ok'],
    ['deliver in the grace', funded, (at) => deliver(at, 1, 1), 11_100, 'ok', DeadlinePassedError],
    ['decline before the end', funded, (at) => decline(at, 1n), 11_000, 'ok', DeadlinePassedError],
    ['settle after the grace', funded, (at) => ({ type: 'close', at }), 11_100, TooEarlyError, 'ok'],
  ];
  test.each(cases)('%s', (_, state, event, time, before, at) => {
    for (const [when, outcome] of [
      [time - 1, before],
      [time, at],
    ] as const)
      if (outcome === 'ok') expect(() => reduceSupplyAssurance(state, event(when))).not.toThrow();
      else expect(() => reduceSupplyAssurance(state, event(when))).toThrow(outcome);
  });

  test('a pause moves a period end and its settlement', () => {
    const paused = play([...FUNDED, { type: 'pause', at: 10_100 }, { type: 'resume', at: 10_400 }]).state;
    expect(() => reduceSupplyAssurance(paused, { type: 'close', at: 11_399 })).toThrow(TooEarlyError);
    expect(() => reduceSupplyAssurance(paused, deliver(11_399, 1, 1))).not.toThrow();
    expect(reduceSupplyAssurance(paused, { type: 'close', at: 11_400 }).state.period).toBe(1);
  });
});

test('error: what does not fit the state, the party or the order', () => {
  const { state } = play(FUNDED);
  expect(() => reduceSupplyAssurance(state, fund(9_500))).toThrow(WrongStatusError);
  expect(() => play([deliver(10_000, 1, 1)])).toThrow(WrongStatusError);
  expect(() => play([decline(9_000, 1n)])).toThrow(WrongStatusError);
  expect(() => reduceSupplyAssurance(state, { type: 'fund', at: 9_500, by: 'provider' })).toThrow(
    WrongPartyError,
  );
  expect(() => reduceSupplyAssurance(state, deliver(10_000, 1, 6))).toThrow(OverDeliveryError);
  const served = play([...FUNDED, deliver(10_000, 1, 5)]).state;
  expect(() => reduceSupplyAssurance(served, deliver(11_000, 5, 1))).toThrow(UnitAlreadySealedError);
  const over = play([{ type: 'close', at: 10_000 }]).state;
  expect(() => reduceSupplyAssurance(over, fund(10_000))).toThrow(DealClosedError);
});

test('error: InvalidInputError for malformed events and terms', () => {
  const { state } = play(FUNDED);
  for (const count of [0n, -1n, 6n, 1, 1.5, Number.NaN, undefined])
    expect(() => reduceSupplyAssurance(state, decline(10_000, count as never))).toThrow(InvalidInputError);
  expect(() => reduceSupplyAssurance(state, { type: 'renew', at: 10_000 } as never)).toThrow(
    InvalidInputError,
  );
  expect(() => openSupplyAssurance({ terms: { ...terms, grace: 1_001 }, at: 1 })).toThrow(InvalidInputError);
  expect(() => openSupplyAssurance({ terms, at: 10_000 })).toThrow(DeadlinePassedError);
});

function candidate(s: SupplyState, at: number, { event, amount }: Draw): SupplyEvent {
  const next = s.sealed.size + (amount % 9 === 0 ? 0 : 1);
  const events: SupplyEvent[] = [
    fund(at),
    fund(at),
    deliver(at, next, 1 + (amount % 3)),
    deliver(at, next, 1 + (amount % 6)),
    decline(at, BigInt(amount % 4)),
    { type: 'close', at },
    { type: amount % 2 === 0 ? 'pause' : 'resume', at },
    { type: 'cancel', at, signedBy: amount % 20 === 0 ? ['buyer', 'provider'] : [] },
  ];
  return events[event % events.length]!;
}

test(
  'random events: money conserved, payments back what is due, terminal states final, never stuck',
  () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(draws, fc.constantFrom(terms, rolling), (sequence, each) => {
        const { state } = walk<SupplyState, SupplyEvent>(
          {
            opened: openSupplyAssurance({ terms: each, at: 9_000 }),
            reduce: reduceSupplyAssurance,
            held: supplyHeld,
            pots: (s) => [s.payment, s.retainers, s.buyerBond, s.providerBond],
            terminal: SUPPLY_TERMINAL,
            boundaries: ({ period }) => [10_000, 11_000, 11_100].map((second) => second + 1_000 * period),
            candidate,
            exits: (_, at) => [{ type: 'close', at }],
            invariant: (s) => {
              if (s.status !== 'live') return;
              const ahead = BigInt(s.funded - s.period);
              const current = ahead > 0n ? s.due - s.delivered : s.due - each.unitsPerPeriod;
              const later = ahead > 1n ? (ahead - 1n) * each.unitsPerPeriod : 0n;
              expect(s.payment).toBe((current + later) * each.pricePerUnit);
              expect(s.retainers).toBe(ahead * each.retainer);
            },
          },
          sequence,
        );
        reached.add(state.status);
      }),
      walkSettings(400),
    );
    expect([...reached].sort()).toEqual([...SUPPLY_TERMINAL].sort());
  },
  WALK_TIMEOUT,
);
