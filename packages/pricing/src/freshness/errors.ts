import { InvalidInputError, PhasegateError } from '../units/errors.ts';

/** The window of a segment has ended: it has no price any more. */
export class SegmentExpiredError extends PhasegateError {
  readonly ageSeconds: number;
  readonly windowSeconds: number;

  constructor(ageSeconds: number, windowSeconds: number) {
    super(
      `the segment is ${ageSeconds} s old and its window is ${windowSeconds} s; it is quotable while age < window. ` +
        'Quote a fresher segment',
    );
    this.ageSeconds = ageSeconds;
    this.windowSeconds = windowSeconds;
  }
}

/** A freshness curve does not start at 1, rises somewhere, reaches 0, or is not a curve at all. */
export class InvalidCurveError extends InvalidInputError {}
