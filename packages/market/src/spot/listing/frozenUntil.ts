import { checkUnixSeconds, type UnixSeconds } from '@phasegate/pricing/units';
import type { MarketTerms } from '../state/spotMarketState.ts';

const HOUR_SECONDS = 3_600;

/**
 * The end of the settlement window that runs at `at`. Settlements fall on whole hours congruent to the offset modulo
 * the period; a window is the last hours before one, its first second included and its end not.
 *
 * @returns Unix seconds, or `undefined` when none runs. @throws {InvalidInputError} on a malformed time.
 * @example frozenUntil({ ...terms, settlementPeriodHours: 24, settlementWindowHours: 2 }, 22 * 3_600) // 86400
 */
export function frozenUntil(terms: MarketTerms, at: UnixSeconds): UnixSeconds | undefined {
  checkUnixSeconds('at', at);
  const period = terms.settlementPeriodHours ?? 0;
  if (period === 0) return undefined;
  const hour = Math.floor(at / HOUR_SECONDS);
  const left = period - ((hour + period - (terms.settlementOffsetHours ?? 0)) % period);
  return left <= (terms.settlementWindowHours ?? 0) ? (hour + left) * HOUR_SECONDS : undefined;
}
