/** Writes reference/normal.generated.json: [x, Phi(x)] and [p, the x with Phi(x) = p], rounded to float64 from 60 digits. */
import { writeFileSync } from 'node:fs';
import { normalInverseCdf } from '@phasegate/risk';
import {
  D60,
  exactDecimal,
  normalCdfDecimal,
  normalPdfDecimal,
  uniformStream,
} from '@phasegate/risk/reference';
import type { Decimal } from 'decimal.js';

const u = uniformStream(10);
const cdf = [
  -37,
  -36.9,
  -20,
  -8,
  -1,
  -0.5,
  0,
  0.5,
  1,
  5,
  8,
  ...Array.from({ length: 400 }, () => -37 + 45 * u()),
].map((x) => [x, normalCdfDecimal(x).toNumber()]);
const probabilities = [1e-300, 1e-100, 1e-16, 0.001, 0.02425, 0.25, 0.4999, 0.5, 0.75, 0.975, 1 - 2 ** -53];
const inverse = [
  ...probabilities,
  ...Array.from({ length: 200 }, () => Math.exp(-600 * u() * u() * u())),
].map((p) => [p, inverseDecimal(p).toNumber()]);
writeFileSync(
  new URL('normal.generated.json', import.meta.url),
  `{\n"cdf": [\n${cdf.map((row) => JSON.stringify(row)).join(',\n')}\n],\n"inverse": [\n${inverse.map((row) => JSON.stringify(row)).join(',\n')}\n]\n}\n`,
);

/** Newton's method in 60 digits; the start's own accuracy doesn't matter. */
function inverseDecimal(p: number): Decimal {
  const target = exactDecimal(p);
  let x: Decimal = new D60(normalInverseCdf(p));
  for (let step = 0; step < 4; step += 1) {
    const residual = normalCdfDecimal(x).minus(target).div(normalPdfDecimal(x));
    x = x.minus(residual.div(x.mul(residual).div(2).plus(1)));
  }
  return x;
}
