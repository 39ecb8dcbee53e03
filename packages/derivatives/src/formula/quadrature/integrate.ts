import { gaussLegendre } from './gaussLegendre.ts';

const { nodes, weights } = gaussLegendre(16);
/** Part of an interval's own size that its halves may always differ by: rounding. */
const ROUNDING = 1e-14;
/** Halvings after which a step as narrow as `width 2^-40` is taken as it is. */
const DEEPEST = 40;
/** Halvings of an interval that is known to be smooth after which only rounding can be left. */
const SMOOTH = 10;

/**
 * Integrals of several functions of one variable over `[from, to]`, by 16-point Gauss-Legendre on intervals that are
 * halved until the whole and its halves, and these and theirs, differ by no more than `tolerance` in any component. Kinks and jumps cost halvings,
 * not accuracy.
 *
 * @param f writes its components at x into `out`
 * @param tolerance largest difference an interval may leave, one a component
 * @param isRough whether a kink or a step, however soft, may lie in [a, b] unseen: it is halved before any rule is asked, since
 * two rules can agree by chance where they see a kink, and never where they see the rounding of a step
 */
export function integrate(
  f: (x: number, out: Float64Array) => void,
  from: number,
  to: number,
  tolerance: Float64Array,
  isRough?: (a: number, b: number) => boolean,
): Float64Array {
  const size = tolerance.length;
  const point = new Float64Array(size);
  const rule = (a: number, b: number): Float64Array => {
    const sum = new Float64Array(size);
    for (let i = 0; i < nodes.length; i += 1) {
      f(a + (b - a) * nodes[i]!, point);
      const weight = (b - a) * weights[i]!;
      for (let c = 0; c < size; c += 1) sum[c]! += weight * point[c]!;
    }
    return sum;
  };
  const total = new Float64Array(size);
  const refine = (a: number, b: number, whole: Float64Array, halvings: number, hasAgreed: boolean): void => {
    const middle = 0.5 * (a + b);
    const [left, right] = [rule(a, middle), rule(middle, b)];
    const agree = whole.every((value, c) => {
      const rounding = ROUNDING * (Math.abs(left[c]!) + Math.abs(right[c]!));
      return !(Math.abs(left[c]! + right[c]! - value) > Math.max(tolerance[c]!, rounding));
    });
    // Twice: a step between the points of one rule and its halves can make them agree by chance, one time in a thousand.
    if ((agree && hasAgreed) || halvings === 0) {
      for (let c = 0; c < size; c += 1) total[c]! += left[c]! + right[c]!;
      return;
    }
    refine(a, middle, left, halvings - 1, agree);
    refine(middle, b, right, halvings - 1, agree);
  };
  const divide = (a: number, b: number, halvings: number): void => {
    if (halvings > 0 && isRough?.(a, b) === true) {
      const middle = 0.5 * (a + b);
      divide(a, middle, halvings - 1);
      divide(middle, b, halvings - 1);
    } else refine(a, b, rule(a, b), isRough ? Math.min(halvings, SMOOTH) : halvings, false);
  };
  divide(from, to, DEEPEST);
  return total;
}
