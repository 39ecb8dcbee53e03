import { freshnessAt, freshnessCurve } from '@phasegate/pricing';
import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import type { ChainEvent } from './readinessEvents.ts';
import { type ReadinessCalendar, readinessHistory } from './readinessHistory.ts';

const PAT = 10n ** 18n;
const DAY = 86_400;
const FROM = 20_000;
const MARKETPLACE = '0xMarketplace';
const curve = freshnessCurve({ family: 'linear' });
const calendar: ReadinessCalendar = {
  market: 1,
  fromDay: FROM,
  toDay: FROM + 5,
  marketplace: MARKETPLACE,
  minIndexAsk: PAT as Wad,
  minIndexMarginBps: 500 as Bps,
};

const event = (day: number, seconds: number, name: string, args: ChainEvent['args']): ChainEvent => ({
  name,
  blockTimestamp: (FROM + day) * DAY + seconds,
  args,
});
const setUp: readonly ChainEvent[] = [
  event(-9, 0, 'CurveAdded', { curve: 0n, table: curve.table }),
  event(-9, 0, 'MarketAdded', {
    market: 1n,
    terms: { window: 20 * DAY, referenceAsk: 100n * PAT, bandBps: 2_000 },
  }),
  event(-9, 0, 'MarketAdded', {
    market: 2n,
    terms: { window: DAY, referenceAsk: 100n * PAT, bandBps: 2_000 },
  }),
];
const listed = (id: number, day: number, market = 1n): ChainEvent =>
  event(day, 0, 'SegmentRegistered', {
    id: BigInt(id),
    market,
    issuedAt: BigInt((FROM + day) * DAY),
    confidenceBps: 8_000n,
    curve: 0n,
    freshAsk: 100n * PAT,
    marginBps: 3_000n,
    capacity: 20n,
  });
const bought = (
  id: number,
  day: number,
  seconds: number,
  recipient: string,
  payer = recipient,
): ChainEvent[] => {
  const transactionHash = `0x${id}-${day}-${seconds}-${recipient}`;
  const paid = event(day, seconds, 'Transfer', { from: payer, to: MARKETPLACE, value: 1n });
  const purchase = event(day, seconds, 'SegmentPurchased', {
    id: BigInt(id),
    recipient,
    ask: 100n * PAT,
    payout: PAT,
  });
  return [
    { ...paid, transactionHash },
    { ...purchase, transactionHash },
  ];
};
const inOrder = (events: readonly ChainEvent[]): readonly ChainEvent[] =>
  events.toSorted((a, b) => a.blockTimestamp - b.blockTimestamp);

/** Two purchases of 100 PAT a day, in two hours, all of segment 1, fresh at day 0. */
const trading = inOrder([
  ...setUp,
  listed(1, 0),
  ...[0, 1, 2, 3, 4].flatMap((day) => [...bought(1, day, 3_600, '0xAda'), ...bought(1, day, 7_200, '0xBob')]),
]);

test('default: days, hours, prices and buyers come from events alone', () => {
  const history = readinessHistory(trading, calendar);
  expect(history.days.map((day) => day.volume)).toEqual(Array.from({ length: 5 }, () => 200n * PAT));
  expect(history.days.map((day) => day.tradedHours)).toEqual([2, 2, 2, 2, 2]);
  const weight = [3_600, 7_200].reduce((sum, age) => sum + freshnessAt(curve, age, 20 * DAY) * 8_000n, 0n);
  expect(history.days[0]!.price).toBe((200n * PAT * 10n ** 22n) / weight);
  expect(history.buyers).toEqual([
    { account: '0xada', volume: 500n * PAT },
    { account: '0xbob', volume: 500n * PAT },
  ]);
  expect(history.days[0]!.deviation).toBeUndefined();
  expect(history.days[1]!.deviation).toBeGreaterThan(0);
  expect(history.synthetics).toBeUndefined();
});

test('behavior: a day is audited where the digest says what the events say', () => {
  const [first] = readinessHistory(trading, calendar).days;
  const { day, volume, tradedHours, price } = first!;
  const digest = { market: 1n, day: BigInt(day), tradedHours: BigInt(tradedHours), volume, price };
  const auditedBy = (changes: object): boolean =>
    readinessHistory([...trading, event(4, 80_000, 'DayDigested', { ...digest, ...changes })], calendar)
      .days[0]!.audited;
  expect(auditedBy({})).toBe(true);
  expect(auditedBy({ tradedHours: 1n })).toBe(false);
  expect(auditedBy({ volume: volume - 1n })).toBe(false);
  expect(auditedBy({ price: price + 1n })).toBe(false);
  expect(auditedBy({ market: 2n })).toBe(false);
  expect(first!.audited).toBe(false);
});

test('behavior: affiliates count for nothing, whoever paid and whenever they were marked', () => {
  const events = inOrder([
    ...trading,
    ...bought(1, 1, 10_000, '0xAda', '0xDesk'),
    ...bought(1, 2, 10_000, '0xFriend', '0xAda'),
    event(4, 70_000, 'AffiliateSet', { account: '0xFriend', affiliate: true }),
    event(4, 70_000, 'BrokerSet', { account: '0xDesk', broker: true }),
    event(4, 70_001, 'AffiliateSet', { account: '0xFriend', affiliate: false }),
  ]);
  const history = readinessHistory(events, calendar);
  expect(history.days.map((day) => day.volume / PAT)).toEqual([200n, 200n, 200n, 200n, 200n]);
  expect(history.buyers.map(({ volume }) => volume / PAT)).toEqual([500n, 500n]);
  // The index had no way to know; the digest has their hours, and so has the day.
  expect(history.days.map((day) => day.tradedHours)).toEqual([2, 2, 2, 2, 2]);
});

test('behavior: what the marketplace keeps out of the index enters neither hours nor price', () => {
  const standing = event(1, 0, 'IndexStandingRefreshed', { account: '0xBob', outsideIndex: true });
  const again = event(3, 0, 'IndexStandingRefreshed', { account: '0xBob', outsideIndex: false });
  const dust: ChainEvent = event(0, 20_000, 'SegmentPurchased', {
    id: 1n,
    recipient: '0xAda',
    ask: PAT - 1n,
    payout: 1n,
  });
  const thin = [event(4, 10_000, 'SegmentRepriced', { id: 1n, freshAsk: 100n * PAT, marginBps: 499n })];
  const events = inOrder([...trading, standing, again, dust, ...thin, ...bought(1, 4, 20_000, '0xAda')]);
  expect(readinessHistory(events, calendar).days.map((day) => day.tradedHours)).toEqual([2, 1, 1, 2, 2]);
  const lister = event(1, 0, 'RoleSet', { role: 0n, account: '0xBob', granted: true });
  const pricer = event(1, 1, 'RoleSet', { role: 1n, account: '0xBob', granted: true });
  const ended = event(2, 0, 'RoleSet', { role: 0n, account: '0xBob', granted: false });
  const free = event(3, 0, 'RoleSet', { role: 1n, account: '0xBob', granted: false });
  const roles = inOrder([...trading, lister, pricer, ended, free]);
  expect(readinessHistory(roles, calendar).days.map((day) => day.tradedHours)).toEqual([2, 1, 1, 2, 2]);
  // The reference leaves the segment above its band, and comes back to where it lies on the edge.
  const away = event(1, 0, 'ReferenceAskChanged', { market: 1n, from: 100n * PAT, to: 125n * PAT + 1n });
  const back = event(3, 0, 'ReferenceAskChanged', { market: 1n, from: 125n * PAT + 1n, to: 125n * PAT });
  const others = event(3, 1, 'ReferenceAskChanged', { market: 2n, from: 100n * PAT, to: 1n });
  const left = inOrder([...trading, away, back, others]);
  expect(readinessHistory(left, calendar).days.map((day) => day.tradedHours)).toEqual([2, 0, 0, 2, 2]);
});

test('behavior: other markets and days outside of the period count for nothing', () => {
  const events = inOrder([
    ...trading,
    listed(2, 1, 2n),
    ...bought(2, 1, 20_000, '0xAda'),
    ...bought(1, 5, 1, '0xAda'),
  ]);
  expect(readinessHistory(events, calendar)).toEqual(readinessHistory(trading, calendar));
});

test('behavior: depth is what offers within 2 % of the price would cost, at four looks a day', () => {
  // Twenty rights, two sold a day; nothing had a price at the first look.
  const [first, second] = readinessHistory(trading, calendar).days;
  expect(first!.depthAtTwoPercent / PAT).toBe((3n * 1_800n) / 4n);
  expect(second!.depthAtTwoPercent / PAT).toBe((1_800n + 3n * 1_600n) / 4n);
  const dear = inOrder([
    ...trading,
    event(2, 1, 'SegmentRepriced', { id: 1n, freshAsk: 150n * PAT, marginBps: 3_000n }),
  ]);
  expect(readinessHistory(dear, calendar).days[3]!.depthAtTwoPercent).toBe(0n);
});

test('behavior: outcomes of deals and series are counted within the period', () => {
  const outcomes = [
    event(-1, 0, 'ForwardClosed', { ordered: 5n, delivered: 0n }),
    event(1, 0, 'ForwardClosed', { ordered: 10n, delivered: 9n }),
    event(1, 0, 'ForwardClosed', { ordered: 5n, delivered: 5n }),
    event(1, 0, 'ServiceLevelMeasured', { met: true }),
    event(1, 0, 'ServiceLevelMeasured', { met: false }),
    event(2, 0, 'SeriesSettled', { fromIndex: true }),
    event(2, 0, 'SeriesSettled', { fromIndex: false }),
    event(2, 0, 'AccountSettled', { loss: 5n, collateral: 5n }),
    event(2, 0, 'AccountSettled', { loss: 6n, collateral: 5n }),
    event(3, 0, 'RiskForecastChecked', { exceeded: true, alphaBps: 9_900n }),
    event(3, 0, 'RiskForecastChecked', { exceeded: false, alphaBps: 9_900n }),
    event(3, 0, 'SomethingElse', {}),
  ];
  expect(readinessHistory(inOrder([...trading, ...outcomes]), calendar)).toMatchObject({
    delivered: { good: 14, all: 15 },
    serviceLevel: { good: 1, all: 2 },
    synthetics: {
      settledSeries: 2,
      settledFromIndex: { good: 1, all: 2 },
      uncoveredAccounts: 1,
      backtest: { exceptions: 1, observations: 2, alpha: 0.99 },
    },
  });
});

test.each<readonly [string, readonly unknown[], Partial<Record<keyof ReadinessCalendar, unknown>>]>([
  ['events out of order', trading.toReversed(), {}],
  ['an event without arguments', [{ name: 'CurveAdded', blockTimestamp: 1 }], {}],
  ['an argument of another kind', [...setUp, event(0, 0, 'SegmentPurchased', { id: 'one' })], {}],
  ['null among the events', [null], {}],
  [
    'more purchases than rights',
    [...setUp, listed(1, 0), ...Array.from({ length: 21 }, () => bought(1, 0, 1, '0xAda')).flat()],
    {},
  ],
  ['no events', undefined as unknown as [], {}],
  ['a period that ends before it begins', trading, { toDay: FROM }],
  ['a market in words', trading, { market: 'PURCHASE_INTENT' }],
  ['no marketplace', trading, { marketplace: undefined }],
])('error: InvalidInputError for %s', (_, events, changes) => {
  const wrong = { ...calendar, ...changes } as ReadinessCalendar;
  expect(() => readinessHistory(events, wrong)).toThrow(InvalidInputError);
});
