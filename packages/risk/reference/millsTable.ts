/**
 * Writes src/normal/millsTable.generated.ts: piecewise polynomials of g(u) = M(z)/u, u = 5/(5 + z), from 60-digit values.
 * On each of the intervals the polynomial interpolates g at Chebyshev points; `node reference/millsTable.ts`.
 */
import { writeFileSync } from 'node:fs';
import {
  chebyshevPoints,
  D60,
  interpolate,
  millsRatioDecimal,
  normalPdfDecimal,
} from '@phasegate/risk/reference';
import type { Decimal } from 'decimal.js';

/** Intervals for a unit of u. */
const INTERVALS = 160;
const DEGREE = 5;
const SHIFT = 5;
/** The table reaches down to z = -2. */
const LOWEST = -2;

const g = (u: Decimal): Decimal => {
  const z = new D60(SHIFT).div(u).minus(SHIFT);
  if (z.gte(0)) return millsRatioDecimal(z).div(u);
  // M(z) + M(-z) = 1/phi(z).
  return new D60(1).div(normalPdfDecimal(z)).minus(millsRatioDecimal(z.neg())).div(u);
};

const rows: number[][] = [];
let worst = 0;
const rowCount = Math.floor((INTERVALS * SHIFT) / (SHIFT + LOWEST)) + 1;
for (let interval = 0; interval < rowCount; interval += 1) {
  const at = (t: Decimal.Value): Decimal => g(new D60(t).plus(interval + 0.5).div(INTERVALS));
  const nodes = chebyshevPoints(DEGREE + 1, -0.5, 0.5);
  const coefficients = interpolate(nodes, nodes.map(at));
  const doubles = coefficients.map(Number);
  rows.push(doubles);
  for (const t of [-0.499, -0.37, -0.21, -0.06, 0.11, 0.29, 0.41, 0.499]) {
    const approximation = doubles.reduceRight<Decimal>((sum, c) => sum.mul(t).plus(c), new D60(0));
    worst = Math.max(worst, approximation.div(at(t)).minus(1).abs().toNumber());
  }
}

const lines = rows.map((row) => `  ${row.map((value) => (Object.is(value, -0) ? 0 : value)).join(', ')},`);
writeFileSync(
  new URL('../src/normal/millsTable.generated.ts', import.meta.url),
  `/** Written by reference/millsTable.ts. Worst relative error before float64 evaluation: ${worst.toExponential(2)}. */
/** Rows for a unit of u. */
export const MILLS_INTERVALS = ${INTERVALS};
/** The table ends below this z. */
export const MILLS_LOWEST = ${LOWEST};
/** u = MILLS_SHIFT / (MILLS_SHIFT + z). */
export const MILLS_SHIFT = ${SHIFT};
/** ${DEGREE + 1} coefficients a row, lowest power first. */
export const MILLS_TABLE: Float64Array = new Float64Array([
${lines.join('\n')}
]);
`,
);
process.stdout.write(`worst relative error ${worst.toExponential(3)}\n`);
