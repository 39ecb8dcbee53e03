import { checkNumber, checkNumbers } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';

/**
 * Root mean square of moves about zero and a two-sided interval that allows for fat tails:
 * `r exp(-+ z sqrt((k - 1) / (4 n)))` with `k = mean(x^4) / mean(x^2)^2` (the delta method on `ln r`; 3 for the normal law, 1
 * where every move is of one size, which leaves no width). About zero, not about the mean: a steady trend moves too.
 *
 * @param moves at least 1
 * @param confidence in [0.5, 1)
 * @throws {InvalidInputError} no moves or non-finite ones
 * @example
 * rootMeanSquareInterval([3, -4], 0.95).rootMeanSquare // 3.5355339059327378
 */
export function rootMeanSquareInterval(
  moves: ArrayLike<number>,
  confidence: number,
): { readonly rootMeanSquare: number; readonly interval: readonly [low: number, high: number] } {
  checkNumbers('moves', moves, 1);
  checkNumber('confidence', confidence, 0.5, 1 - 1e-12);
  const n = moves.length;
  let largest = 0;
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(moves[i]!));
  if (largest === 0) return { rootMeanSquare: 0, interval: [0, 0] };
  let [second, fourth] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    const square = (moves[i]! / largest) ** 2;
    second += square;
    fourth += square * square;
  }
  second /= n;
  fourth /= n;
  const rootMeanSquare = largest * Math.sqrt(second);
  const spread = Math.max(0, fourth / (second * second) - 1);
  const width = normalInverseCdf((1 + confidence) / 2) * Math.sqrt(spread / (4 * n));
  return { rootMeanSquare, interval: [rootMeanSquare * Math.exp(-width), rootMeanSquare * Math.exp(width)] };
}
