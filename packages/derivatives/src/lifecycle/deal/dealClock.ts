import {
  checkObject,
  checkSeconds,
  checkUnixSeconds,
  type Seconds,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { ClockRanBackError, PauseStateError } from './errors.ts';

/**
 * Paused time moves a deal's deadlines, by at most this much in all: a guardian's pauses (7 days, once per 30) fit
 * into a tenor of 92 days, and an owner who never resumes cannot keep anybody's money.
 */
export const MAX_PAUSE_EXTENSION: Seconds = 30 * 86_400;

/** What a deal knows about time. All in integer seconds. */
export interface DealClock {
  /** Unix seconds of the last event; no event may come before it, several may share it. */
  readonly last: UnixSeconds;
  /** Unix seconds at which the present pause began, or null. */
  readonly pausedAt: UnixSeconds | null;
  /** Seconds of all finished pauses. */
  readonly pausedSeconds: Seconds;
}

/** A clock that starts at `at`. @throws {InvalidInputError} `at` is not whole unix seconds. */
export function startClock(at: UnixSeconds): DealClock {
  checkUnixSeconds('at', at);
  return { last: at, pausedAt: null, pausedSeconds: 0 };
}

/**
 * The clock moved to `at`.
 *
 * @throws {InvalidInputError} `at` is not whole unix seconds. @throws {ClockRanBackError} `at` is in the past.
 */
export function advanceClock(clock: DealClock, at: UnixSeconds): DealClock {
  checkUnixSeconds('event.at', at);
  if (at < clock.last) throw new ClockRanBackError({ at, last: clock.last });
  return { ...clock, last: at };
}

/** The clock with a pause begun at its last second. @throws {PauseStateError} paused already. */
export function pauseClock(clock: DealClock): DealClock {
  if (clock.pausedAt !== null) throw new PauseStateError(true);
  return { ...clock, pausedAt: clock.last };
}

/** The clock with its pause ended at its last second. @throws {PauseStateError} not paused. */
export function resumeClock(clock: DealClock): DealClock {
  if (clock.pausedAt === null) throw new PauseStateError(false);
  return {
    ...clock,
    pausedAt: null,
    pausedSeconds: clock.pausedSeconds + (clock.last - clock.pausedAt),
  };
}

/**
 * Deal time: `last - min(paused seconds so far, MAX_PAUSE_EXTENSION)`, never decreasing. A deadline D has passed when
 * deal time `>= D`: at the second D itself it has. Deadlines compare with deal time, so a pause extends them;
 * "not before" limits compare with the clock's own second, so a pause never delays a delivery.
 *
 * @example dealTime({ last: 1_000, pausedAt: 900, pausedSeconds: 50 }) // 850
 */
export function dealTime(clock: DealClock): UnixSeconds {
  checkObject('clock', clock);
  checkUnixSeconds('clock.last', clock.last);
  checkSeconds('clock.pausedSeconds', clock.pausedSeconds);
  if (clock.pausedAt !== null) checkUnixSeconds('clock.pausedAt', clock.pausedAt);
  const running = clock.pausedAt === null ? 0 : clock.last - clock.pausedAt;
  return clock.last - Math.min(clock.pausedSeconds + running, MAX_PAUSE_EXTENSION);
}
