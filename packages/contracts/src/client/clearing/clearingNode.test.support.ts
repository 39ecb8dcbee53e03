import { id, type JsonRpcSigner, MaxUint256, toBeHex, ZeroHash } from 'ethers';
import type { abis } from '../../contract/abis.ts';
import type { ContractHandle } from '../../contract/contractHandle.ts';
import { deployContract } from '../../deploy/deployContract.ts';
import type { KnownAddresses } from '../../deployment/deploymentAddresses.ts';
import { clearingHouseBytecode } from '../../generated/clearingHouse/bytecode.ts';
import { quoteDeskBytecode } from '../../generated/quoteDesk/bytecode.ts';
import { settlementOracleBytecode } from '../../generated/settlementOracle/bytecode.ts';
import { type LocalNode, startLocalNode } from '../localNode.test.support.ts';

const HOUR = 3_600;
const DAY = 86_400;
const PAT = 10n ** 18n;
/** Slot of the gate's hot word: phase (8 bits) and the row of the matrix, in which everybody opens everything. */
const GATE_SLOT = toBeHex(4, 32);
const PHASE_4 = toBeHex((((1n << 48n) - 1n) << 8n) | 4n, 32);
const SEGMENTS = 20;

/** A node with a clearing house in phase 4 over a market at 100 PAT, and a quote desk that is its matcher. */
export interface ClearingNode extends LocalNode {
  readonly addresses: KnownAddresses;
  readonly clearing: ContractHandle<typeof abis.ClearingHouse>;
  readonly desk: ContractHandle<typeof abis.QuoteDesk>;
  /** Unix second of a settlement at least nine days ahead. */
  readonly expiry: number;
  /** Sets the clock and mines a block. */
  mineAt(timestamp: number): Promise<void>;
  now(): Promise<number>;
  /** Lists the call struck at 100 PAT and capped at 150, and returns its series. */
  listCall(): Promise<bigint>;
  /** Purchases at 100 PAT in the latest block's hour. */
  trade(): Promise<void>;
}

/** Accounts 0 to 2 have 100,000 PAT each, and an allowance for the clearing house. */
export async function startClearingNode(): Promise<ClearingNode> {
  const node = await startLocalNode({ minIndexMarginBps: 5_000, brokerMarginBps: 5_000 });
  const [owner, wallet] = node.signers as [JsonRpcSigner, JsonRpcSigner];
  const { marketplace, pat, phaseGate } = node.deployment.contracts;
  const oracle = await deployContract(owner, 'SettlementOracle', settlementOracleBytecode, [
    owner.address,
    marketplace.address,
    1_000,
    PAT,
  ]);
  const clearing = await deployContract(owner, 'ClearingHouse', clearingHouseBytecode, [
    owner.address,
    marketplace.address,
    oracle.address,
    wallet.address,
    10_000,
    10_000,
  ]);
  const desk = await deployContract(owner, 'QuoteDesk', quoteDeskBytecode, [clearing.address]);
  const now = async (): Promise<number> => (await node.provider.getBlock('latest'))!.timestamp;
  const mineAt = async (timestamp: number): Promise<void> => {
    await node.request('evm_setNextBlockTimestamp', [timestamp]);
    await node.request('evm_mine');
  };
  let [listed, issued, trades] = [0, 0, 0];
  const trade = async (): Promise<void> => {
    if ((await now()) - issued > 5 * DAY) {
      issued = await now();
      const listings = Array.from({ length: SEGMENTS }, (_, i) => ({
        contentHash: id(`content ${issued} ${i}`),
        provider: owner.address,
        distributionRoot: ZeroHash,
        freshAsk: 100n * PAT,
        issuedAt: issued,
        market: 1,
        confidenceBps: 10_000,
        capacity: 1_000,
        curve: 0,
      }));
      await done(marketplace.write('registerSegments', [listings]));
      listed += SEGMENTS;
    }
    const orders = Array.from({ length: SEGMENTS }, (_, i) => ({
      id: BigInt(listed - i),
      maxAsk: MaxUint256,
    }));
    const recipient = node.signers[6 + trades++]!;
    await done(pat.write('transfer', [recipient.address, 10_000n * PAT]));
    await done(pat.as(recipient).write('approve', [marketplace.address, MaxUint256]));
    await done(marketplace.as(recipient).write('buySegments', [orders, true, recipient.address]));
  };
  for (const role of [0, 1]) await done(marketplace.write('setRole', [role, owner.address, true]));
  await done(marketplace.write('addCurve', [MaxUint256]));
  await done(marketplace.write('addMarket', [TERMS]));
  for (const account of node.signers.slice(0, 3)) {
    if (account !== owner) await done(pat.write('transfer', [account.address, 100_000n * PAT]));
    await done(pat.as(account).write('approve', [clearing.address, MaxUint256]));
  }
  await node.request('hardhat_setStorageAt', [phaseGate.address, GATE_SLOT, PHASE_4]);
  const today = Math.ceil((await now()) / DAY) * DAY;
  await done(clearing.write('announceMatcher', [desk.address]));
  // The cap is that of the least of four windows.
  for (let day = 1; day <= 8; day++) {
    await mineAt(today + day * DAY - HOUR / 2);
    await trade();
  }
  await mineAt(today + 8 * DAY);
  await done(clearing.write('applyMatcher', [desk.address]));
  await done(oracle.write('refreshCap', [1n]));
  const addresses = {
    ...node.deployment.addresses,
    settlementOracle: oracle.address,
    clearingHouse: clearing.address,
    quoteDesk: desk.address,
  };
  const expiry = today + 17 * DAY;
  const listCall = async (): Promise<bigint> => {
    const terms = [1n, 1n, BigInt(expiry), 0, 100n * PAT, 150n * PAT, 0n] as const;
    await done(clearing.write('createSeries', terms));
    return ((BigInt(expiry) << 32n) | (1n << 16n) | 1n) << 16n;
  };
  return { ...node, addresses, clearing, desk, expiry, mineAt, now, trade, listCall };
}

const TERMS = {
  segmentType: id('DAILY'),
  window: 604_800,
  confidenceLowBps: 7_000,
  confidenceHighBps: 10_000,
  referenceAsk: 100n * PAT,
  bandBps: 1_000,
  dailyMoveBps: 500,
  settlementPeriodHours: 24,
  settlementWindowHours: 4,
  settlementOffsetHours: 0,
};

async function done(sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await sent).wait();
}
