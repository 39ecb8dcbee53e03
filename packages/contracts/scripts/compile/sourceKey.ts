import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { solidityCompiler } from '../../solidity.config.ts';
import { root } from './bindings.ts';

const IMPORT = /^\s*import\b[^"']*["']([^"']+)["']/gm;

/**
 * Names what a contract's code depends on and nothing else: the compiler and its settings, and the path and content of the
 * source with everything that it imports. The same key is the same bytecode, on any machine and in any folder.
 *
 * @param source path below `contracts`.
 * @throws {Error} of `node:fs` when a source or an import of it doesn't exist.
 */
export function sourceKey(source: string): string {
  const contents = new Map<string, string>();
  const open = [join(root, 'contracts', source)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const name = relative(root, path);
    if (contents.has(name)) continue;
    const content = readFileSync(path, 'utf8');
    contents.set(name, content);
    for (const [, target] of content.matchAll(IMPORT)) {
      open.push(target!.startsWith('.') ? join(dirname(path), target!) : join(root, 'node_modules', target!));
    }
  }
  const hash = createHash('sha256').update(JSON.stringify(['isolated', solidityCompiler]));
  for (const name of [...contents.keys()].sort()) hash.update(JSON.stringify([name, contents.get(name)]));
  return hash.digest('hex');
}
