import { id, MaxUint256, Wallet, ZeroAddress, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marketplaceLens } from '../contract/marketplaceLens.ts';
import { RevertError } from '../contract/revert.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { defaultThresholds } from '../deployment/deploymentParameters.ts';
import { createLocalChain, type LocalChain } from '../localChain/localChain.ts';
import { SignerWithoutProviderError } from './checkChain.ts';
import { deployPhasegate } from './deployPhasegate.ts';

const ALICE = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const part = (amount: bigint) => ({ to: ALICE, amount });
let chain: LocalChain;
let deployment: Deployment;

beforeAll(async () => {
  chain = await createLocalChain();
  deployment = await deployPhasegate({ signer: chain.signers[0] });
});
afterAll(() => chain.close());

async function wait(sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await sent).wait();
}

test('default: everything is deployed, verified and refuses what it should', async () => {
  const { marketplace, pat } = deployment.contracts;
  expect(await pat.read('symbol', [])).toBe('PAT');
  await expect(marketplace.write('buySegment', [1n])).rejects.toMatchObject({
    name: 'SegmentUnknownError',
    facts: { id: 1 },
  });
  await expect(marketplace.write('setBrokerWallet', [ZeroAddress])).rejects.toBeInstanceOf(RevertError);
  await expect(marketplace.as(chain.signers[1]).write('setBrokerMargin', [1n])).rejects.toMatchObject({
    reason: 'OwnableUnauthorizedAccount',
  });
});

test('behavior: a purchase settles atomically', async () => {
  const { marketplace, pat } = deployment.contracts;
  const [owner, provider, buyer] = chain.signers;
  await wait(marketplace.write('setRole', [0, owner.address, true]));
  await wait(marketplace.write('setRole', [1, owner.address, true]));
  await wait(marketplace.write('addCurve', [2n ** 256n - 1n]));
  await wait(
    marketplace.write('addMarket', [
      {
        segmentType: id('PURCHASE_INTENT'),
        window: 604_800,
        confidenceLowBps: 7_000,
        confidenceHighBps: 8_500,
        referenceAsk: 10n ** 20n,
        bandBps: 1_000,
        dailyMoveBps: 500,
        settlementPeriodHours: 0,
        settlementWindowHours: 0,
        settlementOffsetHours: 0,
      },
    ]),
  );
  const now = (await chain.provider.getBlock('latest'))!.timestamp;
  await wait(
    marketplace.write('registerSegment', [
      {
        contentHash: id('content'),
        provider: provider.address,
        distributionRoot: ZeroHash,
        freshAsk: 10n ** 20n,
        issuedAt: now,
        market: 1,
        confidenceBps: 7_500,
        capacity: 1,
        curve: 0,
      },
    ]),
  );
  await wait(pat.write('transfer', [buyer.address, 10n ** 21n]));
  await wait(pat.as(buyer).write('approve', [marketplace.address, MaxUint256]));
  await wait(marketplace.as(buyer).write('buySegment', [1n, 10n ** 20n]));
  expect(await marketplace.read('hasAccess', [buyer.address, 1n])).toBe(true);
  expect((await marketplaceLens(marketplace).till()).liabilities).toBe(7n * 10n ** 19n);
});

test('error: InvalidInputError names the parameter, before anything is sent', async () => {
  const signer = chain.signers[0];
  const before = await chain.provider.getBlockNumber();
  const cases: readonly [parameters: object, path: string][] = [
    [{ brokerMarginBps: 5_001 }, 'parameters.brokerMarginBps'],
    [{ brokerMarginBps: -1 }, 'parameters.brokerMarginBps'],
    [{ brokerMarginBps: 0.5 }, 'parameters.brokerMarginBps'],
    [{ brokerMarginBps: 3_000n }, 'parameters.brokerMarginBps'],
    [{ patAllocation: [] }, 'parameters.patAllocation'],
    [{ patAllocation: 5n }, 'parameters.patAllocation'],
    [{ patAllocation: [part(0n)] }, 'parameters.patAllocation[0].amount'],
    [{ patAllocation: [{ to: ALICE, amount: 1e18 }] }, 'parameters.patAllocation[0].amount'],
    [{ patAllocation: [{ to: ZeroAddress, amount: 1n }] }, 'parameters.patAllocation[0].to'],
    [{ patAllocation: [part(2n ** 87n), part(2n ** 87n)] }, 'parameters.patAllocation'],
    [{ maxBackdateSeconds: Number.NaN }, 'parameters.maxBackdateSeconds'],
    [{ minIndexAsk: -1n }, 'parameters.minIndexAsk'],
    [{ minIndexMarginBps: Number.POSITIVE_INFINITY }, 'parameters.minIndexMarginBps'],
    [{ owner: ZeroAddress }, 'parameters.owner'],
    [{ brokerWallet: '0x12' }, 'parameters.brokerWallet'],
    [{ registrar: 7 }, 'parameters.registrar'],
    [{ owner: ALICE, registrar: ALICE }, 'parameters.registrar'],
    [{ auditor: ALICE, guardian: ALICE.toLowerCase() }, 'parameters.auditor'],
    [{ margin: 1 }, 'parameters.margin'],
    [{ thresholds: { ...defaultThresholds, minDays: undefined } as never }, 'parameters.thresholds.minDays'],
    [{ patAllocation: [{ ...part(1n), account: ALICE }] }, 'parameters.patAllocation[0].account'],
  ];
  for (const [parameters, path] of cases) {
    await expect(deployPhasegate({ signer, parameters })).rejects.toMatchObject({
      name: 'InvalidInputError',
      path,
    });
  }
  expect(await chain.provider.getBlockNumber()).toBe(before);
});

test('error: SignerWithoutProviderError', async () => {
  await expect(deployPhasegate({ signer: Wallet.createRandom() })).rejects.toBeInstanceOf(
    SignerWithoutProviderError,
  );
});
