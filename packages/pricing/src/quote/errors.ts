import { PhasegateError } from '../units/errors.ts';

/** A quote was asked for a moment before the segment existed: clocks disagree or arguments were swapped. */
export class SegmentNotIssuedError extends PhasegateError {
  readonly now: number;
  readonly issuedAt: number;

  constructor(now: number, issuedAt: number) {
    super(
      `now is ${now} and the segment is issued at ${issuedAt}; it is quotable from then on. Check the clock`,
    );
    this.now = now;
    this.issuedAt = issuedAt;
  }
}
