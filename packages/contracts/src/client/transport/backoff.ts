import { InvalidInputError } from '@phasegate/pricing/units';
import { type Clock, systemClock } from './clock.ts';

/** How transport failures are retried. */
export interface RetryPolicy {
  /** Tries in all, at least 1. */
  readonly attempts: number;
  /** Longest pause after the first failure, in milliseconds; it doubles with each further one. */
  readonly baseDelayMs: number;
  /** No pause is longer, in milliseconds. */
  readonly maxDelayMs: number;
}

/** Retrying with its ports: the clock that waits and the source of jitter, uniform in [0, 1). */
export interface Retrying extends RetryPolicy {
  readonly clock: Clock;
  readonly jitter: () => number;
}

/** Five tries over at most 250 + 500 + 1,000 + 2,000 ms. */
const DEFAULTS: Retrying = {
  attempts: 5,
  baseDelayMs: 250,
  maxDelayMs: 10_000,
  clock: systemClock,
  jitter: Math.random,
};

/**
 * Fills in what was left out.
 *
 * @throws {InvalidInputError} unless `attempts` is a whole number from 1 to 100 and the delays are finite and not negative.
 */
export function retrying(options: Partial<Retrying> = {}): Retrying {
  const policy: Retrying = { ...DEFAULTS, ...options };
  if (!Number.isInteger(policy.attempts) || policy.attempts < 1 || policy.attempts > 100) {
    throw new InvalidInputError({
      path: 'retry.attempts',
      observed: policy.attempts,
      allowed: 'a whole number from 1 to 100',
    });
  }
  for (const field of ['baseDelayMs', 'maxDelayMs'] as const) {
    if (!(Number.isFinite(policy[field]) && policy[field] >= 0)) {
      throw new InvalidInputError({
        path: `retry.${field}`,
        observed: policy[field],
        allowed: 'finite milliseconds, not negative',
      });
    }
  }
  return policy;
}

/**
 * The pause after failure number `failure` (0 is the first): `jitter() * min(maxDelayMs, baseDelayMs * 2^failure)`.
 *
 * Full jitter: clients that failed together do not come back together.
 *
 * @returns milliseconds, from 0 up to but excluding the exponential bound.
 * @example backoffDelayMs(retrying({ baseDelayMs: 100, jitter: () => 0.5 }), 2) // 200
 * @see M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015
 */
export function backoffDelayMs(retry: Retrying, failure: number): number {
  return retry.jitter() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** failure);
}
