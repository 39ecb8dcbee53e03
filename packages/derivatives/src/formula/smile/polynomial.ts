/** Coefficients from the constant upwards. */
export type Polynomial = readonly number[];

/** Part of the largest coefficient that is taken for rounding. */
const ROUNDING = 1e-13;
/** Halvings of [0, 1] until an interval counts as a point. */
const DEEPEST = 60;

export function sum(...terms: readonly Polynomial[]): Polynomial {
  const length = Math.max(...terms.map((term) => term.length));
  return Array.from({ length }, (_, i) => terms.reduce((total, term) => total + (term[i] ?? 0), 0));
}

export function times(factor: number, p: Polynomial): Polynomial {
  return p.map((coefficient) => factor * coefficient);
}

export function product(...factors: readonly Polynomial[]): Polynomial {
  return factors.reduce((left, right) => {
    const result = Array.from({ length: left.length + right.length - 1 }, () => 0);
    left.forEach((a, i) => right.forEach((b, j) => (result[i + j]! += a * b)));
    return result;
  });
}

/**
 * `p(s / (1 - s)) (1 - s)^degree` in the Bernstein basis on [0, 1]: it has the sign of p at `u = s / (1 - s)`, and where all
 * coefficients are positive so is p for every u > 0.
 */
export function bernsteinOnPositive(p: Polynomial): readonly number[] {
  let binomial = 1;
  const degree = p.length - 1;
  return p.map((coefficient, i) => {
    if (i > 0) binomial = (binomial * (degree - i + 1)) / i;
    return coefficient / binomial;
  });
}

/**
 * A `u = s / (1 - s)` at which a polynomial in Bernstein form is negative beyond rounding; `undefined` is a proof that there is
 * none. Halves [0, 1] where the coefficients, between which the polynomial runs, leave it open.
 */
export function negativePoint(bernstein: readonly number[]): number | undefined {
  const slack = -ROUNDING * bernstein.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
  const open: { readonly coefficients: readonly number[]; readonly low: number; readonly high: number }[] = [
    { coefficients: bernstein, low: 0, high: 1 },
  ];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const { coefficients, low, high } = piece;
    if (coefficients.every((c) => c >= slack)) continue;
    const middle = 0.5 * (low + high);
    const [left, right] = halves(coefficients);
    if (right[0]! < slack) return middle / (1 - middle);
    if (high - low < 2 ** -DEEPEST) continue;
    open.push({ coefficients: left, low, high: middle }, { coefficients: right, low: middle, high });
  }
  return undefined;
}

/** De Casteljau's construction at the middle. */
function halves(coefficients: readonly number[]): [left: readonly number[], right: readonly number[]] {
  const left: number[] = [];
  const right: number[] = [];
  for (let row = coefficients; row.length > 0; row = row.slice(1).map((c, i) => 0.5 * (c + row[i]!))) {
    left.push(row[0]!);
    right.unshift(row.at(-1)!);
  }
  return [left, right];
}
