import type { UnaryOperation } from '../expression/operations.ts';
import {
  ANYTHING,
  above,
  add,
  below,
  type Interval,
  interval,
  magnitude,
  meet,
  multiply,
  negate,
  ONE,
  point,
  reciprocal,
  square,
  subtract,
  ZERO,
} from './interval.ts';

/** What a function of one variable does over an interval: its values, and its first and second derivatives. */
export interface Bounds {
  readonly value: Interval;
  readonly first: Interval;
  readonly second: Interval;
  /** Whether it has a value everywhere in the interval. */
  readonly isDefined: boolean;
}

/** Ulps by which a function of the platform may be off; V8's are within one. */
const ULPS = 4;
const UNDEFINED: Bounds = { value: ANYTHING, first: ANYTHING, second: ANYTHING, isDefined: false };

/** The values of a rising function. Where it is a whole number at 0 or 1 (`exp(0)`, `sqrt(1)`), it is that very number. */
function rising(call: (x: number) => number, { lo, hi }: Interval): Interval {
  const isExact = (x: number): boolean => (x === 0 || x === 1) && Number.isInteger(call(x));
  return interval(
    isExact(lo) ? call(lo) : below(call(lo), ULPS),
    isExact(hi) ? call(hi) : above(call(hi), ULPS),
  );
}

/** e^x, above 0 even where it underflows. */
function exponential(x: Interval): Interval {
  const { lo, hi } = rising(Math.exp, x);
  return { lo, hi: Math.max(hi, Number.MIN_VALUE) };
}

/** The logarithm of `shift + x` to a base, from its natural logarithm's scale `1 / ln(base)`. */
function logarithm(call: (x: number) => number, x: Interval, shift: Interval, scale: Interval): Bounds {
  const argument = add(shift, x);
  if (argument.lo < 0) return UNDEFINED;
  const inverse = reciprocal(argument);
  const first = multiply(inverse, scale);
  return { value: rising(call, x), first, second: negate(multiply(first, inverse)), isDefined: true };
}

const LN2 = interval(below(Math.LN2), above(Math.LN2));
const LN10 = interval(below(Math.LN10), above(Math.LN10));

export const unaryBounds: Readonly<Record<UnaryOperation, (x: Interval) => Bounds>> = {
  abs(x) {
    const value = magnitude(x);
    if (x.lo >= 0) return { value, first: ONE, second: ZERO, isDefined: true };
    if (x.hi <= 0) return { value, first: point(-1), second: ZERO, isDefined: true };
    return { value, first: interval(-1, 1), second: ANYTHING, isDefined: true };
  },
  cbrt(x) {
    const value = rising(Math.cbrt, x);
    const first = reciprocal(multiply(point(3), square(value)));
    // (x^(1/3))'' = -2/3 (x^(1/3))' / x
    const second = multiply(interval(below(-2 / 3), above(-2 / 3)), multiply(first, reciprocal(x)));
    return { value, first, second, isDefined: true };
  },
  exp(x) {
    const value = exponential(x);
    return { value, first: value, second: value, isDefined: true };
  },
  expm1(x) {
    const first = exponential(x);
    return { value: rising(Math.expm1, x), first, second: first, isDefined: true };
  },
  log: (x) => logarithm(Math.log, x, ZERO, ONE),
  log10: (x) => logarithm(Math.log10, x, ZERO, reciprocal(LN10)),
  log1p: (x) => logarithm(Math.log1p, x, ONE, ONE),
  log2: (x) => logarithm(Math.log2, x, ZERO, reciprocal(LN2)),
  negate: (x) => ({ value: negate(x), first: point(-1), second: ZERO, isDefined: true }),
  sqrt(x) {
    if (x.lo < 0) return UNDEFINED;
    const value = rising(Math.sqrt, x);
    const first = reciprocal(multiply(point(2), value));
    const second = multiply(point(-0.5), multiply(first, reciprocal(x)));
    return { value, first, second, isDefined: true };
  },
  tanh(x) {
    const value = rising(Math.tanh, x);
    // e^(-2|x|) <= 1 - tanh^2 <= 4 e^(-2|x|), which the subtraction loses far from 0.
    const tail = exponential(multiply(point(-2), magnitude(x)));
    const first = meet(interval(tail.lo, above(4 * tail.hi)), subtract(ONE, square(value)));
    return { value, first, second: multiply(point(-2), multiply(value, first)), isDefined: true };
  },
};

/** x^n for a constant n. */
export function powerBounds(x: Interval, n: number): Bounds {
  const isPole = n < 0 && x.lo <= 0 && x.hi >= 0;
  if (isPole || (x.lo < 0 && !Number.isInteger(n))) return UNDEFINED;
  const first = n === 0 ? ZERO : multiply(point(n), power(x, n - 1));
  const factor = multiply(point(n), subtract(point(n), ONE));
  const second = n === 0 || n === 1 ? ZERO : multiply(factor, power(x, n - 2));
  return { value: power(x, n), first, second, isDefined: true };
}

/** The values of x^n; x is at least 0 unless n is an integer. */
function power(x: Interval, n: number): Interval {
  if (n === 0) return ONE;
  if (n === 1) return x;
  if (n < 0) return reciprocal(power(x, -n));
  if (n === 2) return square(x);
  if (x.lo >= 0) {
    const { lo, hi } = rising((base) => base ** n, x);
    return { lo, hi: x.hi > 0 ? Math.max(hi, Number.MIN_VALUE) : 0 };
  }
  if (n % 2 === 0) return power(magnitude(x), n);
  // An odd power rises through 0.
  const low = power(magnitude({ lo: Math.min(x.lo, 0), hi: Math.min(x.hi, 0) }), n);
  const high = power({ lo: Math.max(x.lo, 0), hi: Math.max(x.hi, 0) }, n);
  return interval(-low.hi, x.hi <= 0 ? -low.lo : high.hi);
}

/** base^x for a constant base above 0. */
export function exponentialBounds(base: number, x: Interval): Bounds {
  const log = interval(below(Math.log(base), ULPS), above(Math.log(base), ULPS));
  const { lo, hi } = base >= 1 ? x : { lo: x.hi, hi: x.lo };
  const power = rising((exponent) => base ** exponent, { lo, hi });
  const value = { lo: power.lo, hi: Math.max(power.hi, Number.MIN_VALUE) };
  const first = multiply(log, value);
  return { value, first, second: multiply(log, first), isDefined: true };
}
