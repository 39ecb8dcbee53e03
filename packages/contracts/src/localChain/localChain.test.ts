import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadHardhat } from './loadHardhat.ts';
import { createLocalChain, LocalChainUnavailableError } from './localChain.ts';

test('default: twenty rich accounts at the start of 2026', async () => {
  const chain = await createLocalChain();
  expect(chain.signers).toHaveLength(20);
  expect((await chain.provider.getBlock(0))!.timestamp).toBe(1_767_225_600);
  await chain.close();
});

test('behavior: the current folder may be empty, without a project above it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phasegate-nowhere-'));
  const module = JSON.stringify(new URL('localChain.ts', import.meta.url).href);
  const code = `const { createLocalChain } = await import(${module});
    const chain = await createLocalChain();
    console.log(chain.signers.length);
    await chain.close();`;
  const args = ['--conditions=@phasegate/source', '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  expect(stdout).toBe('20\n');
  await rm(folder, { recursive: true });
});

test.each(['18.20.0', '20.20.2', '22.12.9'])(
  'error: LocalChainUnavailableError names Node %s as the cause',
  async (version) => {
    const loading = loadHardhat(version);
    await expect(loading).rejects.toBeInstanceOf(LocalChainUnavailableError);
    await expect(loading).rejects.toMatchObject({
      nodeVersion: version,
      message: `a chain in this process needs hardhat 3, and hardhat needs Node 22.13 or later; this is ${version}. Run a later Node`,
    });
  },
);

test.each(['22.13.0', '24.0.0'])('behavior: Node %s will do', async (version) => {
  expect(await loadHardhat(version)).toHaveProperty('createHardhatRuntimeEnvironment');
});

test('error: InvalidInputError for fewer accounts than the type promises, and for a time that is none', async () => {
  await expect(createLocalChain({ accounts: 9 })).rejects.toMatchObject({ path: 'accounts' });
  await expect(createLocalChain({ genesisTime: 0.5 })).rejects.toMatchObject({ path: 'genesisTime' });
});
