/** Prints the marketplace's storage layout and its hash; `--update` writes the snapshot. */
import { readFile, writeFile } from 'node:fs/promises';
import { id } from 'ethers';
import { hardhatBuild } from './compile/hardhatBuild.ts';
import { LAYOUT_SNAPSHOT, LAYOUT_SOURCE, storageLayout } from './layout/storageLayout.ts';

await hardhatBuild([LAYOUT_SOURCE]);
const layout = await storageLayout();
if (process.argv.includes('--update')) await writeFile(LAYOUT_SNAPSHOT, layout);
process.stdout.write(layout);
process.stdout.write(`keccak256 ${id(layout)}\n`);
if (layout !== (await readFile(LAYOUT_SNAPSHOT, 'utf8').catch(() => ''))) {
  process.stderr.write('The layout differs from snapshots/storage-layout.json. Write it with --update\n');
  process.exitCode = 1;
}
