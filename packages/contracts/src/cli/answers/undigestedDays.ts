import { marketplaceLens } from '../../contract/marketplaceLens.ts';
import type { Session } from '../session.ts';

const DAY = 86_400;
const HOUR = 3_600;
/** What the index's ring holds. */
const RING_HOURS = 1_024;

/** Days of a market that are over and that nobody has kept. */
export interface UndigestedDays {
  readonly market: number;
  readonly days: number;
  /** The first, counted from 1970-01-01. */
  readonly firstDay: number;
  /** Unix second from which the first is lost. */
  readonly lostAt: number;
}

/** By market, the days since phase 2 that are over and that nobody has kept yet. */
export async function undigestedDays(
  { phaseGate, marketplace, readinessMeter }: Session['contracts'],
  now: number,
): Promise<readonly UndigestedDays[]> {
  const opened = Number(await phaseGate.read('phaseOpenedAt', [2n]));
  const { markets } = await marketplaceLens(marketplace).registry();
  if (opened === 0) return [];
  // Earlier days are lost: the ring may have overwritten their first hour.
  const earliest = Math.floor((now / HOUR - RING_HOURS) / 24) + 1;
  const from = Math.max(Math.ceil(opened / DAY), earliest);
  const days = Array.from({ length: Math.max(0, Math.floor(now / DAY) - from) }, (_, i) => BigInt(from + i));
  const found: UndigestedDays[] = [];
  for (let market = 1; market <= markets; market++) {
    const kept = await Promise.all(days.map((day) => readinessMeter.read('dayOf', [BigInt(market), day])));
    const missing = days.filter((_, i) => !kept[i]!.digested);
    if (missing.length === 0) continue;
    const lostAt = Number(await readinessMeter.read('lostAt', [missing[0]!]));
    found.push({ market, days: missing.length, firstDay: Number(missing[0]), lostAt });
  }
  return found;
}
