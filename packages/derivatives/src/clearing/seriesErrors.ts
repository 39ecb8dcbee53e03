import { PhasegateError, type UnixSeconds, type Word } from '@phasegate/pricing/units';
import type { SeriesKind, SeriesWordAmount } from './seriesWord.ts';

/** The book has no such series; for a book that nobody opened, not even its first. */
export class UnknownSeriesError extends PhasegateError {
  readonly seriesId: Word;

  constructor(seriesId: Word) {
    super(`there is no series ${seriesId}; create it first.`);
    this.seriesId = seriesId;
  }
}

/** Terms that no series has. */
export class MalformedSeriesError extends PhasegateError {
  readonly kind: SeriesKind;
  readonly a: SeriesWordAmount;
  readonly b: SeriesWordAmount;
  readonly c: SeriesWordAmount;

  constructor(terms: {
    readonly kind: SeriesKind;
    readonly a: SeriesWordAmount;
    readonly b: SeriesWordAmount;
    readonly c: SeriesWordAmount;
  }) {
    super(
      `no ${terms.kind} has the terms ${terms.a}, ${terms.b}, ${terms.c}: amounts lie below 2^80 wei a lot, strike, floor and ` +
        'price at or below the cap, a put’s strike and a swap’s bound above zero; a swap has two markets, anything else one.',
    );
    this.kind = terms.kind;
    this.a = terms.a;
    this.b = terms.b;
    this.c = terms.c;
  }
}

/** A book that takes no more series. */
export class TooManySeriesError extends PhasegateError {
  readonly max: number;

  constructor(max: number) {
    super(`the book has ${max} series, the most there are.`);
    this.max = max;
  }
}

/** From the start of the settlement window on nothing opens. */
export class OpeningEndedError extends PhasegateError {
  readonly openingEnds: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(openingEnds: UnixSeconds, at: UnixSeconds) {
    super(
      `positions opened before ${openingEnds}, and it is ${at}; they can still be reduced until the expiry.`,
    );
    this.openingEnds = openingEnds;
    this.at = at;
  }
}

/** From the expiry on nothing trades. */
export class BookExpiredError extends PhasegateError {
  readonly expiry: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(expiry: UnixSeconds, at: UnixSeconds) {
    super(`it expired at ${expiry}, and it is ${at}; settle it.`);
    this.expiry = expiry;
    this.at = at;
  }
}
