import { fc } from '@fast-check/vitest';
import { InsufficientBalanceError, SegmentUnknownError } from '@phasegate/pricing/refusals';
import { runs } from '@phasegate/testing';
import { Wallet } from 'ethers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { RevertError } from '../../contract/revert.ts';
import type { SendCall, SentTransaction } from '../call/sendCall.ts';
import { type ConnectOptions, connectPhasegate, type PhasegateClient } from '../connectPhasegate.ts';
import { DEVELOPMENT_KEYS, type LocalNode, listSegments, startLocalNode } from '../localNode.test.support.ts';
import { type StubAnswer, type StubNode, startProxyNode } from '../stubNode.test.support.ts';
import { NodeUnreachableError } from '../transport/errors.ts';
import {
  ConfirmationTimeoutError,
  IdempotencyKeyReusedError,
  TransactionOutcomeUnknownError,
  TransactionRefusedError,
  TransactionReplacedError,
  TransactionRevertedError,
} from './errors.ts';
import { memoryJournal, type SendJournal } from './journal.ts';

type Intercept = Parameters<typeof startProxyNode>[1];

let node: LocalNode;
let proxy: StubNode;
let intercept: Intercept;
let snapshot: unknown;
const clients: PhasegateClient[] = [];
const buyer = new Wallet(DEVELOPMENT_KEYS[2]!);

beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 3);
  proxy = await startProxyNode(node.url, (...call) => intercept(...call));
});
afterAll(async () => {
  await proxy.close();
  await node.close();
});
beforeEach(async () => {
  intercept = () => undefined;
  snapshot = await node.request('evm_snapshot');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await node.request('evm_setAutomine', [true]);
  await node.request('evm_revert', [snapshot]);
});

async function connect(options: Partial<ConnectOptions> = {}): Promise<PhasegateClient> {
  const client = await connectPhasegate({
    url: proxy.url,
    deployment: node.deployment,
    signer: buyer,
    retry: { attempts: 4, baseDelayMs: 1 },
    jitter: () => 0.5,
    pollIntervalMs: 5,
    ...options,
  });
  clients.push(client);
  return client;
}

function transfer(
  client: PhasegateClient,
  amount: bigint,
  options: { key?: string } = {},
): Promise<SentTransaction> {
  return client.send({
    contract: client.contracts.pat,
    name: 'transfer',
    args: [node.signers[7]!.address, amount],
    ...options,
  });
}

const received = (): Promise<bigint> =>
  node.deployment.contracts.pat.read('balanceOf', [node.signers[7]!.address]);
const handOvers = (): number => proxy.calls.filter(({ method }) => method.startsWith('eth_send')).length;

/** Lets the node act and drops its answer, `times` times. */
function loseAnswers(method: string, times: number): Intercept {
  let left = times;
  return (called, _, forward) => {
    if (called !== method || left === 0) return undefined;
    --left;
    return forward().then((): StubAnswer => 'hang up');
  };
}

/** The node never sees the request, `times` times. */
function loseRequests(method: string, times: number): Intercept {
  let left = times;
  return (called) => (called === method && left-- > 0 ? 'hang up' : undefined);
}

test('behavior: concurrent sends get consecutive nonces and all arrive', async () => {
  const client = await connect();
  const sent = await Promise.all(Array.from({ length: 20 }, () => transfer(client, 1n)));
  await Promise.all(sent.map((transaction) => transaction.wait()));
  const nonces = sent.map(({ nonce }) => nonce).sort((a, b) => a - b);
  expect(nonces).toEqual(Array.from({ length: 20 }, (_, i) => nonces[0]! + i));
  expect(await received()).toBe(20n);
});

test('behavior: a send that would revert is refused before it leaves and takes no nonce', async () => {
  const client = await connect();
  const before = handOvers();
  const outcomes = await Promise.allSettled([
    transfer(client, 1n),
    transfer(client, 10n ** 30n),
    transfer(client, 2n),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(InsufficientBalanceError);
  expect(handOvers() - before).toBe(2);
  expect(await received()).toBe(3n);
});

test('behavior: a request lost on its way is handed over again', async () => {
  const client = await connect();
  intercept = loseRequests('eth_sendRawTransaction', 2);
  await (await transfer(client, 5n)).wait();
  expect(await received()).toBe(5n);
});

test('behavior: an answer lost after acceptance is found by hash and not sent twice', async () => {
  const client = await connect();
  const before = handOvers();
  intercept = loseAnswers('eth_sendRawTransaction', 1);
  await (await transfer(client, 5n)).wait();
  expect(handOvers() - before).toBe(1);
  expect(await received()).toBe(5n);
});

test('behavior: an answer lost of a node that signs is found by nonce and content', async () => {
  const client = await connect({ signer: await node.provider.getSigner(2) });
  const before = handOvers();
  intercept = loseAnswers('eth_sendTransaction', 1);
  const sent = await transfer(client, 5n);
  await sent.wait();
  expect(sent.hash).toBe((await node.provider.getBlock('latest'))!.transactions[0]);
  expect(handOvers() - before).toBe(1);
  expect(await received()).toBe(5n);
});

test('behavior: reads are repeated after failures of transport, in the pauses of the policy', async () => {
  const pauses: number[] = [];
  const clock = { now: () => 0, sleep: async (milliseconds: number) => void pauses.push(milliseconds) };
  const client = await connect({ clock, retry: { attempts: 5, baseDelayMs: 100, maxDelayMs: 300 } });
  let left = 4;
  const failures: readonly StubAnswer[] = [
    { status: 503 },
    { status: 429, body: '{"jsonrpc":"2.0","id":1,"error":{"code":429,"message":"slow down"}}' },
    { status: 200, body: '<html>' },
    'hang up',
  ];
  intercept = (method) => (method === 'eth_call' && left > 0 ? failures[--left] : undefined);
  expect(await client.contracts.pat.read('decimals', [])).toBe(18);
  expect(pauses).toEqual([50, 100, 150, 150]);
});

test('behavior: a revert is not repeated', async () => {
  const client = await connect();
  const before = proxy.calls.length;
  await expect(client.spot.quote(99n)).rejects.toBeInstanceOf(SegmentUnknownError);
  expect(proxy.calls.slice(before).filter(({ method }) => method === 'eth_call')).toHaveLength(2);
});

test('behavior: the same key sends once, at once and later', async () => {
  const client = await connect();
  const before = handOvers();
  const [a, b] = await Promise.all([
    transfer(client, 5n, { key: 'order 1' }),
    transfer(client, 5n, { key: 'order 1' }),
  ]);
  const c = await transfer(client, 5n, { key: 'order 1' });
  expect(new Set([a.hash, b.hash, c.hash]).size).toBe(1);
  await c.wait();
  const d = await transfer(client, 5n, { key: 'order 1' });
  expect((await d.wait()).hash).toBe(a.hash);
  expect(handOvers() - before).toBe(1);
  expect(await received()).toBe(5n);
});

test('behavior: with a journal a key holds across restarts, whether or not the send had arrived', async () => {
  for (const lose of [loseAnswers, loseRequests]) {
    const journal = jsonJournal();
    const client = await connect({ journal });
    const start = await received();
    intercept = (...call) => lose('eth_sendRawTransaction', 1)(...call) ?? lookUpsFail(call[0]);
    await expect(transfer(client, 5n, { key: 'order 1' })).rejects.toMatchObject({
      name: 'TransactionOutcomeUnknownError',
      key: 'order 1',
    });
    intercept = () => undefined;
    const restarted = await connect({ journal });
    await (await transfer(restarted, 5n, { key: 'order 1' })).wait();
    await (await transfer(restarted, 5n, { key: 'order 1' })).wait();
    expect((await received()) - start).toBe(5n);
  }
});

const lookUpsFail = (method: string): StubAnswer | undefined =>
  method === 'eth_getTransactionByHash' ? 'hang up' : undefined;

/** What a database would do: only JSON survives. */
function jsonJournal(): SendJournal {
  const inner = memoryJournal();
  return { ...inner, put: (record) => inner.put(JSON.parse(JSON.stringify(record))) };
}

test('behavior: whatever gets lost, keyed sends that are repeated arrive once each and leave no gap', async () => {
  const fate = fc.constantFrom('arrives', 'request lost', 'answer lost');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 12 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (fates, looks) => {
        const client = await connect({ retry: { attempts: 2, baseDelayMs: 0 } });
        const [start, count] = [await received(), await node.provider.getTransactionCount(buyer.address)];
        const left = { fates: [...fates], looks: [...looks] };
        intercept = (method, _, forward) => {
          if (method === 'eth_getTransactionByHash')
            return left.looks.shift() === true ? 'hang up' : undefined;
          if (method !== 'eth_sendRawTransaction') return undefined;
          const next = left.fates.shift();
          if (next === 'request lost') return 'hang up';
          return next === 'answer lost' ? forward().then((): StubAnswer => 'hang up') : undefined;
        };
        const sendUntilItArrives = async (amount: bigint): Promise<void> => {
          for (let attempt = 0; attempt < 40; ++attempt) {
            try {
              await (await transfer(client, amount, { key: `amount ${amount}` })).wait();
              return;
            } catch (cause) {
              if (!(cause instanceof TransactionOutcomeUnknownError || cause instanceof NodeUnreachableError))
                throw cause;
            }
          }
          throw new Error('did not arrive in 40 attempts');
        };
        await Promise.all([1n, 10n, 100n].map(sendUntilItArrives));
        expect((await received()) - start).toBe(111n);
        expect((await node.provider.getTransactionCount(buyer.address)) - count).toBe(3);
      },
    ),
    { numRuns: runs(10) },
  );
});

test('behavior: an unsettled send is settled before the next one gets a nonce', async () => {
  const client = await connect();
  let isDown = true;
  intercept = (method) =>
    isDown && ['eth_sendRawTransaction', 'eth_getTransactionByHash'].includes(method) ? 'hang up' : undefined;
  await expect(transfer(client, 5n)).rejects.toBeInstanceOf(TransactionOutcomeUnknownError);
  isDown = false;
  await (await transfer(client, 7n)).wait();
  expect(await received()).toBe(12n);
});

test('behavior: a nonce taken by another process is replaced by the next', async () => {
  const client = await connect();
  const other = await connect();
  let isFirst = true;
  intercept = (method, _, forward) => {
    if (method !== 'eth_sendRawTransaction' || !isFirst) return undefined;
    isFirst = false;
    return transfer(other, 1n).then(forward);
  };
  await (await transfer(client, 5n)).wait();
  expect(await received()).toBe(6n);
});

test('behavior: waits for confirmations', async () => {
  const client = await connect();
  const sent = await transfer(client, 1n);
  const mined = await sent.wait();
  let isDone = false;
  const waiting = sent.wait({ confirmations: 3 }).finally(() => {
    isDone = true;
  });
  await node.request('hardhat_mine', ['0x1']);
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(isDone).toBe(false);
  await node.request('hardhat_mine', ['0x1']);
  await waiting;
  expect(mined.blockNumber + 2).toBe(await node.provider.getBlockNumber());
});

test('behavior: a transaction that a reorganisation drops is handed over again', async () => {
  const client = await connect();
  const fork = await node.request('evm_snapshot');
  const sent = await transfer(client, 5n);
  await sent.wait();
  await node.request('evm_revert', [fork]);
  expect(await received()).toBe(0n);
  await sent.wait();
  expect(await received()).toBe(5n);
});

test('behavior: nonces go on without a gap after the chain forgot sends that nobody awaited', async () => {
  const client = await connect();
  const fork = await node.request('evm_snapshot');
  const first = await transfer(client, 1n);
  await transfer(client, 1n);
  await node.request('evm_revert', [fork]);
  const next = await transfer(client, 3n);
  expect(next.nonce).toBe(first.nonce);
  await next.wait();
  expect(await received()).toBe(3n);
});

test('error: IdempotencyKeyReusedError', async () => {
  const client = await connect();
  await transfer(client, 5n, { key: 'order 1' });
  await expect(transfer(client, 6n, { key: 'order 1' })).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
  const both = await Promise.allSettled([
    transfer(client, 5n, { key: 'order 2' }),
    transfer(client, 6n, { key: 'order 2' }),
  ]);
  expect((both[1] as PromiseRejectedResult).reason).toBeInstanceOf(IdempotencyKeyReusedError);
});

test('error: TransactionRefusedError frees nonce and key', async () => {
  const client = await connect();
  intercept = (method) =>
    method === 'eth_sendRawTransaction'
      ? { error: { code: -32_000, message: 'transaction underpriced' } }
      : undefined;
  await expect(transfer(client, 5n, { key: 'order 1' })).rejects.toBeInstanceOf(TransactionRefusedError);
  intercept = (method) => (method === 'eth_sendRawTransaction' ? { status: 401 } : undefined);
  await expect(transfer(client, 5n, { key: 'order 1' })).rejects.toBeInstanceOf(TransactionRefusedError);
  intercept = () => undefined;
  await (await transfer(client, 6n, { key: 'order 1' })).wait();
  expect(await received()).toBe(6n);
});

test('error: TransactionRevertedError with the reason, when the chain changed after the estimate', async () => {
  const client = await connect();
  const gasLimit = 500_000n;
  const fees = { gasLimit, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n };
  const sent = await client.send({
    contract: client.contracts.marketplace,
    name: 'buySegment',
    args: [1n, 10n ** 20n - 1n],
    ...fees,
  } satisfies SendCall<typeof client.contracts.marketplace.abi, 'buySegment'>);
  const failure = await sent.wait().catch((cause: unknown) => cause);
  expect(failure).toBeInstanceOf(TransactionRevertedError);
  expect(failure).toBeInstanceOf(RevertError);
  expect(failure).toMatchObject({
    reason: 'DataMarketplace_AskAboveMax',
    facts: { id: 1n, ask: 10n ** 20n, maxAsk: 10n ** 20n - 1n },
    hash: sent.hash,
    cause: { name: 'AskAboveMaxError', facts: { id: 1, ask: 10n ** 20n, maxAsk: 10n ** 20n - 1n } },
  });
});

test('error: TransactionReplacedError when another transaction took the nonce', async () => {
  await node.request('evm_setAutomine', [false]);
  const client = await connect();
  const sent = await transfer(client, 5n, { key: 'order 1' });
  const replacement = await buyer.connect(node.provider).sendTransaction({
    to: buyer.address,
    nonce: sent.nonce,
    gasLimit: 21_000n,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 10n ** 10n,
  });
  await node.request('evm_mine');
  await expect(sent.wait()).rejects.toMatchObject({
    name: 'TransactionReplacedError',
    replacedBy: replacement.hash,
  });
  await expect(transfer(client, 5n, { key: 'order 1' })).rejects.toBeInstanceOf(TransactionReplacedError);
  expect(await received()).toBe(0n);
});

test('error: ConfirmationTimeoutError, after which waiting goes on', async () => {
  await node.request('evm_setAutomine', [false]);
  const client = await connect();
  const sent = await transfer(client, 5n);
  await expect(sent.wait({ timeoutMs: 20 })).rejects.toBeInstanceOf(ConfirmationTimeoutError);
  await node.request('evm_mine');
  expect((await sent.wait()).hash).toBe(sent.hash);
});

test('error: InvalidInputError on arguments and waits that make no sense', async () => {
  const client = await connect();
  const { pat } = client.contracts;
  for (const args of [
    ['nobody', 1n],
    [buyer.address, -1n],
    [buyer.address, Number.NaN],
    [buyer.address, 0.5],
  ]) {
    const sending = client.send({ contract: pat, name: 'transfer', args: args as [string, bigint] });
    await expect(sending).rejects.toMatchObject({ name: 'InvalidInputError' });
  }
  const sent = await transfer(client, 1n);
  for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(sent.wait({ confirmations: bad })).rejects.toMatchObject({ path: 'confirmations' });
  }
});
