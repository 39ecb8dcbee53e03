import { inspect, isDeepStrictEqual } from 'node:util';

/** `shown` if it states `actual`, else `actual` as a document would print it. */
export function shownAs(actual: unknown, shown: string, expected: (() => unknown) | undefined): string {
  const printed = inspect(actual, { breakLength: Number.POSITIVE_INFINITY, compact: 3, depth: 4 });
  if (printed === shown || isRoundedTo(actual, shown)) return shown;
  return expected !== undefined && isDeepStrictEqual(actual, value(expected)) ? shown : printed;
}

/** A number may be shown to fewer digits, but not to fewer than one decimal: `0.583` states 0.58312, `1` does not state 1.2. */
function isRoundedTo(actual: unknown, shown: string): boolean {
  const match = /^-?\d+\.(\d+)(e-?\d+)?$/.exec(shown);
  if (typeof actual !== 'number' || match === null) return false;
  const digits = match[1]!.length;
  return (match[2] === undefined ? actual.toFixed(digits) : actual.toExponential(digits)) === shown;
}

/** The expected value; a text that only looks like an expression (`funding`) names nothing. */
function value(expected: () => unknown): unknown {
  try {
    return expected();
  } catch (error) {
    if (error instanceof ReferenceError) return new Error('stated as text');
    throw error;
  }
}
