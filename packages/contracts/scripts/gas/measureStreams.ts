import { deployPhasegate } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { MaxUint256, SigningKey, toBeHex, toQuantity, Wallet } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { streamingForwardBytecode } from '../../src/generated/streamingForward/bytecode.ts';
import type { Measurement } from './measurement.ts';

const GENESIS = 1_767_225_600;
const PAT = 10n ** 18n;
const WEEK = 7 * 86_400;
const HOUR = 3_600;
const START = GENESIS + HOUR;
/** Keys of the two parties; calldata is alike at each measurement. */
const [BUYER, PROVIDER] = [toBeHex(0xb0b, 32), toBeHex(0x5e11, 32)];
/** In phase 2 everybody opens forwards. */
const ALL_OPEN = (1n << 48n) - 1n;

/**
 * Measures a stream of 30 PAT for 60 units a minute, one week, on a fresh in-process chain: plain PAT, infinite allowances, a contract
 * and a fee wallet that hold PAT already. Fees are charged.
 */
export async function measureStreams(): Promise<Measurement> {
  const chain = await createLocalChain({ genesisTime: GENESIS });
  try {
    const [owner, feeWallet, bearer, arbiter] = chain.signers;
    const { contracts } = await deployPhasegate({ signer: owner });
    const { marketplace, pat, phaseGate } = contracts;
    const word = BigInt(await chain.provider.getStorage(phaseGate.address, 4));
    const next = (word & ~(2n ** 56n - 1n)) | (ALL_OPEN << 8n) | 2n;
    await chain.request('hardhat_setStorageAt', [phaseGate.address, toBeHex(4, 32), toBeHex(next, 32)]);
    const streams = await deployContract(owner, 'StreamingForward', streamingForwardBytecode, [
      owner.address,
      marketplace.address,
      feeWallet.address,
    ]);
    const [buyer, provider] = [new Wallet(BUYER), new Wallet(PROVIDER)];
    for (const { address } of [buyer, provider]) {
      await chain.request('hardhat_impersonateAccount', [address]);
      await chain.request('hardhat_setBalance', [address, toBeHex(10n ** 20n)]);
      await (await pat.write('transfer', [address, 1_000_000n * PAT])).wait();
      const data = pat.interface.encodeFunctionData('approve', [streams.address, MaxUint256]);
      await chain.request('eth_sendTransaction', [{ from: address, to: pat.address, data }]);
    }
    for (const { address } of [streams, feeWallet])
      await (await pat.write('transfer', [address, PAT])).wait();
    const deal = {
      buyer: buyer.address,
      provider: provider.address,
      arbiter: arbiter.address,
      pricePerUnit: PAT / 2n,
      providerBond: 20_000n * PAT,
      disputeBond: 50n * PAT,
      timePremium: 100n * PAT,
      market: 1,
      minimumConfidenceBps: 7_500,
      maximumConfidenceBps: 9_500,
      minimumRemainingLife: HOUR,
      unitsPerInterval: 60,
      intervalSeconds: 60,
      start: START,
      duration: WEEK,
      tolerance: 600,
      grace: 2 * HOUR,
      disputeWindow: 6 * HOUR,
      resolutionWindow: 18 * HOUR,
      challengeWindow: 12 * HOUR,
      silentSplitBps: 5_000,
      proverBps: 1_000,
      forfeitBps: 10_000,
      feeBps: 50,
      validUntil: START,
      salt: 1n,
    };
    const send = async (from: string, name: 'open' | 'redeem', args: readonly unknown[]): Promise<number> => {
      const data = streams.interface.encodeFunctionData(name, args as never);
      const hash = await chain.request('eth_sendTransaction', [
        { from, to: streams.address, data, gas: toQuantity(1_000_000) },
      ]);
      return Number((await chain.provider.getTransactionReceipt(String(hash)))!.gasUsed);
    };
    const sign = (key: string, digest: string): string => new SigningKey(key).sign(digest).serialized;
    const id = await streams.read('dealHash', [deal]);
    const created = await send(buyer.address, 'open', [deal, sign(PROVIDER, id)]);
    const redeem = async (hours: number): Promise<number> => {
      await chain.setNextTimestamp(START + hours * HOUR);
      const weight = BigInt(hours * 3_600) * 10_000n;
      const voucher = await streams.read('voucherHash', [id, weight]);
      return send(bearer.address, 'redeem', [deal, weight, sign(BUYER, voucher)]);
    };
    const first = await redeem(1);
    return {
      'stream: create with funding': created,
      'stream: redeem the first voucher': first,
      'stream: redeem a voucher': await redeem(2),
    };
  } finally {
    await chain.close();
  }
}
