/**
 * Every number from `lo` to `hi`, either of which may be infinite. An operation encloses the results for every choice from
 * its operands, in real numbers and in float64 alike: rounding to nearest never leaves an interval whose ends are floats.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const ZERO: Interval = { lo: 0, hi: 0 };
export const ONE: Interval = { lo: 1, hi: 1 };
/** What is known where nothing is. */
export const ANYTHING: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };

export const point = (value: number): Interval => ({ lo: value, hi: value });

/** An interval of ends that were computed; of ends that are no numbers, anything. */
export function interval(lo: number, hi: number): Interval {
  return lo <= hi ? { lo, hi } : ANYTHING;
}

/** A number below a result that is at most `ulps` too large, with its sign kept: 0 is exact where it is a result. */
export function below(x: number, ulps = 1): number {
  if (x === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  const moved = x - Math.abs(x) * ulps * Number.EPSILON - Number.MIN_VALUE * ulps;
  return x >= 0 ? Math.max(0, moved) : moved;
}

export const above = (x: number, ulps = 1): number => -below(-x, ulps);

/** a + b rounded down: the sum itself where it is exact (Knuth's two-sum gives what rounding lost). */
function sumDown(a: number, b: number): number {
  const sum = a + b;
  const shadow = sum - a;
  const lost = a - (sum - shadow) + (b - shadow);
  return lost >= 0 ? sum : below(sum);
}

export function add(a: Interval, b: Interval): Interval {
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  return interval(sumDown(a.lo, b.lo), -sumDown(-a.hi, -b.hi));
}

export const negate = (a: Interval): Interval => (a === ZERO ? ZERO : { lo: -a.hi, hi: -a.lo });

export const subtract = (a: Interval, b: Interval): Interval => add(a, negate(b));

/** Products of integers below this are exact in float64. */
const EXACT = 2 ** 26;
const isExact = (a: number): boolean => Number.isInteger(a) && Math.abs(a) <= EXACT;

/**
 * a b rounded down. Nothing times anything is nothing: an infinite end stands for numbers without a bound, not for infinity.
 */
function productDown(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  const product = a * b;
  if (isExact(a) && isExact(b)) return product;
  // What underflows is still below or above 0.
  return product === 0 && a < 0 !== b < 0 ? -Number.MIN_VALUE : below(product);
}

export function multiply(a: Interval, b: Interval): Interval {
  if (a === ZERO || b === ZERO) return ZERO;
  if (a === ONE) return b;
  if (b === ONE) return a;
  return interval(
    Math.min(
      productDown(a.lo, b.lo),
      productDown(a.lo, b.hi),
      productDown(a.hi, b.lo),
      productDown(a.hi, b.hi),
    ),
    -Math.min(
      productDown(-a.lo, b.lo),
      productDown(-a.lo, b.hi),
      productDown(-a.hi, b.lo),
      productDown(-a.hi, b.hi),
    ),
  );
}

/** a^2, never below 0. */
export function square(a: Interval): Interval {
  const squared = multiply(magnitude(a), magnitude(a));
  return { lo: Math.max(0, squared.lo), hi: squared.hi };
}

/** 1 / a. */
export function reciprocal(a: Interval): Interval {
  if (a.lo > 0 || a.hi < 0) return interval(below(1 / a.hi), above(1 / a.lo));
  if (a.lo === 0 && a.hi > 0) return interval(below(1 / a.hi), Number.POSITIVE_INFINITY);
  if (a.hi === 0 && a.lo < 0) return interval(Number.NEGATIVE_INFINITY, above(1 / a.lo));
  return ANYTHING;
}

/** |a|. */
export function magnitude(a: Interval): Interval {
  if (a.lo >= 0) return a;
  if (a.hi <= 0) return negate(a);
  return { lo: 0, hi: Math.max(-a.lo, a.hi) };
}

export function hull(a: Interval, b: Interval): Interval {
  if (a === b) return a;
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
}

/** What two enclosures of the same number leave; the first should rounding have parted them. */
export function meet(a: Interval, b: Interval): Interval {
  const [lo, hi] = [Math.max(a.lo, b.lo), Math.min(a.hi, b.hi)];
  return lo <= hi ? { lo, hi } : a;
}
