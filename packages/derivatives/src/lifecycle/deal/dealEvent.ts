import { checkObject, InvalidInputError, type UnixSeconds } from '@phasegate/pricing/units';
import { advanceClock, type DealClock, pauseClock, resumeClock } from './dealClock.ts';
import { DealClosedError, WrongPartyError } from './errors.ts';

/** The two sides of a delivered deal. */
export type Party = 'buyer' | 'provider';

/** Events every deal knows. A pause stops new deals; in a live one it only moves the deadlines. */
export type PauseEvent =
  | { readonly type: 'pause'; readonly at: UnixSeconds }
  | { readonly type: 'resume'; readonly at: UnixSeconds };

/** The part of a state that time and pauses change. */
export interface Deal {
  readonly status: string;
  readonly clock: DealClock;
}

/**
 * The state moved to the event's second, with a pause or a resumption applied.
 *
 * @throws {DealClosedError} the status is terminal. @throws {ClockRanBackError} the event is older than the last one.
 * @throws {PauseStateError} a pause while paused, or a resumption while not.
 * @throws {InvalidInputError} the event is not an object with whole unix seconds `at`.
 */
export function moveTo<State extends Deal>(
  state: State,
  event: { readonly type: string; readonly at: UnixSeconds },
  terminal: readonly string[],
): State {
  checkObject('state', state);
  checkObject('event', event);
  if (terminal.includes(state.status)) throw new DealClosedError(state.status);
  const clock = advanceClock(state.clock, event.at);
  if (event.type === 'pause') return { ...state, clock: pauseClock(clock) };
  if (event.type === 'resume') return { ...state, clock: resumeClock(clock) };
  return { ...state, clock };
}

/** @throws {WrongPartyError} unless `by` is the entitled party. */
export function checkParty(by: unknown, required: Party | 'arbiter'): void {
  if (by !== required) throw new WrongPartyError({ by: String(by), required: `the ${required}` });
}

/** @throws {InvalidInputError} not a list. @throws {WrongPartyError} one of the two has not signed. */
export function checkBothSigned(signedBy: readonly unknown[]): void {
  if (!Array.isArray(signedBy))
    throw new InvalidInputError({ path: 'event.signedBy', observed: signedBy, allowed: 'a list of parties' });
  if (!signedBy.includes('buyer') || !signedBy.includes('provider'))
    throw new WrongPartyError({ by: signedBy.join(', '), required: 'buyer and provider together' });
}

/** The error for an event no reducer of this kind knows. */
export function unknownEvent(event: unknown, known: string): InvalidInputError {
  return new InvalidInputError({
    path: 'event.type',
    observed: (event as { type?: unknown }).type,
    allowed: `one of ${known}`,
  });
}
