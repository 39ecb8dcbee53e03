import { type abis, type ContractHandle, type Deployment, deployPhasegate } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { type StreamingForward, streamingForward } from '@phasegate/derivatives';
import {
  encodeBytes32String,
  type HDNodeWallet,
  type JsonRpcSigner,
  MaxUint256,
  toBeHex,
  Wallet,
} from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { streamingForwardBytecode } from '../../src/generated/streamingForward/bytecode.ts';

const PAT = 10n ** 18n;
export const WINDOW = 7 * 86_400;
export const BEFORE_START = 600;

/** A streaming forward in phase 2 with two parties that sign, an arbiter and a stranger. */
export interface StreamChain {
  readonly chain: LocalChain;
  readonly deployment: Deployment;
  readonly streams: ContractHandle<typeof abis.StreamingForward>;
  readonly owner: JsonRpcSigner;
  readonly feeWallet: JsonRpcSigner;
  readonly stranger: JsonRpcSigner;
  readonly arbiter: JsonRpcSigner;
  /** They send, and sign with keys of their own. */
  readonly buyer: HDNodeWallet;
  readonly provider: HDNodeWallet;
}

export async function openStreamChain(): Promise<StreamChain> {
  const chain = await createLocalChain();
  const [owner, feeWallet, stranger, arbiter] = chain.signers as readonly JsonRpcSigner[] as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
  ];
  const deployment = await deployPhasegate({ signer: owner });
  const { marketplace, pat, phaseGate } = deployment.contracts;
  await (
    await marketplace.write('addMarket', [
      {
        segmentType: encodeBytes32String('PURCHASE_INTENT'),
        window: WINDOW,
        confidenceLowBps: 5_000,
        confidenceHighBps: 10_000,
        referenceAsk: 100n * PAT,
        bandBps: 5_000,
        dailyMoveBps: 500,
        settlementPeriodHours: 24,
        settlementWindowHours: 4,
        settlementOffsetHours: 16,
      },
    ])
  ).wait();
  // Phase 2 and its row of the matrix, written where the gate keeps them.
  const word = BigInt(await chain.provider.getStorage(phaseGate.address, 4));
  const row = (await phaseGate.read('accessMatrix', [])) >> 48n;
  const next = (word & ~(2n ** 56n - 1n)) | ((row & (2n ** 48n - 1n)) << 8n) | 2n;
  await chain.request('hardhat_setStorageAt', [phaseGate.address, toBeHex(4, 32), toBeHex(next, 32)]);
  const streams = await deployContract(owner, 'StreamingForward', streamingForwardBytecode, [
    owner.address,
    marketplace.address,
    feeWallet.address,
  ]);
  const [buyer, provider] = [Wallet.createRandom(), Wallet.createRandom()];
  for (const { address } of [buyer, provider]) {
    await chain.request('hardhat_impersonateAccount', [address]);
    await chain.request('hardhat_setBalance', [address, toBeHex(10n ** 20n)]);
    await (await pat.write('transfer', [address, 1_000n * PAT])).wait();
    const data = pat.interface.encodeFunctionData('approve', [streams.address, MaxUint256]);
    await chain.request('eth_sendTransaction', [{ from: address, to: pat.address, data }]);
  }
  return { chain, deployment, streams, owner, feeWallet, stranger, arbiter, buyer, provider };
}

/** 10 units a minute for 100 minutes at 7 wei: a channel of 7,000 wei, as in the reducer's tests. */
export function streamTerms(start: number): StreamingForward {
  return streamingForward({
    market: 1,
    minimumConfidenceBps: 5_000,
    maximumConfidenceBps: 9_000,
    minimumRemainingLife: 60,
    pricePerUnit: 7n,
    unitsPerInterval: 10n,
    intervalSeconds: 60,
    start,
    duration: 6_000,
    tolerance: 20n,
    grace: 300,
    providerBond: 500n,
    disputeBond: 60n,
    disputeWindow: 600,
    resolutionWindow: 900,
    silentSplitBps: 5_000,
    proverBps: 1_000,
    challengeWindow: 400,
    forfeitBps: 8_001,
    feeBps: 100,
    timePremium: 5n,
  });
}

/** The deal of such terms as the contract takes it. */
export function dealOf({ buyer, provider, arbiter }: StreamChain, terms: StreamingForward, salt: bigint) {
  const { kind: _, ...numbers } = terms;
  return {
    ...numbers,
    buyer: buyer.address,
    provider: provider.address,
    arbiter: arbiter.address,
    validUntil: terms.start,
    salt,
  };
}
