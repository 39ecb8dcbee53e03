import {
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type Seconds,
  type UnixSeconds,
} from '@phasegate/pricing/units';

/** Two defaults within this many seconds make an account reduce-only. */
export const DEFAULT_PERIOD: Seconds = 90 * 86_400;

/** The seconds of an account's two latest defaults, newest first; older ones cannot matter any more. */
export interface DefaultRecord {
  readonly latest: UnixSeconds | null;
  readonly previous: UnixSeconds | null;
}

/** The record of an account that never defaulted. */
export const NO_DEFAULTS: DefaultRecord = { latest: null, previous: null };

function check(record: DefaultRecord, at: UnixSeconds): void {
  checkObject('record', record);
  checkUnixSeconds('at', at);
  if (record.latest !== null && at < record.latest)
    throw new InvalidInputError({
      path: 'at',
      observed: at,
      allowed: `at least the latest default (${record.latest})`,
    });
}

/**
 * The record after a default at `at` (a delivered deal that ended in `providerDefault` or `buyerDefault`).
 *
 * @throws {InvalidInputError} `at` is not whole unix seconds or lies before the latest default.
 * @example recordDefault(NO_DEFAULTS, 1_000) // { latest: 1_000, previous: null }
 */
export function recordDefault(record: DefaultRecord, at: UnixSeconds): DefaultRecord {
  check(record, at);
  return { latest: at, previous: record.latest };
}

/**
 * Whether the account may only reduce at `at`: two defaults within the last 90 days. At the second the older one is
 * 90 days old the account may open again.
 *
 * @throws {InvalidInputError} `at` is not whole unix seconds or lies before the latest default.
 * @example isReduceOnly({ latest: 2_000, previous: 1_000 }, 3_000) // true
 */
export function isReduceOnly(record: DefaultRecord, at: UnixSeconds): boolean {
  check(record, at);
  return record.previous !== null && at - record.previous < DEFAULT_PERIOD;
}
