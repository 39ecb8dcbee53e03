import { dirname, relative } from 'node:path';
import { ALL_MUTANTS } from './allMutants.ts';
import { MUTANT_LIBRARY } from './mutantLibrary.ts';
import { mutate, type Numbered } from './mutate.ts';
import { sourcesOf } from './sourcesOf.ts';
import { SUITES } from './suites.ts';

const LIBRARY = 'Mutant.sol';

/**
 * What the stateful suites need, with every mutant of the list in it.
 *
 * @returns text by path below `contracts`.
 * @throws {Error} naming every mutant whose text is not where it should be.
 */
export async function mutatedSources(): Promise<ReadonlyMap<string, string>> {
  const sources = new Map(await sourcesOf(SUITES));
  const faults: string[] = [];
  for (const [file, mutants] of byFile()) {
    try {
      const source = sources.get(file);
      if (source === undefined) throw new Error(`No stateful suite reaches ${file}`);
      sources.set(file, mutate(source, mutants, relative(dirname(file), LIBRARY).replace(/^(?!\.)/, './')));
    } catch (cause) {
      faults.push((cause as Error).message);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return sources.set(LIBRARY, MUTANT_LIBRARY);
}

function byFile(): ReadonlyMap<string, readonly Numbered[]> {
  const files = new Map<string, Numbered[]>();
  for (const [position, mutant] of ALL_MUTANTS.entries()) {
    files.set(mutant.file, [...(files.get(mutant.file) ?? []), { number: position + 1, mutant }]);
  }
  return files;
}
