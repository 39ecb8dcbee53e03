import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { arrivals } from './arrivals.ts';
import { confidenceOf } from './confidence.ts';
import { decodeFeed } from './decodeFeed.ts';
import { FeedEncodingError, FeedHeaderError } from './errors.ts';
import { generateFeed } from './generateFeed.ts';
import { malformedText } from './malformedText.ts';
import { FEED_COLUMNS, parseFeed } from './parseFeed.ts';
import type { Session } from './session.ts';

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
  const other: Session = { ...session!, revenue: false };
  expect(confidenceOf(other)).toBe(confidenceOf(session!));
});

test.skipIf(!existsSync(REAL))('behavior: the real feed is read whole (skipped where it is absent)', () => {
  const { sessions, malformed } = parseFeed(readFileSync(REAL, 'utf8'));
  expect(malformed).toEqual([]);
  expect(sessions).toHaveLength(12_330);
  expect(sessions.filter(({ revenue }) => revenue)).toHaveLength(1_908);
});

test.each(['True,False', 'true,false', 'TRUE,FALSE'])(
  'behavior: %s are read whatever their case',
  (cells) => {
    const { sessions, malformed } = parseFeed(`${header}\n${good.replace('FALSE,TRUE', cells)}\n`);
    expect(malformed).toEqual([]);
    expect(sessions[0]).toMatchObject({ weekend: true, revenue: false });
  },
);

test.each([
  [';', 'separated by semicolons'],
  ['\t', 'separated by tabs'],
  ['|', 'separated by bars'],
])('error: FeedHeaderError says that the columns are separated by %j', (separator, said) => {
  expect(() => parseFeed(`${header}\n${good}\n`.replaceAll(',', separator))).toThrow(said);
});

test('error: FeedHeaderError says what it lacks and what it found', () => {
  const misspelt = header.replace('PageValues', 'Page Values');
  expect(() => parseFeed(`${misspelt}\n${good}\n`)).toThrow(/lacks PageValues and has .*'Page Values'/);
});

test('behavior: equal complaints are one line with their number, different ones one each', () => {
  const rows = Array.from({ length: 1_234 }, () => good.replace('TRUE', 'yes'));
  const { malformed } = parseFeed([header, ...rows, good.replace('Feb', 'Foo'), ''].join('\n'));
  expect(malformedText(malformed)).toBe(
    "1,234 rows, lines 2, 3, 4, ...: Revenue must be one of TRUE, FALSE; got 'yes'; passed over\n" +
      "line 1236: Month must be a month's name; got 'Foo'; passed over\n",
  );
  expect(malformedText([])).toBe('');
});

test('behavior: in a generated feed confidence is probability, in every third of the scale', () => {
  const { sessions } = parseFeed(generateFeed(20_000, 11));
  const thirds = Map.groupBy(sessions, (session) => Math.floor(confidenceOf(session) / 3_334));
  expect(thirds.size).toBe(3);
  for (const [third, list] of thirds) {
    const mean = list.reduce((sum, session) => sum + confidenceOf(session), 0) / list.length / 10_000;
    const share = list.filter(({ revenue }) => revenue).length / list.length;
    // Four standard errors of the share.
    expect(Math.abs(share - mean), `third ${third}`).toBeLessThan(
      4 * Math.sqrt((mean * (1 - mean)) / list.length),
    );
  }
});

test('default: UTF-8 is decoded, with or without its mark', () => {
  expect(decodeFeed(new TextEncoder().encode('Ä,b'))).toBe('Ä,b');
});

test.each([
  ['UTF-16', Buffer.from('\uFEFFa,b', 'utf16le')],
  ['binary', Buffer.from('a\0b')],
  ['in another encoding', Buffer.from([0x4d, 0xe4, 0x72, 0x7a])],
])('error: FeedEncodingError for a feed that is %s', (said, bytes) => {
  expect(() => decodeFeed(bytes)).toThrow(FeedEncodingError);
  expect(() => decodeFeed(bytes)).toThrow(`the feed is ${said}`);
});
