import type { Expression } from '../expression/expression.ts';
import { add, type Interval, multiply, negate, point, reciprocal, subtract, ZERO } from './interval.ts';
import { type Jet, row } from './jet.ts';
import { type LinearForm, linearForm } from './linearForm.ts';

/** A quotient of two linear forms that share parts. */
export interface Quotient {
  readonly above: LinearForm;
  readonly below: LinearForm;
  /** The parts of both, in order. */
  readonly parts: readonly Expression[];
  readonly keys: readonly string[];
}

/** The quotient that two expressions make; nothing where they share no part, so that dividing their jets loses nothing. */
export function sharedQuotient(left: Expression, right: Expression): Quotient | undefined {
  const [above, below] = [linearForm(left), linearForm(right)];
  if (![...above.terms.keys()].some((key) => below.terms.has(key))) return undefined;
  const terms = new Map([...above.terms, ...below.terms]);
  return { above, below, keys: [...terms.keys()], parts: [...terms.values()].map((term) => term.part) };
}

/**
 * The jet of `q = A / B` over the parts u, v... of both linear forms. With `N_u = A_u B - A B_u`, in which u cancels,
 *
 * `q_u = N_u / B^2` and `q_uv = (A_u B_v - A_v B_u) / B^2 - 2 N_u B_v / B^3`,
 *
 * so that `b / (b + 10)` is seen to rise over a box however wide. The chain rule carries them to the inputs.
 *
 * @param divided the jet of A by the jet of B, whose value is kept.
 */
export function quotientJet({ above, below, keys }: Quotient, parts: readonly Jet[], divided: Jet): Jet {
  const inputs = divided.slopes.length;
  const coefficient = (form: LinearForm, i: number): Interval =>
    form.terms.get(keys[i]!)?.coefficient ?? ZERO;
  const crossed = (i: number, j: number): Interval =>
    subtract(
      multiply(coefficient(above, i), coefficient(below, j)),
      multiply(coefficient(above, j), coefficient(below, i)),
    );
  const inverse = reciprocal(
    parts.reduce((sum, { value }, i) => add(sum, multiply(coefficient(below, i), value)), below.constant),
  );
  const inverseSquare = positiveSquare(inverse);
  const numerators = parts.map((_, i) =>
    parts.reduce(
      (sum, { value }, j) => (i === j ? sum : add(sum, multiply(crossed(i, j), value))),
      subtract(
        multiply(coefficient(above, i), below.constant),
        multiply(above.constant, coefficient(below, i)),
      ),
    ),
  );
  const first = numerators.map((numerator) => multiply(numerator, inverseSquare));
  const second = (i: number, j: number): Interval =>
    add(
      i === j ? ZERO : multiply(crossed(i, j), inverseSquare),
      negate(multiply(point(2), multiply(multiply(first[i]!, inverse), coefficient(below, j)))),
    );
  const slopes = divided.slopes.map((_, i) =>
    parts.reduce((sum, { slopes: own }, u) => add(sum, multiply(first[u]!, own[i]!)), ZERO),
  );
  const curvatures = [...divided.curvatures];
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j <= i; j++) {
      const k = row(i) + j;
      let total = ZERO;
      for (const [u, a] of parts.entries()) {
        total = add(total, multiply(first[u]!, a.curvatures[k]!));
        for (const [v, b] of parts.entries()) {
          if (a.slopes[i] === ZERO || b.slopes[j] === ZERO) continue;
          total = add(total, multiply(second(u, v), multiply(a.slopes[i]!, b.slopes[j]!)));
        }
      }
      curvatures[k] = total;
    }
  }
  return { ...divided, slopes, curvatures };
}

/** x^2 of an interval that may be unbounded, never below 0. */
function positiveSquare(x: Interval): Interval {
  const { lo, hi } = multiply(x, x);
  return { lo: Math.max(0, lo), hi };
}
