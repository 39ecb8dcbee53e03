import { fc } from '@fast-check/vitest';
import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import { id, type JsonRpcSigner } from 'ethers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectPhasegate, type PhasegateClient } from '../connectPhasegate.ts';
import { type LocalNode, listSegments, startLocalNode } from '../localNode.test.support.ts';
import { type StubNode, startProxyNode } from '../stubNode.test.support.ts';
import type { Checkpoint } from './checkpoint.ts';
import {
  InconsistentNodeError,
  LogsRefusedError,
  MalformedCheckpointError,
  ReorganisationTooDeepError,
} from './errors.ts';
import type { FollowStep } from './follow.ts';
import type { FollowOptions } from './followOptions.ts';
import type { PhasegateEvent } from './phasegateEvent.ts';

let node: LocalNode;
let proxy: StubNode;
let intercept: Parameters<typeof startProxyNode>[1];
let client: PhasegateClient;
let snapshot: unknown;
let fromBlock: number;

beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 3);
  proxy = await startProxyNode(node.url, (...call) => intercept(...call));
  intercept = () => undefined;
  client = await connectPhasegate({ url: proxy.url, deployment: node.deployment, pollIntervalMs: 2 });
});
afterAll(async () => {
  client.close();
  await proxy.close();
  await node.close();
});
beforeEach(async () => {
  intercept = () => undefined;
  snapshot = await node.request('evm_snapshot');
  fromBlock = (await node.provider.getBlockNumber()) + 1;
});
afterEach(async () => {
  await node.request('evm_revert', [snapshot]);
});

async function transfer(amount: bigint, to = 7): Promise<void> {
  const [, , buyer] = node.signers as JsonRpcSigner[];
  const { pat } = node.deployment.contracts;
  await (await pat.as(buyer!).write('transfer', [node.signers[to]!.address, amount])).wait();
}
const mine = (blocks: number): Promise<unknown> => node.request('hardhat_mine', [`0x${blocks.toString(16)}`]);

/** Steps until the follower has caught up. */
async function catchUp(options: FollowOptions): Promise<FollowStep[]> {
  const steps: FollowStep[] = [];
  for await (const step of client.follow(options)) {
    steps.push(step);
    if (step.isCaughtUp) break;
  }
  return steps;
}
const amounts = (events: readonly PhasegateEvent[]): bigint[] =>
  events.flatMap((event) =>
    event.contract === 'pat' && event.name === 'Transfer' ? [event.args.value] : [],
  );
const added = (steps: readonly FollowStep[]): bigint[] => steps.flatMap((step) => amounts(step.added));
const removed = (steps: readonly FollowStep[]): bigint[] => steps.flatMap((step) => amounts(step.removed));
const stored = (steps: readonly FollowStep[]): Checkpoint =>
  JSON.parse(JSON.stringify(steps.at(-1)!.checkpoint)) as Checkpoint;

test('default: every event since the deployment, decoded to plain data', async () => {
  const steps = await catchUp({ fromBlock: node.deployment.fromBlock });
  const events = steps.flatMap((step) => step.added);
  expect(events.map(({ contract, name }) => `${contract}.${name}`)).toMatchInlineSnapshot(`
    [
      "pat.Transfer",
      "phaseGate.OwnershipTransferred",
      "phaseGate.Appointed",
      "phaseGate.Appointed",
      "phaseGate.Appointed",
      "phaseGate.Appointed",
      "phaseGate.ThresholdsChanged",
      "marketplace.Upgraded",
      "marketplace.OwnershipTransferred",
      "marketplace.BrokerWalletSet",
      "marketplace.BrokerMarginSet",
      "marketplace.MarginBandSet",
      "marketplace.Initialized",
      "phaseGate.MarketplaceAdded",
      "marketplace.RoleSet",
      "marketplace.RoleSet",
      "marketplace.CurveAdded",
      "marketplace.MarketAdded",
      "marketplace.AccountOpened",
      "marketplace.SegmentRegistered",
      "marketplace.SegmentRegistered",
      "marketplace.SegmentRegistered",
      "pat.Transfer",
      "pat.Approval",
    ]
  `);
  const market = events.find((event) => event.name === 'MarketAdded')!;
  expect(market).toMatchObject({
    contract: 'marketplace',
    args: { market: 1n, terms: { window: 604_800, referenceAsk: 10n ** 20n, bandBps: 1_000 } },
    address: node.deployment.addresses.marketplace.toLowerCase(),
  });
  const block = (await node.provider.getBlock(market.blockNumber))!;
  expect(market).toMatchObject({ blockHash: block.hash, blockTimestamp: block.timestamp });
});

test('behavior: follows new blocks until it is stopped', async () => {
  const controller = new AbortController();
  const seen: bigint[] = [];
  await transfer(1n);
  for await (const step of client.follow({ fromBlock, signal: controller.signal })) {
    seen.push(...amounts(step.added));
    if (seen.length < 3) await transfer(BigInt(seen.length + 1));
    else controller.abort();
  }
  expect(seen).toEqual([1n, 2n, 3n]);
});

test('behavior: a checkpoint stored as JSON goes on without gap or repetition', async () => {
  await transfer(1n);
  const first = await catchUp({ fromBlock });
  await transfer(2n);
  await mine(3);
  await transfer(3n);
  const second = await catchUp({ checkpoint: stored(first) });
  const third = await catchUp({ checkpoint: stored(second) });
  expect([added(first), added(second), added(third)]).toEqual([[1n], [2n, 3n], []]);
});

test('behavior: an event is given once it is as deep as asked', async () => {
  await transfer(1n);
  expect(added(await catchUp({ fromBlock, confirmations: 3 }))).toEqual([]);
  await mine(1);
  expect(added(await catchUp({ fromBlock, confirmations: 3 }))).toEqual([]);
  await mine(1);
  expect(added(await catchUp({ fromBlock, confirmations: 3 }))).toEqual([1n]);
});

test('behavior: a reorganisation takes events back, the latest first, down to the common ancestor', async () => {
  await transfer(1n);
  const fork = await node.request('evm_snapshot');
  await transfer(2n);
  await mine(1);
  await transfer(3n);
  const before = await catchUp({ fromBlock, maxBlockRange: 1 });
  await node.request('evm_revert', [fork]);
  await transfer(4n);
  const after = await catchUp({ checkpoint: stored(before) });
  expect(added(before)).toEqual([1n, 2n, 3n]);
  expect(removed(after)).toEqual([3n, 2n]);
  expect(added(after)).toEqual([4n]);
});

test('behavior: a reorganisation below the first block read takes everything back', async () => {
  const fork = await node.request('evm_snapshot');
  await transfer(1n);
  const before = await catchUp({ fromBlock });
  await node.request('evm_revert', [fork]);
  await mine(1);
  await transfer(2n);
  const after = await catchUp({ checkpoint: stored(before) });
  expect([removed(after), added(after)]).toEqual([[1n], [2n]]);
});

test('behavior: a chain that only got shorter takes events back too', async () => {
  const fork = await node.request('evm_snapshot');
  await transfer(1n);
  const before = await catchUp({ fromBlock });
  await node.request('evm_revert', [fork]);
  const [step] = await catchUp({ checkpoint: stored(before) });
  expect(amounts(step!.removed)).toEqual([1n]);
  expect(step!.checkpoint).toMatchObject({ nextBlock: fromBlock, anchors: [] });
});

test('behavior: of chains of any shape what was added and not removed is what the chain has', async () => {
  const move = fc.oneof(
    fc.constant({ kind: 'transfer' as const }),
    fc.record({ kind: fc.constant('mine' as const), blocks: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ kind: 'snapshot' as const }),
    fc.constant({ kind: 'revert' as const }),
    fc.constant({ kind: 'look' as const }),
  );
  const terms = fc.record({
    confirmations: fc.integer({ min: 1, max: 3 }),
    maxBlockRange: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 20 }), terms, async (moves, limits) => {
      const base = await node.request('evm_snapshot');
      const start = (await node.provider.getBlockNumber()) + 1;
      const forks: unknown[] = [];
      let held: PhasegateEvent[] = [];
      let checkpoint: Checkpoint | undefined;
      let amount = 0n;
      const look = async (confirmations: number): Promise<void> => {
        const from = checkpoint === undefined ? { fromBlock: start } : { checkpoint };
        for (const step of await catchUp({ ...limits, ...from, confirmations })) {
          for (const event of step.removed) expect(held.pop()).toEqual(event);
          held = [...held, ...step.added];
          checkpoint = JSON.parse(JSON.stringify(step.checkpoint)) as Checkpoint;
        }
      };
      for (const step of moves) {
        if (step.kind === 'transfer') await transfer(++amount);
        else if (step.kind === 'mine') await mine(step.blocks);
        else if (step.kind === 'snapshot') forks.push(await node.request('evm_snapshot'));
        else if (step.kind === 'look') await look(limits.confirmations);
        else if (forks.length > 0) await node.request('evm_revert', [forks.pop()]);
      }
      await look(1);
      const { pat } = node.deployment.contracts;
      const logs = await node.provider.getLogs({ address: pat.address, fromBlock: start });
      expect(held.map(({ blockHash, logIndex }) => [blockHash, logIndex])).toEqual(
        logs.map(({ blockHash, index }) => [blockHash, index]),
      );
      await node.request('evm_revert', [base]);
    }),
    { numRuns: runs(10) },
  );
});

test('behavior: a range that the node refuses shrinks until it is taken, and grows again', async () => {
  for (let i = 1n; i <= 8n; ++i) await transfer(i);
  const sizes: number[] = [];
  intercept = (method, [filter]) => {
    if (method !== 'eth_getLogs') return undefined;
    const { fromBlock: from, toBlock: to } = filter as { fromBlock: string; toBlock: string };
    const size = Number(to) - Number(from) + 1;
    sizes.push(size);
    if (size > 2 && sizes.length < 4) {
      return { error: { code: -32_005, message: 'query returned more than 10000 results' } };
    }
    return undefined;
  };
  const steps = await catchUp({ fromBlock, maxBlockRange: 8 });
  expect(added(steps)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
  expect(sizes).toEqual([8, 4, 2, 2, 4]);
});

test('behavior: a reorganisation between the logs and their blocks is noticed', async () => {
  await transfer(1n);
  let isFirst = true;
  intercept = (method, _, forward) => {
    if (method !== 'eth_getLogs' || !isFirst) return undefined;
    isFirst = false;
    return forward().then(async (answer) => {
      await node.request('evm_revert', [snapshot]);
      snapshot = await node.request('evm_snapshot');
      await transfer(2n);
      return answer;
    });
  };
  const steps = await catchUp({ fromBlock });
  expect([added(steps), removed(steps)]).toEqual([[2n], []]);
});

test('behavior: contracts can be chosen', async () => {
  const steps = await catchUp({ fromBlock: node.deployment.fromBlock, contracts: ['phaseGate'] });
  expect(steps.flatMap((step) => step.added).every(({ contract }) => contract === 'phaseGate')).toBe(true);
});

test('behavior: an event that the ABIs do not know is passed on as it is', async () => {
  const hash = (await node.provider.getBlock('latest'))!.hash!;
  const later = [`0x${'ab'.repeat(32)}`];
  // The signature of the ABI, with nothing indexed.
  const reindexed = [id('SegmentPurchased(uint256,address,uint256,uint256)')];
  for (const topics of [later, reindexed]) {
    const log = {
      address: node.deployment.addresses.marketplace,
      topics,
      data: '0x1234',
      blockNumber: `0x${(fromBlock - 1).toString(16)}`,
      blockHash: hash,
      transactionHash: hash,
      transactionIndex: '0x0',
      logIndex: '0x0',
    };
    intercept = (method) => (method === 'eth_getLogs' ? { result: [log] } : undefined);
    const [step] = await catchUp({ fromBlock: fromBlock - 1 });
    expect(step!.added).toMatchObject([{ contract: 'marketplace', name: 'Unknown', topics, data: '0x1234' }]);
  }
});

test('error: ReorganisationTooDeepError beyond what is remembered', async () => {
  const fork = await node.request('evm_snapshot');
  for (let i = 1n; i <= 6n; ++i) await transfer(i);
  const before = await catchUp({ fromBlock, maxBlockRange: 1, reorganisationDepth: 2 });
  await node.request('evm_revert', [fork]);
  await mine(10);
  await expect(catchUp({ checkpoint: stored(before) })).rejects.toBeInstanceOf(ReorganisationTooDeepError);
});

test('error: LogsRefusedError when even one block is refused', async () => {
  await mine(4);
  intercept = (method) =>
    method === 'eth_getLogs' ? { error: { code: -32_000, message: 'no logs here' } } : undefined;
  await expect(catchUp({ fromBlock })).rejects.toBeInstanceOf(LogsRefusedError);
});

test('error: InconsistentNodeError when logs and blocks never agree', async () => {
  await transfer(1n);
  intercept = (method, _, forward) =>
    method === 'eth_getLogs'
      ? forward().then((answer) => {
          const [log] = (answer as { result: object[] }).result;
          return { result: [{ ...log, blockHash: `0x${'0'.repeat(64)}` }] };
        })
      : undefined;
  await expect(catchUp({ fromBlock })).rejects.toBeInstanceOf(InconsistentNodeError);
});

test('error: MalformedCheckpointError, InvalidInputError at once', async () => {
  await transfer(1n);
  const good = stored(await catchUp({ fromBlock }));
  const [anchor] = good.anchors;
  const bad: readonly unknown[] = [
    null,
    {},
    { ...good, chainId: 1 },
    { ...good, marketplace: node.deployment.addresses.pat },
    { ...good, nextBlock: Number.NaN },
    { ...good, nextBlock: good.firstBlock - 1 },
    { ...good, anchors: undefined },
    { ...good, anchors: [null] },
    { ...good, anchors: [{ ...anchor, hash: '0x12' }] },
    { ...good, anchors: [anchor, anchor] },
    { ...good, anchors: [{ ...anchor, number: good.nextBlock }] },
    { ...good, anchors: [{ ...anchor, logs: [{}] }] },
    { ...good, isPruned: 'no' },
  ];
  for (const checkpoint of bad) {
    expect(() => client.follow({ checkpoint: checkpoint as Checkpoint })).toThrow(MalformedCheckpointError);
  }
  const options: readonly FollowOptions[] = [
    {},
    { fromBlock: 1, checkpoint: good },
    { fromBlock: -1 },
    { fromBlock: 0.5 },
    { fromBlock: Number.NaN },
    { fromBlock: 1, confirmations: 0 },
    { fromBlock: 1, maxBlockRange: Number.POSITIVE_INFINITY },
    { fromBlock: 1, reorganisationDepth: 0 },
    { fromBlock: 1, contracts: [] },
    { fromBlock: 1, contracts: ['escrow' as 'pat'] },
    // A deployment without governance has none to follow.
    { fromBlock: 1, contracts: ['governor'] },
  ];
  for (const option of options) expect(() => client.follow(option)).toThrow(InvalidInputError);
});
