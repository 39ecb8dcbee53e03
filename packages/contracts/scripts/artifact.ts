import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A compiled contract, with what the bindings leave out. */
export interface Artifact {
  readonly sourceName: string;
  readonly inputSourceName: string;
  readonly contractName: string;
  readonly abi: readonly unknown[];
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly buildInfoId: string;
}

/**
 * The artifact of a contract that `hardhatBuild` made.
 *
 * @param source path below `contracts`, for instance `harness/ArithmeticHarness.sol`; the contract has the file's name.
 * @throws {Error} of `node:fs` when it was not built.
 */
export async function readArtifact(source: string): Promise<Artifact> {
  const name = source.replace(/^.*\//, '').replace(/\.sol$/, '.json');
  const path = join(root, 'artifacts', 'contracts', source, name);
  return JSON.parse(await readFile(path, 'utf8')) as Artifact;
}

/** One side of a build: the compiler's standard JSON input or output. */
export async function readBuildInfo(artifact: Artifact, side: 'input' | 'output'): Promise<unknown> {
  const suffix = side === 'input' ? '.json' : '.output.json';
  const path = join(root, 'artifacts', 'build-info', `${artifact.buildInfoId}${suffix}`);
  return JSON.parse(await readFile(path, 'utf8'));
}
