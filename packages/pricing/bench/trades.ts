import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rollingStats, type Wad } from '@phasegate/pricing';
import type { BenchRow } from './run.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const PRICES = 4_096;
const prices = Array.from(
  { length: PRICES },
  (_, i) => (10n ** 20n + ((BigInt(i) * 7_919n * 10n ** 15n) % 10n ** 19n)) as Wad,
);
const volumes = Array.from({ length: 16 }, (_, i) => (BigInt(i + 1) * 10n ** 18n) as Wad);
const DAY = 86_400;

function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Feeds trades into a 24 h window at a fixed number a second, with or without ids, and reads it once a minute. */
function feed(
  trades: number,
  tradesPerSecond: number,
  withIds: boolean,
): { perSecond: number; growthMegabytes: number } {
  const stats = rollingStats();
  // Two days: the window is full and has begun to forget.
  const settled = Math.min(trades / 2, 2 * DAY * tradesPerSecond);
  let settledHeap = Number.NaN;
  let settledAt = 0;
  let lastRead = 0;
  for (let i = 0; i < trades; i++) {
    if (i === settled) {
      settledHeap = heapMegabytes();
      settledAt = performance.now();
    }
    const at = Math.floor(i / tradesPerSecond);
    const trade = { at, freshPrice: prices[i % PRICES]!, volume: volumes[i % 16]! };
    stats.add(withIds ? { ...trade, id: i } : trade);
    if (at - lastRead >= 60) {
      lastRead = at;
      if (stats.read(at).count === 0) throw new Error('nothing was counted');
    }
  }
  const perSecond = ((trades - settled) / (performance.now() - settledAt)) * 1_000;
  return { perSecond, growthMegabytes: heapMegabytes() - settledHeap };
}

/** Streaming statistics: the dense stream of the bar, and the hardest one, where every trade opens and ends a slot. */
export function tradeRows(): readonly BenchRow[] {
  const long = feed(50_000_000, 100, false);
  const sparse = feed(2_000_000, 1, false);
  const sparseWithIds = feed(2_000_000, 1, true);
  return [
    {
      name: 'trades, 24 h, 100 a second, 50 million',
      observed: long.perSecond,
      unit: '/s',
      atLeast: 2_000_000,
    },
    { name: '  heap grown from 17 to 50 million', observed: long.growthMegabytes, unit: 'MB', atMost: 2 },
    { name: 'trades, 24 h, 1 a second', observed: sparse.perSecond, unit: '/s' },
    { name: 'trades, 24 h, 1 a second, with ids', observed: sparseWithIds.perSecond, unit: '/s' },
  ];
}
