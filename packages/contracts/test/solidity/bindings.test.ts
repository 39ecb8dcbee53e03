import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readArtifact } from '../../scripts/artifact.ts';
import { bindingFiles } from '../../scripts/compile/binding.ts';
import { BINDINGS } from '../../scripts/compile/bindings.ts';

test.each(BINDINGS)(
  'default: the committed binding of $contract is what a fresh compilation gives',
  async (binding) => {
    const files = bindingFiles(binding, await readArtifact(binding.source));
    expect(files.size).toBe(2);
    for (const [path, text] of files) expect(await readFile(path, 'utf8'), path).toBe(text);
  },
);
