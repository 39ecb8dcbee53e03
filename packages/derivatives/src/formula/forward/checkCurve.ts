import type { FreshnessCurve } from '@phasegate/pricing';
import { checkBigint, checkObject, InvalidInputError } from '@phasegate/pricing/units';

const LARGEST_TABLE = 2n ** 256n - 1n;

/** @throws {InvalidInputError} unless it has what every freshness curve has: its family's function, and its table. */
export function checkCurve(path: string, curve: unknown): asserts curve is FreshnessCurve {
  checkObject(path, curve);
  const { exact, table } = curve as Partial<FreshnessCurve>;
  if (typeof exact !== 'function') {
    throw new InvalidInputError({
      path: `${path}.exact`,
      observed: exact,
      allowed: 'a function of age / window',
      remedy: 'Make the curve with freshnessCurve',
    });
  }
  checkBigint(`${path}.table`, table, 0n, LARGEST_TABLE);
}
