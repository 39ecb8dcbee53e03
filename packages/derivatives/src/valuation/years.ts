import { checkUnixSeconds, type Seconds, type UnixSeconds } from '@phasegate/pricing/units';

/** A year of 365 days, as the integer pricer counts. */
export const YEAR_SECONDS: Seconds = 31_536_000;

/** Years from `now` until a moment that may have come: then 0. The one place where seconds become years. */
export function yearsUntil(moment: UnixSeconds, now: UnixSeconds): number {
  return moment > now ? (moment - now) / YEAR_SECONDS : 0;
}

/**
 * Years to the expiry of a series.
 *
 * @throws {InvalidInputError} it has expired: its payoff is `seriesPayoff`.
 */
export function yearsToExpiry(expiry: UnixSeconds, now: UnixSeconds): number {
  checkUnixSeconds('expiry', expiry, now);
  return yearsUntil(expiry, now);
}
