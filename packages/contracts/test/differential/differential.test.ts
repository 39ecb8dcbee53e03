import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import {
  ACTIONS,
  accessBit,
  defaultAccessMatrix,
  isAllowed,
  PARTICIPANT_CLASSES,
  PHASES,
  PRODUCTS,
} from '@phasegate/derivatives';
import {
  type Bps,
  bucketAfterTrade,
  decayAsk,
  freshnessAt,
  InvalidCurveError,
  MAX_ASK,
  packBucket,
  packKnots,
  quoteSegment,
  splitAsk,
  unpackBucket,
  unpackKnots,
  WAD,
  type Wad,
} from '@phasegate/pricing';
import { runs } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployHarness, type Harness } from './deployHarness.ts';
import { Inputs } from './inputs.ts';

/** Chooses the inputs; another seed, others. */
const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x50484153n);
const BATCH = 4_000;

let chain: LocalChain;
let harness: Harness;

beforeAll(async () => {
  chain = await createLocalChain();
  harness = await deployHarness(chain);
});
afterAll(() => chain.close());

/** Runs `check` on batches of inputs until `runs(count)` are done. */
async function inBatches(
  count: number,
  check: (inputs: Inputs, size: number) => Promise<void>,
): Promise<void> {
  const total = runs(count);
  const inputs = new Inputs(SEED);
  for (let done = 0; done < total; done += BATCH) await check(inputs, Math.min(BATCH, total - done));
}

/** The first input on which two columns differ, so that a failure names it. */
function firstDifference(
  items: readonly unknown[],
  chainValues: readonly unknown[],
  typescriptValues: readonly unknown[],
): unknown {
  expect(chainValues.length).toBe(typescriptValues.length);
  const at = chainValues.findIndex((value, i) => value !== typescriptValues[i]);
  if (at < 0) return undefined;
  const item = items[Math.floor((at * items.length) / chainValues.length)];
  return { at, item, chain: chainValues[at], typescript: typescriptValues[at] };
}

test('I26: freshness, ask, payout and spread equal the chain to the wei', { timeout: 600_000 }, async () => {
  await inBatches(100_000, async (inputs, size) => {
    const rows: bigint[][] = [];
    const expected: bigint[] = [];
    let table = packKnots(inputs.knots());
    for (let i = 0; i < size; i++) {
      // A new table every eight inputs: enough of them, and most inputs meet a remembered one.
      if (i % 8 === 0) table = packKnots(inputs.knots());
      const windowSeconds = inputs.number(1, 2 ** 24 - 1);
      const issuedAt = inputs.number(0, 2 ** 32 - 1);
      const ageSeconds = inputs.number(0, windowSeconds - 1);
      const marginBps = inputs.number(0, 5_000) as Bps;
      const quote = quoteSegment({
        baseValue: inputs.bigint(0n, MAX_ASK) as Wad,
        curve: table,
        issuedAt,
        windowSeconds,
        demand: inputs.bigint(WAD / 2n, 3n * WAD) as Wad,
        scarcity: inputs.bigint(WAD / 2n, 3n * WAD) as Wad,
        marginBps,
        now: issuedAt + ageSeconds,
        quoteLifetimeSeconds: 60,
      });
      const { payout, brokerSpread } = splitAsk(quote.ask, marginBps);
      expect(payout).toBe(quote.bid);
      const freshness = freshnessAt(table, ageSeconds, windowSeconds);
      expect(quote.ask).toBe(decayAsk(quote.freshAsk, freshness));
      expected.push(freshness, quote.ask, payout, brokerSpread);
      rows.push([table, BigInt(ageSeconds), BigInt(windowSeconds), quote.freshAsk, BigInt(marginBps)]);
    }
    expect(firstDifference(rows, await harness.batch('quotes', rows), expected)).toBeUndefined();
  });
});

test('I21, I26: a bucket after a trade is the same word', { timeout: 600_000 }, async () => {
  await inBatches(12_000, async (inputs, size) => {
    const rows: bigint[][] = [];
    const expected: bigint[] = [];
    for (let i = 0; i < size; i++) {
      const hour = inputs.number(1_024, 2 ** 32 - 1);
      // The slot is unused, holds this hour, or an earlier one of the ring; never a later one: time does not go back.
      const tag = [0, hour, hour - 1_024][inputs.number(0, 2)]!;
      const trades = inputs.number(0, 2 ** 20 - 1);
      const word =
        tag === 0
          ? 0n
          : packBucket({
              hour: tag,
              trades,
              sumWeight: inputs.bigint(0n, BigInt(trades) * WAD * 10_000n),
              sumAsk: inputs.bigint(0n, BigInt(trades) * MAX_ASK),
            });
      const ask = inputs.bigint(0n, MAX_ASK) as Wad;
      const freshness = inputs.bigint(0n, WAD) as Wad;
      const confidenceBps = inputs.number(0, 10_000);
      expected.push(
        packBucket(bucketAfterTrade(unpackBucket(word), { hour, ask, freshness, confidenceBps })),
      );
      const timestamp = BigInt(hour) * 3_600n + inputs.bigint(0n, 3_599n);
      rows.push([word, timestamp, ask, freshness * BigInt(confidenceBps)]);
    }
    expect(firstDifference(rows, await harness.batch('trades', rows), expected)).toBeUndefined();
  });
});

test('I15, I26: Solidity refuses a table exactly where TypeScript throws, naming the same knot', async () => {
  let refused = 0;
  // A revert costs the in-process chain three milliseconds, so these are fewer.
  await inBatches(1_200, async (inputs, size) => {
    const tables = Array.from({ length: size }, (_, i) => {
      if (i % 16 === 0) return inputs.bigint(0n, 2n ** 256n - 1n);
      if (i % 3 === 0) return packKnots(inputs.knots());
      // A valid curve with one knot replaced by anything.
      const shift = BigInt(16 * inputs.number(0, 15));
      const knot = inputs.bigint(0n, 65_535n);
      return (packKnots(inputs.knots()) & ~(0xffffn << shift)) | (knot << shift);
    });
    const expected = tables.map(faultOf);
    refused += expected.filter((fault) => fault !== 0n).length;
    const rows = tables.map((table) => [table]);
    expect(firstDifference(rows, await harness.batch('faults', rows), expected)).toBeUndefined();
  });
  // Both outcomes are common, so the agreement says something.
  expect(refused).toBeGreaterThan(runs(1_200) / 8);
  expect(refused).toBeLessThan((runs(1_200) * 7) / 8);
});

test('I12: all 192 cells of the matrix are equal, of the default and of any other word that a gate can hold', async () => {
  const inputs = new Inputs(SEED);
  const cells = PHASES.flatMap((phase) =>
    PARTICIPANT_CLASSES.flatMap((participantClass) =>
      PRODUCTS.flatMap((product) => ACTIONS.map((action) => ({ phase, participantClass, product, action }))),
    ),
  );
  // No change clears a cell of closing: TypeScript never reads it, Solidity finds it set.
  const closing = cells
    .filter(({ action }) => action === 'close')
    .reduce((word, cell) => word | (1n << accessBit(cell)), 0n);
  expect(await harness.call('defaultMatrix', [])).toEqual([defaultAccessMatrix]);
  const words = [
    defaultAccessMatrix,
    ...Array.from({ length: 50 }, () => closing | inputs.bigint(0n, 2n ** 192n - 1n)),
  ];
  for (const matrix of words) {
    const expected = cells.map((cell) => isAllowed({ matrix, ...cell }));
    expect(expected).toHaveLength(192);
    expect(await harness.call('cells', [matrix])).toEqual([expected]);
  }
});

/** 0, or the knot that TypeScript's error names, as the harness encodes it. */
function faultOf(table: bigint): bigint {
  try {
    unpackKnots(table);
    return 0n;
  } catch (error) {
    if (!(error instanceof InvalidCurveError)) throw error;
    const index = BigInt(/^knots\[(\d+)\]$/.exec(error.path)![1]!);
    return (1n << 32n) + (index << 16n) + BigInt(error.observed as number);
  }
}
