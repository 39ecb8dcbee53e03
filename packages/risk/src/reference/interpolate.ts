import type { Decimal } from 'decimal.js';
import { D60 } from './decimalNormal.ts';

/** Chebyshev points of an interval; their own rounding doesn't matter, interpolation is exact on whatever they are. */
export function chebyshevPoints(count: number, low: Decimal.Value, high: Decimal.Value): Decimal[] {
  const middle = new D60(low).plus(high).div(2);
  const half = new D60(high).minus(low).div(2);
  return Array.from({ length: count }, (_, k) =>
    middle.plus(half.mul(Math.cos((Math.PI * (k + 0.5)) / count))),
  );
}

/** Monomial coefficients of the interpolating polynomial, lowest first: Newton's divided differences, expanded. */
export function interpolate(nodes: readonly Decimal[], values: readonly Decimal[]): Decimal[] {
  const table = [...values];
  for (let level = 1; level < nodes.length; level += 1) {
    for (let i = nodes.length - 1; i >= level; i -= 1) {
      table[i] = table[i]!.minus(table[i - 1]!).div(nodes[i]!.minus(nodes[i - level]!));
    }
  }
  let polynomial: Decimal[] = [table[nodes.length - 1]!];
  for (let i = nodes.length - 2; i >= 0; i -= 1) {
    const next: Decimal[] = [new D60(0), ...polynomial];
    for (const [power, c] of polynomial.entries()) next[power] = next[power]!.minus(c.mul(nodes[i]!));
    next[0] = next[0]!.plus(table[i]!);
    polynomial = next;
  }
  return polynomial;
}
