import { fc } from '@fast-check/vitest';
import { InvalidInputError } from '@phasegate/pricing/units';
import { afterEach, expect, test } from 'vitest';
import { type StubAnswer, type StubNode, startStubNode } from '../stubNode.test.support.ts';
import { backoffDelayMs, type RetryPolicy, retrying } from './backoff.ts';
import { HttpRefusedError, NodeUnreachableError, RpcError } from './errors.ts';
import { httpTransport, type Transport } from './httpTransport.ts';

let stub: StubNode;
afterEach(() => stub.close());

async function open(answers: readonly StubAnswer[], policy: Partial<RetryPolicy> = {}): Promise<Transport> {
  let next = 0;
  stub = await startStubNode(() => answers[Math.min(next++, answers.length - 1)]!);
  const retry = retrying({ attempts: 3, baseDelayMs: 0, ...policy });
  return httpTransport({ url: stub.url, retry, timeoutMs: 10_000 });
}

test('default: asks and answers', async () => {
  const transport = await open([{ result: '0x10' }]);
  expect(await transport.request('eth_blockNumber')).toBe('0x10');
  expect(stub.calls).toEqual([{ method: 'eth_blockNumber', params: [] }]);
});

test('behavior: a null result is an answer', async () => {
  const transport = await open([{ result: null }]);
  expect(await transport.request('eth_getTransactionReceipt', ['0x'])).toBeNull();
});

test('behavior: failures of transport are repeated, up to the attempts and not beyond', async () => {
  const transport = await open([{ status: 503 }, 'hang up', { result: 1 }]);
  expect(await transport.request('eth_chainId')).toBe(1);
  await stub.close();
  const givesUp = await open([{ status: 503 }, { status: 500 }, { status: 429 }, { result: 1 }]);
  await expect(givesUp.request('eth_chainId')).rejects.toMatchObject({
    name: 'NodeUnreachableError',
    attempts: 3,
    reason: 'HTTP status 429',
  });
});

test('behavior: sending is left to the sender: one attempt', async () => {
  for (const method of ['eth_sendRawTransaction', 'eth_sendTransaction']) {
    const transport = await open(['hang up', { result: 1 }]);
    await expect(transport.request(method)).rejects.toMatchObject({ attempts: 1 });
    expect(stub.calls).toHaveLength(1);
    await stub.close();
  }
});

test('behavior: a JSON-RPC error in an HTTP error is an answer, except from an overloaded node', async () => {
  const body = '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}';
  const transport = await open([
    { status: 400, body },
    { status: 503, body },
    { status: 500, body },
  ]);
  await expect(transport.request('x')).rejects.toMatchObject({ name: 'RpcError', code: -32_601 });
  await expect(transport.request('x')).rejects.toBeInstanceOf(RpcError);
  expect(stub.calls).toHaveLength(3);
});

test('behavior: a node that answers too late is unreachable', async () => {
  stub = await startStubNode(
    () =>
      new Promise((resolve) => {
        setTimeout(resolve, 300, { result: 1 });
      }),
  );
  const retry = retrying({ attempts: 1 });
  const transport = httpTransport({ url: stub.url, retry, timeoutMs: 20 });
  await expect(transport.request('eth_chainId')).rejects.toMatchObject({ reason: 'timeout' });
});

test('behavior: pauses double up to their bound, times the jitter', () => {
  const policy = { baseDelayMs: 100, maxDelayMs: 1_000 };
  const pauses = (jitter: number): number[] =>
    [0, 1, 2, 3, 4, 5].map((failure) =>
      backoffDelayMs(retrying({ ...policy, jitter: () => jitter }), failure),
    );
  expect(pauses(0.5)).toEqual([50, 100, 200, 400, 500, 500]);
  expect(pauses(0)).toEqual([0, 0, 0, 0, 0, 0]);
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failure, jitter) => {
        const pause = backoffDelayMs(retrying({ ...policy, jitter: () => jitter }), failure);
        return pause >= 0 && pause < policy.maxDelayMs;
      },
    ),
  );
});

test('error: HttpRefusedError at once', async () => {
  for (const status of [400, 401, 403, 404, 413]) {
    const transport = await open([{ status, body: 'no' }]);
    await expect(transport.request('eth_chainId')).rejects.toBeInstanceOf(HttpRefusedError);
    expect(stub.calls).toHaveLength(1);
    await stub.close();
  }
});

test('error: NodeUnreachableError for answers that are not JSON-RPC', async () => {
  for (const body of ['<html>', '[]', '7', '{}', '']) {
    const transport = await open([{ status: 200, body }]);
    await expect(transport.request('eth_chainId')).rejects.toBeInstanceOf(NodeUnreachableError);
    await stub.close();
  }
});

test('error: InvalidInputError on a policy that makes no sense', () => {
  for (const policy of [{ attempts: 101 }, { attempts: -1 }, { maxDelayMs: Number.POSITIVE_INFINITY }]) {
    expect(() => retrying(policy)).toThrow(InvalidInputError);
  }
});
