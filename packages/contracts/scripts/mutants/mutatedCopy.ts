import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../compile/bindings.ts';
import { mutatedSources } from './mutatedSources.ts';

/**
 * A copy of what the stateful suites need of the package, with every mutant of the list in it.
 *
 * @returns its folder, and `remove` to be rid of it.
 * @throws {Error} naming every mutant whose text is not where it should be.
 */
export async function mutatedCopy(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const sources = await mutatedSources();
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-mutants-'));
  for (const file of ['package.json', 'hardhat.config.ts', 'solidity.config.ts']) {
    await writeFile(join(folder, file), await readFile(join(root, file)));
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of sources) {
    await mkdir(dirname(join(folder, 'contracts', file)), { recursive: true });
    await writeFile(join(folder, 'contracts', file), text);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
