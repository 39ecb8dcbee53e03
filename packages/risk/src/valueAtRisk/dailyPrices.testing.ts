import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Daily log returns of the S&P 500 from 2000-01-03 to 2020-04-17 (5,104 of them), from `vega-datasets`. */
export function sp500Returns(): number[] {
  // The package exports its entry only; the data lies beside it.
  const entry = createRequire(import.meta.url).resolve('vega-datasets');
  const file = join(dirname(entry), '..', 'data', 'sp500-2000.csv');
  const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const column = header!.split(',').indexOf('close');
  const closes = rows.map((row) => Number(row.split(',')[column]));
  return closes.slice(1).map((close, i) => Math.log(close / closes[i]!));
}
