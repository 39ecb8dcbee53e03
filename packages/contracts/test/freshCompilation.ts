import { hardhatBuild } from '../scripts/compile/hardhatBuild.ts';

/**
 * Compiles all sources before the first test: what the compiler says now is compared with what is committed. Users of the
 * library never wait for this; a second run takes it from Hardhat's cache.
 */
export async function setup(): Promise<void> {
  process.stderr.write(
    'Compiling the Solidity sources, to compare them with the committed bindings (up to 2 minutes)\n',
  );
  await hardhatBuild();
}
