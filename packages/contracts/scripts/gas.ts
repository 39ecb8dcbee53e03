/**
 * Prints the gas table with their bars. `--json`: as JSON; `--update`: writes the snapshot.
 * Exits non-zero above a bar or off the committed snapshot.
 */
import { formatGasTable, gasFaults, gasTable, updateGasSnapshot } from './gas/gasTable.ts';
import { measureAll } from './gas/measureAll.ts';

const measured = await measureAll();
if (process.argv.includes('--update')) await updateGasSnapshot(measured);
const rows = await gasTable(measured);
const faults = gasFaults(rows);
process.stdout.write(
  process.argv.includes('--json')
    ? `${JSON.stringify({ rows, faults }, undefined, 2)}\n`
    : `${formatGasTable(rows)}\n`,
);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
