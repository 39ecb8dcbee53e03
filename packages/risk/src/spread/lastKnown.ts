import {
  checkNumber,
  checkObject,
  checkUnixSeconds,
  type Seconds,
  type UnixSeconds,
} from '@phasegate/pricing/units';

/** The last figure that a feed delivered, and when. */
export interface LastKnown {
  readonly value: number;
  readonly at: UnixSeconds;
}

/**
 * What a feed that has gone silent counts for: the last figure, moved towards the prior in proportion to its age and there
 * at `lifetime` seconds; the prior where nothing was ever known. Never on the better side of the last figure: a prior that
 * is less cautious than what was seen does not count.
 *
 * @param worse `max` where high figures are the cautious ones, `min` where low ones are
 */
export function agedFigure(input: {
  readonly last: LastKnown | undefined;
  readonly now: UnixSeconds;
  readonly prior: number;
  readonly lifetime: Seconds;
  readonly worse: (one: number, other: number) => number;
}): number {
  const { last, now, prior, lifetime, worse } = input;
  if (last === undefined) return prior;
  const age = Math.min(1, (now - last.at) / lifetime);
  return worse(last.value, last.value + (prior - last.value) * age);
}

/** @throws {InvalidInputError} unless a figure of zero or more, not later than `now`. */
export function checkLastKnown(path: string, last: LastKnown, now: UnixSeconds): void {
  checkObject(path, last);
  checkNumber(`${path}.value`, last.value, 0);
  checkUnixSeconds(`${path}.at`, last.at);
  checkNumber(`${path}.at`, last.at, 0, now);
}
