import { InvalidInputError } from '@phasegate/pricing/units';
import { ColumnLengthError } from './errors.ts';

/** Refuses columns that are anything but a Float64Array, or not as long as the forward column; `out` is checked or made. */
export function resultColumn(
  columns: Record<string, Float64Array>,
  out: Float64Array | undefined,
): Float64Array {
  const { length } = requireColumn('forward', columns['forward']);
  const result = out ?? new Float64Array(length);
  for (const [path, column] of Object.entries({ ...columns, out: result })) {
    if (requireColumn(path, column).length !== length)
      throw new ColumnLengthError(path, column.length, length);
  }
  return result;
}

function requireColumn(path: string, column: Float64Array | undefined): Float64Array {
  if (column instanceof Float64Array) return column;
  throw new InvalidInputError({ path, observed: typeof column, allowed: 'a Float64Array' });
}
