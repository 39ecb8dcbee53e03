import { fc } from '@fast-check/vitest';
import { parseWad, WAD } from '@phasegate/pricing/units';
import { BUYERS, hash, MARKETPLACE, NOW, OWNER, PROVIDERS, TERMS, WEEK } from './spotMarket.test.support.ts';
import type { SpotMarketEvent, SpotMarketEventType } from './spotMarketEvent.ts';

/** By type, how often an event is tried, and from what few values it is made, so that most of them meet something. */
const INPUTS: Record<SpotMarketEventType, readonly [weight: number, arbitrary: fc.Arbitrary<object>]> =
  (() => {
    const account = fc.constantFrom(...BUYERS);
    const id = fc.integer({ min: 0, max: 6 });
    const maxAsk = fc.option(fc.constantFrom(0n, parseWad('100'), 2n ** 256n - 1n), { nil: undefined });
    const ask = fc.constantFrom('89', '90', '100', '105', '110', '110.1').map(parseWad);
    const marginBps = fc.constantFrom(99, 100, 999, 3_000, 4_000, 5_000, 5_001);
    const ends = fc.constantFrom(0n, 1n, WAD / 3n, WAD);
    const listing = fc.record(
      {
        contentHash: fc.nat(8).map(hash),
        provider: fc.constantFrom(...PROVIDERS),
        distributionRoot: fc.constant(hash(9_999)),
        freshAsk: ask,
        issuedAt: fc.constantFrom(NOW - 86_400, NOW, NOW + 3_600),
        market: fc.constantFrom(1, 1, 1, 2, 3),
        confidenceBps: fc.constantFrom(7_000, 8_499, 8_499, 8_500),
        capacity: fc.constantFrom(0, 1, 2, 3),
        curve: fc.constantFrom(0, 1, 1, 255),
      },
      {
        requiredKeys: ['contentHash', 'freshAsk', 'issuedAt', 'market', 'confidenceBps', 'capacity', 'curve'],
      },
    );
    const sold = fc.record({
      contentHash: fc.nat(8).map(hash),
      freshAsk: fc.constant(parseWad('100')),
      issuedAt: fc.constant(NOW),
      market: fc.constant(1),
      confidenceBps: fc.constant(7_500),
      capacity: fc.integer({ min: 1, max: 3 }),
      curve: fc.nat(1),
    });
    const good = fc
      .tuple(sold, fc.constantFrom(...PROVIDERS, ...PROVIDERS, ...PROVIDERS, MARKETPLACE))
      .map(([rest, provider]) => ({ ...rest, provider }));
    const shared = sold.map((rest) => ({ ...rest, distributionRoot: hash(9_999) }));
    const listings = fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.oneof(good, good, shared, listing), { maxLength: 3 }) },
      fc.array(good, { minLength: 1, maxLength: 1 }),
      fc.array(shared, { minLength: 1, maxLength: 1 }),
    );
    const settlement = { settlementPeriodHours: 24, settlementWindowHours: 23 };
    return {
      addCurve: [1, fc.record({ table: fc.constantFrom(2n ** 256n - 1n, 0n) })],
      addMarket: [
        1,
        fc.record({
          terms: fc.constantFrom(TERMS, { ...TERMS, segmentType: 'FROZEN', ...settlement }),
        }),
      ],
      setReferenceAsk: [2, fc.record({ market: fc.integer({ min: 0, max: 3 }), referenceAsk: ask })],
      registerSegments: [8, fc.record({ listings })],
      repriceSegment: [
        5,
        fc.oneof(
          fc.record({ id, freshAsk: ask, marginBps }),
          // Good ones, so that a second within the hour meets the first.
          fc.record({
            id: fc.integer({ min: 1, max: 2 }),
            freshAsk: fc.constantFrom('95', '100', '105').map(parseWad),
            marginBps: fc.constant(3_000),
          }),
        ),
      ],
      buySegment: [
        8,
        fc.record({ payer: account, recipient: account, id, maxAsk }, { requiredKeys: ['payer', 'id'] }),
      ],
      buySegments: [
        6,
        fc.record(
          {
            payer: account,
            recipient: account,
            orders: fc.array(fc.record({ id, maxAsk }), { maxLength: 4 }),
            strict: fc.boolean(),
          },
          { requiredKeys: ['payer', 'orders', 'strict'] },
        ),
      ],
      deliverAccess: [4, fc.record({ id, provider: fc.constantFrom(...PROVIDERS), recipient: account })],
      setPurchaseConsent: [2, fc.record({ recipient: account, payer: account, consented: fc.boolean() })],
      withdrawEarnings: [
        3,
        fc.record(
          {
            owner: fc.constantFrom(...PROVIDERS),
            account: fc.integer({ min: 0, max: 3 }),
            to: fc.constant(OWNER),
          },
          { requiredKeys: ['owner'] },
        ),
      ],
      claimDistribution: [
        4,
        fc.record({
          contentHash: fc.nat(8).map(hash),
          share: fc.record({
            leaf: fc.nat(2),
            provider: fc.constantFrom(...PROVIDERS),
            from: ends,
            to: fc.oneof(ends, fc.constant(WAD)),
          }),
        }),
      ],
      recoverSurplus: [1, fc.constant({ to: OWNER })],
      setBrokerMargin: [1, fc.record({ marginBps })],
      setMarginBand: [1, fc.record({ bandBps: fc.constantFrom(0, 2_000, 5_000, 5_001) })],
      setBrokerWallet: [1, fc.record({ wallet: fc.constantFrom(OWNER, MARKETPLACE) })],
      setPaused: [1, fc.record({ paused: fc.constantFrom(true, false, false, false) })],
      refreshIndexStanding: [1, fc.record({ account, countsForIndex: fc.boolean() })],
      allocatePat: [1, fc.record({ to: account, amount: fc.constant(WAD) })],
      approvePat: [1, fc.record({ owner: account, amount: fc.constantFrom(0n, WAD, 2n ** 256n - 1n) })],
      transferPat: [
        1,
        fc.record({
          from: account,
          to: fc.constantFrom(...BUYERS, MARKETPLACE),
          amount: fc.constantFrom(1n, 900n * WAD, 2_000n * WAD),
        }),
      ],
    };
  })();

const HOSTILE = [undefined, null, -1, 0.5, Number.NaN, '', '0x', {}, [], [null], 2n ** 256n, -1n] as const;

/** An event without its time, well formed or with one thing in it that no caller should send. */
const anyInput: fc.Arbitrary<object> = fc.oneof(
  ...(Object.entries(INPUTS) as [SpotMarketEventType, (typeof INPUTS)[SpotMarketEventType]][]).map(
    ([type, [weight, arbitrary]]) => ({
      weight,
      arbitrary: fc
        .tuple(arbitrary, fc.nat(199), fc.constantFrom(...HOSTILE))
        .map(([input, place, hostile]) => {
          const event = { type, ...input };
          // One event in twenty has one of its fields spoilt, its type perhaps.
          const keys = Object.keys(event);
          return place < 10 ? { ...event, [keys[place % keys.length]!]: hostile } : event;
        }),
    }),
  ),
);

const step = fc.oneof(
  { weight: 20, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(1, 3_600) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 86_400, WEEK) },
);

/** A sequence of events at times that mostly stand still, seldom leap a day or a week, and once in a while fall. */
export const anyEvents: fc.Arbitrary<readonly SpotMarketEvent[]> = fc
  .array(fc.tuple(anyInput, step), { minLength: 1, maxLength: 60, size: 'max' })
  .map((steps) => {
    let seen = NOW;
    return steps.map(([input, seconds]) => {
      const at = seen + seconds;
      seen = Math.max(seen, at);
      return { ...input, at } as SpotMarketEvent;
    });
  });
