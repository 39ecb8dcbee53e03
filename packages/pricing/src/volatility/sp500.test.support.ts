import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Bar } from '../discovery/bars.ts';

/** Daily bars of the S&P 500 from 2000 on, as the npm package `vega-datasets` carries them. */
export function sp500(): readonly Bar[] {
  const main = createRequire(import.meta.url).resolve('vega-datasets');
  let folder = dirname(main);
  while (!folder.endsWith('vega-datasets')) folder = dirname(folder);
  const [header, ...lines] = readFileSync(join(folder, 'data/sp500-2000.csv'), 'utf8').trim().split('\n');
  const names = header!.trim().split(',');
  return lines.map((line) => {
    const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i], Number(cell)]));
    return {
      open: row['open']!,
      high: row['high']!,
      low: row['low']!,
      close: row['close']!,
      volume: row['volume']!,
    };
  });
}
