/** Writes the typed bindings from the compiler's artifacts: `src/generated/abis.ts` and `src/generated/bytecodes.ts`. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Artifact {
  readonly contractName: string;
  readonly abi: readonly unknown[];
  readonly bytecode: string;
}

/** Name of the binding and whether users deploy it. */
const BINDINGS: readonly { contract: string; deployable: boolean }[] = [
  { contract: 'DataMarketplace', deployable: true },
  { contract: 'MarketplaceProxy', deployable: true },
  { contract: 'PAT', deployable: true },
  { contract: 'PhaseGate', deployable: true },
];

const root = join(import.meta.dirname, '..');
const target = join(root, 'src', 'generated');

async function readArtifacts(): Promise<Map<string, Artifact>> {
  const artifacts = new Map<string, Artifact>();
  const folder = join(root, 'artifacts', 'contracts');
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.json')) continue;
    const artifact = JSON.parse(await readFile(join(folder, file), 'utf8')) as Artifact;
    artifacts.set(artifact.contractName, artifact);
  }
  return artifacts;
}

const camelCase = (name: string): string =>
  name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (head) => head.toLowerCase());

const artifacts = await readArtifacts();
const header = '// Generated from the Solidity sources by `pnpm build`.\n\n';
let abis = header;
let bytecodes = header;
for (const { contract, deployable } of BINDINGS) {
  const artifact = artifacts.get(contract);
  if (artifact === undefined) throw new Error(`No artifact of ${contract}. Run \`hardhat build\` first`);
  const name = camelCase(contract);
  abis += `export const ${name}Abi = ${JSON.stringify(artifact.abi)} as const;\n\n`;
  if (deployable) bytecodes += `export const ${name}Bytecode: \`0x\${string}\` = '${artifact.bytecode}';\n\n`;
}
await mkdir(target, { recursive: true });
await writeFile(join(target, 'abis.ts'), abis);
await writeFile(join(target, 'bytecodes.ts'), bytecodes);
