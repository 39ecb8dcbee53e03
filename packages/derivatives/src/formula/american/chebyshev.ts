/** A polynomial on [0, 1] held by Chebyshev coefficients; node i is `(1 + cos(pi i / degree)) / 2`, from 1 down to 0. */
export interface ChebyshevFit {
  readonly coefficients: Float64Array;
}

/** The nodes at which {@link fitChebyshev} takes values. */
export function chebyshevNodes(degree: number): Float64Array {
  return Float64Array.from({ length: degree + 1 }, (_, i) => 0.5 * (1 + Math.cos((Math.PI * i) / degree)));
}

/** Interpolates the values at the nodes: a discrete cosine transform, written out. */
export function fitChebyshev(values: Float64Array): ChebyshevFit {
  const degree = values.length - 1;
  const coefficients = new Float64Array(degree + 1);
  for (let k = 0; k <= degree; k += 1) {
    let sum = 0.5 * (values[0]! + (k % 2 === 0 ? 1 : -1) * values[degree]!);
    for (let i = 1; i < degree; i += 1) sum += values[i]! * Math.cos((Math.PI * i * k) / degree);
    coefficients[k] = (2 / degree) * sum;
  }
  coefficients[degree]! *= 0.5;
  coefficients[0]! *= 0.5;
  return { coefficients };
}

/** Clenshaw's recurrence at x in [0, 1]. */
export function evaluateChebyshev(fit: ChebyshevFit, x: number): number {
  const y = 4 * x - 2;
  const { coefficients } = fit;
  let b1 = 0;
  let b2 = 0;
  for (let k = coefficients.length - 1; k >= 1; k -= 1) {
    const b0 = coefficients[k]! + y * b1 - b2;
    b2 = b1;
    b1 = b0;
  }
  return coefficients[0]! + 0.5 * y * b1 - b2;
}
