/**
 * The normal law, private to this package (the public `normalCdf` lives in `@phasegate/derivatives`, above this one).
 */

function ratio(x: number, numerator: readonly number[], denominator: readonly number[]): number {
  let top = 0;
  let bottom = 0;
  for (const c of numerator) top = top * x + c;
  for (const c of denominator) bottom = bottom * x + c;
  return top / bottom;
}

// Cody's rational approximations, highest power first, rounded to float64.
const ERF_NEAR: readonly [readonly number[], readonly number[]] = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
];
const ERFC_MIDDLE: readonly [readonly number[], readonly number[]] = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
];
const ERFC_FAR: readonly [readonly number[], readonly number[]] = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
];

/**
 * Complementary error function for `x >= 0`, relative error below 2e-15 down to the smallest normal result (x = 26.5).
 *
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 */
export function erfc(x: number): number {
  if (x <= 0.46875) {
    return 1 - x * ratio(x * x, ERF_NEAR[0], ERF_NEAR[1]);
  }
  // exp(-x^2) with x split at 1/16, so that the square's rounding does not reach the exponent.
  const head = Math.trunc(x * 16) / 16;
  const gauss = Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
  if (x <= 4) return gauss * ratio(x, ERFC_MIDDLE[0], ERFC_MIDDLE[1]);
  const y = 1 / (x * x);
  return (gauss / x) * (1 / Math.sqrt(Math.PI) - y * ratio(y, ERFC_FAR[0], ERFC_FAR[1]));
}

/** `exp(-x^2 / 2) / sqrt(2 pi)`. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** `P(Z > x)`: the upper tail, exact in relative terms far out. */
export function normalTail(x: number): number {
  return x >= 0 ? erfc(x / Math.SQRT2) / 2 : 1 - erfc(-x / Math.SQRT2) / 2;
}

// Wichura's coefficients, highest power first, rounded to float64.
const CENTRE: readonly [readonly number[], readonly number[]] = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
];
const SHOULDER: readonly [readonly number[], readonly number[]] = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
];
const TAIL: readonly [readonly number[], readonly number[]] = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
];

/**
 * The x with `P(Z <= x) = p`, for `p` strictly between 0 and 1; relative error about 1e-15.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Appl. Statist. 37 (1988).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE[0], CENTRE[1]);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const magnitude = r <= 5 ? ratio(r - 1.6, SHOULDER[0], SHOULDER[1]) : ratio(r - 5, TAIL[0], TAIL[1]);
  return q < 0 ? -magnitude : magnitude;
}
