/** Normal equations of `target = a + c root + d y` with weights. */
interface Moments {
  /** Rows and columns in the order 1, root, y; then the target. */
  readonly matrix: readonly (readonly number[])[];
  readonly right: readonly number[];
}

export interface WingFit {
  readonly a: number;
  readonly c: number;
  readonly d: number;
  /** Weighted sum of squares. */
  readonly loss: number;
}

/** Least slopes of the two wings of total variance, `b (1 - rho)` on the left and `b (1 + rho)` on the right. */
export interface WingSlopes {
  readonly left: number;
  readonly right: number;
}

/** Lee's bound on either slope. */
const STEEPEST = 2;

/**
 * The best `a + c sqrt(y^2 + 1) + d y` whose wings, `(c - d) / sigma` and `(c + d) / sigma`, lie between the least slopes and
 * Lee's bound of 2: what is linear in SVI once m and sigma are fixed (c = b sigma, d = rho b sigma). The admissible (c, d) form
 * a rectangle, the loss is a convex parabola, so its least value is in the interior or on one of the four edges. The idea of
 * the split is from Zeliade Systems, "Quasi-explicit calibration of Gatheral's SVI model" (2009).
 */
export function fitWings(
  y: readonly number[],
  target: readonly number[],
  weights: readonly number[],
  { sigma, least }: { readonly sigma: number; readonly least: WingSlopes },
): WingFit {
  const root = y.map((v) => Math.sqrt(v * v + 1));
  const columns = [y.map(() => 1), root, y];
  const moment = (p: readonly number[], q: readonly number[]): number =>
    p.reduce((sum, v, i) => sum + weights[i]! * v * q[i]!, 0);
  const moments: Moments = {
    matrix: columns.map((p) => columns.map((q) => moment(p, q))),
    right: columns.map((p) => moment(p, target)),
  };
  const lossOf = (a: number, c: number, d: number): WingFit => {
    let loss = 0;
    for (let i = 0; i < y.length; i += 1)
      loss += weights[i]! * (a + c * root[i]! + d * y[i]! - target[i]!) ** 2;
    return { a, c, d, loss };
  };

  const isWithin = (slope: number, low: number): boolean => slope >= low && slope <= STEEPEST;
  const free = solve3(moments);
  if (free !== undefined) {
    const [a, c, d] = free;
    if (isWithin((c - d) / sigma, least.left) && isWithin((c + d) / sigma, least.right))
      return lossOf(a, c, d);
  }
  const corner = (left: number, right: number): [number, number] => [
    0.5 * sigma * (right + left),
    0.5 * sigma * (right - left),
  ];
  const corners = [
    corner(least.left, least.right),
    corner(least.left, STEEPEST),
    corner(STEEPEST, STEEPEST),
    corner(STEEPEST, least.right),
  ];
  let best: WingFit | undefined;
  for (let i = 0; i < 4; i += 1) {
    const candidate = lossOf(...alongEdge(moments, corners[i]!, corners[(i + 1) % 4]!));
    if (best === undefined || candidate.loss < best.loss) best = candidate;
  }
  return best!;
}

/** Best a and position on the edge from one corner to another. */
function alongEdge(
  { matrix, right }: Moments,
  from: readonly [number, number],
  to: readonly [number, number],
): [number, number, number] {
  const direction = [to[0] - from[0], to[1] - from[1]] as const;
  const m = (i: number, j: number): number => matrix[i]![j]!;
  const one = m(0, 0);
  const step = direction[0] * m(0, 1) + direction[1] * m(0, 2);
  const square =
    direction[0] ** 2 * m(1, 1) + 2 * direction[0] * direction[1] * m(1, 2) + direction[1] ** 2 * m(2, 2);
  const r0 = right[0]! - from[0] * m(0, 1) - from[1] * m(0, 2);
  const r1 =
    direction[0] * (right[1]! - from[0] * m(1, 1) - from[1] * m(1, 2)) +
    direction[1] * (right[2]! - from[0] * m(2, 1) - from[1] * m(2, 2));
  const determinant = one * square - step * step;
  const raw = determinant > 0 ? (one * r1 - step * r0) / determinant : 0;
  const t = Math.min(1, Math.max(0, raw));
  return [(r0 - t * step) / one, from[0] + t * direction[0], from[1] + t * direction[1]];
}

/** Gaussian elimination with pivoting; undefined when the quotes don't determine three numbers. */
function solve3({ matrix, right }: Moments): [number, number, number] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < 3; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < 3; i += 1) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    }
    const head = rows[pivot]!;
    rows[pivot] = rows[column]!;
    rows[column] = head;
    if (!(Math.abs(head[column]!) > 1e-14 * Math.abs(matrix[0]![0]!))) return undefined;
    for (let i = column + 1; i < 3; i += 1) {
      const factor = rows[i]![column]! / head[column]!;
      for (let j = column; j < 4; j += 1) rows[i]![j]! -= factor * head[j]!;
    }
  }
  const d = rows[2]![3]! / rows[2]![2]!;
  const c = (rows[1]![3]! - rows[1]![2]! * d) / rows[1]![1]!;
  const a = (rows[0]![3]! - rows[0]![1]! * c - rows[0]![2]! * d) / rows[0]![0]!;
  return [a, c, d];
}
