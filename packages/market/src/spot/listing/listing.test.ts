import { InvalidCurveError, SegmentExpiredError } from '@phasegate/pricing';
import {
  AskMoveTooLargeError,
  AskOutsideBandError,
  BatchSizeError,
  ConfidenceOutsideBandError,
  ContentAlreadySealedError,
  CurveUnknownError,
  IssuedAtOutOfRangeError,
  MarginOutsideBandError,
  MarginTooLowError,
  MarketExistsError,
  MarketUnknownError,
  OneOfProviderAndDistributionError,
  PausedError,
  PricesFrozenError,
  ProviderIsMarketplaceError,
  ReferenceMoveTooLargeError,
  RepricedTooSoonError,
  SegmentUnknownError,
  TooManyAccountsError,
  TooManyCurvesError,
  TooManyMarketsError,
  ZeroCapacityError,
} from '@phasegate/pricing/refusals';
import {
  type Bps,
  InvalidInputError,
  MAX_ASK,
  MarginTooHighError,
  parseWad,
  type Wad,
} from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { playSpotMarket } from '../playSpotMarket.ts';
import { setMarginBand } from '../settings/settings.ts';
import {
  emptyMarket,
  expectRefusal,
  hash,
  listedMarket,
  listing,
  MARKETPLACE,
  NO_ADDRESSES,
  NO_AMOUNTS,
  NO_NUMBERS,
  NOW,
  openMarket,
  PROVIDERS,
  TERMS,
} from '../spotMarket.test.support.ts';
import { MAX_BATCH, type MarketTerms } from '../state/spotMarketState.ts';
import { addCurve } from './addCurve.ts';
import { addMarket } from './addMarket.ts';
import { type Listing } from './checkListing.ts';
import { frozenUntil } from './frozenUntil.ts';
import { registerSegments } from './registerSegments.ts';
import { repriceSegment } from './repriceSegment.ts';
import { setReferenceAsk } from './setReferenceAsk.ts';

const FLAT = 2n ** 256n - 1n;
const DAY = 86_400;
const HOUR = 3_600;
const many = (size: number): Listing[] => Array.from({ length: size }, (_, i) => listing(i));
const wei = (pat: string, more: bigint = 0n): Wad => (parseWad(pat) + more) as Wad;

describe('addCurve', () => {
  test('default: curves are numbered from 0', () => {
    const state = emptyMarket();
    expect([addCurve(state, FLAT), addCurve(state, FLAT)]).toEqual([0, 1]);
  });

  test('error: TooManyCurvesError for the 257th', () => {
    const state = emptyMarket();
    for (let i = 0; i < 256; i++) expect(addCurve(state, FLAT)).toBe(i);
    expectRefusal(state, () => addCurve(state, FLAT), TooManyCurvesError, { facts: { max: 256 } });
  });

  test.each([0n, FLAT - 1n, FLAT + 1n, 1, undefined])('error: InvalidCurveError for %o', (table) => {
    const state = emptyMarket();
    expectRefusal(state, () => addCurve(state, table as bigint), InvalidCurveError);
  });
});

describe('addMarket', () => {
  test('default: markets are numbered from 1, their anchor is the reference', () => {
    const state = emptyMarket();
    expect(addMarket(state, TERMS, NOW)).toBe(1);
    const { referenceAsk } = TERMS;
    expect(state.markets).toEqual([{ terms: TERMS, referenceAsk, anchorAsk: referenceAsk, anchorAt: NOW }]);
  });

  test.each<Partial<MarketTerms>>([
    { segmentType: 'BROWSE' },
    { windowSeconds: 1 },
    { confidenceLowBps: 7_001 },
    { confidenceHighBps: 8_501 },
  ])('behavior: another type, window or band is another market: %o', (other) => {
    expect(addMarket(openMarket(), { ...TERMS, ...other }, NOW)).toBe(2);
  });

  test('error: MarketExistsError for the same type, window and band at another price', () => {
    const state = openMarket();
    const again = { ...TERMS, referenceAsk: 1n as Wad, bandBps: 0, dailyMoveBps: 0 };
    expectRefusal(state, () => addMarket(state, again, NOW), MarketExistsError, { facts: { market: 1 } });
  });

  test('error: TooManyMarketsError for the 65,536th', () => {
    const state = openMarket();
    const other = { ...state.markets[0]!, terms: { ...TERMS, windowSeconds: 1 } };
    for (let i = 2; i < 65_535; i++) state.markets.push(other);
    expect(addMarket(state, { ...TERMS, windowSeconds: 2 }, NOW)).toBe(65_535);
    const more = { ...TERMS, windowSeconds: 3 };
    expect(() => addMarket(state, more, NOW)).toThrow(new TooManyMarketsError(65_535));
    expect(() => addMarket(state, TERMS, NOW)).toThrow(MarketExistsError);
  });

  test('behavior: the terms stay what they were when the caller changes its own', () => {
    const state = emptyMarket();
    const mine = { ...TERMS };
    addMarket(state, mine, NOW);
    mine.bandBps = 0;
    expect(state.markets[0]!.terms.bandBps).toBe(TERMS.bandBps);
  });

  test.each<Partial<MarketTerms>>([
    { windowSeconds: 2 ** 24 - 1 },
    { confidenceLowBps: 0, confidenceHighBps: 1 },
    { confidenceLowBps: 9_999, confidenceHighBps: 10_000 },
    { bandBps: 0, dailyMoveBps: 0 },
    { bandBps: 9_999, dailyMoveBps: 9_999 },
    { referenceAsk: 1n as Wad },
    { referenceAsk: MAX_ASK },
    { segmentType: 'x'.repeat(31) },
    { settlementPeriodHours: 1 },
    { settlementPeriodHours: 1_024, settlementWindowHours: 1_023, settlementOffsetHours: 1_023 },
  ])('behavior: terms at their limits are taken: %o', (limits) => {
    expect(addMarket(emptyMarket(), { ...TERMS, ...limits }, NOW)).toBe(1);
  });

  test.each([
    ...['windowSeconds', 'confidenceHighBps', 'confidenceLowBps', 'bandBps', 'dailyMoveBps'].flatMap((name) =>
      NO_NUMBERS.map((wrong) => ({ [name]: wrong })),
    ),
    ...['settlementPeriodHours', 'settlementWindowHours', 'settlementOffsetHours'].flatMap((name) =>
      NO_NUMBERS.filter((wrong) => wrong !== null).map((wrong) => ({ [name]: wrong })),
    ),
    ...NO_AMOUNTS.map((wrong) => ({ referenceAsk: wrong })),
    { referenceAsk: 0n },
    { referenceAsk: MAX_ASK + 1n },
    { windowSeconds: 0 },
    { windowSeconds: 2 ** 24 },
    { confidenceLowBps: 8_500 },
    { confidenceHighBps: 10_001 },
    { bandBps: 10_000 },
    { dailyMoveBps: 10_000 },
    { segmentType: '' },
    { segmentType: 'x'.repeat(32) },
    { segmentType: 'é'.repeat(16) },
    { segmentType: 'A\0' },
    { segmentType: '\ud800' },
    { segmentType: 5 },
    { segmentType: undefined },
    { settlementPeriodHours: 1_025 },
    { settlementWindowHours: 1 },
    { settlementOffsetHours: 1 },
    { settlementPeriodHours: 24, settlementWindowHours: 24 },
    { settlementPeriodHours: 24, settlementOffsetHours: 24 },
  ])('error: InvalidInputError for the terms %o', (wrong) => {
    const state = emptyMarket();
    expectRefusal(
      state,
      () => addMarket(state, { ...TERMS, ...wrong } as MarketTerms, NOW),
      InvalidInputError,
    );
  });
});

describe('setReferenceAsk', () => {
  test('default: a reference of 100 PAT and a move of 5 % take 95 to 105 PAT', () => {
    for (const ask of [wei('95'), wei('105'), wei('100')]) {
      const state = openMarket();
      setReferenceAsk(state, 1, ask, NOW);
      expect(state.markets[0]!.referenceAsk).toBe(ask);
    }
  });

  test.each([wei('95', -1n), wei('105', 1n)])(
    'error: ReferenceMoveTooLargeError for %s wei',
    (referenceAsk) => {
      const state = openMarket();
      const facts = { market: 1, referenceAsk, lowest: wei('95'), highest: wei('105') };
      expectRefusal(state, () => setReferenceAsk(state, 1, referenceAsk, NOW), ReferenceMoveTooLargeError, {
        facts,
      });
    },
  );

  test('behavior: several moves within a day are measured from the same anchor', () => {
    const state = openMarket();
    setReferenceAsk(state, 1, wei('105'), NOW);
    const further = (): void => setReferenceAsk(state, 1, wei('105', 1n), NOW + DAY - 1);
    expectRefusal(state, further, ReferenceMoveTooLargeError);
    setReferenceAsk(state, 1, wei('95'), NOW + DAY - 1);
    expect(state.markets[0]).toMatchObject({ anchorAsk: wei('100'), anchorAt: NOW + DAY - 1 });
  });

  test('behavior: moves just before and just after the edge of a day share an anchor', () => {
    const state = openMarket();
    setReferenceAsk(state, 1, wei('105'), NOW + DAY - 1);
    const walk = (): void => setReferenceAsk(state, 1, wei('105', 1n), NOW + DAY);
    expectRefusal(state, walk, ReferenceMoveTooLargeError);
  });

  test('behavior: after a day the anchor follows to where the reference stands', () => {
    const state = openMarket();
    setReferenceAsk(state, 1, wei('105'), NOW);
    setReferenceAsk(state, 1, wei('110.25'), NOW + DAY);
    expect(state.markets[0]).toMatchObject({
      anchorAsk: wei('105'),
      anchorAt: NOW + DAY,
      referenceAsk: wei('110.25'),
    });
  });

  test('behavior: a refused move does not begin a new day', () => {
    const state = openMarket();
    expectRefusal(state, () => setReferenceAsk(state, 1, wei('200'), NOW + DAY), ReferenceMoveTooLargeError);
  });

  test('behavior: the limits round inward', () => {
    const state = emptyMarket();
    addMarket(state, { ...TERMS, referenceAsk: 3n as Wad, dailyMoveBps: 9_999 }, NOW);
    const limits = { facts: { lowest: 1n, highest: 5n } };
    expectRefusal(state, () => setReferenceAsk(state, 1, 0n as Wad, NOW), ReferenceMoveTooLargeError, limits);
    expectRefusal(state, () => setReferenceAsk(state, 1, 6n as Wad, NOW), ReferenceMoveTooLargeError, limits);
    setReferenceAsk(state, 1, 5n as Wad, NOW);
  });

  test('error: PricesFrozenError from the first second of a settlement window to its last', () => {
    const midnight = Math.floor(NOW / DAY) * DAY;
    const state = openMarket();
    const market = addMarket(
      state,
      { ...TERMS, segmentType: 'SETTLED', settlementPeriodHours: 24, settlementWindowHours: 2 },
      NOW,
    );
    const begin = midnight + 22 * HOUR;
    setReferenceAsk(state, market, wei('101'), begin - 1);
    const frozen = { facts: { market, until: midnight + DAY } };
    for (const now of [begin, midnight + DAY - 1]) {
      expectRefusal(state, () => setReferenceAsk(state, market, wei('102'), now), PricesFrozenError, frozen);
    }
    setReferenceAsk(state, market, wei('102'), midnight + DAY);
  });

  test.each([0, 2, 65_535])('error: MarketUnknownError for market %i', (market) => {
    const state = openMarket();
    expectRefusal(state, () => setReferenceAsk(state, market, wei('100'), NOW), MarketUnknownError, {
      facts: { market },
    });
  });

  test.each([...NO_NUMBERS, 65_536])('error: InvalidInputError for market or time %o', (wrong) => {
    const state = openMarket();
    expectRefusal(state, () => setReferenceAsk(state, wrong as number, wei('100'), NOW), InvalidInputError);
    if (wrong === 65_536) return;
    expectRefusal(state, () => setReferenceAsk(state, 1, wei('100'), wrong as number), InvalidInputError);
  });

  test('error: InvalidInputError for a reference the chain could not store, though the move allows it', () => {
    const state = emptyMarket();
    addMarket(state, { ...TERMS, referenceAsk: MAX_ASK }, NOW);
    expectRefusal(state, () => setReferenceAsk(state, 1, (MAX_ASK + 1n) as Wad, NOW), InvalidInputError);
    setReferenceAsk(state, 1, MAX_ASK, NOW);
  });
});

describe('frozenUntil', () => {
  const settled = { ...TERMS, settlementPeriodHours: 24, settlementWindowHours: 2, settlementOffsetHours: 6 };

  test('default: the last two hours before 06:00', () => {
    expect(frozenUntil(settled, 4 * HOUR)).toBe(6 * HOUR);
    expect(frozenUntil(settled, 6 * HOUR - 1)).toBe(6 * HOUR);
  });

  test('behavior: free before and from the settlement on', () => {
    expect(frozenUntil(settled, 4 * HOUR - 1)).toBeUndefined();
    expect(frozenUntil(settled, 6 * HOUR)).toBeUndefined();
  });

  test('behavior: never without settlements or without a window', () => {
    for (let hour = 0; hour < 48; hour++) {
      expect(frozenUntil(TERMS, hour * HOUR)).toBeUndefined();
      expect(frozenUntil({ ...settled, settlementWindowHours: 0 }, hour * HOUR)).toBeUndefined();
    }
  });

  test('error: InvalidInputError for a malformed time', () => {
    for (const wrong of NO_NUMBERS)
      expect(() => frozenUntil(settled, wrong as number)).toThrow(InvalidInputError);
  });
});

describe('registerSegments', () => {
  test('default: ids are sequential from 1, the margin is that of the moment', () => {
    const state = openMarket();
    expect(registerSegments(state, [listing(1), listing(2)], NOW)).toBe(1);
    expect(registerSegments(state, [listing(3)], NOW)).toBe(3);
    expect(state.segments[0]).toEqual({
      freshAsk: parseWad('100'),
      issuedAt: NOW,
      windowSeconds: TERMS.windowSeconds,
      confidenceBps: 7_500,
      market: 1,
      marginBps: 3_000,
      remaining: 2,
      curve: 0,
      account: 1,
      contentHash: hash(1),
      askAnchor: { ask: 0n, movedAt: 0 },
    });
  });

  test('behavior: a provider keeps one account, whatever the case of its address; a distribution gets its own', () => {
    const [first, second] = PROVIDERS;
    const state = listedMarket(
      listing(1, { provider: first }),
      listing(2, { provider: first.toUpperCase().replace('0X', '0x') }),
      listing(3, { provider: second }),
      listing(4, { distributionRoot: hash(0xabc).toUpperCase().replace('0X', '0x') }),
      listing(5, { distributionRoot: hash(0xabc) }),
    );
    expect(state.segments.map(({ account }) => account)).toEqual([1, 1, 2, 3, 4]);
    expect(state.accounts.map(({ owner }) => owner)).toEqual([first, second, undefined, undefined]);
    expect(state.accounts[2]!.distributionRoot).toBe(hash(0xabc));
  });

  test('behavior: asks from 90 to 110 PAT fit a band of 10 % around 100', () => {
    const asks = [wei('90'), wei('110')];
    const state = listedMarket(...asks.map((freshAsk, i) => listing(i, { freshAsk })));
    expect(state.segments.map(({ freshAsk }) => freshAsk)).toEqual(asks);
  });

  test.each([wei('90', -1n), wei('110', 1n), 0n as Wad, MAX_ASK])(
    'error: AskOutsideBandError for %s wei',
    (freshAsk) => {
      const state = openMarket();
      const facts = { market: 1, freshAsk, lowest: wei('90'), highest: wei('110') };
      expectRefusal(
        state,
        () => registerSegments(state, [listing(1, { freshAsk })], NOW),
        AskOutsideBandError,
        { facts },
      );
    },
  );

  test('behavior: the band follows the reference', () => {
    const state = openMarket();
    setReferenceAsk(state, 1, wei('105'), NOW);
    expect(registerSegments(state, [listing(1, { freshAsk: wei('115.5') })], NOW)).toBe(1);
    const low = listing(2, { freshAsk: wei('94.5', -1n) });
    expectRefusal(state, () => registerSegments(state, [low], NOW), AskOutsideBandError);
  });

  test.each([
    { low: 7_000, high: 8_500, takes: [7_000, 8_499], refuses: [6_999, 8_500] },
    { low: 8_500, high: 10_000, takes: [8_500, 9_999, 10_000], refuses: [8_499, 10_001, 65_535] },
    { low: 0, high: 9_999, takes: [1, 9_998], refuses: [0, 9_999, 10_000] },
  ])('error: ConfidenceOutsideBandError outside [$low, $high), the last band closed', (band) => {
    const { low, high, takes, refuses } = band;
    const state = openMarket();
    const terms = { ...TERMS, segmentType: 'BAND', confidenceLowBps: low, confidenceHighBps: high };
    const market = addMarket(state, terms, NOW);
    for (const confidenceBps of refuses) {
      const outside = listing(1, { market, confidenceBps });
      expectRefusal(state, () => registerSegments(state, [outside], NOW), ConfidenceOutsideBandError, {
        facts: { market, confidenceBps, low, high },
      });
    }
    const inside = takes.map((confidenceBps, i) => listing(i, { market, confidenceBps }));
    expect(registerSegments(state, inside, NOW)).toBe(1);
  });

  test('error: IssuedAtOutOfRangeError a second before the limit on backdating and a second ahead', () => {
    const state = openMarket();
    const range = { earliest: NOW - DAY, latest: NOW };
    for (const issuedAt of [NOW - DAY - 1, NOW + 1]) {
      const act = (): unknown => registerSegments(state, [listing(1, { issuedAt })], NOW);
      expectRefusal(state, act, IssuedAtOutOfRangeError, { facts: { issuedAt, ...range } });
    }
    registerSegments(state, [listing(1, { issuedAt: NOW - DAY }), listing(2, { issuedAt: NOW })], NOW);
  });

  test('error: IssuedAtOutOfRangeError for what has expired where the window is shorter than that limit', () => {
    const state = openMarket();
    const market = addMarket(state, { ...TERMS, windowSeconds: HOUR }, NOW);
    const old = listing(1, { market, issuedAt: NOW - HOUR });
    expectRefusal(state, () => registerSegments(state, [old], NOW), IssuedAtOutOfRangeError);
    registerSegments(state, [listing(1, { market, issuedAt: NOW - HOUR + 1 })], NOW);
  });

  test('error: CurveUnknownError, ZeroCapacityError, MarketUnknownError', () => {
    const state = openMarket();
    const list = (more: Partial<Listing>) => (): unknown => registerSegments(state, [listing(1, more)], NOW);
    expectRefusal(state, list({ curve: 2 }), CurveUnknownError, { facts: { curve: 2 } });
    expectRefusal(state, list({ capacity: 0 }), ZeroCapacityError, { facts: { contentHash: hash(1) } });
    expectRefusal(state, list({ market: 0 }), MarketUnknownError, { facts: { market: 0 } });
    expectRefusal(state, list({ market: 2 }), MarketUnknownError, { facts: { market: 2 } });
    registerSegments(
      state,
      [listing(1, { curve: 1, capacity: 1 }), listing(2, { capacity: 2 ** 24 - 1 })],
      NOW,
    );
  });

  test('error: ContentAlreadySealedError, also within one batch and in another case', () => {
    const state = listedMarket(listing(0xab));
    const again = listing(0xab, { contentHash: hash(0xab).toUpperCase().replace('0X', '0x') });
    expectRefusal(state, () => registerSegments(state, [again], NOW), ContentAlreadySealedError, {
      facts: { contentHash: hash(0xab), id: 1 },
    });
    const twice = [listing(1), listing(2), listing(2)];
    expectRefusal(state, () => registerSegments(state, twice, NOW), ContentAlreadySealedError, {
      facts: { id: 3 },
    });
  });

  test('error: OneOfProviderAndDistributionError for both and for neither', () => {
    const state = openMarket();
    const both = listing(1, { provider: PROVIDERS[0], distributionRoot: hash(7) });
    const { provider: _, ...neither } = listing(1);
    for (const wrong of [both, neither]) {
      expectRefusal(state, () => registerSegments(state, [wrong], NOW), OneOfProviderAndDistributionError);
    }
  });

  test('error: BatchSizeError for 0 and 101 listings', () => {
    const state = openMarket();
    for (const size of [0, MAX_BATCH + 1]) {
      expectRefusal(state, () => registerSegments(state, many(size), NOW), BatchSizeError, {
        facts: { size, max: 100 },
      });
    }
    expect(registerSegments(state, many(MAX_BATCH), NOW)).toBe(1);
  });

  test('error: PausedError', () => {
    const state = openMarket();
    state.paused = true;
    expectRefusal(state, () => registerSegments(state, [listing(1)], NOW), PausedError, {
      facts: { byOwner: true, until: undefined },
    });
  });

  test('error: TooManyAccountsError once a listing needs another account, and then nothing is listed', () => {
    const state = listedMarket(listing(1));
    const last = 2 ** 32 - 1;
    state.accounts.length = last - 1;
    const [, second, third] = PROVIDERS;
    const ofSecond = listing(2, { provider: second });
    const refused = [
      [ofSecond, listing(3, { provider: third })],
      [listing(3, { distributionRoot: hash(9) }), ofSecond],
    ];
    for (const listings of refused) {
      expect(() => registerSegments(state, listings, NOW)).toThrow(new TooManyAccountsError(last));
    }
    expect([state.segments.length, state.accounts.length]).toEqual([1, last - 1]);
    // One account for two segments of a provider, and none for who has one already.
    registerSegments(state, [ofSecond, listing(3, { provider: second }), listing(4)], NOW);
    expect([state.accountOf.get(second), state.accounts.length]).toEqual([last, last]);
    registerSegments(state, [listing(5), listing(6, { provider: second })], NOW);
    expect(() => registerSegments(state, [listing(7, { provider: third })], NOW)).toThrow(
      TooManyAccountsError,
    );
  });

  test('behavior: the last of a batch refuses all of it', () => {
    const state = openMarket();
    expectRefusal(
      state,
      () => registerSegments(state, [listing(1), listing(2, { capacity: 0 })], NOW),
      ZeroCapacityError,
    );
  });

  test.each([
    ...['issuedAt', 'market', 'confidenceBps', 'capacity', 'curve'].flatMap((name) =>
      [...NO_NUMBERS, undefined].map((wrong) => ({ [name]: wrong })),
    ),
    ...NO_AMOUNTS.map((wrong) => ({ freshAsk: wrong })),
    ...NO_ADDRESSES.map((wrong) => ({ provider: wrong })),
    ...['', '0x', `0x${'0'.repeat(64)}`, `0x${'1'.repeat(63)}`, 5, null].flatMap((wrong) => [
      { contentHash: wrong },
      { provider: undefined, distributionRoot: wrong },
    ]),
    { freshAsk: MAX_ASK + 1n },
    { capacity: 2 ** 24 },
    { confidenceBps: 65_536 },
    { curve: 256 },
  ])('error: InvalidInputError for a listing with %o', (wrong) => {
    const state = openMarket();
    const malformed = listing(1, wrong as Partial<Listing>);
    if (malformed.distributionRoot !== undefined) delete (malformed as { provider?: string }).provider;
    expectRefusal(state, () => registerSegments(state, [malformed], NOW), InvalidInputError);
  });

  test('error: InvalidInputError for what is no array', () => {
    const state = openMarket();
    for (const wrong of [
      undefined,
      null,
      {},
      'x',
      [null],
      [listing(1), undefined],
      [5],
    ] as readonly unknown[]) {
      expectRefusal(state, () => registerSegments(state, wrong as Listing[], NOW), InvalidInputError);
    }
  });
});

describe('repriceSegment', () => {
  const change = { id: 1, freshAsk: wei('105'), marginBps: 5_000 as Bps, at: NOW };

  test('default: ask and margin change and the anchor takes note, nothing else', () => {
    const state = listedMarket(listing(1));
    const before = structuredClone(state.segments[0]!);
    repriceSegment(state, change);
    const askAnchor = { ask: wei('100'), movedAt: NOW };
    expect(state.segments[0]).toEqual({ ...before, freshAsk: wei('105'), marginBps: 5_000, askAnchor });
  });

  test('behavior: open while paused, up to the last second of the window', () => {
    const state = listedMarket(listing(1));
    state.paused = true;
    playSpotMarket(state, { type: 'repriceSegment', ...change, at: NOW + TERMS.windowSeconds - 1 });
    expect(state.segments[0]!.freshAsk).toBe(wei('105'));
  });

  test('error: SegmentExpiredError from the second in which the window ends', () => {
    const state = listedMarket(listing(1));
    const late = { ...change, at: NOW + TERMS.windowSeconds };
    expectRefusal(state, () => repriceSegment(state, late), SegmentExpiredError);
  });

  test('error: RepricedTooSoonError within the hour: no price is lowered, bought at and put back', () => {
    const state = listedMarket(listing(1));
    repriceSegment(state, { ...change, freshAsk: wei('95') });
    const back = { ...change, freshAsk: wei('100'), at: NOW + HOUR - 1 };
    const facts = { id: 1, possibleAt: NOW + HOUR, timestamp: NOW + HOUR - 1 };
    expectRefusal(state, () => repriceSegment(state, back), RepricedTooSoonError, { facts });
    repriceSegment(state, { ...back, at: NOW + HOUR });
    expect(state.segments[0]!.freshAsk).toBe(wei('100'));
  });

  test('behavior: a day of moves is measured from where the ask had last rested for one', () => {
    const state = listedMarket(listing(1));
    repriceSegment(state, change);
    const further = { ...change, freshAsk: wei('105', 1n) };
    for (const at of [NOW + HOUR, NOW + DAY - 1]) {
      const facts = { id: 1, freshAsk: wei('105', 1n), lowest: wei('95'), highest: wei('105') };
      expectRefusal(state, () => repriceSegment(state, { ...further, at }), AskMoveTooLargeError, { facts });
    }
    repriceSegment(state, { ...further, at: NOW + DAY });
    expect(state.segments[0]!.askAnchor).toEqual({ ask: wei('105'), movedAt: NOW + DAY });
  });

  test('error: PricesFrozenError in the settlement window, from its first second to its end', () => {
    const state = emptyMarket();
    addCurve(state, FLAT);
    const settles = { settlementPeriodHours: 24, settlementWindowHours: 2 };
    addMarket(state, { ...TERMS, ...settles }, NOW);
    registerSegments(state, [listing(1)], NOW);
    const [opens, ends] = [Math.ceil(NOW / DAY) * DAY + 22 * HOUR, Math.ceil(NOW / DAY) * DAY + DAY];
    for (const at of [opens, ends - 1]) {
      expectRefusal(state, () => repriceSegment(state, { ...change, at }), PricesFrozenError, {
        facts: { market: 1, until: ends },
      });
    }
    repriceSegment(state, { ...change, at: ends });
    expect(state.segments[0]!.freshAsk).toBe(wei('105'));
  });

  test.each([0, 2])('error: SegmentUnknownError for segment %i, before its margin is looked at', (id) => {
    const state = listedMarket(listing(1));
    const wrong = { ...change, id, marginBps: 5_001 as Bps };
    expectRefusal(state, () => repriceSegment(state, wrong), SegmentUnknownError, { facts: { id } });
  });

  test.each([5_001, 10_001, 65_535])(
    'error: MarginTooHighError for %i bps, before the ask is looked at',
    (marginBps) => {
      const state = listedMarket(listing(1));
      const wrong = { ...change, freshAsk: 0n as Wad, marginBps: marginBps as Bps };
      expectRefusal(state, () => repriceSegment(state, wrong), MarginTooHighError, { marginBps });
    },
  );

  test("error: MarginTooLowError, MarginOutsideBandError: the margin stays near the broker's", () => {
    const state = listedMarket(listing(1));
    const margin = (marginBps: number) => (): void =>
      repriceSegment(state, { ...change, marginBps: marginBps as Bps });
    expectRefusal(state, margin(99), MarginTooLowError);
    expectRefusal(state, margin(999), MarginOutsideBandError, {
      facts: { marginBps: 999, lowest: 1_000, highest: 5_000 },
    });
    setMarginBand(state, 500 as Bps);
    expectRefusal(state, margin(3_501), MarginOutsideBandError);
    margin(2_500)();
    expect(state.segments[0]!.marginBps).toBe(2_500);
  });

  test.each([wei('90', -1n), wei('110', 1n)])('error: AskOutsideBandError for %s wei', (freshAsk) => {
    const state = listedMarket(listing(1));
    expectRefusal(state, () => repriceSegment(state, { ...change, freshAsk }), AskOutsideBandError);
  });

  test.each([
    ...NO_NUMBERS.flatMap((wrong) => [{ id: wrong }, { marginBps: wrong }]),
    ...NO_AMOUNTS.map((wrong) => ({ freshAsk: wrong })),
    { freshAsk: MAX_ASK + 1n },
    { marginBps: 65_536 },
  ])('error: InvalidInputError for %o', (wrong) => {
    const state = listedMarket(listing(1));
    expectRefusal(
      state,
      () => repriceSegment(state, { ...change, ...wrong } as typeof change),
      InvalidInputError,
    );
  });
});

test('error: ProviderIsMarketplaceError: the marketplace itself can earn nothing', () => {
  const state = openMarket();
  const own = { ...listing(1), provider: MARKETPLACE };
  expectRefusal(state, () => registerSegments(state, [own], NOW), ProviderIsMarketplaceError);
});
