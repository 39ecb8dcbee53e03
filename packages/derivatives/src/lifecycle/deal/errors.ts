import { PhasegateError, type UnixSeconds } from '@phasegate/pricing/units';

/** The deal has ended: nothing happens to it any more, all its money is out. */
export class DealClosedError extends PhasegateError {
  readonly status: string;

  constructor(status: string) {
    super(`the deal is closed (${status}); no event applies. Make a new deal.`);
    this.status = status;
  }
}

/** The event does not apply in the deal's present status. */
export class WrongStatusError extends PhasegateError {
  readonly event: string;
  readonly status: string;
  readonly required: string;

  constructor(input: { event: string; status: string; required: string }) {
    super(`'${input.event}' needs the status ${input.required}; the deal is ${input.status}.`);
    this.event = input.event;
    this.status = input.status;
    this.required = input.required;
  }
}

/** Somebody else than the entitled party acts. */
export class WrongPartyError extends PhasegateError {
  readonly by: string;
  readonly required: string;

  constructor(input: { by: string; required: string }) {
    super(`only ${input.required} may do this; got ${input.by}.`);
    this.by = input.by;
    this.required = input.required;
  }
}

/** Time ran backwards between two events of one deal. */
export class ClockRanBackError extends PhasegateError {
  readonly at: UnixSeconds;
  readonly last: UnixSeconds;

  constructor(input: { at: UnixSeconds; last: UnixSeconds }) {
    super(`event at second ${input.at} comes after one at ${input.last}; sort events by time.`);
    this.at = input.at;
    this.last = input.last;
  }
}

/** An action comes at or after the second from which it is too late. */
export class DeadlinePassedError extends PhasegateError {
  readonly action: string;
  readonly at: UnixSeconds;
  readonly deadline: UnixSeconds;

  constructor(input: { action: string; at: UnixSeconds; deadline: UnixSeconds }) {
    super(`${input.action} at second ${input.at} is too late; it was possible before ${input.deadline}.`);
    this.action = input.action;
    this.at = input.at;
    this.deadline = input.deadline;
  }
}

/** An action comes before the second from which it is possible. */
export class TooEarlyError extends PhasegateError {
  readonly action: string;
  readonly at: UnixSeconds;
  readonly earliest: UnixSeconds;

  constructor(input: { action: string; at: UnixSeconds; earliest: UnixSeconds }) {
    super(`${input.action} at second ${input.at} is too early; it is possible from ${input.earliest} on.`);
    this.action = input.action;
    this.at = input.at;
    this.earliest = input.earliest;
  }
}

/** A pause while paused, or a resumption while not. */
export class PauseStateError extends PhasegateError {
  readonly paused: boolean;

  constructor(paused: boolean) {
    super(paused ? 'already paused since an earlier event; resume first.' : 'not paused; nothing to resume.');
    this.paused = paused;
  }
}
