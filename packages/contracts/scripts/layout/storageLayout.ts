import { join } from 'node:path';
import { readArtifact, readBuildInfo } from '../artifact.ts';

/** The committed layout; `layoutHash()` of the marketplace is the keccak256 of its bytes. */
export const LAYOUT_SNAPSHOT: string = join(
  import.meta.dirname,
  '..',
  '..',
  'snapshots',
  'storage-layout.json',
);

/** Whose storage layout that is; `hardhatBuild` compiles it. */
export const LAYOUT_SOURCE = 'harness/StorageLayoutHarness.sol';

interface Variable {
  readonly label: string;
  readonly slot: string;
  readonly offset: number;
  readonly type: string;
}
interface Type {
  readonly label: string;
  readonly numberOfBytes: string;
  readonly encoding: string;
  readonly key?: string;
  readonly value?: string;
  readonly base?: string;
  readonly members?: readonly Variable[];
}
interface Output {
  readonly contracts: Record<
    string,
    Record<string, { storageLayout: { storage: readonly Variable[]; types: Record<string, Type> } }>
  >;
}

/**
 * The layout of the marketplace's storage as the compiler prints it, in canonical text: types by name, without the
 * compiler's internal numbers, fields in order of their place. It changes exactly when the layout does.
 */
export async function storageLayout(): Promise<string> {
  const artifact = await readArtifact(LAYOUT_SOURCE);
  const output = ((await readBuildInfo(artifact, 'output')) as { output: Output }).output;
  const { storage, types } =
    output.contracts[artifact.inputSourceName]![artifact.contractName]!.storageLayout;
  const variable = ({ label, slot, offset, type }: Variable): object => ({
    label,
    slot: Number(slot),
    offset,
    type: canonical(type),
  });
  const described = Object.entries(types).map(([name, type]): [string, object] => [
    canonical(name),
    {
      bytes: Number(type.numberOfBytes),
      encoding: type.encoding,
      ...(type.key === undefined ? {} : { key: canonical(type.key) }),
      ...(type.value === undefined ? {} : { value: canonical(type.value) }),
      ...(type.base === undefined ? {} : { base: canonical(type.base) }),
      ...(type.members === undefined ? {} : { members: type.members.map(variable) }),
    },
  ]);
  const layout = {
    namespace: 'phasegate.storage.DataMarketplace',
    root: canonical(storage[0]!.type),
    types: Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(layout, undefined, 2)}\n`;
}

/** `t_struct(Till)1234_storage` is `t_struct(Till)_storage`: the number depends on unrelated sources. */
function canonical(type: string): string {
  return type.replaceAll(/\)\d+/g, ')');
}
