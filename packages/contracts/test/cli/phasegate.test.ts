import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { KEY_VARIABLE } from '../../src/cli/help.ts';
import { readOptions } from '../../src/cli/options.ts';
import { runVerb } from '../../src/cli/runVerb.ts';
import { DEVELOPMENT_KEYS } from '../../src/client/localNode.test.support.ts';
import { type HardhatNode, startHardhatNode } from '../governance/hardhatNode.ts';
import { type Ended, runPhasegate } from './runPhasegate.ts';

const [DEPLOYER, COMPANY, REGISTRAR] = DEVELOPMENT_KEYS as [string, string, string];
const DAY = 86_400;
let node: HardhatNode;
let folder: string;
let target: string[];
let guardian: string;
let pricer: string;
let voter: string;

beforeAll(async () => {
  node = await startHardhatNode();
  folder = await mkdtemp(join(tmpdir(), 'phasegate-cli-'));
  target = ['--url', node.url, '--deployment', join(folder, 'deployment.json')];
  [guardian, pricer, voter] = [3, 5, 9].map((i) => node.keyOf(node.signers[i]!)) as [string, string, string];
  const [company, registrar, guarding, auditor] = node.signers.slice(1).map(({ address }) => address);
  const patAllocation = [{ to: node.signers[9]!.address, amount: '300000000000000000000000000' }];
  const parameters = {
    company,
    registrar,
    guardian: guarding,
    auditor,
    brokerWallet: company,
    patAllocation,
  };
  await write('parameters.json', parameters);
  const out = ['--parameters', 'parameters.json', '--out', 'deployment.json', '--url', node.url];
  const { code, stderr } = await phasegate(DEPLOYER, 'deploy', ...out);
  expect(code, stderr).toBe(0);
}, 60_000);
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true });
});

test('default: the owner advances by the timelock: announced, not early, executed', async () => {
  const dry = await json(COMPANY, 'advance', '--dry-run');
  expect(dry.sent).toBe(false);
  expect(dry.outcomes[0].data).toMatch(/^0x8f2a0bb0/);
  expect(dry.outcomes[0].transaction).toBeUndefined();
  expect((await phasegate(COMPANY, 'advance', ...target)).stdout).toContain('CallScheduled');
  const early = await phasegate(COMPANY, 'advance', ...target);
  expect([early.code, early.stderr]).toEqual([0, '']);
  expect(early.stdout).toMatch(
    /announced +phase 1 -> 2\nexecutableFrom +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nremaining/,
  );
  const waiting = await json(undefined, 'status');
  expect(waiting.pending).toEqual([
    {
      operation: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      timelock: 'owner',
      executableFrom: expect.any(Number),
      calls: ['advancePhase()'],
    },
  ]);
  await node.mineAt(waiting.pending[0].executableFrom);
  expect((await phasegate(COMPANY, 'advance', ...target)).stdout).toContain('PhaseAdvanced(1, 2)');
  const status = await json(undefined, 'status');
  expect(status).toMatchObject({ phase: 2, ownerDelay: 7 * DAY, paused: [], pending: [], finalBallot: null });
  expect(status.chain).toMatch(/^chain 31337 at 127\.0\.0\.1:\d+$/);
  expect(status.quorum).toBe('12000000000000000000000000');
  expect(status.readiness).toContain('PhaseGate_EvidenceRequired');
});

test('behavior: what an owner does is one act each, and the marketplace shows it', async () => {
  await write('terms.json', {
    segmentType: 'PURCHASE_INTENT',
    windowSeconds: 7 * DAY,
    confidenceLowBps: 7_000,
    confidenceHighBps: 8_500,
    referenceAskPat: '12.5',
    bandBps: 1_000,
    dailyMoveBps: 500,
    settlementPeriodHours: 0,
    settlementWindowHours: 0,
    settlementOffsetHours: 0,
  });
  const operator = node.signers[5]!.address;
  const wallet = node.signers[8]!.address;
  const commands = [
    ['role', '--role', 'pricer', '--account', operator],
    ['role', '--role', 'lister', '--account', operator],
    ['role', '--role', 'affiliate', '--account', operator],
    ['margin', '--bps', '3500', '--band', '800'],
    ['wallet', '--account', wallet],
    ['market', '--terms', 'terms.json'],
    ['settlement', '--do', 'announce', '--signers', [5, 6, 7].map((i) => node.signers[i]!.address).join(',')],
    ['pause', '--by', 'owner', '--product', 'marketplace'],
    ['pause', '--by', 'owner', '--product', 'forward,synthetic', '--until', '2090-01-01'],
  ];
  for (const command of commands) {
    const announced = await phasegate(COMPANY, ...command, ...target);
    expect(announced.stdout, announced.stderr).toContain('CallScheduled');
  }
  const { pending } = await json(undefined, 'status');
  expect(pending.map(({ calls }: { calls: string[] }) => calls.join(' and '))).toEqual([
    `setRole(1, ${operator}, true)`,
    `setRole(0, ${operator}, true)`,
    `setAffiliate(${operator}, true)`,
    'setBrokerMargin(3500) and setMarginBand(800)',
    `setBrokerWallet(${wallet})`,
    expect.stringContaining('addMarket('),
    expect.stringContaining('announceSigners('),
    'setPaused(true)',
    'setPausedUntil(6, 3786912000)',
  ]);
  await node.mineAt((await node.now()) + 7 * DAY);
  for (const command of commands) {
    const done = await phasegate(COMPANY, ...command, ...target);
    expect(done.stdout, done.stderr).toContain('CallExecuted');
  }
  const status = await json(undefined, 'status');
  expect(status).toMatchObject({ pending: [], marketplacePauseLevels: 1 });
  expect(status.paused).toEqual([
    { product: 'forward', until: 3_786_912_000 },
    { product: 'synthetic', until: 3_786_912_000 },
  ]);
  expect(await json(undefined, 'powers')).toMatchObject({
    company: [node.signers[1]!.address],
    listers: [operator],
    pricers: [operator],
    deliverers: [],
    brokerWallet: wallet,
  });
  // The same call again is an operation of its own.
  const again = await phasegate(COMPANY, 'margin', '--bps', '3500', '--band', '800', ...target, '--dry-run');
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('announce')]);
  for (const product of [['marketplace'], ['forward,synthetic']]) {
    await phasegate(COMPANY, 'resume', '--by', 'owner', '--product', ...product, ...target);
  }
  await node.mineAt((await node.now()) + 7 * DAY);
  for (const product of [['marketplace'], ['forward,synthetic']]) {
    await phasegate(COMPANY, 'resume', '--by', 'owner', '--product', ...product, ...target);
  }
  expect(await json(undefined, 'status')).toMatchObject({ paused: [], marketplacePauseLevels: 0 });
}, 120_000);

test('behavior: the pricer adds a curve and moves the reference; the guardian pauses and resumes', async () => {
  await write('curve.json', { family: 'halfLife', halfLife: 0.9 * DAY, window: 2 * DAY });
  expect((await phasegate(pricer, 'curve', '--curve', 'curve.json', ...target)).stdout).toContain(
    'CurveAdded(0, ',
  );
  const reference = await phasegate(pricer, 'reference', '--market', '1', '--ask', '12.75', ...target);
  expect(reference.stdout).toContain('reference ask of market 1: 12.5 PAT -> 12.75 PAT');
  expect(reference.stdout).toContain('ReferenceAskChanged(1, 12500000000000000000, 12750000000000000000)');
  const pause = await phasegate(guardian, 'pause', '--product', 'all', '--days', '2', ...target);
  expect(pause.stdout, pause.stderr).toContain('PauseSet(5, ');
  expect((await json(undefined, 'status')).paused).toHaveLength(6);
  await phasegate(guardian, 'resume', '--product', 'all', ...target);
  expect((await json(undefined, 'status')).paused).toEqual([]);
});

test('behavior: institutions are admitted from a CSV; a stranger is refused, dry or not, and told who may', async () => {
  const accounts = node.signers.slice(5, 8).map(({ address }) => address);
  const lines = accounts.map((account) => `${account},2040-06-30,276`);
  await writeFile(join(folder, 'list.csv'), ['account,expiry,jurisdiction', ...lines, ''].join('\n'));
  for (const mode of [[], ['--dry-run']]) {
    const refused = await phasegate(COMPANY, 'admit', '--csv', 'list.csv', ...target, ...mode);
    expect([refused.code, refused.stderr]).toEqual([1, '']);
    expect(refused.stdout).toContain('PhaseGate_NotRegistrar');
    expect(refused.stdout).toContain(
      `needs the registrar, which is ${node.signers[2]!.address}; ${node.signers[1]!.address} acts`,
    );
  }
  const asPricer = await phasegate(COMPANY, 'reference', '--market', '1', '--ask', '13', ...target);
  expect(asPricer.stdout).toContain(`needs the pricer, which is ${node.signers[5]!.address}`);
  const asCompany = await phasegate(DEPLOYER, 'margin', '--bps', '3000', ...target);
  expect(asCompany.stdout).toContain(`needs the company, which is ${node.signers[1]!.address}`);
  const admitted = await json(REGISTRAR, 'admit', '--csv', 'list.csv');
  expect(admitted.outcomes[0].events).toEqual(
    accounts.map((account) => `InstitutionAdmitted(${account}, 2224627200, 276)`),
  );
});

test('behavior: without a key, --from gives calldata and a batch for a Safe that does the same', async () => {
  const company = node.signers[1]!;
  const command = ['margin', '--bps', '3100', ...target, '--from', company.address];
  const { outcomes } = await json(
    undefined,
    ...command.slice(0, 3),
    '--from',
    company.address,
    '--safe',
    'batch.json',
  );
  expect(outcomes[0]).toMatchObject({ title: 'announce', to: expect.stringMatching(/^0x/) });
  expect(outcomes[0].transaction).toBeUndefined();
  const batch = JSON.parse(await readFile(join(folder, 'batch.json'), 'utf8'));
  expect(batch).toMatchObject({
    version: '1.0',
    chainId: '31337',
    meta: { createdFromSafeAddress: company.address },
  });
  for (const { to, data, value } of batch.transactions) {
    await (await company.sendTransaction({ to, data, value: BigInt(value), type: 2 })).wait();
  }
  const { pending } = await json(undefined, 'status');
  expect(pending[0].calls).toEqual(['setBrokerMargin(3100)']);
  const refused = await phasegate(undefined, 'advance', ...target, '--from', node.signers[7]!.address);
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('needs the company')]);
  const existing = await phasegate(
    undefined,
    'wallet',
    '--account',
    company.address,
    ...target,
    '--from',
    company.address,
    '--safe',
    'batch.json',
  );
  expect([existing.code, existing.stderr]).toEqual([2, expect.stringContaining('batch.json')]);
});

test('behavior: amounts are PAT; a vote, its proposal and its queueing are refused by name where there is none', async () => {
  const wrapped = await phasegate(voter, 'wrap', '--amount', '1250.5', ...target);
  expect(wrapped.stdout, wrapped.stderr).toContain('1,250.5 PAT become votes of');
  const dry = await json(voter, 'wrap', '--amount', '3', '--dry-run');
  expect(dry.outcomes[1].note).toBe('not simulated: it needs the act before');
  const args = ['--args', JSON.stringify([`0x${'12'.repeat(32)}`])];
  const call = ['--call', 'approveFinalPhase', ...args, '--description', 'Open phase 4'];
  const propose = await phasegate(COMPANY, 'propose', ...call, ...target);
  expect([propose.code, propose.stdout]).toEqual([
    1,
    expect.stringContaining('GovernorInsufficientProposerVotes'),
  ]);
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

test('behavior: keys of the machine-readable answers are identifiers', async () => {
  const keys = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, nested]) => [
          ...(Array.isArray(value) ? [] : [key]),
          ...keys(nested),
        ]);
  for (const verb of ['status', 'powers']) {
    const found = keys(await json(undefined, verb));
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter((key) => !/^[a-z][A-Za-z0-9]*$/.test(key))).toEqual([]);
  }
});

test('error: UsageError on what makes no sense', async () => {
  await write('bad-terms.json', { segmentType: 'A', colour: 1 });
  await write('bad-curve.json', { family: 'bumpy' });
  const account = node.signers[5]!.address;
  const wrong: readonly [string | undefined, ...string[]][] = [
    [COMPANY],
    [COMPANY, 'retreat'],
    [COMPANY, 'status'],
    [COMPANY, 'status', '--local', '--url', node.url],
    [COMPANY, 'advance', '--force'],
    [COMPANY, 'admit', ...target],
    [COMPANY, 'admit', '--csv', 'missing.csv', ...target],
    [COMPANY, 'advance', '--url', node.url],
    [undefined, 'advance', ...target],
    [undefined, 'advance', ...target, '--from', '0x12'],
    [COMPANY, 'advance', ...target, '--safe', 'x.json'],
    [COMPANY, 'vote', '--proposal', '-1', '--support', 'for', ...target],
    [COMPANY, 'vote', '--proposal', '1', '--support', 'maybe', ...target],
    [COMPANY, 'propose', '--call', 'transfer', '--description', 'x', ...target],
    [COMPANY, 'propose', '--call', 'approveFinalPhase', '--args', '{', '--description', 'x', ...target],
    [COMPANY, 'margin', ...target],
    [COMPANY, 'settlement', '--market', '1', ...target],
    [COMPANY, 'settlement', '--market', '1', '--expiry', '2090-01-01', '--do', 'guess', ...target],
    [COMPANY, 'settlement', '--do', 'announce', '--signers', 'alice', ...target],
    [COMPANY, 'margin', '--bps', '3.5', ...target],
    [COMPANY, 'wallet', '--account', 'broker.eth', ...target],
    [COMPANY, 'role', '--role', 'king', '--account', account, ...target],
    [COMPANY, 'role', '--role', 'guardian', '--account', account, '--revoke', ...target],
    [COMPANY, 'market', '--terms', 'bad-terms.json', ...target],
    [pricer, 'curve', '--curve', 'bad-curve.json', ...target],
    [pricer, 'reference', '--market', '1', '--ask', 'much', ...target],
    [guardian, 'pause', '--product', 'bonds', '--days', '2', ...target],
    [guardian, 'pause', '--product', 'marketplace', '--days', '2', ...target],
    [COMPANY, 'pause', '--by', 'owner', '--product', 'spot', '--until', 'soon', ...target],
    [COMPANY, 'pause', '--by', 'broker', '--product', 'spot', ...target],
  ];
  vi.stubEnv('INIT_CWD', folder);
  for (const [key, ...args] of wrong) {
    vi.stubEnv(KEY_VARIABLE, key);
    const ended = await (async () => runVerb(readOptions(args)))().catch((cause: unknown) => cause);
    expect(ended, args.join(' ')).toBeInstanceOf(UsageError);
  }
  vi.unstubAllEnvs();
  const retreat = await phasegate(COMPANY, 'retreat');
  expect([retreat.code, retreat.stderr]).toEqual([
    2,
    expect.stringContaining("UsageError: the verb is 'retreat'"),
  ]);
  expect((await phasegate(undefined, '--help')).stdout).toContain('phasegate <verb>');
});

async function json(key: string | undefined, ...args: string[]) {
  const { stdout, stderr } = await phasegate(key, ...args, ...target, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function phasegate(key: string | undefined, ...args: string[]): Promise<Ended> {
  return runPhasegate(folder, key, args);
}

function write(name: string, value: object): Promise<void> {
  return writeFile(join(folder, name), JSON.stringify(value));
}
