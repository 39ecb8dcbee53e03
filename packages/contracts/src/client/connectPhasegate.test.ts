import { InvalidInputError } from '@phasegate/pricing/units';
import { Wallet } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as zk from 'zksync-ethers';
import { DeploymentMismatchError } from '../deployment/deployedItems.ts';
import { MalformedDeploymentError, NoCodeError, WrongChainError } from '../deployment/errors.ts';
import { connectPhasegate } from './connectPhasegate.ts';
import { DEVELOPMENT_KEYS, type LocalNode, listSegments, startLocalNode } from './localNode.test.support.ts';
import { MalformedPrivateKeyError, MalformedSignerError, SignerRequiredError } from './send/errors.ts';
import { startStubNode } from './stubNode.test.support.ts';
import { MalformedUrlError, NodeUnreachableError } from './transport/errors.ts';

let node: LocalNode;

beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 4);
});
afterAll(() => node.close());

const impatient = { retry: { attempts: 2, baseDelayMs: 0 }, pollIntervalMs: 10 };

test('default: connects, reads and sends', async () => {
  const client = await connectPhasegate({
    url: node.url,
    deployment: node.deployment,
    signer: DEVELOPMENT_KEYS[2]!,
    ...impatient,
  });
  expect(client.chain).toEqual({ kind: 'evm' });
  expect(client.addresses).toEqual(node.deployment.addresses);
  expect(await client.contracts.pat.read('symbol', [])).toBe('PAT');
  const sent = await client.send({
    contract: client.contracts.marketplace,
    name: 'buySegment',
    args: [1n, 10n ** 20n],
  });
  const mined = await sent.wait();
  expect(mined.events.map(({ contract, name }) => `${contract}.${name}`)).toEqual([
    'marketplace.SegmentPurchased',
    'pat.Transfer',
    'pat.Transfer',
  ]);
  client.close();
});

test('behavior: the addresses alone and their JSON are a deployment too', async () => {
  const { addresses } = node.deployment;
  for (const deployment of [addresses, JSON.parse(JSON.stringify(addresses)), { addresses }]) {
    const client = await connectPhasegate({ url: node.url, deployment });
    expect(client.signer).toBeUndefined();
    client.close();
  }
});

test('behavior: every kind of signer sends', async () => {
  const signers = [
    new Wallet(DEVELOPMENT_KEYS[2]!),
    new zk.Wallet(DEVELOPMENT_KEYS[2]!),
    await node.provider.getSigner(2),
  ];
  for (const [i, signer] of signers.entries()) {
    const client = await connectPhasegate({
      url: node.url,
      deployment: node.deployment,
      signer,
      ...impatient,
    });
    const { ask } = await client.spot.buy({ id: BigInt(i + 2), maxAsk: 10n ** 20n, key: `purchase ${i}` });
    expect(ask).toBe(10n ** 20n);
    const again = await client.spot.buy({ id: BigInt(i + 2), maxAsk: 10n ** 20n, key: `purchase ${i}` });
    expect(again.ask).toBe(10n ** 20n);
    client.close();
  }
});

test('behavior: writing through a contract shares the nonces of sends', async () => {
  const { pat } = (
    await connectPhasegate({
      url: node.url,
      deployment: node.deployment,
      signer: DEVELOPMENT_KEYS[2]!,
      ...impatient,
    })
  ).contracts;
  const to = node.signers[5]!.address;
  const sent = await Promise.all(
    Array.from({ length: 10 }, (_, i) => pat.write('transfer', [to, BigInt(i)])),
  );
  const nonces = sent.map(({ nonce }) => nonce);
  expect(nonces.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => nonces[0]! + i));
});

test('error: WrongChainError, NoCodeError, DeploymentMismatchError', async () => {
  const { addresses } = node.deployment;
  const connect = (changed: object): Promise<unknown> =>
    connectPhasegate({ url: node.url, deployment: { ...addresses, ...changed } });
  await expect(connect({ chainId: 324 })).rejects.toMatchObject({ observed: 31_337, expected: 324 });
  await expect(connect({ chainId: 324 })).rejects.toBeInstanceOf(WrongChainError);
  await expect(connect({ pat: node.signers[9]!.address })).rejects.toBeInstanceOf(NoCodeError);
  await expect(connect({ pat: addresses.phaseGate, phaseGate: addresses.pat })).rejects.toBeInstanceOf(
    DeploymentMismatchError,
  );
  await expect(connect({ marketplace: addresses.pat })).rejects.toBeInstanceOf(DeploymentMismatchError);
});

test('error: MalformedDeploymentError names the field', async () => {
  const { addresses } = node.deployment;
  const cases: readonly [deployment: unknown, path: string][] = [
    [undefined, 'deployment'],
    [null, 'deployment'],
    ['0x', 'deployment'],
    [[], 'deployment.chainId'],
    [{ ...addresses, chainId: Number.NaN }, 'deployment.chainId'],
    [{ ...addresses, chainId: 0 }, 'deployment.chainId'],
    [{ ...addresses, chainId: 1.5 }, 'deployment.chainId'],
    [{ ...addresses, chainId: '31337' }, 'deployment.chainId'],
    [{ ...addresses, pat: undefined }, 'deployment.pat'],
    [{ ...addresses, pat: `0x${'0'.repeat(40)}` }, 'deployment.pat'],
    [{ ...addresses, phaseGate: addresses.phaseGate.slice(0, -1) }, 'deployment.phaseGate'],
    [{ ...addresses, marketplace: 7 }, 'deployment.marketplace'],
    [{ ...addresses, governor: '0x12' }, 'deployment.governor'],
  ];
  for (const [deployment, path] of cases) {
    const failure = await connectPhasegate({ url: node.url, deployment }).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(MalformedDeploymentError);
    expect((failure as MalformedDeploymentError).path).toBe(path);
  }
});

test('error: MalformedPrivateKeyError never shows the key', async () => {
  const order = '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
  for (const signer of [
    '',
    '0x',
    'secret words',
    `0x${'0'.repeat(64)}`,
    order,
    DEVELOPMENT_KEYS[0]!.slice(2),
  ]) {
    const failure = await connectPhasegate({
      url: node.url,
      deployment: node.deployment,
      signer,
    }).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(MalformedPrivateKeyError);
    if (signer.length > 2) expect(JSON.stringify(failure) + String(failure)).not.toContain(signer);
    expect((failure as Error).cause).toBeUndefined();
  }
});

test('error: MalformedSignerError, MalformedUrlError, NodeUnreachableError, InvalidInputError', async () => {
  const { deployment, url } = node;
  await expect(connectPhasegate({ url, deployment, signer: {} })).rejects.toBeInstanceOf(
    MalformedSignerError,
  );
  await expect(connectPhasegate({ url, deployment, signer: 7 })).rejects.toBeInstanceOf(MalformedSignerError);
  await expect(connectPhasegate({ url, deployment, signer: null })).rejects.toBeInstanceOf(
    MalformedSignerError,
  );
  for (const bad of ['', 'localhost:8545', 'ws://127.0.0.1:1', 'ftp://x', undefined, 7]) {
    const connecting = connectPhasegate({ url: bad as string, deployment });
    await expect(connecting).rejects.toBeInstanceOf(MalformedUrlError);
  }
  const gone = await startStubNode(() => 'hang up');
  await gone.close();
  const failure = await connectPhasegate({ url: `${gone.url}/v2/secret`, deployment, ...impatient }).catch(
    (cause: unknown) => cause,
  );
  expect(failure).toBeInstanceOf(NodeUnreachableError);
  expect(failure).toMatchObject({ origin: gone.url, reason: 'ECONNREFUSED', attempts: 2 });
  expect(String(failure)).not.toContain('secret');
  for (const retry of [{ attempts: 0 }, { attempts: 1.5 }, { attempts: Number.NaN }, { baseDelayMs: -1 }]) {
    await expect(connectPhasegate({ url, deployment, retry })).rejects.toBeInstanceOf(InvalidInputError);
  }
  await expect(connectPhasegate({ url, deployment, timeoutMs: Number.NaN })).rejects.toBeInstanceOf(
    InvalidInputError,
  );
});

test('error: SignerRequiredError when connected for reading', async () => {
  const client = await connectPhasegate({ url: node.url, deployment: node.deployment });
  await expect(client.spot.buy({ id: 1n, maxAsk: 1n })).rejects.toBeInstanceOf(SignerRequiredError);
  await expect(client.spot.signPermit({ value: 1n, deadline: 1 })).rejects.toBeInstanceOf(
    SignerRequiredError,
  );
});
