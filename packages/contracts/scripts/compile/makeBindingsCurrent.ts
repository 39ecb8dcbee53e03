import { readArtifact } from '../artifact.ts';
import { isCurrent, writeBinding } from './binding.ts';
import { BINDINGS } from './bindings.ts';
import { hardhatBuild } from './hardhatBuild.ts';
import { writePhaseThresholds } from './phaseThresholds.ts';

/**
 * Makes the bindings in `src/generated` and `scripts/generated` current. They are committed: unchanged sources are never
 * compiled on a user's machine, and of changed ones only the contracts that depend on them. On CI a stale binding is
 * refused; that the current ones equal a fresh compilation is for `test/solidity/bindings.test.ts`.
 *
 * @throws {Error} when the sources don't compile, or on CI when a committed binding is stale.
 */
export async function makeBindingsCurrent(): Promise<void> {
  const stale = BINDINGS.filter((binding) => !isCurrent(binding));
  if (stale.length > 0) {
    const names = stale.map(({ contract }) => contract).join(', ');
    if (process.env['CI'] === 'true') {
      throw new Error(
        `The committed bindings of ${names} are older than their sources. Run \`pnpm compile\` and commit them`,
      );
    }
    process.stderr.write(`Compiling ${names}: their sources changed\n`);
    await hardhatBuild(stale.map(({ source }) => source));
    for (const binding of stale) await writeBinding(binding, await readArtifact(binding.source));
  }
  await writePhaseThresholds();
}
