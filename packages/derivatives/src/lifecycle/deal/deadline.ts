import type { UnixSeconds } from '@phasegate/pricing/units';
import { type DealClock, dealTime } from './dealClock.ts';
import { DeadlinePassedError, TooEarlyError } from './errors.ts';

/** Whether a deadline has passed in deal time; at its own second it has. */
export function hasPassed(clock: DealClock, deadline: UnixSeconds): boolean {
  return dealTime(clock) >= deadline;
}

/** A deadline as it stands now in unix seconds, moved by the paused time so far. */
function extended(clock: DealClock, deadline: UnixSeconds): UnixSeconds {
  return deadline + (clock.last - dealTime(clock));
}

/** @throws {DeadlinePassedError} at the deadline's second or later (deal time). */
export function checkBefore(clock: DealClock, action: string, deadline: UnixSeconds): void {
  if (hasPassed(clock, deadline))
    throw new DeadlinePassedError({ action, at: clock.last, deadline: extended(clock, deadline) });
}

/** @throws {TooEarlyError} before the deadline's second (deal time). */
export function checkPassed(clock: DealClock, action: string, deadline: UnixSeconds): void {
  if (!hasPassed(clock, deadline))
    throw new TooEarlyError({ action, at: clock.last, earliest: extended(clock, deadline) });
}

/** @throws {TooEarlyError} before the second `start` of real time, which a pause does not move. */
export function checkStarted(clock: DealClock, action: string, start: UnixSeconds): void {
  if (clock.last < start) throw new TooEarlyError({ action, at: clock.last, earliest: start });
}
