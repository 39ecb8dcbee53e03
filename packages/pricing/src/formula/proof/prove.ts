import { compileExpression } from '../expression/compileExpression.ts';
import type { Expression } from '../expression/expression.ts';
import type { FormulaInput } from '../formulaInputs.ts';
import { type Enclosure, encloser } from './enclose.ts';
import type { Interval } from './interval.ts';
import { curvatureAt, type Jet } from './jet.ts';
import { separate } from './separate.ts';

/** What a value may stray from its shape, or below 0: of itself above 1, else of 1. */
export const SLACK = 1e-9;
/** The least width of a piece, of its input's range. */
const LEAST = 2 ** -40;

/** An input and its name. */
export type Side = readonly [name: string, input: FormulaInput];

/**
 * Proves that an expression has a finite value of at least 0 everywhere in the box of its inputs, and that it follows
 * every input's shape there: branch and bound, each piece by {@link encloser}.
 *
 * Over a box of several inputs a choice is taken for one of its two sides, and what jumps between them is not looked at.
 * Along a single input it is: at the least width the values of a piece that jumps must lie between those at its ends.
 *
 * @param mostPieces pieces looked at before the proof is given up.
 * @returns the reason to refuse it, or `undefined` when it is proven.
 */
export function prove(
  expression: Expression,
  sides: readonly Side[],
  mostPieces: number,
): string | undefined {
  const names = sides.map(([name]) => name);
  const evaluate = compileExpression(expression, names);
  const encloseSeparated = encloser(separate(expression), names);
  const encloseOriginal = encloser(expression, names);
  const pieces: (readonly Interval[])[] = [sides.map(([, { from, to }]) => ({ lo: from, hi: to }))];
  for (let looked = 0; pieces.length > 0; looked++) {
    const box = pieces.pop()!;
    const enclosure = encloseSeparated(box);
    // Its order of operations decides what overflows or has no value.
    const { value, isDefined } = encloseOriginal(box).box;
    const isFinite = isDefined && value.lo > Number.NEGATIVE_INFINITY && value.hi < Number.POSITIVE_INFINITY;
    const failure = isFinite ? failureIn(enclosure, sides) : { axis: undefined };
    if (failure === undefined && !(enclosure.box.jumps && sides.length === 1)) continue;
    const axis = widest(enclosure.box, failure?.axis, box, sides);
    if (axis === undefined) {
      if (
        enclosure.box.jumps &&
        sides.length === 1 &&
        jumpsAlong(sides[0]!, box[0]!, enclosure.box, evaluate)
      ) {
        continue;
      }
      return unproven(failure, sides, box);
    }
    if (looked >= mostPieces) return unproven(failure, sides, box);
    if (isRefuted(enclosure.middle, failure, sides)) return refuted(failure!, sides, box);
    const { lo, hi } = box[axis]!;
    const half = lo + (hi - lo) / 2;
    pieces.push(
      box.map((old, i) => (i === axis ? { lo: half, hi } : old)),
      box.map((old, i) => (i === axis ? { lo, hi: half } : old)),
    );
  }
  return undefined;
}

/** What is not shown yet: a value, or the shape along an input. */
interface Failure {
  readonly axis: number | undefined;
}

function failureIn({ box }: Enclosure, sides: readonly Side[]): Failure | undefined {
  if (!box.isDefined || !(box.value.hi < Number.POSITIVE_INFINITY && box.value.lo >= -SLACK)) {
    return { axis: undefined };
  }
  const axis = sides.findIndex(([, input], i) => against(input, box, i) > 0);
  return axis === -1 ? undefined : { axis };
}

/** By how much a slope may go against an input's shape beyond the slack. */
function against({ from, to, shape }: FormulaInput, { slopes, value }: Jet, i: number): number {
  if (shape === undefined) return 0;
  const slope = shape === 'rises' ? -slopes[i]!.lo : slopes[i]!.hi;
  return slope - (SLACK * Math.max(1, value.lo)) / (to - from);
}

/** Whether the middle of a piece shows that the failure is the formula's and not the proof's. */
function isRefuted(middle: Jet, failure: Failure | undefined, sides: readonly Side[]): boolean {
  if (failure === undefined || middle.jumps || !middle.isDefined) return false;
  if (failure.axis === undefined) return middle.value.hi < -SLACK;
  const { axis } = failure;
  const [, input] = sides[axis]!;
  const { lo, hi } = middle.slopes[axis]!;
  // Every slope that the enclosure allows goes the wrong way.
  const swapped = {
    ...middle,
    slopes: middle.slopes.map((slope, i) => (i === axis ? { lo: hi, hi: lo } : slope)),
  };
  return against(input, swapped, axis) > 0;
}

/**
 * The axis along which to halve a piece: the one that moves what failed most, by its derivative times its width; where
 * derivatives are unbounded, the one that is widest for its range. None when all are at their least width.
 */
function widest(
  jet: Jet,
  failed: number | undefined,
  box: readonly Interval[],
  sides: readonly Side[],
): number | undefined {
  let best: { readonly axis: number; readonly moves: number; readonly width: number } | undefined;
  for (const [axis, { lo, hi }] of box.entries()) {
    const [, { from, to }] = sides[axis]!;
    const width = (hi - lo) / (to - from);
    if (width <= LEAST) continue;
    const slope = failed === undefined ? jet.slopes[axis]! : jet.curvatures[curvatureAt(failed, axis)]!;
    const moves = Math.max(-slope.lo, slope.hi) * (hi - lo);
    if (best === undefined || moves > best.moves || (moves === best.moves && width > best.width)) {
      best = { axis, moves, width };
    }
  }
  return best?.axis;
}

/** Whether a piece of the least width jumps the way it may. */
function jumpsAlong(
  [, { shape }]: Side,
  { lo, hi }: Interval,
  { value, isDefined }: Jet,
  evaluate: (values: readonly number[]) => number,
): boolean {
  if (!isDefined || !(value.hi < Number.POSITIVE_INFINITY && value.lo >= -SLACK)) return false;
  if (shape === undefined) return true;
  const [first, last] = [evaluate([lo]), evaluate([hi])];
  const [least, most] = shape === 'rises' ? [first, last] : [last, first];
  const slack = SLACK * Math.max(1, value.lo);
  return value.lo >= least - slack && value.hi <= most + slack;
}

function refuted({ axis }: Failure, sides: readonly Side[], box: readonly Interval[]): string {
  if (axis === undefined) return `its value is below 0${place(sides, box)}, not at least 0`;
  const [does, must] = sides[axis]![1].shape === 'rises' ? ['falls', 'not fall'] : ['rises', 'not rise'];
  return `it ${does}${place(sides, box)} and must ${must} when ${sides[axis]![0]} rises`;
}

function unproven(failure: Failure | undefined, sides: readonly Side[], box: readonly Interval[]): string {
  const axis = failure === undefined ? 0 : failure.axis;
  if (axis === undefined) return `its value is not proven finite and at least 0${place(sides, box)}`;
  const must = sides[axis]![1].shape === 'rises' ? 'not to fall' : 'not to rise';
  return `it is not proven ${must} when ${sides[axis]![0]} rises${place(sides, box)}`;
}

function place(sides: readonly Side[], box: readonly Interval[]): string {
  return ` for ${sides.map(([name], i) => `${name} from ${box[i]!.lo} to ${box[i]!.hi}`).join(', ')}`;
}
