import {
  checkInteger,
  checkMarketId,
  checkObject,
  checkUnixSeconds,
  type MarketId,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { OffCalendarError } from './errors.ts';

export const HOUR = 3_600;

/** When a market settles: on whole hours congruent to the offset modulo the period. A period of 0 is never. */
export interface SettlementCalendar {
  readonly settlementPeriodHours: number;
  /** N: whole hours that end with the settlement. */
  readonly settlementWindowHours: number;
  readonly settlementOffsetHours: number;
}

/** Hours since 1970, `from` included and `to` not. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/**
 * The hours of an expiry's settlement window. A trade in the second of the expiry belongs to the next hour.
 *
 * @throws {OffCalendarError} the market does not settle at `expiry`, or never.
 * @throws {InvalidInputError} a malformed market, calendar or expiry.
 * @example settlementWindow(7, { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 16 }, 40 * 3_600) // { from: 36, to: 40 }
 */
export function settlementWindow(market: MarketId, calendar: SettlementCalendar, expiry: UnixSeconds): Hours {
  checkMarketId('market', market);
  checkObject('calendar', calendar);
  const {
    settlementPeriodHours: period,
    settlementWindowHours: length,
    settlementOffsetHours: offset,
  } = calendar;
  checkInteger('settlementPeriodHours', period, 0, 1_024);
  checkInteger('settlementWindowHours', length, 0, Math.max(0, period - 1));
  checkInteger('settlementOffsetHours', offset, 0, Math.max(0, period - 1));
  checkUnixSeconds('expiry', expiry);
  const hour = expiry / HOUR;
  const isSettlement =
    period > 0 && length > 0 && Number.isInteger(hour) && hour >= length && hour % period === offset;
  if (!isSettlement) throw new OffCalendarError(market, expiry);
  return { from: hour - length, to: hour };
}
