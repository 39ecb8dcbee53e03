import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { bigintText } from '../units/bigintText.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Bps, MAX_ASK, WAD, type Wad } from '../units/units.ts';
import { quoteFromJson } from './quoteFromJson.ts';
import { type Quote, quoteSegment } from './quoteSegment.ts';

const curve = freshnessCurve({ family: 'linear', end: 0.1 });
const quoteOf = (baseValue: bigint, marginBps: number, age: number): Quote =>
  quoteSegment({
    baseValue: baseValue as Wad,
    curve,
    issuedAt: 0,
    windowSeconds: 604_800,
    demand: WAD,
    scarcity: (2n * WAD) as Wad,
    marginBps: marginBps as Bps,
    now: age,
    quoteLifetimeSeconds: 60,
  });
const json = (changes: object = {}): Record<string, unknown> => ({
  ...(JSON.parse(JSON.stringify(quoteOf(10n ** 20n, 3_000, 60), bigintText)) as object),
  ...changes,
});

test('default: amounts are decimal strings of wei, all else is as it was', () => {
  expect(json()).toMatchObject({
    ask: expect.stringMatching(/^\d{21}$/),
    marginBps: 3_000,
    validUntil: 120,
    explanation: { baseValue: '100000000000000000000', ageSeconds: 60, windowSeconds: 604_800 },
  });
});

test('a quote read back is the quote that was written, to the wei', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: MAX_ASK }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 0, max: 604_799 }),
      (baseValue, marginBps, age) => {
        const quote = quoteOf(baseValue, marginBps, age);
        expect(quoteFromJson(JSON.parse(JSON.stringify(quote, bigintText)))).toStrictEqual(quote);
      },
    ),
    { numRuns: runs(200) },
  );
});

test.each<readonly [path: string, wrong: unknown]>([
  ['quote', null],
  ['quote', '150'],
  ['quote.aks', json({ aks: '1' })],
  ['quote.ask', json({ ask: undefined })],
  ['quote.ask', json({ ask: 150 })],
  ['quote.ask', json({ ask: '-1' })],
  ['quote.ask', json({ ask: '1.5' })],
  ['quote.ask', json({ ask: (2n ** 128n).toString() })],
  ['quote.marginBps', json({ marginBps: 5_001 })],
  ['quote.validUntil', json({ validUntil: '120' })],
  ['quote.explanation', json({ explanation: undefined })],
  [
    'quote.explanation.baseValue',
    json({ explanation: { ...(json()['explanation'] as object), baseValue: 1 } }),
  ],
  ['quote.explanation.note', json({ explanation: { ...(json()['explanation'] as object), note: 'x' } })],
  [
    'quote.explanation.windowSeconds',
    json({ explanation: { ...(json()['explanation'] as object), windowSeconds: 0 } }),
  ],
])('error: InvalidInputError names %s in %j', (path, wrong) => {
  const read = (): Quote => quoteFromJson(wrong);
  expect(read).toThrow(InvalidInputError);
  expect(read).toThrow(expect.objectContaining({ path }));
});
