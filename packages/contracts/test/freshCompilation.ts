import { BINDINGS } from '../scripts/compile/bindings.ts';
import { hardhatBuild } from '../scripts/compile/hardhatBuild.ts';
import { LAYOUT_SOURCE } from '../scripts/layout/storageLayout.ts';

/**
 * Compiles every source of a binding before the first test: what the compiler says now is compared with what is committed. Users of the
 * library never wait for this; a second run takes it from Hardhat's cache.
 */
export async function setup(): Promise<void> {
  process.stderr.write(
    'Compiling the Solidity sources, to compare them with the committed bindings (up to 2 minutes)\n',
  );
  await hardhatBuild([...BINDINGS.map(({ source }) => source), LAYOUT_SOURCE]);
}
