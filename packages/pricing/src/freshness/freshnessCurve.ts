import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { checkNumber } from '../units/checks.ts';
import { type FreshnessSpec, freshnessFamily } from './freshnessFamily.ts';
import { INTERVALS, KNOT_ONE, KNOTS, packKnots } from './freshnessTable.ts';

/** How the price of a segment falls over its window. The table is what counts; the family generated it. */
export interface FreshnessCurve {
  /** 16 knots of 16 bits, knot 0 in the lowest bits, 65535 = 1.0: the word the contract stores. */
  readonly table: bigint;
  /** Largest distance of the table from the family on a fine grid, as a fraction of the family's value. */
  readonly maxDeviation: number;
  /** The family's own value at x = age / window in [0, 1], in float64. */
  exact(x: number): number;
}

/** Points between two knots at which shape and deviation are examined. */
const GRID_PER_INTERVAL = 256;
/** Float noise allowed where a family must not rise. */
const MONOTONE_SLACK = 1e-12;

/**
 * A freshness curve from one of its families: `table[i] = round(65535 f(i / 15))`, to nearest, halves up.
 *
 * linear `1 - (1 - end) x`; exponential `end^x`; halfLife `max(end, 2^(-age / halfLife))`; logistic normalised to run
 * from 1 to `end`; knots linear between equally spaced values; formula a formula in `x` of `compileFormula`
 * (`@phasegate/pricing/formula`), or its text, for which Node loads mathjs on the spot.
 * Every family starts at 1, never rises and ends above 0 (`0 < end <= 1`, default 0.1).
 *
 * @throws {InvalidCurveError} when the shape is refused: not 1 at 0, rising, out of (0, 1], or a last knot of 0.
 * @throws {InvalidInputError} when a parameter is outside its range.
 * @throws {FormulaRefusedError} when a formula's text is refused, or its values rise, are negative or infinite anywhere.
 * @throws {FormulaParserMissingError} when a formula is given as text outside Node.
 * @example freshnessCurve({ family: 'linear' }).table & 0xffffn // 65535n
 */
export function freshnessCurve(spec: FreshnessSpec): FreshnessCurve {
  const family = freshnessFamily(spec);
  checkShape(family);
  const knots = Array.from({ length: KNOTS }, (_, i) => nearestKnot(family(i / INTERVALS)));
  const table = packKnots(knots);
  return {
    table,
    maxDeviation: maxDeviation(knots, family),
    exact(x) {
      checkNumber('x', x, 0, 1);
      return family(x);
    },
  };
}

/** 0.1 is half-way between two knots; the slack sends it up whatever float noise its family adds. */
function nearestKnot(value: number): number {
  return Math.floor(value * KNOT_ONE + 0.5 + 1e-9);
}

function gridPoint(i: number): number {
  return i / (INTERVALS * GRID_PER_INTERVAL);
}

function checkShape(family: (x: number) => number): void {
  let previous = family(0);
  if (Math.abs(previous - 1) > MONOTONE_SLACK) {
    throw new InvalidCurveError({ path: 'f(0)', observed: previous, allowed: '1' });
  }
  for (let i = 1; i <= INTERVALS * GRID_PER_INTERVAL; i++) {
    const value = family(gridPoint(i));
    const path = `f(${gridPoint(i)})`;
    if (!(value > 0 && value <= 1 + MONOTONE_SLACK)) {
      throw new InvalidCurveError({ path, observed: value, allowed: 'above 0 and at most 1' });
    }
    if (value > previous + MONOTONE_SLACK) {
      throw new InvalidCurveError({
        path,
        observed: value,
        allowed: `at most the value before it, ${previous}`,
      });
    }
    previous = value;
  }
}

function maxDeviation(knots: readonly number[], family: (x: number) => number): number {
  let largest = 0;
  for (let i = 0; i <= INTERVALS * GRID_PER_INTERVAL; i++) {
    const interval = Math.min(INTERVALS - 1, Math.floor(i / GRID_PER_INTERVAL));
    const t = i / GRID_PER_INTERVAL - interval;
    const table = (knots[interval]! * (1 - t) + knots[interval + 1]! * t) / KNOT_ONE;
    const value = family(gridPoint(i));
    largest = Math.max(largest, Math.abs(table - value) / value);
  }
  return largest;
}
