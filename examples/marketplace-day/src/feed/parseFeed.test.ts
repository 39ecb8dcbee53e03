import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { arrivals } from './arrivals.ts';
import { confidenceOf } from './confidence.ts';
import { FeedHeaderError } from './errors.ts';
import { generateFeed } from './generateFeed.ts';
import { FEED_COLUMNS, parseFeed } from './parseFeed.ts';

const header = FEED_COLUMNS.join(',');
const good = '0,0,0,0,12,627.5,0.02,0.05,3.5,0,Feb,3,3,1,4,Returning_Visitor,FALSE,TRUE';
const REAL = new URL(
  '../../../../../shared/data/online-shoppers/online_shoppers_intention.csv',
  import.meta.url,
);

test('default: a row becomes a session', () => {
  const { sessions, malformed } = parseFeed(`${header}\n${good}\n`);
  expect(malformed).toEqual([]);
  expect(sessions).toEqual([
    {
      line: 2,
      text: good,
      administrativePages: 0,
      informationalPages: 0,
      productPages: 12,
      productSeconds: 627.5,
      bounceRate: 0.02,
      exitRate: 0.05,
      pageValue: 3.5,
      specialDay: 0,
      month: 1,
      provider: '1-4-3-3',
      visitor: 'returning',
      weekend: false,
      revenue: true,
    },
  ]);
});

test.each([
  ['a number that is none', good.replace('627.5', 'NaN'), 'ProductRelated_Duration'],
  ['a negative count', good.replace('12', '-3'), 'ProductRelated'],
  ['an infinite value', good.replace('3.5', 'Infinity'), 'PageValues'],
  ['a rate above 1', good.replace('0.05', '1.05'), 'ExitRates'],
  ['an unknown month', good.replace('Feb', 'Foo'), 'Month'],
  ['an unknown visitor', good.replace('Returning_Visitor', 'constructor'), 'VisitorType'],
  ['a missing column', '1,2,3', '18 columns expected, 3 found'],
  ['an unclosed quote', good.replace('Feb', '"Feb'), ''],
])('behavior: %s is reported with its line, and the run goes on', (_, row, reason) => {
  const { sessions, malformed } = parseFeed(`${header}\n${good}\n${row}\n`);
  expect(sessions).toHaveLength(1);
  expect(malformed).toHaveLength(1);
  expect(malformed[0]!.line).toBe(3);
  expect(malformed[0]!.reason).toContain(reason);
});

test('error: FeedHeaderError names the missing columns', () => {
  expect(() => parseFeed('Administrative,Month\n1,Feb\n')).toThrow(FeedHeaderError);
  expect(() => parseFeed('')).toThrow(FeedHeaderError);
});

test('behavior: a generated feed is well formed and repeats from its seed', () => {
  expect(parseFeed(generateFeed(200, 5))).toMatchObject({ malformed: [] });
  expect(generateFeed(50, 5)).toBe(generateFeed(50, 5));
  expect(generateFeed(50, 5)).not.toBe(generateFeed(50, 6));
});

test('behavior: arrivals lie in their month, on weekends as the row says, in order and by the seed', () => {
  const { sessions } = parseFeed(generateFeed(300, 2));
  const list = arrivals(sessions, 2026, 3);
  for (const [i, { session, at }] of list.entries()) {
    const date = new Date(at * 1000);
    expect(date.getUTCMonth()).toBe(session.month);
    expect(date.getUTCDay() % 6 === 0).toBe(session.weekend);
    if (i > 0) expect(at).toBeGreaterThanOrEqual(list[i - 1]!.at);
  }
  expect(arrivals(sessions, 2026, 3)).toEqual(list);
});

test('behavior: revenue does not reach the confidence', () => {
  const [session] = parseFeed(`${header}\n${good}\n`).sessions;
  expect(confidenceOf({ ...session!, revenue: false })).toBe(confidenceOf(session!));
});

test.skipIf(!existsSync(REAL))('behavior: the real feed is read whole (skipped where it is absent)', () => {
  const { sessions, malformed } = parseFeed(readFileSync(REAL, 'utf8'));
  expect(malformed).toEqual([]);
  expect(sessions).toHaveLength(12_330);
  expect(sessions.filter(({ revenue }) => revenue)).toHaveLength(1_908);
});
