import { expect, test } from 'vitest';
import { formatGasTable, gasFaults, gasTable } from '../../scripts/gas/gasTable.ts';
import { measureAll } from '../../scripts/gas/measureAll.ts';

test('default: every row is within its bar and as the snapshot says', async () => {
  const rows = await gasTable(await measureAll());
  expect(gasFaults(rows)).toEqual([]);
  expect(rows.filter(({ bar }) => bar !== undefined)).toHaveLength(19);
  expect(formatGasTable(rows)).toContain('buySegment, first in its access word');
});

test('behavior: a row above its bar, off the snapshot or missing is a fault', async () => {
  const missing = await gasTable({});
  expect(gasFaults(missing)).toHaveLength(missing.length + 19);
  const row = { operation: 'withdraw earnings', bar: 55_000, snapshot: 55_001 };
  expect(gasFaults([{ ...row, gas: 55_001 }])).toEqual([
    'withdraw earnings: 55001 is above its bar of 55000',
  ]);
  expect(gasFaults([{ ...row, gas: 55_000 }])).toHaveLength(1);
  expect(gasFaults([{ ...row, gas: 55_000, snapshot: 55_000 }])).toEqual([]);
  expect(gasFaults([{ operation: 'new', gas: 1 }])).toHaveLength(1);
});
