import type { Mutant } from './mutant.ts';
import type { Verdict } from './mutantTable.ts';
import { mutatedCopy } from './mutatedCopy.ts';
import { runSuite } from './runSuite.ts';
import { SUITES, suitesFor } from './suites.ts';

/**
 * Runs the stateful suites against each chosen mutant, until one notices.
 *
 * @param say takes a line of progress.
 * @throws {Error} when a mutant's text is not there, or the suites fail without any.
 */
export async function judge(
  chosen: ReadonlyMap<number, Mutant>,
  say: (line: string) => void,
): Promise<readonly Verdict[]> {
  const { folder, remove } = await mutatedCopy();
  try {
    say('compiling the contracts with all mutants in them, and running the suites without any');
    for (const suite of SUITES) {
      const failure = await runSuite(folder, suite, 0);
      if (failure !== undefined) throw new Error(`${suite} fails without any mutant: ${failure}`);
    }
    const verdicts: Verdict[] = [];
    for (const [number, mutant] of chosen) {
      const verdict = { ...mutant, killedBy: await killerOf(folder, number, mutant) };
      verdicts.push(verdict);
      const outcome = verdict.killedBy === undefined ? 'SURVIVED' : 'killed';
      say(`${verdicts.length} of ${chosen.size}: ${mutant.group} ${mutant.name} ${outcome}`);
    }
    return verdicts;
  } finally {
    await remove();
  }
}

async function killerOf(folder: string, number: number, mutant: Mutant): Promise<Verdict['killedBy']> {
  for (const suite of suitesFor(mutant.file)) {
    const assertion = await runSuite(folder, suite, number);
    if (assertion !== undefined) return { suite, assertion };
  }
  return undefined;
}
