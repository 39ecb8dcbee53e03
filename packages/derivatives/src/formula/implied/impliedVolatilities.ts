import { checkObject } from '@phasegate/pricing/units';
import type { BlackColumns } from '../black/black76Prices.ts';
import { resultColumn } from '../black/columns.ts';
import { impliedVolatility } from './impliedVolatility.ts';

/**
 * Implied volatilities of a whole column of quotes of one type: row by row the very number `impliedVolatility` gives.
 * Fills and returns `out` (allocated when absent).
 *
 * @throws {ColumnLengthError} columns, or `out`, differ in length.
 * @throws {InvalidInputError} {@link PriceOutsideBoundsError} {@link VolatilityUndeterminedError} at the first bad row, as
 * `impliedVolatility`; rows before it are already written.
 * @example impliedVolatilities({ type: 'put', forward: Float64Array.of(100), strike: Float64Array.of(90), timeToExpiry: Float64Array.of(0.5), rate: Float64Array.of(0), price: Float64Array.of(4) })[0] // 0.300432115868
 */
export function impliedVolatilities(
  columns: Omit<BlackColumns, 'volatility'> & { price: Float64Array },
  out?: Float64Array,
): Float64Array {
  checkObject('columns', columns);
  const { type, forward, strike, timeToExpiry, rate, price } = columns;
  const result = resultColumn({ forward, strike, timeToExpiry, rate, price }, out);
  for (let row = 0; row < result.length; row += 1) {
    result[row] = impliedVolatility({
      type,
      forward: forward[row]!,
      strike: strike[row]!,
      timeToExpiry: timeToExpiry[row]!,
      rate: rate[row]!,
      price: price[row]!,
    });
  }
  return result;
}
