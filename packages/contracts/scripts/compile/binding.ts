import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact } from '../artifact.ts';
import { type Binding, camelCase } from './bindings.ts';
import { sourceKey } from './sourceKey.ts';

const header = (binding: Binding): string =>
  `// Generated from ${binding.source} by \`pnpm compile\`. Sources and settings: ${sourceKey(binding.source)}\n\n`;

/** The files of a binding, as they must stand for this artifact. */
export function bindingFiles(binding: Binding, artifact: Artifact): ReadonlyMap<string, string> {
  const name = camelCase(binding.contract);
  const abi = `export const ${name}Abi = ${JSON.stringify(artifact.abi)} as const;\n`;
  const bytecode = `export const ${name}Bytecode: \`0x\${string}\` =\n  '${artifact[binding.code]}';\n`;
  return new Map([
    [join(binding.folder, 'abi.ts'), header(binding) + abi],
    [join(binding.folder, 'bytecode.ts'), header(binding) + bytecode],
  ]);
}

/** Whether both files say that they come from the sources as they are now. */
export function isCurrent(binding: Binding): boolean {
  const expected = header(binding);
  return ['abi.ts', 'bytecode.ts'].every((file) => {
    const path = join(binding.folder, file);
    return existsSync(path) && readFileSync(path, 'utf8').startsWith(expected);
  });
}

export async function writeBinding(binding: Binding, artifact: Artifact): Promise<void> {
  await mkdir(binding.folder, { recursive: true });
  for (const [path, text] of bindingFiles(binding, artifact)) await writeFile(path, text);
}
