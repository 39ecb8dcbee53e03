import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../compile/bindings.ts';

const IMPORT = /^\s*import\b[^"']*["'](\.[^"']+)["']/gm;
/** A contract that a test deploys by its artifact's name. */
const ARTIFACT = /"(\w+\.sol):\w+"/g;

/**
 * Sources with everything of ours that they import, or deploy by name.
 *
 * @param files paths below `contracts`.
 * @returns text by path below `contracts`.
 */
export async function sourcesOf(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, 'contracts');
  const all = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.sol'));
  const byName = new Map(all.map((file) => [basename(file), file]));
  const found = new Map<string, string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const text = await readFile(join(folder, file), 'utf8');
    found.set(file, text);
    for (const [, target] of text.matchAll(IMPORT)) open.push(join(file, '..', target!));
    for (const [, name] of text.matchAll(ARTIFACT)) open.push(byName.get(name!) ?? name!);
  }
  return found;
}
