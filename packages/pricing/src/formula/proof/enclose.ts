import type { Choice, Expression } from '../expression/expression.ts';
import type { BinaryOperation, Comparison } from '../expression/operations.ts';
import {
  add,
  type Interval,
  interval,
  meet,
  multiply,
  point,
  reciprocal,
  subtract,
  ZERO,
} from './interval.ts';
import {
  addJets,
  composeJet,
  constantJet,
  curvatureAt,
  eitherJet,
  hasZero,
  inputJet,
  type Jet,
  maxJets,
  multiplyJets,
  negateJet,
  powerJets,
} from './jet.ts';
import { quotientJet, sharedQuotient } from './quotientJet.ts';
import { unaryBounds } from './unaryBounds.ts';

/** What an expression does over a box, and at the box's middle. */
export interface Enclosure {
  readonly box: Jet;
  readonly middle: Jet;
}

/** A box, its middle, and its sides as seen from there. */
interface Place {
  readonly box: readonly Interval[];
  readonly middle: readonly Interval[];
  readonly reach: readonly Interval[];
}

/**
 * A function that encloses an expression over a box of its inputs, by interval arithmetic on the tree. At every part the
 * enclosures are met with their mean-value forms `f(m) + f'(box) (box - m)` and `f'(m) + f''(box) (box - m)`, which forgive
 * an input that occurs twice.
 *
 * @param names the inputs, in the order of the box's sides; every one in the tree is among them.
 */
export function encloser(
  expression: Expression,
  names: readonly string[],
): (box: readonly Interval[]) => Enclosure {
  const enclose = prepare(expression, names);
  return (box) => {
    const middle = box.map(({ lo, hi }) => point(lo + (hi - lo) / 2));
    return enclose({ box, middle, reach: box.map((side, i) => subtract(side, middle[i]!)) });
  };
}

function prepare(part: Expression, names: readonly string[]): (place: Place) => Enclosure {
  const inputs = names.length;
  switch (part.kind) {
    case 'constant': {
      // What constants give may be no number, or infinite.
      const jet = {
        ...constantJet(interval(part.value, part.value), inputs),
        isDefined: Number.isFinite(part.value),
      };
      return () => ({ box: jet, middle: jet });
    }
    case 'input': {
      const i = names.indexOf(part.name);
      return ({ box, middle }) => ({
        box: inputJet(box[i]!, i, inputs),
        middle: inputJet(middle[i]!, i, inputs),
      });
    }
    case 'unary': {
      const operand = prepare(part.operand, names);
      const bounds = unaryBounds[part.operation];
      return (place) => both(operand(place), (jet) => composeJet(bounds(jet.value), jet));
    }
    case 'binary':
      return prepareBinary(part, names);
    default:
      return prepareChoice(part, names);
  }
}

function prepareBinary(
  part: Expression & { readonly kind: 'binary' },
  names: readonly string[],
): (place: Place) => Enclosure {
  const [left, right] = [prepare(part.left, names), prepare(part.right, names)];
  const apply = combine[part.operation];
  const quotient = part.operation === 'divide' ? sharedQuotient(part.left, part.right) : undefined;
  const parts = quotient?.parts.map((shared) => prepare(shared, names)) ?? [];
  return (place) => {
    const [a, b] = [left(place), right(place)];
    const shared = parts.map((enclose) => enclose(place));
    const of = (where: keyof Enclosure): Jet => {
      const jet = apply(a[where], b[where]);
      if (quotient === undefined || jet.jumps) return jet;
      return quotientJet(
        quotient,
        shared.map((enclosure) => enclosure[where]),
        jet,
      );
    };
    const middle = of('middle');
    return { box: tightened(of('box'), middle, place.reach), middle };
  };
}

function prepareChoice(part: Choice, names: readonly string[]): (place: Place) => Enclosure {
  const [left, right] = [prepare(part.left, names), prepare(part.right, names)];
  const [ifTrue, ifFalse] = [prepare(part.ifTrue, names), prepare(part.ifFalse, names)];
  return (place) => {
    const [a, b, yes, no] = [left(place), right(place), ifTrue(place), ifFalse(place)];
    const of = (where: keyof Enclosure): Jet => {
      const holds = decided(part.comparison, a[where].value, b[where].value);
      const jet = holds === undefined ? eitherJet(yes[where], no[where], true) : (holds ? yes : no)[where];
      return { ...jet, isDefined: jet.isDefined && a[where].isDefined && b[where].isDefined };
    };
    return { box: of('box'), middle: of('middle') };
  };
}

const both = ({ box, middle }: Enclosure, apply: (jet: Jet) => Jet): Enclosure => ({
  box: apply(box),
  middle: apply(middle),
});

const combine: Readonly<Record<BinaryOperation, (a: Jet, b: Jet) => Jet>> = {
  add: addJets,
  subtract: (a, b) => addJets(a, negateJet(b)),
  multiply: multiplyJets,
  divide: (a, b) => multiplyJets(a, inverse(b)),
  max: maxJets,
  min: (a, b) => negateJet(maxJets(negateJet(a), negateJet(b))),
  power: powerJets,
};

function inverse(jet: Jet): Jet {
  const value = reciprocal(jet.value);
  const squared = multiply(value, value);
  return composeJet(
    {
      value,
      first: { lo: -squared.hi, hi: -Math.max(0, squared.lo) },
      second: multiply(point(2), multiply(squared, value)),
      // At a pole it jumps from one infinity to the other.
      isDefined: !hasZero(jet.value),
    },
    jet,
  );
}

/** Whether a comparison holds over two intervals, if it does so for all or for none of their numbers. */
function decided(comparison: Comparison, left: Interval, right: Interval): boolean | undefined {
  switch (comparison) {
    case 'smaller':
      return left.hi < right.lo ? true : left.lo >= right.hi ? false : undefined;
    case 'smallerEq':
      return left.hi <= right.lo ? true : left.lo > right.hi ? false : undefined;
    case 'larger':
      return decided('smaller', right, left);
    default:
      return decided('smallerEq', right, left);
  }
}

/** The enclosure met with its mean-value forms about the middle. A jump has no mean value. */
function tightened(jet: Jet, middle: Jet, reach: readonly Interval[]): Jet {
  if (jet.jumps) return jet;
  const along = (from: Interval, slopeAlong: (i: number) => Interval): Interval =>
    reach.reduce((sum, side, i) => add(sum, multiply(slopeAlong(i), side)), from);
  const slopes = jet.slopes.map((slope, i) =>
    slope === ZERO
      ? ZERO
      : meet(
          slope,
          along(middle.slopes[i]!, (j) => jet.curvatures[curvatureAt(i, j)]!),
        ),
  );
  return {
    ...jet,
    slopes,
    value: meet(
      jet.value,
      along(middle.value, (i) => slopes[i]!),
    ),
  };
}
