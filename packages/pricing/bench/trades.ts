import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rollingStats, type Wad } from '@phasegate/pricing';
import { type BenchRow, bigintLoop, type Comparison } from '@phasegate/testing';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const PRICES = 4_096;
const prices = Array.from(
  { length: PRICES },
  (_, i) => (10n ** 20n + ((BigInt(i) * 7_919n * 10n ** 15n) % 10n ** 19n)) as Wad,
);
const volumes = Array.from({ length: 16 }, (_, i) => (BigInt(i + 1) * 10n ** 18n) as Wad);
const DAY = 86_400;
const BATCH = 50_000;

/** A 24 h window fed at a fixed number of trades a second, with or without ids, and read once a minute. */
function feed(tradesPerSecond: number, withIds: boolean): (trades: number) => number {
  const stats = rollingStats();
  let fed = 0;
  let lastRead = 0;
  return (trades) => {
    for (const end = fed + trades; fed < end; fed += 1) {
      const at = Math.floor(fed / tradesPerSecond);
      const trade = { at, freshPrice: prices[fed % PRICES]!, volume: volumes[fed % 16]! };
      stats.add(withIds ? { ...trade, id: fed } : trade);
      if (at - lastRead >= 60) {
        lastRead = at;
        if (stats.read(at).count === 0) throw new Error('nothing was counted');
      }
    }
    return trades;
  };
}

/** Streaming statistics: a dense stream, and the hardest one, where every trade opens and ends a slot. */
export function tradeComparisons(): readonly Comparison[] {
  const timed = (name: string, tradesPerSecond: number, withIds: boolean, atMost: number): Comparison => {
    const run = feed(tradesPerSecond, withIds);
    // Two days: the window is full and has begun to forget.
    run(Math.min(2 * DAY * tradesPerSecond, 2_000_000));
    return { subject: { name, run: () => run(BATCH) }, reference: bigintLoop, atMost };
  };
  return [
    timed('trades, 24 h, 100 a second', 100, false, 12),
    timed('trades, 24 h, 1 a second', 1, false, 12),
    timed('trades, 24 h, 1 a second, with ids', 1, true, 18),
  ];
}

/** Bounded memory: the heap after 50 million trades over the heap after two days of them. */
export function heapRow(): BenchRow {
  const run = feed(100, false);
  run(2 * DAY * 100);
  const settled = heapBytes();
  run(50_000_000 - 2 * DAY * 100);
  const cost = heapBytes() / settled;
  // The window must still be there when the heap is read.
  run(1);
  return { name: 'heap after 50 million trades', reference: 'heap after two days', cost, atMost: 1.1 };
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
