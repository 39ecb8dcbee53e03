import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { pricingParameters } from '../parameters/pricingParameters.ts';
import { InvalidInputError } from '../units/errors.ts';
import { formatWad } from '../units/formatWad.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Wad } from '../units/units.ts';
import { costFloor } from './costFloor.ts';
import { NotTheDeveloperError, ToolUnavailableError, ZeroRunsError } from './errors.ts';
import { type FloorBook, floorBook, floorOf, priceOf } from './floorBook.ts';
import type { CostRecord } from './nightlyRun.ts';
import { type FloorEvent, reduceFloorBook } from './reduceFloorBook.ts';

const DAY = 86_400;
const example = {
  infrastructureSpendGbp: '4',
  marketingAllocationGbp: '1',
  totalRuns: 100,
  targetMarginBps: 3_000,
  creditsPerGbp: '10',
  markupCredits: '2.00',
};

test('default: 0.05 GBP a run is a floor of 0.65 credits and a price of 2.65', () => {
  expect(costFloor(example)).toEqual({ costPerRunGbp: '0.05', floorCredits: '0.65', priceCredits: '2.65' });
});

test('behavior: quotients that do not end round up at the 18th decimal, each once', () => {
  expect(costFloor({ ...example, infrastructureSpendGbp: '0', totalRuns: 3 })).toEqual({
    costPerRunGbp: '0.333333333333333334',
    floorCredits: '4.333333333333333334',
    priceCredits: '6.333333333333333334',
  });
});

test('behavior: free tools cost their markup', () => {
  const free = { ...example, infrastructureSpendGbp: '0', marketingAllocationGbp: '0' };
  expect(costFloor(free)).toEqual({ costPerRunGbp: '0', floorCredits: '0', priceCredits: '2' });
});

test('the floor meets the target margin over cost and exceeds it by less than a wei a run', () => {
  const money = fc.bigInt({ min: 0n, max: 10n ** 26n });
  fc.assert(
    fc.property(
      money,
      money,
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      (i, m, n, bps) => {
        const { floorCredits } = costFloor({
          ...example,
          infrastructureSpendGbp: formatWad(i as Wad),
          marketingAllocationGbp: formatWad(m as Wad),
          totalRuns: n,
          targetMarginBps: bps,
        });
        const excess = parseWad(floorCredits) * BigInt(n) * 10_000n - (i + m) * BigInt(10_000 + bps) * 10n;
        expect(excess >= 0n && excess < BigInt(n) * 10_000n).toBe(true);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('error: ZeroRunsError', () => {
  expect(() => costFloor({ ...example, totalRuns: 0 })).toThrow(ZeroRunsError);
});

test.each<readonly [string, unknown]>([
  ['infrastructureSpendGbp', '-1'],
  ['infrastructureSpendGbp', 'NaN'],
  ['infrastructureSpendGbp', 5],
  ['marketingAllocationGbp', 'Infinity'],
  ['marketingAllocationGbp', undefined],
  ['totalRuns', -1],
  ['totalRuns', 0.5],
  ['totalRuns', Number.NaN],
  ['targetMarginBps', -1],
  ['targetMarginBps', 100_001],
  ['creditsPerGbp', '0'],
  ['creditsPerGbp', '1e1'],
  ['markupCredits', '-0.01'],
])('error: InvalidInputError for %s %s', (field, value) => {
  expect(() => costFloor({ ...example, [field]: value })).toThrow(InvalidInputError);
  expect(() => costFloor({ ...example, [field]: value })).toThrow(field);
});

const empty = floorBook(pricingParameters().floor);
const tool = {
  type: 'listTool',
  toolId: 'summarise',
  developer: 'dana',
  markupCredits: parseWad('2'),
  at: 0,
} as const;
const listed = reduceFloorBook(empty, tool).state;
const record = (change: Partial<Record<keyof CostRecord, unknown>> = {}): CostRecord =>
  ({
    toolId: 'summarise',
    infrastructureSpendGbp: '4',
    marketingAllocationGbp: '1',
    totalRuns: 100,
    recordedAt: DAY,
    ...change,
  }) as CostRecord;
const night = (
  book: FloorBook,
  change: Partial<Record<keyof CostRecord, unknown>> = {},
  now = DAY,
): ReturnType<typeof reduceFloorBook> =>
  reduceFloorBook(book, { type: 'nightlyRun', records: [record(change)], at: now });

test('default: the first night sets the floor, and the audit says so', () => {
  const { state, audit } = night(listed);
  expect(floorOf(state, 'summarise')).toBe(parseWad('0.65'));
  expect(priceOf(state, 'summarise')).toBe(parseWad('2.65'));
  expect(audit).toEqual([
    {
      at: DAY,
      toolId: 'summarise',
      kind: 'floor',
      floorBefore: undefined,
      floorAfter: parseWad('0.65'),
      markupBefore: parseWad('2'),
      markupAfter: parseWad('2'),
      reason: 'cost record',
    },
  ]);
});

test('behavior: a step is bounded and what it leaves is carried', () => {
  const first = night(listed).state;
  const second = night(first, { infrastructureSpendGbp: '9', recordedAt: 2 * DAY }, 2 * DAY);
  // 10 GBP over 100 runs wants 0.10; 0.05 + 25 % is 0.0625, so 3.75 GBP is left.
  expect(second.audit[0]!.reason).toBe('step up clamped, rest carried');
  expect(second.state.tools.get('summarise')).toMatchObject({
    costPerRunGbp: parseWad('0.0625'),
    carriedGbp: parseWad('3.75'),
  });
  const third = night(second.state, { infrastructureSpendGbp: '1', recordedAt: 3 * DAY }, 3 * DAY);
  // 2 GBP and the carried 3.75 over 100 runs.
  expect(third.state.tools.get('summarise')).toMatchObject({
    costPerRunGbp: parseWad('0.0575'),
    carriedGbp: 0n,
  });
  const fourth = night(third.state, { infrastructureSpendGbp: '0', recordedAt: 4 * DAY }, 4 * DAY);
  expect(fourth.audit[0]!.reason).toBe('step down clamped');
  expect(fourth.state.tools.get('summarise')).toMatchObject({
    costPerRunGbp: parseWad('0.043125'),
    carriedGbp: 0n,
  });
});

test('behavior: a night without runs keeps the floor and carries the cost', () => {
  const first = night(listed).state;
  const { state, audit } = night(first, { totalRuns: 0, recordedAt: 2 * DAY }, 2 * DAY);
  expect(audit[0]).toMatchObject({
    kind: 'kept',
    reason: 'no runs: cost carried',
    floorAfter: parseWad('0.65'),
  });
  expect(state.tools.get('summarise')).toMatchObject({
    costPerRunGbp: parseWad('0.05'),
    carriedGbp: parseWad('5'),
  });
});

test('behavior: a tool that cost nothing is not stuck at nothing', () => {
  const free = night(listed, { infrastructureSpendGbp: '0', marketingAllocationGbp: '0' }).state;
  expect(floorOf(free, 'summarise')).toBe(0n);
  expect(floorOf(night(free, { recordedAt: 2 * DAY }, 2 * DAY).state, 'summarise')).toBe(parseWad('0.65'));
});

test.each<readonly [string, object, string]>([
  ['negative spend', { infrastructureSpendGbp: '-1' }, 'refused: text'],
  ['NaN spend', { marketingAllocationGbp: 'NaN' }, 'refused: text'],
  ['a number for money', { infrastructureSpendGbp: 4 }, 'refused: text'],
  ['NaN runs', { totalRuns: Number.NaN }, 'refused: totalRuns'],
  ['no time', { recordedAt: undefined }, 'refused: recordedAt'],
  ['the future', { recordedAt: DAY + 1 }, 'refused: recorded in the future'],
  [
    'money out of range',
    { infrastructureSpendGbp: '340282366920938463463', marketingAllocationGbp: '1' },
    'refused: the cost is out of range',
  ],
])('behavior: a record with %s is refused, the last floor kept and sold at', (_, change, reason) => {
  const first = night(listed, { recordedAt: DAY - 1 }).state;
  const { state, audit } = night(first, change);
  expect(audit[0]!.reason).toContain(reason);
  expect(audit[0]).toMatchObject({
    kind: 'kept',
    floorBefore: parseWad('0.65'),
    floorAfter: parseWad('0.65'),
  });
  expect(priceOf(state, 'summarise')).toBe(parseWad('2.65'));
});

test('behavior: stale and replayed records are refused, both sides of the limit', () => {
  const { staleAfterSeconds } = empty;
  expect(night(listed, {}, DAY + staleAfterSeconds).audit[0]!.kind).toBe('floor');
  expect(night(listed, {}, DAY + staleAfterSeconds + 1).audit[0]!.reason).toBe(
    `refused: stale by ${staleAfterSeconds + 1} s`,
  );
  const twice = reduceFloorBook(listed, {
    type: 'nightlyRun',
    records: [record(), record({ infrastructureSpendGbp: '5' })],
    at: DAY,
  });
  expect(twice.audit.map((entry) => entry.kind)).toEqual(['floor', 'kept']);
  expect(floorOf(twice.state, 'summarise')).toBe(parseWad('0.65'));
});

test('behavior: broken records do not stop the others, and silent tools are reported', () => {
  const two = ['translate', 'silent'].reduce(
    (book, toolId) => reduceFloorBook(book, { ...tool, toolId }).state,
    listed,
  );
  const records = [null, { toolId: '__proto__' }, record({ totalRuns: -5 }), record({ toolId: 'translate' })];
  const { state, audit } = reduceFloorBook(two, {
    type: 'nightlyRun',
    records: records as readonly CostRecord[],
    at: DAY,
  });
  expect(floorOf(state, 'translate')).toBe(parseWad('0.65'));
  expect(audit.map((entry) => [entry.toolId, entry.kind])).toEqual([
    ['undefined', 'kept'],
    ['__proto__', 'kept'],
    ['summarise', 'kept'],
    ['translate', 'floor'],
    ['silent', 'kept'],
  ]);
});

test('behavior: a margin change recalculates every floor at once and no markup', () => {
  const two = reduceFloorBook(night(listed).state, { ...tool, toolId: 'translate' }).state;
  const { state, audit } = reduceFloorBook(two, { type: 'setTargetMargin', targetMarginBps: 4_000, at: 5 });
  expect(floorOf(state, 'summarise')).toBe(parseWad('0.7'));
  expect(audit).toMatchObject([
    { toolId: 'summarise', kind: 'margin', floorBefore: parseWad('0.65'), floorAfter: parseWad('0.7') },
    { toolId: 'translate', kind: 'margin', floorBefore: undefined, floorAfter: undefined },
  ]);
  expect(audit.every((entry) => entry.markupBefore === entry.markupAfter)).toBe(true);
});

test('behavior: only the developer changes a markup', () => {
  const { state, audit } = reduceFloorBook(listed, {
    type: 'setMarkup',
    toolId: 'summarise',
    caller: 'dana',
    markupCredits: parseWad('3'),
    at: 5,
  });
  expect(state.tools.get('summarise')!.markupCredits).toBe(parseWad('3'));
  expect(audit).toMatchObject([{ kind: 'markup', markupBefore: parseWad('2'), markupAfter: parseWad('3') }]);
});

test('error: NotTheDeveloperError for anyone else', () => {
  for (const caller of ['platform', '', 'Dana']) {
    expect(() =>
      reduceFloorBook(listed, {
        type: 'setMarkup',
        toolId: 'summarise',
        caller,
        markupCredits: parseWad('3'),
        at: 5,
      }),
    ).toThrow(NotTheDeveloperError);
  }
});

test('error: ToolUnavailableError for unlisted, doubly listed and unpriced tools', () => {
  expect(() => floorOf(empty, 'summarise')).toThrow(ToolUnavailableError);
  expect(() => reduceFloorBook(listed, tool)).toThrow(ToolUnavailableError);
  expect(() => priceOf(listed, 'summarise')).toThrow(ToolUnavailableError);
});

test('error: InvalidInputError for malformed settings, times and lists', () => {
  const settings = pricingParameters().floor;
  for (const wrong of [
    { targetMarginBps: -1 },
    { maxStepBps: 0 },
    { maxStepBps: 10_001 },
    { staleAfterSeconds: 0.5 },
  ]) {
    expect(() => floorBook({ ...settings, ...wrong })).toThrow(InvalidInputError);
  }
  const malformed: readonly unknown[] = [
    undefined,
    {},
    { type: 'nightlyRun', records: [], at: Number.NaN },
    { type: 'nightlyRun', records: 5, at: 0 },
    { type: 'burnTool', at: 0 },
    { ...tool, toolId: '' },
    { ...tool, markupCredits: 2 },
    { type: 'setTargetMargin', targetMarginBps: 1.5, at: 0 },
  ];
  for (const event of malformed)
    expect(() => reduceFloorBook(empty, event as FloorEvent)).toThrow(InvalidInputError);
});
