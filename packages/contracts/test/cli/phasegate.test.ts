import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admissionsCsv } from '../../src/cli/acts/admissionsCsv.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { DEVELOPMENT_KEYS } from '../../src/client/localNode.test.support.ts';
import { type HardhatNode, startHardhatNode } from '../governance/hardhatNode.ts';
import { type Ended, runPhasegate } from './runPhasegate.ts';

const [DEPLOYER, COMPANY, REGISTRAR] = DEVELOPMENT_KEYS as [string, string, string];
const DAY = 86_400;
let node: HardhatNode;
let folder: string;
let target: string[];

beforeAll(async () => {
  node = await startHardhatNode();
  folder = await mkdtemp(join(tmpdir(), 'phasegate-cli-'));
  target = ['--url', node.url, '--deployment', join(folder, 'deployment.json')];
  const [company, registrar, guardian, auditor] = node.signers.slice(1).map(({ address }) => address);
  const patAllocation = [{ to: node.signers[9]!.address, amount: '300000000000000000000000000' }];
  const parameters = { company, registrar, guardian, auditor, brokerWallet: company, patAllocation };
  await writeFile(join(folder, 'parameters.json'), JSON.stringify(parameters));
  const out = ['--parameters', 'parameters.json', '--out', 'deployment.json', '--url', node.url];
  const { code, stderr } = await phasegate(DEPLOYER, 'deploy', ...out);
  expect(code, stderr).toBe(0);
}, 60_000);
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true });
});

test('default: the owner advances by the timelock: scheduled, not early, executed', async () => {
  const dry = JSON.parse((await phasegate(COMPANY, 'advance', ...target, '--dry-run', '--json')).stdout);
  expect(dry.dryRun).toBe(true);
  expect(dry.outcomes[0].data).toMatch(/^0x8f2a0bb0/);
  expect(dry.outcomes[0].transaction).toBeUndefined();
  const scheduled = await phasegate(COMPANY, 'advance', ...target);
  expect(scheduled.stdout).toContain('CallScheduled');
  const early = await phasegate(COMPANY, 'advance', ...target);
  expect(early.code).toBe(2);
  expect(early.stderr).toContain('advance again from then on');
  await node.mineAt((await node.now()) + 7 * DAY);
  const executed = await phasegate(COMPANY, 'advance', ...target);
  expect(executed.stdout).toContain('PhaseAdvanced(1, 2)');
  const status = JSON.parse((await phasegate(undefined, 'status', ...target, '--json')).stdout);
  expect(status).toMatchObject({ phase: 2, ownerDelay: '604800', paused: [] });
  expect(status.readiness).toBe('PhaseGate_EvidenceRequired: current 2, next 3');
});

test('behavior: institutions are admitted from a CSV; a stranger is refused', async () => {
  const accounts = node.signers.slice(5, 8).map(({ address }) => address);
  const lines = accounts.map((account) => `${account},2040-06-30,276`);
  await writeFile(join(folder, 'list.csv'), ['account,expiry,jurisdiction', ...lines, ''].join('\n'));
  const refused = await phasegate(COMPANY, 'admit', '--csv', 'list.csv', ...target, '--dry-run');
  expect(refused.stdout).toContain('PhaseGate_NotRegistrar');
  const stranger = await phasegate(COMPANY, 'admit', '--csv', 'list.csv', ...target);
  expect([stranger.code, stranger.stderr]).toEqual([1, expect.stringContaining('PhaseGate_NotRegistrar')]);
  const admitted = JSON.parse(
    (await phasegate(REGISTRAR, 'admit', '--csv', 'list.csv', ...target, '--json')).stdout,
  );
  expect(admitted.outcomes[0].events).toEqual(
    accounts.map((account) => `InstitutionAdmitted(${account}, 2224627200, 276)`),
  );
});

test('behavior: powers and a vote', async () => {
  const powers = JSON.parse((await phasegate(undefined, 'powers', ...target, '--json')).stdout);
  const { addresses } = JSON.parse(await readFile(join(folder, 'deployment.json'), 'utf8'));
  expect(powers).toMatchObject({
    'owner of the phase gate': addresses.ownerTimelock,
    'owner of the marketplace': addresses.ownerTimelock,
    governance: addresses.governorTimelock,
    registrar: node.signers[2]!.address,
  });
  const args = ['--args', JSON.stringify([`0x${'12'.repeat(32)}`])];
  const call = ['--call', 'approveFinalPhase', ...args, '--description', 'Open phase 4'];
  const propose = await phasegate(COMPANY, 'propose', ...call, ...target);
  expect(propose.stderr).toContain('GovernorInsufficientProposerVotes');
  const queue = await phasegate(COMPANY, 'queue', ...call, ...target, '--dry-run');
  expect(queue.stdout).toContain('GovernorNonexistentProposal');
  const vote = await phasegate(
    COMPANY,
    'vote',
    '--proposal',
    '1',
    '--support',
    'for',
    ...target,
    '--dry-run',
  );
  expect(vote.stdout).toContain('GovernorNonexistentProposal');
});

test('error: UsageError on what makes no sense', async () => {
  const wrong: readonly [string | undefined, ...string[]][] = [
    [COMPANY, 'retreat'],
    [COMPANY, 'advance', '--force'],
    [COMPANY, 'admit', ...target],
    [COMPANY, 'admit', '--csv', 'missing.csv', ...target],
    [COMPANY, 'advance', '--url', node.url],
    [undefined, 'advance', ...target],
    [COMPANY, 'vote', '--proposal', '-1', '--support', 'for', ...target],
    [COMPANY, 'vote', '--proposal', '1', '--support', 'maybe', ...target],
    [COMPANY, 'propose', '--call', 'transfer', '--description', 'x', ...target],
    [COMPANY, 'propose', '--call', 'approveFinalPhase', '--args', '{', '--description', 'x', ...target],
  ];
  for (const [key, ...args] of wrong) {
    const { code, stderr } = await phasegate(key, ...args);
    expect([args.join(' '), code, stderr]).toEqual([
      args.join(' '),
      2,
      expect.stringContaining('UsageError'),
    ]);
  }
  expect((await phasegate(undefined, '--help')).stdout).toContain('pnpm phasegate <verb>');
}, 60_000);

test('behavior: a CSV is read to its last cell', () => {
  const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const head = 'account,expiry,jurisdiction';
  expect(admissionsCsv('list.csv', `\uFEFF${head}\r\n${account}, 1798761600 ,4\r\n\r\n`)).toEqual([
    { account, expiry: 1_798_761_600, jurisdiction: 4 },
  ]);
  expect(admissionsCsv('list.csv', `${head}\n${account},2027-01-01,004`)[0]).toEqual({
    account,
    expiry: 1_798_761_600,
    jurisdiction: 4,
  });
  const wrong = [
    '',
    head,
    `account;expiry\n${account};1;1`,
    `${head}\n${account},1`,
    `${head}\n${account},1,1,1`,
    `${head}\n0x12,2027-01-01,1`,
    `${head}\n${account.toLowerCase().replace('c5', 'C5')},2027-01-01,1`,
    `${head}\n${account},2027-02-30,1`,
    `${head}\n${account},-1,1`,
    `${head}\n${account},0,1`,
    `${head}\n${account},1099511627776,1`,
    `${head}\n${account},2027-01-01,1.5`,
    `${head}\n${account},2027-01-01,1000`,
    `${head}\n${account},1,1\n${account},1,1`,
  ];
  for (const text of wrong) expect(() => admissionsCsv('list.csv', text), text).toThrow(UsageError);
});

function phasegate(key: string | undefined, ...args: string[]): Promise<Ended> {
  return runPhasegate(folder, key, args);
}
