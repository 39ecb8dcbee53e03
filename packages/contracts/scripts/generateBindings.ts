/**
 * Writes what `src` takes from elsewhere: `src/generated/abis.ts` and `src/generated/bytecodes.ts` from the compiler's
 * artifacts, and `src/generated/phaseThresholds.ts` from the one table of thresholds, which risk owns and which the client
 * must not load risk for.
 */
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
  { contract: 'OwnerTimelock', deployable: true },
  { contract: 'PAT', deployable: true },
  { contract: 'PhaseGate', deployable: true },
  { contract: 'PhaseGovernor', deployable: true },
  { contract: 'ReadinessMeter', deployable: true },
  { contract: 'VotePAT', deployable: true },
];

/** The gate's part of the table, in the order of its struct. */
const THRESHOLDS = [
  'minDays',
  'minTradedHours',
  'maxDailyVolatilityBps',
  'maxLargestBuyerBps',
  'minDeliveredBps',
  'minBuyers',
  'maxReportAge',
  'minVolume',
] as const;

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
// Read from its source, which imports nothing at run time: the contracts are built before any package.
const source = join(root, '..', 'risk', 'src', 'readiness', 'readinessThresholds.ts');
const { defaultReadinessThresholds } = (await import(source)) as {
  defaultReadinessThresholds: Readonly<Record<string, number | bigint>>;
};
const rows = THRESHOLDS.map((name) => {
  const value = defaultReadinessThresholds[name];
  return `  ${name}: ${value}${typeof value === 'bigint' ? 'n' : ''},\n`;
});
const table = `// Generated from risk's table of thresholds by \`pnpm build\`.\n\nexport const phaseThresholds = {\n${rows.join('')}} as const;\n`;
await writeFile(join(target, 'phaseThresholds.ts'), table);
