import { indexBuckets } from '@phasegate/pricing';
import {
  BPS,
  type Bps,
  checkBps,
  checkInteger,
  checkMap,
  checkMarketId,
  checkObject,
  checkUnixSeconds,
  type MarketId,
  type Quantity,
  type UnixSeconds,
  WAD,
} from '@phasegate/pricing/units';
import { OffCalendarError } from './errors.ts';
import type { Ring } from './indexSettlement.ts';
import { HOUR, type SettlementCalendar } from './settlementCalendar.ts';

const WINDOWS = 4;

/**
 * Open interest that moving the index can't pay for, in lots: `0.5 m_min V_min (1 - k) / k`. `m_min` is the least margin with
 * which a trade enters the index, `V_min` the fresh units traded in the thinnest of the market's last four settlement windows.
 * Rounded down once. One lot is one fresh unit at confidence 1.0.
 *
 * @param bandBps k @throws {OffCalendarError} a market that never settles.
 * @example openInterestCap(7, { calendar: { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 16 }, ring: new Map() }, { at: 1_000_000, minIndexMarginBps: 100, bandBps: 1_000 }) // 0n
 */
export function openInterestCap(
  market: MarketId,
  indexed: { readonly calendar: SettlementCalendar; readonly ring: Ring },
  input: { readonly at: UnixSeconds; readonly minIndexMarginBps: Bps; readonly bandBps: Bps },
): Quantity {
  checkMarketId('market', market);
  checkObject('indexed', indexed);
  const { calendar, ring } = indexed;
  checkObject('indexed.calendar', calendar);
  checkMap('ring', ring);
  checkObject('input', input);
  const { at, minIndexMarginBps, bandBps } = input;
  checkUnixSeconds('at', at);
  checkBps('minIndexMarginBps', minIndexMarginBps);
  checkInteger('bandBps', bandBps, 1, BPS);
  const {
    settlementPeriodHours: period,
    settlementWindowHours: length,
    settlementOffsetHours: offset,
  } = calendar;
  if (period === 0) throw new OffCalendarError(market, at);
  const hour = Math.floor(at / HOUR);
  // The last settlement at or before this hour.
  const last = hour - ((hour + period - offset) % period);
  let least: bigint | undefined;
  for (let i = 0; i < WINDOWS; i++) {
    const to = last - i * period;
    const from = Math.max(0, to - length);
    const isHeld = to > 0 && hour - from < 1_024;
    const weight = isHeld
      ? indexBuckets(ring, { fromHour: from, toHour: to }).reduce((sum, { sumWeight }) => sum + sumWeight, 0n)
      : 0n;
    if (least === undefined || weight < least) least = weight;
  }
  const band = BigInt(bandBps);
  const whole = BigInt(BPS);
  return (least! * BigInt(minIndexMarginBps) * (whole - band)) / (2n * whole * band * WAD * whole);
}
