import { PhasegateError, type UnixSeconds } from '@phasegate/pricing/units';

/** Trades come from matchers alone. */
export class NotMatcherError extends PhasegateError {
  readonly caller: string;

  constructor(caller: string) {
    super(`${caller} is no matcher; the owner announces one, and 7 days later it can be put in force.`);
    this.caller = caller;
  }
}

/** An account that the matcher may not trade for. */
export class MatcherNotAllowedError extends PhasegateError {
  readonly account: string;
  readonly matcher: string;

  constructor(account: string, matcher: string) {
    super(`${account} has not allowed ${matcher} to trade for it; it must allow it first.`);
    this.account = account;
    this.matcher = matcher;
  }
}

/** A matcher that is in force or announced already. */
export class MatcherKnownError extends PhasegateError {
  readonly matcher: string;

  constructor(matcher: string) {
    super(`${matcher} is a matcher or announced as one already; remove it first.`);
    this.matcher = matcher;
  }
}

/** The matcher is not announced; or, to remove one, neither that nor in force. */
export class NoMatcherAnnouncedError extends PhasegateError {
  readonly matcher: string;

  constructor(matcher: string) {
    super(`${matcher} is not announced; the owner announces it first.`);
    this.matcher = matcher;
  }
}

/** An announced matcher before its time. */
export class MatcherPendingError extends PhasegateError {
  readonly applicableFrom: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(applicableFrom: UnixSeconds, at: UnixSeconds) {
    super(`the announced matcher can be put in force from ${applicableFrom}, and it is ${at}.`);
    this.applicableFrom = applicableFrom;
    this.at = at;
  }
}

/** All numbers of matchers are taken, also by those that were removed. */
export class TooManyMatchersError extends PhasegateError {
  readonly max: number;

  constructor(max: number) {
    super(`there have been ${max} matchers, and none of their numbers is used again.`);
    this.max = max;
  }
}
