/** Writes src/integer/coefficients.generated.ts: the three polynomials of the integer pricer at scale 2^96, with their errors. */
import { writeFileSync } from 'node:fs';
import { chebyshevPoints, D60, interpolate, millsRatioDecimal } from '@phasegate/risk/reference';
import type { Decimal } from 'decimal.js';

const SCALE = new D60(2).pow(96);
const LN2 = new D60(2).ln();

interface Fit {
  name: string;
  doc: string;
  degree: number;
  low: Decimal;
  high: Decimal;
  f: (x: Decimal) => Decimal;
}

const fits: Fit[] = [
  {
    name: 'MILLS',
    doc: 'M(z) in u = 5/(5 + z), for u in [0, 1].',
    degree: 23,
    low: new D60(0),
    high: new D60(1),
    f: (u) => (u.isZero() ? new D60(0) : millsRatioDecimal(new D60(5).div(u).minus(5))),
  },
  {
    name: 'EXP',
    doc: 'exp(r), for r in [-ln(2)/2, ln(2)/2].',
    degree: 11,
    low: LN2.div(-2),
    high: LN2.div(2),
    f: (r) => r.exp(),
  },
  {
    name: 'ATANH',
    doc: '2 atanh(t)/t in w = t^2, for w in [0, (sqrt(2) - 1)^4].',
    degree: 8,
    low: new D60(0),
    high: new D60(2).sqrt().minus(1).pow(4),
    f: (w) => {
      if (w.lt('1e-40')) return new D60(2);
      const t = w.sqrt();
      return new D60(1).plus(t).div(new D60(1).minus(t)).ln().div(t);
    },
  },
];

const blocks = fits.map(({ name, doc, degree, low, high, f }) => {
  const nodes = chebyshevPoints(degree + 1, low, high);
  const coefficients = interpolate(nodes, nodes.map(f)).map((c) => c.mul(SCALE).toFixed(0));
  let worst = new D60(0);
  // At N Chebyshev points a polynomial of degree n is found within 1/cos(n pi / 2N) of its largest value (Ehlich, Zeller).
  for (const x of chebyshevPoints(2000, low, high)) {
    const value = coefficients.reduceRight<Decimal>((sum, c) => sum.mul(x).plus(c), new D60(0)).div(SCALE);
    const error = value.minus(f(x)).abs();
    if (error.gt(worst)) worst = error;
  }
  process.stdout.write(`${name} ${worst.toExponential(3)}\n`);
  return `/** ${doc} Largest error ${worst.toExponential(2)}; highest power first. */
export const ${name}: readonly bigint[] = [
${coefficients
  .reverse()
  .map((c) => `  ${c}n,`)
  .join('\n')}
];
`;
});
// The step the proof in docs/integerPricer.md takes for granted: at degree 40 nothing of M is left.
const mills = fits[0]!;
const points = chebyshevPoints(41, mills.low, mills.high);
const close = interpolate(points, points.map(mills.f));
for (const x of chebyshevPoints(400, mills.low, mills.high)) {
  const value = close.reduceRight<Decimal>((sum, c) => sum.mul(x).plus(c), new D60(0));
  if (value.minus(mills.f(x)).abs().gt('1e-25'))
    throw new Error(`degree 40 is off by more than 1e-25 at u = ${x.toString()}`);
}
writeFileSync(
  new URL('../src/integer/coefficients.generated.ts', import.meta.url),
  `/* Written by reference/integerCoefficients.ts. All at scale 2^96. */
${blocks.join('\n')}
/** ln(2). */
export const LN2 = ${LN2.mul(SCALE).toFixed(0)}n;
/** 1 / sqrt(2 pi). */
export const INVERSE_SQRT_2PI = ${new D60(1).div(new D60('6.28318530717958647692528676655900576839433879875021164194989').sqrt()).mul(SCALE).toFixed(0)}n;
`,
);
