import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateUpgradeSafety } from '@openzeppelin/upgrades-core';
import { expect, test } from 'vitest';
import { type Artifact, readArtifact, readBuildInfo } from '../../scripts/artifact.ts';

interface Info {
  readonly solcVersion: string;
  readonly input: object;
}
interface Output {
  readonly output: { readonly sources: Record<string, unknown> };
}

/** Writes a build as the single file that OpenZeppelin's validator reads, and validates one contract of it. */
async function validate(artifact: Artifact): Promise<{ ok: boolean; explanation: string; names: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-build-info-'));
  try {
    const { solcVersion, input } = (await readBuildInfo(artifact, 'input')) as Info;
    const { output } = (await readBuildInfo(artifact, 'output')) as Output;
    await writeFile(join(folder, 'build.json'), JSON.stringify({ solcVersion, input, output }));
    const name = `${artifact.inputSourceName}:${artifact.contractName}`;
    const report = await validateUpgradeSafety(folder, name);
    return {
      ok: report.ok,
      explanation: report.explain(false),
      names: report.upgradeableContractReports.map(({ contract }) => contract),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('I25: OpenZeppelin finds the implementation upgrade-safe', async () => {
  const artifact = await readArtifact('marketplace/DataMarketplace.sol');
  const { ok, explanation, names } = await validate(artifact);
  expect(explanation).not.toContain('✘');
  expect(names).toEqual([`${artifact.inputSourceName}:DataMarketplace`]);
  expect(ok).toBe(true);
});

test('behavior: the same check refuses a contract that is not, so it sees something', async () => {
  const artifact = await readArtifact('token/PAT.sol');
  expect((await validate(artifact)).ok).toBe(false);
});
