import type { abis, ContractHandle } from '@phasegate/contracts';
import {
  type ClearingGate,
  type ClearingState,
  clearingState,
  defaultAccessMatrix,
  type IndexedMarkets,
  type SettlementState,
  settlementState,
} from '@phasegate/derivatives';
import { type IndexRing, indexRing, recordTrade, WAD, type Wad } from '@phasegate/pricing';
import { encodeBytes32String, type JsonRpcSigner, keccak256, MaxUint256, toBeHex, ZeroHash } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { clearingHouseBytecode } from '../../src/generated/clearingHouse/bytecode.ts';
import { CALENDAR, openSettlementChain, RULES, type SettlementChain } from '../settlement/settlementChain.ts';

const PAT = 10n ** 18n;
const HOUR = 3_600;
const DAY = 86_400;
/** Those that trade, apart from who buys segments. */
const FIRST = 16;
/** Lots of open interest that each market bears, written where the oracle keeps it. */
const CAP = 400n;
const ACCOUNT_SHARE = 2_500;
const HOUSE_SHARE = 5_000;

/** A clearing house in phase 4 over two markets, with a matcher that is an account of the chain. */
export interface ClearingChain extends SettlementChain {
  readonly clearing: ContractHandle<typeof abis.ClearingHouse>;
  readonly matcher: JsonRpcSigner;
  readonly registrar: JsonRpcSigner;
  readonly wallet: JsonRpcSigner;
  /** Two institutions, two of retail, and the broker, with PAT and without a balance in the clearing house. */
  readonly traders: readonly JsonRpcSigner[];
}

/** What the reducers know of such a chain. */
export interface ClearingBooks {
  readonly state: ClearingState;
  readonly settlement: SettlementState;
  readonly markets: IndexedMarkets;
  readonly gate: ClearingGate;
  readonly rings: readonly IndexRing[];
}

export async function openClearingChain(): Promise<ClearingChain> {
  const opened = await openSettlementChain(
    (signers) => ({ registrar: signers[FIRST]!.address, brokerWallet: signers[FIRST + 1]!.address }),
    30,
  );
  const { chain, deployment, owner, oracle, stranger } = opened;
  const { marketplace, pat, phaseGate } = deployment.contracts;
  const [registrar, wallet, matcher, ...traders] = chain.signers.slice(FIRST, FIRST + 8) as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    ...JsonRpcSigner[],
  ];
  await (
    await marketplace.write('addMarket', [
      {
        segmentType: encodeBytes32String('PURCHASE_HISTORY'),
        window: 180 * DAY,
        confidenceLowBps: 5_000,
        confidenceHighBps: 10_000,
        referenceAsk: 100n * PAT,
        bandBps: 5_000,
        dailyMoveBps: 500,
        ...CALENDAR,
      },
    ])
  ).wait();
  await (
    await marketplace.as(stranger).write('registerSegment', [
      {
        provider: stranger.address,
        market: 2,
        freshAsk: 100n * PAT,
        issuedAt: (await chain.provider.getBlock('latest'))!.timestamp,
        confidenceBps: 10_000,
        capacity: 1_000,
        curve: 0,
        contentHash: toBeHex(0xff, 32),
        distributionRoot: ZeroHash,
      },
    ])
  ).wait();
  await enterLastPhase(opened);
  const expiry = (await chain.provider.getBlock('latest'))!.timestamp + 365 * DAY;
  for (const trader of traders.slice(0, 2))
    await (await phaseGate.as(registrar).write('admitInstitution', [trader.address, expiry, 840])).wait();
  await (await phaseGate.write('setBroker', [traders[4]!.address, true])).wait();
  const clearing = await deployContract(owner, 'ClearingHouse', clearingHouseBytecode, [
    owner.address,
    marketplace.address,
    oracle.address,
    wallet.address,
    ACCOUNT_SHARE,
    HOUSE_SHARE,
  ]);
  for (const trader of traders) {
    await (await pat.write('transfer', [trader.address, 1_000_000n * PAT])).wait();
    await (await pat.as(trader).write('approve', [clearing.address, MaxUint256])).wait();
  }
  return { ...opened, clearing, matcher, registrar, wallet, traders };
}

/** Writes phase 4 and its row of the matrix where the gate keeps them. */
async function enterLastPhase({ chain, deployment }: SettlementChain): Promise<void> {
  const { phaseGate } = deployment.contracts;
  const slot = toBeHex(4, 32);
  const word = BigInt(await chain.provider.getStorage(phaseGate.address, 4));
  const row = (await phaseGate.read('accessMatrix', [])) >> (48n * 3n);
  const next = (word & ~(2n ** 56n - 1n)) | ((row & (2n ** 48n - 1n)) << 8n) | 4n;
  await chain.request('hardhat_setStorageAt', [phaseGate.address, slot, toBeHex(next, 32)]);
}

/** Writes today's open-interest cap of both markets where the oracle keeps it. */
export async function writeCaps({ chain, oracle }: SettlementChain, now: number, lots = CAP): Promise<void> {
  const word = toBeHex((BigInt(Math.floor(now / DAY)) << 224n) | lots, 32);
  for (const market of [1, 2]) {
    const slot = keccak256(`0x${toBeHex(market, 32).slice(2)}${toBeHex(10, 32).slice(2)}`);
    await chain.request('hardhat_setStorageAt', [oracle.address, slot, word]);
  }
}

/** The reducers' side of such a chain, before anything was traded, with the caps of `now`. */
export function clearingBooks(
  { traders, wallet, deployment }: ClearingChain,
  now: number,
  lots = CAP,
): ClearingBooks {
  const rings = [indexRing(), indexRing()];
  const markets: IndexedMarkets = new Map(rings.map((ring, i) => [i + 1, { calendar: CALENDAR, ring }]));
  const [one, two, , , broker] = traders.map(({ address }) => address);
  const rules = { bandBps: RULES.bandBps as never, minVolume: RULES.minVolume as Wad };
  const day = Math.floor(now / DAY);
  const caps = new Map([1, 2].map((market) => [market, { lots, day }]));
  const fees = { brokerWallet: wallet.address, feeBps: 0 as never, timePremium: 0n as Wad };
  return {
    state: clearingState({
      accountShareBps: ACCOUNT_SHARE as never,
      houseShareBps: HOUSE_SHARE as never,
      fees,
    }),
    settlement: { ...settlementState(rules, deployment.parameters.minIndexMarginBps as never), caps },
    markets,
    gate: {
      phase: 4,
      matrix: defaultAccessMatrix,
      paused: new Set(),
      classes: new Map([
        [one!, 'institution'],
        [two!, 'institution'],
        [broker!, 'broker'],
      ]),
      affiliates: new Set(),
    },
    rings,
  };
}

/** A purchase in market 1, or the one segment of market 2, on both sides. */
export async function tradeIndex(
  { chain, deployment, offers, traders }: ClearingChain,
  { rings }: ClearingBooks,
  now: number,
  which: number | 'other',
): Promise<void> {
  const { marketplace, pat } = deployment.contracts;
  const hour = Math.floor(now / HOUR);
  const send = async (from: string, to: string, data: string): Promise<void> => {
    await chain.setNextTimestamp(now);
    await chain.request('eth_sendTransaction', [{ from, to, data }]);
  };
  if (which === 'other') {
    const from = traders[0]!.address;
    await send(
      from,
      pat.address,
      pat.interface.encodeFunctionData('approve', [marketplace.address, MaxUint256]),
    );
    const id = BigInt(new Set(offers.map((offer) => offer.id)).size + 1);
    await send(
      from,
      marketplace.address,
      marketplace.interface.encodeFunctionData('buySegment(uint256)', [id]),
    );
    recordTrade(rings[1]!, { hour, ask: (100n * PAT) as Wad, freshness: WAD, confidenceBps: 10_000 });
    return;
  }
  const { buyer, id, ask, confidenceBps } = offers[which % offers.length]!;
  await send(
    buyer.address,
    marketplace.address,
    marketplace.interface.encodeFunctionData('buySegment(uint256)', [id]),
  );
  recordTrade(rings[0]!, { hour, ask: ask as Wad, freshness: WAD, confidenceBps });
}
