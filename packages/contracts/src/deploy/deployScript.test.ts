import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPhasegate } from '../client/connectPhasegate.ts';
import { DEVELOPMENT_KEYS, type LocalNode, startLocalNode } from '../client/localNode.test.support.ts';
import { marketplaceLens } from '../contract/marketplaceLens.ts';

let node: LocalNode;
let folder: string;

beforeAll(async () => {
  node = await startLocalNode();
  folder = await mkdtemp(join(tmpdir(), 'phasegate-deploy-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await node.close();
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], key?: string): Promise<Outcome> {
  const script = join(import.meta.dirname, '../../scripts/deploy.ts');
  const { PHASEGATE_PRIVATE_KEY: _, ...env } = process.env;
  const options = { env: key === undefined ? env : { ...env, PHASEGATE_PRIVATE_KEY: key } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('default: deploys to a node and writes what connectPhasegate takes', async () => {
  const out = join(folder, 'deployment.json');
  const parameters = join(folder, 'parameters.json');
  const to = node.signers[3]!.address;
  const patAllocation = [{ to, amount: '1000000000000000000000' }];
  await writeFile(parameters, JSON.stringify({ brokerMarginBps: 2_500, patAllocation }));
  const { code, stdout, stderr } = await run(
    ['--', '--url', node.url, '--out', out, '--parameters', parameters, '--json'],
    DEVELOPMENT_KEYS[0],
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const written = await readFile(out, 'utf8');
  expect(stdout).toBe(written);
  expect(written).not.toContain(DEVELOPMENT_KEYS[0]);
  const client = await connectPhasegate({ url: node.url, deployment: JSON.parse(written) });
  expect(client.addresses.marketplace).not.toBe(node.deployment.addresses.marketplace);
  const { brokerMarginBps } = await marketplaceLens(client.contracts.marketplace).registry();
  expect(brokerMarginBps).toBe(2_500);
  expect(await client.contracts.pat.read('totalSupply', [])).toBe(10n ** 21n);
  expect(await client.contracts.pat.read('balanceOf', [to])).toBe(10n ** 21n);
  client.close();
});

test('behavior: without a URL it is a dry run, and says so', async () => {
  const { code, stdout, stderr } = await run([]);
  expect(code).toBe(0);
  expect(stderr).toContain('Dry run');
  expect(stdout).toMatch(/^chainId +31337\npat +0x[0-9a-fA-F]{40}\n/);
});

test('error: wrong usage exits 2, a failure 1, and neither leaves a file', async () => {
  const taken = join(folder, 'taken.json');
  await writeFile(taken, 'precious');
  const out = ['--out', join(folder, 'never.json')];
  const badParameters = join(folder, 'bad.json');
  await writeFile(badParameters, JSON.stringify({ brokerMarginBps: 5_001 }));
  const url = ['--url', node.url];
  const [key] = DEVELOPMENT_KEYS;
  const cases: readonly [args: string[], key: string | undefined, code: number, message: RegExp][] = [
    [['--colour'], undefined, 2, /^UsageError: .*--colour/],
    [[...url, ...out], undefined, 2, /^UsageError: PHASEGATE_PRIVATE_KEY is not set/],
    [[...url, '--out', taken], key, 2, /^UsageError: .*EEXIST/],
    [[...url, ...out], '0x12', 1, /^MalformedPrivateKeyError: signer must be/],
    [['--parameters', badParameters], undefined, 1, /^InvalidInputError: parameters.brokerMarginBps/],
  ];
  for (const [args, privateKey, code, message] of cases) {
    const { stderr, ...rest } = await run(args, privateKey);
    expect(rest).toEqual({ code, stdout: '' });
    expect(stderr).toMatch(message);
  }
  expect(await readdir(folder)).not.toContain('never.json');
  expect(await readFile(taken, 'utf8')).toBe('precious');
});
