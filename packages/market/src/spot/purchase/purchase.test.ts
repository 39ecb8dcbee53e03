import {
  AskAboveMaxError,
  BatchSizeError,
  InsufficientAllowanceError,
  InsufficientBalanceError,
  NoConsentError,
  PausedError,
  SegmentAlreadyOwnedError,
  SegmentExpiredError,
  SegmentSoldOutError,
  SegmentUnknownError,
} from '@phasegate/pricing/refusals';
import { type Bps, InvalidInputError, parseWad, type Wad } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { addMarket } from '../listing/addMarket.ts';
import { registerSegments } from '../listing/registerSegments.ts';
import { repriceSegment } from '../listing/repriceSegment.ts';
import { refreshIndexStanding } from '../settings/settings.ts';
import {
  BROKER,
  BUYERS,
  expectRefusal,
  listedMarket,
  listing,
  MARKETPLACE,
  NO_ADDRESSES,
  NO_AMOUNTS,
  NO_NUMBERS,
  NOW,
  openMarket,
  TERMS,
  WEEK,
} from '../spotMarket.test.support.ts';
import { approvePat, patBalance, transferPat } from '../token/pat.ts';
import { buySegment } from './buySegment.ts';
import { buySegments } from './buySegments.ts';
import { hasAccess } from './hasAccess.ts';
import { setPurchaseConsent } from './setPurchaseConsent.ts';

const [payer, other] = BUYERS;
const ASK = parseWad('100');

describe('buySegment', () => {
  test('default: an ask of 100 PAT at 30 % pays 70 to the provider and 30 to the broker', () => {
    const state = listedMarket(listing(1));
    const fill = buySegment(state, { payer, id: 1, at: NOW });
    expect(fill).toEqual({ id: 1, ask: ASK, payout: parseWad('70'), brokerSpread: parseWad('30') });
    expect(state.accounts[0]!.earnings).toBe(parseWad('70'));
    expect(state.liabilities).toBe(parseWad('70'));
    expect(patBalance(state, payer)).toBe(parseWad('900'));
    expect(patBalance(state, BROKER)).toBe(parseWad('30'));
    expect(patBalance(state, MARKETPLACE)).toBe(parseWad('70'));
    expect(state.segments[0]!.remaining).toBe(1);
    expect(hasAccess(state, payer, 1, NOW)).toBe(true);
  });

  test('behavior: the ask decays by the curve and rounds up', () => {
    const state = listedMarket(listing(1, { curve: 1 }));
    // Half-way down the default linear curve: 100 x 0.549996185244525826, rounded up at both steps.
    expect(buySegment(state, { payer, id: 1, at: NOW + WEEK / 2 }).ask).toBe(54_999_618_524_452_582_600n);
    const tiny = openMarket();
    addMarket(tiny, { ...TERMS, segmentType: 'TINY', referenceAsk: 3n as Wad }, NOW);
    registerSegments(tiny, [listing(1, { market: 2, freshAsk: 3n as Wad, curve: 1 })], NOW);
    expect(buySegment(tiny, { payer, id: 1, at: NOW + WEEK / 2 })).toMatchObject({ ask: 2n, payout: 1n });
  });

  test('behavior: at 1 wei the provider gets nothing and the broker the wei', () => {
    const state = openMarket();
    addMarket(state, { ...TERMS, segmentType: 'TINY', referenceAsk: 1n as Wad }, NOW);
    registerSegments(state, [listing(1, { market: 2, freshAsk: 1n as Wad })], NOW);
    expect(buySegment(state, { payer, id: 1, at: NOW })).toMatchObject({
      ask: 1n,
      payout: 0n,
      brokerSpread: 1n,
    });
  });

  test('behavior: a trade enters the bucket of its hour with its ask and weight', () => {
    const state = listedMarket(listing(1));
    buySegment(state, { payer, id: 1, at: NOW });
    const hour = NOW / 3_600;
    const bucket = { hour, trades: 1, sumWeight: 7_500n * 10n ** 18n, sumAsk: ASK };
    expect(state.index.get(1)!.get(hour % 1_024)).toEqual(bucket);
  });

  test('behavior: the first second of an hour is the next bucket', () => {
    const state = listedMarket(listing(1));
    buySegment(state, { payer, id: 1, at: NOW + 3_599 });
    buySegment(state, { payer: other, id: 1, at: NOW + 3_600 });
    expect([...state.index.get(1)!.values()].map(({ trades }) => trades)).toEqual([1, 1]);
  });

  test('behavior: below the smallest ask or margin nothing enters the index', () => {
    const least = parseWad('0.01');
    const state = openMarket();
    addMarket(state, { ...TERMS, segmentType: 'CHEAP', referenceAsk: least }, NOW);
    const cheap = { market: 2, capacity: 9 };
    const below = (least - 1n) as Wad;
    registerSegments(
      state,
      [listing(1, { ...cheap, freshAsk: below }), listing(2, { ...cheap, freshAsk: least })],
      NOW,
    );
    const trades = (): number =>
      [...(state.index.get(2)?.values() ?? [])].reduce((sum, b) => sum + b.trades, 0);
    buySegment(state, { payer, id: 1, at: NOW });
    expect(trades()).toBe(0);
    buySegment(state, { payer, id: 2, at: NOW });
    expect(trades()).toBe(1);
    // An upgrade asks for more than the segment bears.
    const stricter = { ...state, minIndexMarginBps: 3_001 };
    buySegment(stricter, { payer: other, id: 2, at: NOW });
    expect(trades()).toBe(1);
    repriceSegment(stricter, { id: 2, freshAsk: least, marginBps: 3_001 as Bps, at: NOW });
    buySegment(stricter, { payer: BUYERS[2], id: 2, at: NOW });
    expect(trades()).toBe(2);
  });

  test.each(['payer', 'recipient'] as const)(
    'behavior: nothing enters the index when the %s is outside it',
    (who) => {
      const state = listedMarket(listing(1));
      setPurchaseConsent(state, other, payer, true);
      refreshIndexStanding(state, who === 'payer' ? payer : other, false);
      buySegment(state, { payer, recipient: other, id: 1, at: NOW });
      expect(state.index.size).toBe(0);
    },
  );

  test('behavior: the payer pays and the recipient reads', () => {
    const state = listedMarket(listing(1));
    setPurchaseConsent(state, other, payer, true);
    buySegment(state, { payer, recipient: other, id: 1, at: NOW });
    expect(patBalance(state, payer)).toBe(parseWad('900'));
    expect(hasAccess(state, other, 1, NOW)).toBe(true);
    expect(hasAccess(state, payer, 1, NOW)).toBe(false);
  });

  test('error: NoConsentError without consent, with that for the other way, and once it is withdrawn', () => {
    const state = listedMarket(listing(1));
    const act = (): unknown => buySegment(state, { payer, recipient: other, id: 1, at: NOW });
    const facts = { facts: { recipient: other, payer } };
    expectRefusal(state, act, NoConsentError, facts);
    setPurchaseConsent(state, payer, other, true);
    expectRefusal(state, act, NoConsentError, facts);
    setPurchaseConsent(state, other, payer, true);
    setPurchaseConsent(state, other, payer, false);
    expectRefusal(state, act, NoConsentError, facts);
  });

  test('error: PausedError, after consent has been looked at', () => {
    const state = listedMarket(listing(1));
    state.paused = true;
    expectRefusal(state, () => buySegment(state, { payer, id: 1, at: NOW }), PausedError, {
      facts: { byOwner: true, until: undefined },
    });
    expectRefusal(
      state,
      () => buySegment(state, { payer, recipient: other, id: 1, at: NOW }),
      NoConsentError,
    );
  });

  test.each([0, 2])('error: SegmentUnknownError for segment %i', (id) => {
    const state = listedMarket(listing(1));
    expectRefusal(state, () => buySegment(state, { payer, id, at: NOW }), SegmentUnknownError, {
      facts: { id },
    });
  });

  test('error: SegmentExpiredError from the second of expiry on', () => {
    const state = listedMarket(listing(1));
    const facts = { facts: { id: 1, expiry: NOW + WEEK, timestamp: NOW + WEEK } };
    expectRefusal(
      state,
      () => buySegment(state, { payer, id: 1, at: NOW + WEEK }),
      SegmentExpiredError,
      facts,
    );
    expect(buySegment(state, { payer, id: 1, at: NOW + WEEK - 1 }).ask).toBe(ASK);
  });

  test('error: SegmentSoldOutError after the last right, before ownership is looked at', () => {
    const state = listedMarket(listing(1, { capacity: 1 }));
    buySegment(state, { payer, id: 1, at: NOW });
    for (const buyer of [payer, other]) {
      expectRefusal(state, () => buySegment(state, { payer: buyer, id: 1, at: NOW }), SegmentSoldOutError);
    }
  });

  test('error: SegmentAlreadyOwnedError for a second right', () => {
    const state = listedMarket(listing(1));
    buySegment(state, { payer, id: 1, at: NOW });
    const facts = { facts: { id: 1, recipient: payer } };
    expectRefusal(state, () => buySegment(state, { payer, id: 1, at: NOW }), SegmentAlreadyOwnedError, facts);
  });

  test('error: AskAboveMaxError one wei below the ask', () => {
    const state = listedMarket(listing(1));
    for (const maxAsk of [0n, ASK - 1n]) {
      const act = (): unknown => buySegment(state, { payer, id: 1, maxAsk, at: NOW });
      expectRefusal(state, act, AskAboveMaxError, { facts: { id: 1, ask: ASK, maxAsk } });
    }
    expect(buySegment(state, { payer, id: 1, maxAsk: ASK, at: NOW }).ask).toBe(ASK);
    expect(buySegment(state, { payer: other, id: 1, maxAsk: 2n ** 256n - 1n, at: NOW }).ask).toBe(ASK);
  });

  test('error: InsufficientAllowanceError one wei below the ask', () => {
    const state = listedMarket(listing(1));
    approvePat(state, payer, ASK - 1n);
    expectRefusal(state, () => buySegment(state, { payer, id: 1, at: NOW }), InsufficientAllowanceError);
    approvePat(state, payer, ASK);
    buySegment(state, { payer, id: 1, at: NOW });
    expect(state.allowances.get(payer)).toBe(0n);
  });

  test('error: InsufficientBalanceError one wei below the ask', () => {
    const state = listedMarket(listing(1));
    transferPat(state, payer, other, (parseWad('900') + 1n) as Wad);
    const facts = { facts: { sender: payer, balance: ASK - 1n, needed: ASK } };
    expectRefusal(state, () => buySegment(state, { payer, id: 1, at: NOW }), InsufficientBalanceError, facts);
    transferPat(state, other, payer, 1n as Wad);
    buySegment(state, { payer, id: 1, at: NOW });
    expect(patBalance(state, payer)).toBe(0n);
  });

  test.each([
    ...NO_NUMBERS.flatMap((wrong) => [{ id: wrong }]),
    ...NO_AMOUNTS.filter((wrong) => wrong !== undefined).map((wrong) => ({ maxAsk: wrong })),
    ...NO_ADDRESSES.flatMap((wrong) => [{ payer: wrong }, ...(wrong === null ? [] : [{ recipient: wrong }])]),
    { maxAsk: 2n ** 256n },
  ])('error: InvalidInputError for %o', (wrong) => {
    const state = listedMarket(listing(1));
    const input = { payer, id: 1, at: NOW, ...wrong } as Parameters<typeof buySegment>[1];
    expectRefusal(state, () => buySegment(state, input), InvalidInputError);
  });
});

describe('buySegments', () => {
  const batch = { payer, at: NOW, strict: false };

  test('default: one payment for all that was filled', () => {
    const state = listedMarket(listing(1), listing(2));
    const result = buySegments(state, { ...batch, orders: [{ id: 2 }, { id: 1 }] });
    expect(result.fills.map(({ id }) => id)).toEqual([2, 1]);
    expect(result).toMatchObject({ skipped: [], totalAsk: parseWad('200') });
    expect(patBalance(state, payer)).toBe(parseWad('800'));
    expect(patBalance(state, BROKER)).toBe(parseWad('60'));
  });

  test('behavior: skipping passes over each unavailable item with its reason', () => {
    const short = { windowSeconds: 3_600, segmentType: 'SHORT' };
    const state = openMarket();
    addMarket(state, { ...TERMS, ...short }, NOW);
    registerSegments(
      state,
      [listing(1), listing(2, { market: 2 }), listing(3, { capacity: 1 }), listing(4), listing(5)],
      NOW,
    );
    const at = NOW + 3_600;
    buySegment(state, { payer: other, id: 3, at });
    buySegment(state, { payer, id: 4, at });
    const orders = [
      { id: 9 },
      { id: 2 },
      { id: 3 },
      { id: 4 },
      { id: 5, maxAsk: ASK - 1n },
      { id: 1 },
      { id: 1 },
    ];
    const { fills, skipped, totalAsk } = buySegments(state, { payer, at, strict: false, orders });
    expect(fills.map(({ id }) => id)).toEqual([1]);
    expect(totalAsk).toBe(ASK);
    expect(skipped.map(({ id, reason }) => [id, reason.constructor])).toEqual([
      [9, SegmentUnknownError],
      [2, SegmentExpiredError],
      [3, SegmentSoldOutError],
      [4, SegmentAlreadyOwnedError],
      [5, AskAboveMaxError],
      [1, SegmentAlreadyOwnedError],
    ]);
  });

  test('behavior: the last right, ordered twice, is sold out the second time', () => {
    const state = listedMarket(listing(1, { capacity: 1 }));
    const { skipped } = buySegments(state, { ...batch, orders: [{ id: 1 }, { id: 1 }] });
    expect(skipped.map(({ reason }) => reason.constructor)).toEqual([SegmentSoldOutError]);
    expect(state.segments[0]!.remaining).toBe(0);
  });

  test('behavior: an item skipped for its price may be filled by a later order', () => {
    const state = listedMarket(listing(1));
    const { fills, skipped } = buySegments(state, { ...batch, orders: [{ id: 1, maxAsk: 0n }, { id: 1 }] });
    expect([fills.length, skipped.length]).toEqual([1, 1]);
  });

  test('behavior: a batch that fills nothing charges nothing, even without allowance', () => {
    const state = listedMarket(listing(1));
    approvePat(state, payer, 0n);
    const before = structuredClone(state);
    expect(buySegments(state, { ...batch, orders: [{ id: 7 }] })).toMatchObject({ fills: [], totalAsk: 0n });
    expect(state).toEqual(before);
  });

  test.each([true, false])('error: one wei short of the total refuses all of it (strict: %s)', (strict) => {
    const state = listedMarket(listing(1), listing(2));
    const orders = [{ id: 1 }, { id: 2 }];
    approvePat(state, payer, parseWad('200') - 1n);
    const facts = { facts: { needed: parseWad('200') } };
    expectRefusal(
      state,
      () => buySegments(state, { ...batch, strict, orders }),
      InsufficientAllowanceError,
      facts,
    );
  });

  test('error: a strict batch is refused for its first unavailable item', () => {
    const state = listedMarket(listing(1), listing(2));
    const strict = { ...batch, strict: true };
    const refused = (
      orders: readonly { id: number; maxAsk?: bigint }[],
      error: new (...args: never[]) => Error,
    ): void => expectRefusal(state, () => buySegments(state, { ...strict, orders }), error);
    refused([{ id: 1 }, { id: 3 }, { id: 2, maxAsk: 0n }], SegmentUnknownError);
    refused([{ id: 1 }, { id: 2, maxAsk: 0n }, { id: 3 }], AskAboveMaxError);
    refused([{ id: 1 }, { id: 1 }], SegmentAlreadyOwnedError);
  });

  test('error: BatchSizeError for 0 and 101 orders, before consent and pause are looked at', () => {
    const state = listedMarket(listing(1));
    state.paused = true;
    for (const size of [0, 101]) {
      const orders = Array.from({ length: size }, () => ({ id: 1 }));
      const act = (): unknown => buySegments(state, { ...batch, recipient: other, orders });
      expectRefusal(state, act, BatchSizeError, { facts: { size, max: 100 } });
    }
    state.paused = false;
    const orders = Array.from({ length: 100 }, () => ({ id: 1 }));
    expect(buySegments(state, { ...batch, orders }).skipped).toHaveLength(99);
  });

  test('error: InvalidInputError for what is no array or no order, in a skipping batch too', () => {
    const state = listedMarket(listing(1));
    for (const wrong of [
      undefined,
      null,
      {},
      [{ id: 1 }, { id: Number.NaN }],
      [{ id: 1, maxAsk: 5 }],
      [null],
      [5],
    ] as readonly unknown[]) {
      const orders = wrong as { id: number }[];
      expectRefusal(state, () => buySegments(state, { ...batch, orders }), InvalidInputError);
    }
  });
});

describe('hasAccess', () => {
  test('default: until the window ends, for the recipient alone', () => {
    const state = listedMarket(listing(1), listing(2));
    buySegment(state, { payer, id: 1, at: NOW });
    expect(hasAccess(state, payer.toUpperCase().replace('0X', '0x'), 1, NOW + WEEK - 1)).toBe(true);
    expect(hasAccess(state, payer, 1, NOW + WEEK)).toBe(false);
    expect(hasAccess(state, payer, 2, NOW)).toBe(false);
    expect(hasAccess(state, other, 1, NOW)).toBe(false);
    expect(hasAccess(state, payer, 99, NOW)).toBe(false);
  });

  test('error: InvalidInputError for a malformed address or time', () => {
    const state = listedMarket(listing(1));
    for (const wrong of NO_ADDRESSES)
      expect(() => hasAccess(state, wrong as string, 1, NOW)).toThrow(InvalidInputError);
    for (const wrong of NO_NUMBERS)
      expect(() => hasAccess(state, payer, 1, wrong as number)).toThrow(InvalidInputError);
  });
});

describe('setPurchaseConsent', () => {
  test('default: consent stands until it is withdrawn, which takes nothing away', () => {
    const state = listedMarket(listing(1), listing(2));
    setPurchaseConsent(state, other, payer, true);
    buySegment(state, { payer, recipient: other, id: 1, at: NOW });
    setPurchaseConsent(state, other, payer, false);
    setPurchaseConsent(state, other, payer, false);
    expect(hasAccess(state, other, 1, NOW)).toBe(true);
    expectRefusal(
      state,
      () => buySegment(state, { payer, recipient: other, id: 2, at: NOW }),
      NoConsentError,
    );
  });

  test('error: InvalidInputError for a malformed address', () => {
    const state = openMarket();
    for (const wrong of NO_ADDRESSES) {
      expectRefusal(state, () => setPurchaseConsent(state, wrong as string, payer, true), InvalidInputError);
      expectRefusal(state, () => setPurchaseConsent(state, payer, wrong as string, true), InvalidInputError);
    }
  });
});
