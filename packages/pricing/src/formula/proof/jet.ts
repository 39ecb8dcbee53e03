import { ANYTHING, add, hull, type Interval, multiply, negate, point, square, ZERO } from './interval.ts';
import { type Bounds, exponentialBounds, powerBounds, unaryBounds } from './unaryBounds.ts';

/**
 * What an expression does over a box of its inputs: enclosures of its values, of its slope along each input, and of its
 * second derivatives (row by row below the diagonal).
 */
export interface Jet {
  readonly value: Interval;
  readonly slopes: readonly Interval[];
  readonly curvatures: readonly Interval[];
  /** Whether it has a value everywhere. */
  readonly isDefined: boolean;
  /** Whether a choice in it is undecided: it may jump, and its slopes are those of both sides. */
  readonly jumps: boolean;
}

export const row = (i: number): number => (i * (i + 1)) / 2;
/** Where the second derivative by two inputs lies. */
export const curvatureAt = (i: number, j: number): number => (i >= j ? row(i) + j : row(j) + i);

export function constantJet(value: Interval, inputs: number): Jet {
  return {
    value,
    slopes: Array.from({ length: inputs }, () => ZERO),
    curvatures: Array.from({ length: row(inputs) }, () => ZERO),
    isDefined: true,
    jumps: false,
  };
}

export function inputJet(value: Interval, index: number, inputs: number): Jet {
  const jet = constantJet(value, inputs);
  return { ...jet, slopes: jet.slopes.map((slope, i) => (i === index ? point(1) : slope)) };
}

const isUnbounded = ({ lo, hi }: Interval): boolean => !Number.isFinite(lo) || !Number.isFinite(hi);
export const hasZero = ({ lo, hi }: Interval): boolean => lo <= 0 && hi >= 0;

export function addJets(a: Jet, b: Jet): Jet {
  return {
    value: add(a.value, b.value),
    slopes: a.slopes.map((slope, i) => add(slope, b.slopes[i]!)),
    curvatures: a.curvatures.map((curvature, i) => add(curvature, b.curvatures[i]!)),
    // Infinity less infinity is no number.
    isDefined: a.isDefined && b.isDefined && !(isUnbounded(a.value) && isUnbounded(b.value)),
    jumps: a.jumps || b.jumps,
  };
}

export function negateJet(jet: Jet): Jet {
  return {
    ...jet,
    value: negate(jet.value),
    slopes: jet.slopes.map(negate),
    curvatures: jet.curvatures.map(negate),
  };
}

export function multiplyJets(a: Jet, b: Jet): Jet {
  const curvatures = a.curvatures.map((_, k) =>
    add(multiply(a.curvatures[k]!, b.value), multiply(a.value, b.curvatures[k]!)),
  );
  for (let i = 0; i < a.slopes.length; i++) {
    for (let j = 0; j <= i; j++) {
      const crossed = add(multiply(a.slopes[i]!, b.slopes[j]!), multiply(a.slopes[j]!, b.slopes[i]!));
      curvatures[row(i) + j] = add(curvatures[row(i) + j]!, crossed);
    }
  }
  // Nothing times infinity is no number.
  const isLost = (hasZero(a.value) && isUnbounded(b.value)) || (hasZero(b.value) && isUnbounded(a.value));
  return {
    value: multiply(a.value, b.value),
    slopes: a.slopes.map((slope, i) => add(multiply(slope, b.value), multiply(a.value, b.slopes[i]!))),
    curvatures,
    isDefined: a.isDefined && b.isDefined && !isLost,
    jumps: a.jumps || b.jumps,
  };
}

/** A function of one variable, given by what it does over the jet's values, after the jet: the chain rule. */
export function composeJet({ value, first, second, isDefined }: Bounds, jet: Jet): Jet {
  const { slopes } = jet;
  const curvatures = jet.curvatures.map((curvature) => multiply(first, curvature));
  for (let i = 0; i < slopes.length; i++) {
    for (let j = 0; j <= i; j++) {
      const product = i === j ? square(slopes[i]!) : multiply(slopes[i]!, slopes[j]!);
      curvatures[row(i) + j] = add(curvatures[row(i) + j]!, multiply(second, product));
    }
  }
  return {
    value,
    slopes: slopes.map((slope) => multiply(first, slope)),
    curvatures,
    isDefined: isDefined && jet.isDefined,
    jumps: jet.jumps,
  };
}

/** One of two jets, nobody knows which: it has the slopes of either, and a kink or a jump between them. */
export function eitherJet(a: Jet, b: Jet, jumps: boolean): Jet {
  const depends = (i: number): boolean => a.slopes[i] !== ZERO || b.slopes[i] !== ZERO;
  const curvatures = [...a.curvatures];
  for (let i = 0; i < a.slopes.length; i++) {
    for (let j = 0; j <= i; j++) curvatures[row(i) + j] = depends(i) && depends(j) ? ANYTHING : ZERO;
  }
  return {
    value: hull(a.value, b.value),
    slopes: a.slopes.map((slope, i) => hull(slope, b.slopes[i]!)),
    curvatures,
    isDefined: a.isDefined && b.isDefined,
    jumps: jumps || a.jumps || b.jumps,
  };
}

export function maxJets(a: Jet, b: Jet): Jet {
  const isDefined = a.isDefined && b.isDefined;
  if (a.value.lo >= b.value.hi) return { ...a, isDefined };
  if (b.value.lo >= a.value.hi) return { ...b, isDefined };
  const value = { lo: Math.max(a.value.lo, b.value.lo), hi: Math.max(a.value.hi, b.value.hi) };
  return { ...eitherJet(a, b, false), value };
}

export function powerJets(a: Jet, b: Jet): Jet {
  if (isConstant(b)) return composeJet(powerBounds(a.value, b.value.lo), a);
  if (isConstant(a) && a.value.lo > 0) return composeJet(exponentialBounds(a.value.lo, b.value), b);
  // a^b = e^(b log a)
  const exponent = multiplyJets(b, composeJet(unaryBounds.log(a.value), a));
  return composeJet(unaryBounds.exp(exponent.value), exponent);
}

/** A constant of the expression: a point without slopes. A point of the box alone has slopes. */
function isConstant({ value, slopes }: Jet): boolean {
  return value.lo === value.hi && slopes.every((slope) => slope === ZERO);
}
