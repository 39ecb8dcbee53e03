import {
  InsufficientAllowanceError,
  NoConsentError,
  SegmentAlreadyOwnedError,
  SegmentUnknownError,
} from '@phasegate/pricing/refusals';
import { Wallet } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from '../../contract/revert.ts';
import { connectPhasegate, type PhasegateClient } from '../connectPhasegate.ts';
import { DEVELOPMENT_KEYS, type LocalNode, listSegments, startLocalNode } from '../localNode.test.support.ts';
import type { Order } from './buy.ts';

const ASK = 10n ** 20n;
let node: LocalNode;
let buyer: PhasegateClient;

beforeAll(async () => {
  node = await startLocalNode();
  await listSegments(node, 8);
  buyer = await connectAs(DEVELOPMENT_KEYS[2]!);
});
afterAll(async () => {
  buyer.close();
  await node.close();
});

function connectAs(signer: string): Promise<PhasegateClient> {
  return connectPhasegate({ url: node.url, deployment: node.deployment, signer, pollIntervalMs: 5 });
}

test('default: quotes, buys and owns', async () => {
  const offer = await buyer.spot.quote(1n);
  expect(offer).toMatchObject({
    id: 1n,
    ask: ASK,
    payout: 70n * 10n ** 18n,
    brokerSpread: 30n * 10n ** 18n,
    marginBps: 3_000,
    confidenceBps: 7_500,
    market: 1,
    remaining: 10,
  });
  expect(offer.expiry - offer.issuedAt).toBe(604_800);
  const bought = await buyer.spot.buy({ id: 1n, maxAsk: offer.ask });
  expect(bought).toMatchObject({ ask: offer.ask, payout: offer.payout });
  const address = await buyer.signer!.getAddress();
  expect(await buyer.contracts.marketplace.read('hasAccess', [address, 1n])).toBe(true);
  expect((await buyer.spot.quote(1n)).remaining).toBe(9);
});

test('behavior: a permit stands in for an approval', async () => {
  const wallet = Wallet.createRandom();
  await node.request('hardhat_setBalance', [wallet.address, '0x8ac7230489e80000']);
  const { pat } = node.deployment.contracts;
  await (await pat.write('transfer', [wallet.address, ASK])).wait();
  const client = await connectAs(wallet.privateKey);
  const { timestamp } = (await node.provider.getBlock('latest'))!;
  const permit = await client.spot.signPermit({ value: ASK, deadline: timestamp + 3_600 });
  const bought = await client.spot.buy({ id: 1n, maxAsk: ASK, permit, key: 'order 1' });
  const again = await client.spot.buy({ id: 1n, maxAsk: ASK, permit, key: 'order 1' });
  expect(again.hash).toBe(bought.hash);
  expect(await pat.read('balanceOf', [wallet.address])).toBe(0n);
  expect(await pat.read('nonces', [wallet.address])).toBe(1n);
  client.close();
});

test('error: PermitUnusableError says what is wrong with a permit', async () => {
  const wallet = Wallet.createRandom();
  await node.request('hardhat_setBalance', [wallet.address, '0x8ac7230489e80000']);
  const { pat } = node.deployment.contracts;
  await (await pat.write('transfer', [wallet.address, ASK])).wait();
  const client = await connectAs(wallet.privateKey);
  const { timestamp } = (await node.provider.getBlock('latest'))!;
  const later = timestamp + 3_600;
  const expired = await client.spot.signPermit({ value: ASK, deadline: timestamp - 1 });
  const small = await client.spot.signPermit({ value: ASK - 1n, deadline: later });
  const changed = { ...(await client.spot.signPermit({ value: ASK, deadline: later })), value: 2n * ASK };
  const cases = [
    [expired, 'expired', /^the permit expired at 20\d\d-\d\d-\d\dT[\d:]+Z; it is 20.*Sign a new one/],
    [small, 'tooSmall', /^the permit is over 99\.9{18} PAT; 100 PAT is needed\. Sign one over the ask$/],
    [changed, 'invalid', /^the permit is used already, or signed for another account/],
  ] as const;
  for (const [permit, problem, message] of cases) {
    await expect(client.spot.buy({ id: 1n, maxAsk: ASK, permit })).rejects.toMatchObject({
      name: 'PermitUnusableError',
      problem,
      message: expect.stringMatching(message),
      cause: expect.any(InsufficientAllowanceError),
    });
  }
  await expect(client.spot.buy({ id: 1n, maxAsk: ASK })).rejects.toThrow(
    / may spend 0 PAT of the payer's; 100 PAT is needed\. Approve it, or sign a permit$/,
  );
  client.close();
});

test('behavior: buys for a recipient who consented', async () => {
  const recipient = await connectAs(DEVELOPMENT_KEYS[1]!);
  const address = await recipient.signer!.getAddress();
  await expect(buyer.spot.buy({ id: 2n, maxAsk: ASK, recipient: address })).rejects.toThrow(NoConsentError);
  const payer = await buyer.signer!.getAddress();
  const { marketplace } = recipient.contracts;
  await (
    await recipient.send({ contract: marketplace, name: 'setPurchaseConsent', args: [payer, true] })
  ).wait();
  await buyer.spot.buy({ id: 2n, maxAsk: ASK, recipient: address });
  expect(await marketplace.read('hasAccess', [address, 2n])).toBe(true);
  recipient.close();
});

test('behavior: a batch tells what it filled and why it skipped the rest', async () => {
  const batch = await buyer.spot.buyBatch({
    strict: false,
    orders: [
      { id: 3n, maxAsk: ASK },
      { id: 1n, maxAsk: ASK },
      { id: 4n, maxAsk: ASK - 1n },
      { id: 99n, maxAsk: ASK },
      { id: 5n, maxAsk: ASK },
    ],
  });
  expect(batch).toMatchObject({
    filled: [
      { id: 3n, ask: ASK, payout: 70n * 10n ** 18n },
      { id: 5n, ask: ASK, payout: 70n * 10n ** 18n },
    ],
    skipped: [
      { id: 1n, reason: 'AlreadyOwned' },
      { id: 4n, reason: 'AskAboveMax' },
      { id: 99n, reason: 'Unknown' },
    ],
    totalAsk: 2n * ASK,
  });
  const orders = [
    { id: 6n, maxAsk: ASK },
    { id: 1n, maxAsk: ASK },
  ];
  await expect(buyer.spot.buyBatch({ strict: true, orders })).rejects.toThrow(SegmentAlreadyOwnedError);
  expect((await buyer.spot.quote(6n)).remaining).toBe(10);
});

test("error: the libraries' own class with the contract's facts", async () => {
  const unknown = await buyer.spot.quote(99n).catch((cause: unknown) => cause);
  expect(unknown).toBeInstanceOf(SegmentUnknownError);
  expect(refusalOf(unknown)).toEqual({ reason: 'DataMarketplace_SegmentUnknown', facts: { id: 99n } });
  await expect(buyer.spot.buy({ id: 7n, maxAsk: ASK - 1n })).rejects.toMatchObject({
    name: 'AskAboveMaxError',
    facts: { id: 7, ask: ASK, maxAsk: ASK - 1n },
  });
});

test('error: InvalidInputError names the field', async () => {
  const order = (changed: object): Order => ({ id: 7n, maxAsk: ASK, ...changed });
  const permit = { value: ASK, deadline: 1n, v: 27, r: '0x', s: '0x' };
  const cases: readonly [Promise<unknown>, string][] = [
    [buyer.spot.quote(0n), 'id'],
    [buyer.spot.quote(1 as unknown as bigint), 'id'],
    [buyer.spot.buy(order({ id: -1n })), 'id'],
    [buyer.spot.buy(order({ maxAsk: 1.5 })), 'maxAsk'],
    [buyer.spot.buy(order({ maxAsk: Number.NaN })), 'maxAsk'],
    [buyer.spot.buy(order({ maxAsk: 2n ** 256n })), 'maxAsk'],
    [buyer.spot.buy({ ...order({}), recipient: node.url }), 'the arguments of buySegmentFor'],
    [buyer.spot.buy({ ...order({}), recipient: node.signers[1]!.address, permit }), 'permit'],
    [buyer.spot.buy({ ...order({}), recepient: node.signers[1]!.address } as Order), 'order.recepient'],
    [buyer.spot.buyBatch({ orders: [order({ max: 1n })], strict: true }), 'orders[0].max'],
    [buyer.spot.buyBatch({ orders: [], strict: true }), 'orders'],
    [buyer.spot.buyBatch({ orders: Array.from({ length: 101 }, () => order({})), strict: true }), 'orders'],
    [buyer.spot.buyBatch({ orders: [order({}), order({ id: 0n })], strict: true }), 'orders[1].id'],
    [buyer.spot.signPermit({ value: -1n, deadline: 1 }), 'value'],
    [buyer.spot.signPermit({ value: 1n, deadline: 0.5 }), 'deadline'],
    [buyer.spot.signPermit({ value: 1n, deadline: Number.POSITIVE_INFINITY }), 'deadline'],
  ];
  for (const [call, path] of cases) {
    await expect(call).rejects.toMatchObject({ name: 'InvalidInputError', path });
  }
});
