import { curveFormula } from '../formula/curveFormula.ts';
import type { Formula } from '../formula/formula.ts';
import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { checkDuration, checkFields, checkNumber } from '../units/checks.ts';
import { MAX_WINDOW_SECONDS } from '../units/units.ts';
import { KNOT_ONE } from './freshnessTable.ts';

/** How a freshness curve is described; `x = age / window`. `end` is the value at x = 1 and defaults to 0.1. */
export type FreshnessSpec =
  | { family: 'linear' | 'exponential'; end?: number }
  | { family: 'halfLife'; halfLife: number; window: number; end?: number }
  | { family: 'logistic'; midpoint: number; steepness: number; end?: number }
  | { family: 'knots'; values: readonly number[] }
  | { family: 'formula'; text: string }
  | { family: 'formula'; formula: Formula };

/** What describes a curve beside its family. */
export const FAMILY_FIELDS: Readonly<Record<FreshnessSpec['family'], readonly string[]>> = {
  linear: ['end'],
  exponential: ['end'],
  halfLife: ['halfLife', 'window', 'end'],
  logistic: ['midpoint', 'steepness', 'end'],
  knots: ['values'],
  formula: ['text', 'formula'],
};

const DEFAULT_END = 0.1;
/** A lower end would round to a knot of zero. */
const SMALLEST_END = 0.5 / KNOT_ONE;

/** The function of x that a spec describes, in float64, its parameters checked; its shape is checked by the caller. */
export function freshnessFamily(spec: FreshnessSpec): (x: number) => number {
  if (typeof spec !== 'object' || spec === null) {
    throw new InvalidCurveError({ path: 'spec', observed: spec, allowed: 'an object with a family' });
  }
  if (typeof spec.family === 'string' && Object.hasOwn(FAMILY_FIELDS, spec.family)) {
    checkFields('spec', spec, ['family', ...FAMILY_FIELDS[spec.family]]);
  }
  switch (spec.family) {
    case 'linear': {
      const end = checkedEnd(spec.end);
      // Written so that x = 1 gives `end` itself.
      return (x) => 1 - x + end * x;
    }
    case 'exponential': {
      const end = checkedEnd(spec.end);
      return (x) => end ** x;
    }
    case 'halfLife': {
      const end = checkedEnd(spec.end);
      checkNumber('halfLife', spec.halfLife, Number.MIN_VALUE);
      checkDuration('window', spec.window, MAX_WINDOW_SECONDS);
      const halvings = spec.window / spec.halfLife;
      return (x) => Math.max(end, 2 ** (-x * halvings));
    }
    case 'logistic':
      return logistic(spec.midpoint, spec.steepness, checkedEnd(spec.end));
    case 'knots':
      return throughKnots(spec.values);
    case 'formula':
      return curveFormula(spec);
    default:
      throw new InvalidCurveError({
        path: 'family',
        observed: (spec as { family: unknown }).family,
        allowed: 'linear, exponential, halfLife, logistic, knots or formula',
      });
  }
}

function checkedEnd(end: number = DEFAULT_END): number {
  checkNumber('end', end, SMALLEST_END, 1);
  return end;
}

/** `end + (1 - end)(g(x) - g(1)) / (g(0) - g(1))`, `g(x) = 1 / (1 + e^(steepness (x - midpoint)))`. */
function logistic(midpoint: number, steepness: number, end: number): (x: number) => number {
  checkNumber('midpoint', midpoint, -1, 2);
  checkNumber('steepness', steepness, 1e-3, 1e3);
  const g = (x: number): number => 1 / (1 + Math.exp(steepness * (x - midpoint)));
  const [first, last] = [g(0), g(1)];
  if (first - last < 1e-9) {
    throw new InvalidCurveError({
      path: 'midpoint',
      observed: midpoint,
      allowed: 'near enough to [0, 1] that a curve this steep falls inside the window',
    });
  }
  return (x) => end + ((1 - end) * (g(x) - last)) / (first - last);
}

/** Linear between values equally spaced over [0, 1]. */
function throughKnots(values: readonly number[]): (x: number) => number {
  if (!Array.isArray(values) || values.length < 2) {
    throw new InvalidCurveError({
      path: 'values',
      observed: values,
      allowed: 'an array of at least 2 numbers',
    });
  }
  const copy: readonly number[] = Array.from(values, (value: unknown, i) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new InvalidCurveError({ path: `values[${i}]`, observed: value, allowed: 'a finite number' });
    }
    return value;
  });
  copy.forEach((value, i) => {
    if (i > 0 && value > copy[i - 1]!) {
      throw new InvalidCurveError({
        path: `values[${i}]`,
        observed: value,
        allowed: `at most the value before it, ${copy[i - 1]}`,
      });
    }
  });
  const intervals = copy.length - 1;
  return (x) => {
    const i = Math.min(intervals - 1, Math.floor(x * intervals));
    const t = x * intervals - i;
    return copy[i]! * (1 - t) + copy[i + 1]! * t;
  };
}
