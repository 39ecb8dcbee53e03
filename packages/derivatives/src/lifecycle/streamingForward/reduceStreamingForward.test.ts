import { type Bps, InvalidInputError } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamingForward } from '../../instrument/streamingForward.ts';
import {
  DeadlinePassedError,
  DealClosedError,
  TooEarlyError,
  WrongPartyError,
  WrongStatusError,
} from '../deal/errors.ts';
import { netFlows, type Step } from '../deal/transfer.ts';
import { type Draw, draws, WALK_TIMEOUT, walk, walkSettings } from '../deal/walk.testing.ts';
import { claimSerials } from '../delivery/claimSerials.ts';
import { LowConfidenceError, OverDeliveryError, SerialGapError } from '../delivery/errors.ts';
import { unit } from '../delivery/unit.testing.ts';
import type { UnitHeader } from '../delivery/unitHeader.ts';
import { deliveredWeight } from './deliveredWeight.ts';
import {
  DisputeStateError,
  ForeignHeaderError,
  HeaderKeepsTermsError,
  NotDoubleSaleError,
  PostingsPendingError,
  StaleVoucherError,
  TooManyPostingsError,
  UnknownPostingError,
  VoucherExceedsOrderError,
} from './errors.ts';
import { openStreamingForward } from './openStreamingForward.ts';
import { reduceStreamingForward } from './reduceStreamingForward.ts';
import { drawLimit, requiredWeight, scheduledWeight } from './schedule.ts';
import { STREAM_TERMINAL, type StreamEvent, type StreamState, streamHeld } from './streamState.ts';

/** 10 units a minute for 100 minutes at 7 wei: a channel of 7,000 wei. */
const TERMS = {
  market: 7,
  minimumConfidenceBps: 5_000,
  maximumConfidenceBps: 9_000,
  minimumRemainingLife: 60,
  pricePerUnit: 7n,
  unitsPerInterval: 10n,
  intervalSeconds: 60,
  start: 10_000,
  duration: 6_000,
  tolerance: 20n,
  grace: 300,
  providerBond: 500n,
  disputeBond: 60n,
  disputeWindow: 600,
  resolutionWindow: 900,
  silentSplitBps: 5_000,
  proverBps: 1_000,
  challengeWindow: 400,
  forfeitBps: 8_001,
  feeBps: 100,
  timePremium: 5n,
} as const;
const terms = streamingForward(TERMS);
const ID = unit(0, 0).contentHash;
const NAMED = { id: ID, provider: 'sensors' } as const;
const END = 16_000;

function call(at: number): StreamEvent {
  return { type: 'callClose', at, by: 'anyone' };
}
function voucher(at: number, unitsAtOne: number): StreamEvent {
  return { type: 'redeem', at, by: 'provider', cumulativeWeight: BigInt(unitsAtOne * 10_000) };
}
/** `count` units of confidence 0.8, the serials of posting n from a thousand times n on. */
function posting(at: number, n: number, count: bigint): StreamEvent {
  return {
    type: 'post',
    at,
    by: 'provider',
    commitment: unit(n, 0).contentHash,
    firstSerial: 1_000n * BigInt(n),
    units: count,
    weight: count * 8_000n,
  };
}
/** Of a unit that keeps the terms when it is posted at 12,000 or before. */
function header(serial: number, change: Partial<UnitHeader> = {}): UnitHeader {
  return {
    provider: 'sensors',
    serial: BigInt(serial),
    stream: ID,
    market: 7,
    contentHash: unit(99, 0).contentHash,
    issuedAt: 11_900,
    confidenceBps: 8_000 as Bps,
    ...change,
  };
}
function play(events: readonly StreamEvent[], of = terms) {
  let step: Step<StreamState> = openStreamingForward({ ...NAMED, terms: of, at: 9_000 });
  const all = [...step.transfers];
  for (const event of events) {
    step = reduceStreamingForward(step.state, event);
    all.push(...step.transfers);
  }
  return {
    state: step.state,
    last: Object.fromEntries(netFlows(step.transfers)),
    total: Object.fromEntries(netFlows(all)),
  };
}
const CONCLUDE_END: StreamEvent[] = [
  { type: 'callClose', at: END + 300, by: 'anyone' },
  { type: 'conclude', at: END + 700 },
];

test('default: vouchers draw the channel down, an empty channel completes the stream', () => {
  const half = play([voucher(13_000, 500)]);
  expect(half.last).toEqual({ escrow: -3_500n, provider: 3_500n });
  const { state, total } = play([voucher(13_000, 500), voucher(END, 1_000)]);
  expect(state.status).toBe('completed');
  // Fee ceil(7000 / 100) = 70 and time premium 5.
  expect(total).toEqual({ buyer: -7_075n, provider: 7_000n, broker: 75n, escrow: 0n });
});

test('default: a voucher pays for weight, rounded down once on the running total', () => {
  // 1.5 units at 7 wei: floor(10.5) = 10; then 3 units: 21 - 10 = 11.
  const first = play([{ type: 'redeem', at: 11_000, by: 'provider', cumulativeWeight: 15_000n }]);
  expect(first.last).toEqual({ escrow: -10n, provider: 10n });
  const second = reduceStreamingForward(first.state, {
    type: 'redeem',
    at: 11_000,
    by: 'provider',
    cumulativeWeight: 30_000n,
  });
  expect(second.transfers).toEqual([{ from: 'escrow', to: 'provider', amount: 11n }]);
});

test('behavior: nothing is drawn ahead of rate x elapsed x price; the same voucher draws the rest later', () => {
  const early = play([voucher(10_090, 1_000)]);
  // 90 s: 15 units, 105 wei.
  expect(early.last).toEqual({ escrow: -105n, provider: 105n });
  expect(reduceStreamingForward(early.state, voucher(10_091, 1_000)).transfers).toEqual([
    // floor(10 * 7 * 91 / 60) = 106.
    { from: 'escrow', to: 'provider', amount: 1n },
  ]);
  expect(play([voucher(9_999, 1_000)]).last).toEqual({});
});

test('behavior: at the end the tolerance is forgiven, the rest of the channel returns', () => {
  const { state, total } = play([voucher(END, 980), ...CONCLUDE_END]);
  expect(state.status).toBe('completed');
  expect(total).toEqual({ buyer: -6_860n - 75n, provider: 6_860n, broker: 75n, escrow: 0n });
});

test('behavior: a provider one unit of weight beyond the tolerance is in default', () => {
  const { state, total } = play([
    { type: 'redeem', at: END, by: 'provider', cumulativeWeight: 9_799_999n },
    ...CONCLUDE_END,
  ]);
  expect(state.status).toBe('providerDefault');
  // Paid floor(7 * 979.9999) = 6859; the buyer claws back 141 and receives the bond.
  expect(total).toEqual({ buyer: -6_859n - 75n + 500n, provider: 6_859n - 500n, broker: 75n, escrow: 0n });
});

describe('behavior: a provider called to account', () => {
  // Due at 12,000: 2,000 s less grace 300 s is 283.33 units, less tolerance 20: 263.33 units.
  const served = play([voucher(11_000, 100)]).state;

  test('default: stops delivering, is called, does not catch up: channel and bond go to the buyer', () => {
    const called = reduceStreamingForward(served, { type: 'callClose', at: 12_000, by: 'anyone' }).state;
    expect(called.closing).toEqual({ reason: 'behind', calledAt: 12_000, required: 2_633_333n });
    const { state, transfers } = reduceStreamingForward(called, { type: 'conclude', at: 12_400 });
    expect(state.status).toBe('providerDefault');
    expect(transfers).toEqual([{ from: 'escrow', to: 'buyer', amount: 6_300n + 500n }]);
  });

  test('vouchers held back until the challenge clear it', () => {
    let step = reduceStreamingForward(served, { type: 'callClose', at: 12_000, by: 'buyer' });
    step = reduceStreamingForward(step.state, voucher(12_399, 264));
    step = reduceStreamingForward(step.state, { type: 'conclude', at: 12_400 });
    expect(step.state).toMatchObject({ status: 'streaming', closing: null });
  });

  test('postings made before the challenge ends clear it too', () => {
    let step = reduceStreamingForward(served, { type: 'callClose', at: 12_000, by: 'buyer' });
    step = reduceStreamingForward(step.state, posting(12_399, 1, 205n));
    expect(() => reduceStreamingForward(step.state, { type: 'conclude', at: 12_400 })).toThrow(
      PostingsPendingError,
    );
    expect(() => reduceStreamingForward(step.state, posting(12_400, 2, 1n))).toThrow(DeadlinePassedError);
    step = reduceStreamingForward(step.state, { type: 'settlePosting', at: 12_999, posting: 0 });
    step = reduceStreamingForward(step.state, { type: 'conclude', at: 12_999 });
    expect(step.state.status).toBe('streaming');
  });

  test('a stranger cannot call a provider who is within grace and tolerance', () => {
    const onTime = play([voucher(11_999, 264)]).state;
    expect(() => reduceStreamingForward(onTime, { type: 'callClose', at: 12_000, by: 'anyone' })).toThrow(
      TooEarlyError,
    );
    // At 12,006: 284.33 - 20 = 264.33 units, 12,004 gives exactly 264.
    expect(requiredWeight(terms, 12_004)).toBe(2_640_000n);
    expect(() => reduceStreamingForward(onTime, { type: 'callClose', at: 12_004, by: 'anyone' })).toThrow(
      TooEarlyError,
    );
    expect(
      reduceStreamingForward(onTime, { type: 'callClose', at: 12_005, by: 'anyone' }).state.closing?.reason,
    ).toBe('behind');
  });
});

describe('behavior: a party walks away', () => {
  const served = play([voucher(13_000, 500)]).state;

  test('default: the buyer forfeits its share of what is left, rounded up, after the provider drew its last voucher', () => {
    let step = reduceStreamingForward(served, { type: 'callClose', at: 13_000, by: 'buyer' });
    expect(step.state.closing?.reason).toBe('buyerLeaves');
    expect(() => reduceStreamingForward(step.state, posting(13_060, 1, 1n))).toThrow(WrongStatusError);
    step = reduceStreamingForward(step.state, voucher(13_060, 501));
    step = reduceStreamingForward(step.state, { type: 'conclude', at: 13_400 });
    expect(step.state.status).toBe('buyerDefault');
    // 3493 left: ceil(3493 * 0.8001) = 2795, and the bond 500 returns.
    expect(step.transfers).toEqual([
      { from: 'escrow', to: 'provider', amount: 3_295n },
      { from: 'escrow', to: 'buyer', amount: 698n },
    ]);
  });

  test('a provider who walks away is paid what it delivered and loses its bond', () => {
    let step = reduceStreamingForward(served, { type: 'callClose', at: 13_000, by: 'provider' });
    step = reduceStreamingForward(step.state, { type: 'conclude', at: 13_400 });
    expect(step.state.status).toBe('providerDefault');
    expect(step.transfers).toEqual([{ from: 'escrow', to: 'buyer', amount: 4_000n }]);
  });

  test('both together: nobody loses', () => {
    const { state, total } = play([
      voucher(13_000, 500),
      posting(13_060, 1, 3n),
      { type: 'dispute', at: 13_060, by: 'buyer', posting: 0 },
      { type: 'cancel', at: 13_060, signedBy: ['buyer', 'provider'] },
    ]);
    expect(state.status).toBe('cancelled');
    expect(total).toEqual({ buyer: -3_500n - 75n, provider: 3_500n, broker: 75n, escrow: 0n });
  });
});

test('default: a unit weighs its confidence, up to the maximum', () => {
  // Minimum 0.5, maximum 0.9.
  expect(deliveredWeight(terms, [5_000, 8_000, 9_000, 9_001, 10_000] as Bps[])).toBe(40_000n);
  expect(deliveredWeight(terms, [])).toBe(0n);
  expect(() => deliveredWeight(terms, [8_000, 4_999] as Bps[])).toThrow(LowConfidenceError);
  for (const bad of [undefined, [10_001], [0.5], [Number.NaN], [8_000n]])
    expect(() => deliveredWeight(terms, bad as never)).toThrow(InvalidInputError);
});

test('however often vouchers are redeemed, the provider is paid the same', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 9_999_999n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(weights, (unsorted) => {
      const rising = [...unsorted.toSorted((a, b) => (a < b ? -1 : 1)), 9_999_999n];
      const events = rising.map((cumulativeWeight, i): StreamEvent => {
        const at = i < unsorted.length ? 10_000 + 290 * i : END;
        return { type: 'redeem', at, by: 'provider', cumulativeWeight };
      });
      // floor(7 * 999.9999).
      expect(play(events).state.drawn).toBe(6_999n);
    }),
    walkSettings(100),
  );
});

describe('behavior: deliveries posted on chain', () => {
  test('default: an undisputed posting counts when its window is over', () => {
    const { state, last } = play([
      posting(10_600, 1, 100n),
      { type: 'settlePosting', at: 11_200, posting: 0 },
    ]);
    expect(state).toMatchObject({ posted: 800_000n, pending: [] });
    expect(last).toEqual({ escrow: -560n, provider: 560n });
  });

  test('a liar pays as much as the buyer staked', () => {
    const { state, last } = play([
      posting(10_600, 1, 100n),
      { type: 'dispute', at: 10_700, by: 'buyer', posting: 0 },
      { type: 'rule', at: 10_800, by: 'arbiter', posting: 0, upheld: true },
    ]);
    expect(state).toMatchObject({ posted: 0n, excused: 0n, pending: [], stakes: 0n, providerBond: 440n });
    expect(last).toEqual({ escrow: -120n, buyer: 120n });
  });

  test('a penalty goes as far as the bond', () => {
    const poor = streamingForward({ ...TERMS, providerBond: 59n });
    const { state, last } = play(
      [
        posting(10_600, 1, 100n),
        { type: 'dispute', at: 10_700, by: 'buyer', posting: 0 },
        { type: 'rule', at: 10_800, by: 'arbiter', posting: 0, upheld: true },
      ],
      poor,
    );
    expect(state.providerBond).toBe(0n);
    expect(last).toEqual({ escrow: -119n, buyer: 119n });
  });

  test('a spurious dispute costs the stake', () => {
    const { last } = play([
      posting(10_600, 1, 100n),
      { type: 'dispute', at: 10_700, by: 'buyer', posting: 0 },
      { type: 'rule', at: 10_800, by: 'arbiter', posting: 0, upheld: false },
    ]);
    expect(last).toEqual({ escrow: -620n, provider: 560n + 60n });
  });

  test('a silent arbiter: the split counts, the rest is excused, the stake returns', () => {
    const { state, last } = play([
      posting(10_600, 1, 101n),
      { type: 'dispute', at: 10_700, by: 'buyer', posting: 0 },
      { type: 'settlePosting', at: 11_600, posting: 0 },
    ]);
    expect(state).toMatchObject({ posted: 404_000n, excused: 404_000n, stakes: 0n });
    // floor(7 * 40.4) = 282.
    expect(last).toEqual({ escrow: -342n, provider: 282n, buyer: 60n });
  });

  test('never ahead of the schedule, vouchers and open postings included', () => {
    const { state } = play([voucher(10_600, 50), posting(10_600, 1, 50n)]);
    // 100 units due at 10,600, 50 vouched and 40 posted.
    expect(() => reduceStreamingForward(state, posting(10_600, 2, 13n))).toThrow(OverDeliveryError);
    expect(() => reduceStreamingForward(state, posting(10_600, 2, 12n))).not.toThrow();
  });

  test('the silent, even the hostile buyer takes no bond from a provider who posts once per grace', () => {
    for (const disputes of [false, true]) {
      let step: Step<StreamState> = openStreamingForward({ ...NAMED, terms, at: 9_000 });
      let n = 0;
      const apply = (event: StreamEvent): void => {
        step = reduceStreamingForward(step.state, event);
      };
      for (let at = 10_300; at <= END + 299 && step.state.status === 'streaming'; at += 300) {
        for (const { id, postedAt, disputedAt } of step.state.pending)
          if (at >= (disputedAt === null ? postedAt + 600 : disputedAt + 900))
            apply({ type: 'settlePosting', at, posting: id });
        const remaining =
          scheduledWeight(terms, at) -
          step.state.posted -
          step.state.excused -
          step.state.pending.reduce((sum, each) => sum + each.weight, 0n);
        if (remaining < 8_000n) continue;
        apply(posting(at, (n += 1), remaining / 8_000n));
        if (disputes) apply({ type: 'dispute', at, by: 'buyer', posting: step.state.nextPosting - 1 });
        expect(() => reduceStreamingForward(step.state, { type: 'callClose', at, by: 'anyone' })).toThrow(
          TooEarlyError,
        );
      }
      // Undisputed, the last settled posting empties the channel; otherwise the end is called.
      if (disputes) apply({ type: 'callClose', at: END + 300, by: 'anyone' });
      for (const { id } of step.state.pending) apply({ type: 'settlePosting', at: END + 2_000, posting: id });
      if (disputes) apply({ type: 'conclude', at: END + 2_000 });
      expect(step.state.status).toBe('completed');
      expect(step.transfers.at(-1)?.to).toBe(disputes ? 'buyer' : 'provider');
      expect(step.state.drawn).toBe(disputes ? 3_500n : 7_000n);
    }
  });
});

describe('behavior: a unit is sold once, and is what was ordered', () => {
  const posted = play([posting(12_000, 1, 10n)]).state;
  const refuting =
    (change: Partial<UnitHeader>, serial = 1_009, of = posted) =>
    () =>
      reduceStreamingForward(of, {
        type: 'refute',
        at: 12_100,
        by: 'buyer',
        posting: 0,
        header: header(serial, change),
        windowSeconds: 160,
      });

  test('default: a header that breaks the terms voids its posting and costs the provider the stake', () => {
    for (const change of [
      { market: 8 },
      { confidenceBps: 4_999 as Bps },
      // 11,899 + 160 leaves 59 seconds at 12,000, one too few.
      { issuedAt: 11_899 },
    ]) {
      const { state, transfers } = refuting(change)();
      expect(state).toMatchObject({ pending: [], providerBond: 440n });
      expect(transfers).toEqual([{ from: 'escrow', to: 'buyer', amount: 60n }]);
    }
    const disputed = reduceStreamingForward(posted, { type: 'dispute', at: 12_050, by: 'buyer', posting: 0 });
    const { state, transfers } = refuting({ market: 8 }, 1_009, disputed.state)();
    expect(state.stakes).toBe(0n);
    expect(transfers).toEqual([{ from: 'escrow', to: 'buyer', amount: 120n }]);
  });

  test('error: HeaderKeepsTermsError, ForeignHeaderError', () => {
    expect(refuting({})).toThrow(HeaderKeepsTermsError);
    for (const serial of [999, 1_010]) expect(refuting({ market: 8 }, serial)).toThrow(ForeignHeaderError);
    expect(refuting({ market: 8, provider: 'others' })).toThrow(ForeignHeaderError);
    expect(refuting({ market: 8, stream: unit(5, 0).contentHash })).toThrow(ForeignHeaderError);
  });

  const proving =
    (one: UnitHeader, other: UnitHeader, by: 'prover' | 'buyer' = 'prover') =>
    () =>
      reduceStreamingForward(play([voucher(13_000, 490), posting(13_000, 1, 1n)]).state, {
        type: 'proveDoubleSale',
        at: 13_100,
        by,
        headers: [one, other],
      });

  test('default: one content under two serials takes the provider to default; who shows it has a tenth of the bond', () => {
    const elsewhere = header(2, { stream: unit(5, 0).contentHash });
    const { state, transfers } = proving(header(1), elsewhere)();
    expect(state).toMatchObject({ status: 'providerDefault', pending: [], channel: 0n, providerBond: 0n });
    expect(transfers).toEqual([
      { from: 'escrow', to: 'prover', amount: 50n },
      { from: 'escrow', to: 'buyer', amount: 3_570n + 450n },
    ]);
    expect(netFlows(proving(header(1), header(2), 'buyer')().transfers).get('buyer')).toBe(4_070n);
  });

  test('error: NotDoubleSaleError, ForeignHeaderError', () => {
    expect(proving(header(1), header(1))).toThrow(NotDoubleSaleError);
    expect(proving(header(1), header(2, { contentHash: ID }))).toThrow(NotDoubleSaleError);
    expect(proving(header(1), header(2, { provider: 'others' }))).toThrow(ForeignHeaderError);
    const away = { stream: unit(5, 0).contentHash };
    expect(proving(header(1, away), header(2, away))).toThrow(ForeignHeaderError);
  });

  test('across streams, an interval of serials is claimed once', () => {
    const claimed = claimSerials(new Map(), { provider: 'sensors', first: 0n, units: 60n });
    expect(claimed.get('sensors')).toBe(60n);
    for (const first of [0n, 59n, 61n])
      expect(() => claimSerials(claimed, { provider: 'sensors', first, units: 1n })).toThrow(SerialGapError);
    expect(claimSerials(claimed, { provider: 'others', first: 0n, units: 1n }).get('sensors')).toBe(60n);
  });
});

describe('behavior: both sides of each second', () => {
  const posted = play([posting(10_600, 1, 10n)]).state;
  const disputed = reduceStreamingForward(posted, {
    type: 'dispute',
    at: 10_700,
    by: 'buyer',
    posting: 0,
  }).state;
  const leaving = play(
    [{ type: 'callClose', at: 12_000, by: 'provider' }],
    streamingForward({ ...TERMS, tolerance: 1_000n }),
  ).state;
  const lenient = play([], streamingForward({ ...TERMS, tolerance: 1_000n })).state;
  const cases: [string, StreamState, (at: number) => StreamEvent, number, unknown, unknown][] = [
    [
      'dispute',
      posted,
      (at) => ({ type: 'dispute', at, by: 'buyer', posting: 0 }),
      11_200,
      'ok',
      DeadlinePassedError,
    ],
    ['count', posted, (at) => ({ type: 'settlePosting', at, posting: 0 }), 11_200, TooEarlyError, 'ok'],
    [
      'rule',
      disputed,
      (at) => ({ type: 'rule', at, by: 'arbiter', posting: 0, upheld: true }),
      11_600,
      'ok',
      DeadlinePassedError,
    ],
    [
      'count disputed',
      disputed,
      (at) => ({ type: 'settlePosting', at, posting: 0 }),
      11_600,
      TooEarlyError,
      'ok',
    ],
    ['conclude', leaving, (at) => ({ type: 'conclude', at }), 12_400, TooEarlyError, 'ok'],
    [
      'call the end',
      lenient,
      (at) => ({ type: 'callClose', at, by: 'anyone' }),
      END + 300,
      TooEarlyError,
      'ok',
    ],
    ['post at the end', lenient, (at) => posting(at, 1, 1n), END + 300, 'ok', DeadlinePassedError],
    ['post at the start', lenient, (at) => posting(at, 1, 1n), 10_000, TooEarlyError, OverDeliveryError],
  ];
  test.each(cases)('%s', (_, state, event, second, before, at) => {
    for (const [when, outcome] of [
      [second - 1, before],
      [second, at],
    ] as const)
      if (outcome === 'ok') expect(() => reduceStreamingForward(state, event(when))).not.toThrow();
      else expect(() => reduceStreamingForward(state, event(when))).toThrow(outcome);
  });

  test('opening is possible before the start only', () => {
    expect(() => openStreamingForward({ ...NAMED, terms, at: 9_999 })).not.toThrow();
    expect(() => openStreamingForward({ ...NAMED, terms, at: 10_000 })).toThrow(DeadlinePassedError);
  });

  test('a pause stops the schedule, not the payments', () => {
    const { state } = play([voucher(11_000, 100), voucher(11_100, 120), { type: 'pause', at: 11_100 }]);
    expect(() => reduceStreamingForward(state, call(14_000))).toThrow(TooEarlyError);
    expect(reduceStreamingForward(state, voucher(14_000, 500)).transfers).toEqual([
      { from: 'escrow', to: 'provider', amount: 2_660n },
    ]);
    // 140 units are due 840 s after the start, plus grace: deal time 11,140 is second 14,040 after a pause of 2,900 s.
    const resumed = reduceStreamingForward(state, { type: 'resume', at: 14_000 }).state;
    expect(() => reduceStreamingForward(resumed, call(14_040))).toThrow(TooEarlyError);
    expect(reduceStreamingForward(resumed, call(14_041)).state.closing).toMatchObject({
      calledAt: 11_141,
      reason: 'behind',
    });
  });
});

describe('errors', () => {
  const { state } = play([voucher(11_000, 100)]);

  test('error: vouchers', () => {
    expect(() => reduceStreamingForward(state, voucher(11_000, 99))).toThrow(StaleVoucherError);
    expect(() => reduceStreamingForward(state, voucher(11_000, 1_001))).toThrow(VoucherExceedsOrderError);
    expect(() => reduceStreamingForward(state, { ...voucher(11_000, 101), by: 'buyer' } as never)).toThrow(
      WrongPartyError,
    );
  });

  test('error: postings', () => {
    const posted = reduceStreamingForward(state, posting(12_000, 1, 1n)).state;
    expect(() => reduceStreamingForward(posted, posting(12_000, 1, 1n))).toThrow(SerialGapError);
    expect(() => reduceStreamingForward(posted, { type: 'settlePosting', at: 15_000, posting: 1 })).toThrow(
      UnknownPostingError,
    );
    expect(() =>
      reduceStreamingForward(posted, { type: 'rule', at: 12_000, by: 'arbiter', posting: 0, upheld: true }),
    ).toThrow(DisputeStateError);
    const disputed = reduceStreamingForward(posted, {
      type: 'dispute',
      at: 12_000,
      by: 'buyer',
      posting: 0,
    }).state;
    expect(() =>
      reduceStreamingForward(disputed, { type: 'dispute', at: 12_000, by: 'buyer', posting: 0 }),
    ).toThrow(DisputeStateError);
    expect(() =>
      reduceStreamingForward(disputed, {
        type: 'rule',
        at: 12_000,
        by: 'buyer' as never,
        posting: 0,
        upheld: true,
      }),
    ).toThrow(WrongPartyError);
    let full = state;
    for (let n = 1; n <= 16; n += 1) full = reduceStreamingForward(full, posting(12_000, n, 1n)).state;
    expect(() => reduceStreamingForward(full, posting(12_000, 17, 1n))).toThrow(TooManyPostingsError);
  });

  test('error: InvalidInputError for malformed events and terms', () => {
    const bad: unknown[] = [
      { type: 'redeem', at: 12_000, by: 'provider', cumulativeWeight: 5 },
      { type: 'redeem', at: 12_000, by: 'provider', cumulativeWeight: -1n },
      { ...posting(12_000, 1, 1n), weight: 4_999n },
      { ...posting(12_000, 1, 1n), weight: 9_001n },
      { ...posting(12_000, 1, 1n), units: 0n },
      { ...posting(12_000, 1, 10n), weight: 49_999n },
      { ...posting(12_000, 1, 10n), weight: 90_001n },
      { ...posting(12_000, 1, 1n), commitment: '0x12' },
      { ...posting(12_000, 1, 1n), firstSerial: -1n },
      { type: 'refute', at: 12_000, by: 'buyer', posting: 0, header: {}, windowSeconds: 1 },
      { type: 'proveDoubleSale', at: 12_000, by: 'prover', headers: [header(1)] },
      { type: 'callClose', at: 12_000, by: 'broker' },
      { type: 'callClose', at: 12_000.1, by: 'buyer' },
      { type: 'stop', at: 12_000 },
    ];
    for (const event of bad)
      expect(() => reduceStreamingForward(state, event as never)).toThrow(InvalidInputError);
    for (const second of [-1, 0.5, Number.NaN])
      for (const ask of [drawLimit, scheduledWeight])
        expect(() => ask(terms, second)).toThrow(InvalidInputError);
    expect(() => reduceStreamingForward(undefined as never, call(1))).toThrow(InvalidInputError);
    const wrong: object[] = [
      { duration: 6_001 },
      { tolerance: 1_001n },
      { grace: 93 },
      { maximumConfidenceBps: 4_999 },
      { pricePerUnit: 2n ** 128n },
      { pricePerUnit: (2n ** 128n - 1n) / 1_000n + 1n },
      { unitsPerInterval: 2n ** 32n },
      { unitsPerInterval: 2n ** 32n - 1n, duration: 60 * 65_537 },
      { unitsPerInterval: 0n },
      { forfeitBps: 10_001 },
      { proverBps: 2_001 },
      { disputeBond: 0n },
      { intervalSeconds: 0 },
    ];
    for (const change of wrong)
      expect(() => streamingForward({ ...TERMS, ...change }), JSON.stringify(Object.keys(change))).toThrow(
        InvalidInputError,
      );
    expect(() => streamingForward({ ...TERMS, grace: 93 })).toThrow('disputeWindow + resolutionWindow');
    expect(() => streamingForward({ ...TERMS, grace: 94 })).not.toThrow();
    expect(() =>
      streamingForward({ ...TERMS, unitsPerInterval: 2n ** 32n - 1n, duration: 60 }),
    ).not.toThrow();
  });

  test('error: WrongStatusError and DealClosedError', () => {
    expect(() => reduceStreamingForward(state, { type: 'conclude', at: 12_000 })).toThrow(WrongStatusError);
    const called = reduceStreamingForward(state, { type: 'callClose', at: 12_000, by: 'buyer' }).state;
    expect(() => reduceStreamingForward(called, { type: 'callClose', at: 12_000, by: 'buyer' })).toThrow(
      WrongStatusError,
    );
    const done = play([voucher(END, 1_000)]).state;
    expect(() => reduceStreamingForward(done, voucher(END, 1_000))).toThrow(DealClosedError);
  });
});

function candidate(s: StreamState, at: number, { event, amount }: Draw): StreamEvent {
  const id = s.pending[amount % Math.max(1, s.pending.length)]?.id ?? amount;
  const next = s.vouched + BigInt(amount) * 900n;
  const events: StreamEvent[] = [
    { type: 'redeem', at, by: 'provider', cumulativeWeight: next },
    { type: 'redeem', at, by: 'provider', cumulativeWeight: amount % 9 === 0 ? 10_000_000n : next },
    posting(at, s.nextPosting + (amount % 9 === 0 ? 0 : 1), BigInt(1 + (amount % 80))),
    posting(at, s.nextPosting + 1, BigInt(1 + (amount % 20))),
    { type: 'dispute', at, by: 'buyer', posting: id },
    { type: 'rule', at, by: 'arbiter', posting: id, upheld: amount % 2 === 0 },
    { type: 'settlePosting', at, posting: id },
    {
      type: 'refute',
      at,
      by: 'buyer',
      posting: id,
      header: header(Number(s.pending[0]?.firstSerial ?? 0n) + (amount % 2), {
        confidenceBps: (amount % 3 === 0 ? 4_999 : 8_000) as Bps,
        issuedAt: at,
      }),
      windowSeconds: 3_600,
    },
    {
      type: 'proveDoubleSale',
      at,
      by: 'prover',
      headers: [header(amount), header(amount % 25 === 0 ? amount + 1 : amount)],
    },
    { type: 'callClose', at, by: (['buyer', 'provider', 'anyone'] as const)[amount % 3]! },
    { type: 'conclude', at },
    { type: amount % 2 === 0 ? 'pause' : 'resume', at },
    { type: 'cancel', at, signedBy: amount % 30 === 0 ? ['buyer', 'provider'] : ['buyer'] },
  ];
  return events[event % events.length]!;
}

test(
  'random events: money conserved, draw within every limit, terminal states final, never stuck',
  () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(draws, (sequence) => {
        const { state } = walk<StreamState, StreamEvent>(
          {
            opened: openStreamingForward({ ...NAMED, terms, at: 9_900 }),
            reduce: reduceStreamingForward,
            held: streamHeld,
            pots: (s) => [s.channel, s.stakes, s.providerBond],
            terminal: STREAM_TERMINAL,
            boundaries: (s) => [
              10_000,
              END,
              END + 300,
              ...s.pending.map((each) =>
                each.disputedAt === null ? each.postedAt + 600 : each.disputedAt + 900,
              ),
              ...(s.closing === null ? [] : [s.closing.calledAt + 400]),
            ],
            candidate,
            exits: (s, at) => [
              { type: 'conclude', at },
              ...s.pending.map(({ id }): StreamEvent => ({ type: 'settlePosting', at, posting: id })),
              { type: 'callClose', at, by: 'anyone' },
            ],
            invariant: (s) => {
              const live = !STREAM_TERMINAL.includes(s.status);
              if (live) expect(s.drawn + s.channel).toBe(7_000n);
              expect(s.drawn <= drawLimit(terms, s.clock.last)).toBe(true);
              expect(s.drawn * 10_000n <= 7n * (s.vouched + s.posted)).toBe(true);
              expect((s.status === 'closing') === (s.closing !== null)).toBe(true);
              if (live)
                expect(s.stakes).toBe(
                  60n * BigInt(s.pending.filter((each) => each.disputedAt !== null).length),
                );
            },
          },
          sequence,
        );
        reached.add(state.status);
      }),
      walkSettings(600),
    );
    expect([...reached].sort()).toEqual([...STREAM_TERMINAL].sort());
  },
  WALK_TIMEOUT,
);
