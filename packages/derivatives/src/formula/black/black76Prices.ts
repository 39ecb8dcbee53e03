import { black76Price, blackPriceKernel } from './black76Price.ts';
import { resultColumn } from './columns.ts';
import { type OptionType, signOf } from './optionInput.ts';

/** Columns of equal length, one option a row; units as in BlackInput. */
export interface BlackColumns {
  readonly type: OptionType;
  readonly forward: Float64Array;
  readonly strike: Float64Array;
  readonly timeToExpiry: Float64Array;
  readonly rate: Float64Array;
  readonly volatility: Float64Array;
}

/**
 * Black-76 prices of a whole column of options of one type: row by row the very number {@link black76Price} gives.
 * Fills and returns `out` (allocated when absent).
 *
 * @throws {ColumnLengthError} columns, or `out`, differ in length.
 * @throws {InvalidInputError} a column is anything but a Float64Array, or a row is NaN, infinite or negative; rows before it are already written.
 * @throws {ValuationOverflowError} a discounted value exceeds a float64.
 * @example black76Prices({ type: 'put', forward: Float64Array.of(100), strike: Float64Array.of(90), timeToExpiry: Float64Array.of(0.5), rate: Float64Array.of(0), volatility: Float64Array.of(0.3) })[0] // 3.98983329721207
 */
export function black76Prices(columns: BlackColumns, out?: Float64Array): Float64Array {
  const sign = signOf(columns);
  const { forward, strike, timeToExpiry, rate, volatility } = columns;
  const result = resultColumn({ forward, strike, timeToExpiry, rate, volatility }, out);
  for (let row = 0; row < result.length; row += 1) {
    const f = forward[row]!;
    const k = strike[row]!;
    const t = timeToExpiry[row]!;
    const r = rate[row]!;
    const v = volatility[row]!;
    const price = f >= 0 && k >= 0 && t >= 0 && v >= 0 ? blackPriceKernel(sign, f, k, t, r, v) : Number.NaN;
    // Infinities and NaN of any input reach the price or fail the comparisons; the readable function names them.
    result[row] =
      price >= 0 && f + k + t + v + Math.abs(r) < Number.POSITIVE_INFINITY ? price : readable(columns, row);
  }
  return result;
}

/** The refusal of a bad row, kept out of the loop so that the loop stays small enough to be compiled as one. */
function readable(columns: BlackColumns, row: number): number {
  return black76Price({
    type: columns.type,
    forward: columns.forward[row]!,
    strike: columns.strike[row]!,
    timeToExpiry: columns.timeToExpiry[row]!,
    rate: columns.rate[row]!,
    volatility: columns.volatility[row]!,
  });
}
