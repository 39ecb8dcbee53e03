import { type abis, type ContractHandle, type Deployment, deployPhasegate } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { defaultAccessMatrix } from '@phasegate/derivatives';
import { encodeBytes32String, id as hashOf, type JsonRpcSigner, MaxUint256, toBeHex, ZeroHash } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { clearingHouseBytecode } from '../../src/generated/clearingHouse/bytecode.ts';
import { settlementOracleBytecode } from '../../src/generated/settlementOracle/bytecode.ts';

export const GENESIS = 1_767_225_600;
export const HOUR = 3_600;
export const DAY = 86_400;
export const PAT = 10n ** 18n;
export const ASK = 100n * PAT;
/** An account may hold half of a market's cap, the house a quarter, so that both bind. */
export const SHARES = { accountShareBps: 5_000, houseShareBps: 2_500 } as const;
export const RULES = { bandBps: 100, minVolume: 250n * PAT, minIndexMarginBps: 1_000 } as const;

/** A market, and how many units a buyer takes in each hour of its windows. */
export interface Listed {
  readonly calendar: {
    readonly settlementPeriodHours: number;
    readonly settlementWindowHours: number;
    readonly settlementOffsetHours: number;
  };
  readonly units: number;
}

/** Two markets of the same settlement hours and other windows: 20 units a window make a cap of 99 lots, 12 one of 59. */
export const MARKETS: ReadonlyMap<number, Listed> = new Map([
  [
    1,
    {
      calendar: { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 16 },
      units: 5,
    },
  ],
  [
    2,
    {
      calendar: { settlementPeriodHours: 24, settlementWindowHours: 6, settlementOffsetHours: 16 },
      units: 2,
    },
  ],
]);
/** Every knot is one, so that a purchase enters the index at full freshness. */
const FLAT = (1n << 256n) - 1n;
/** Slot of the gate's hot word: phase (8 bits), the phase's row of the matrix (48 bits), pauses. */
const GATE_SLOT = toBeHex(4, 32);
const LAST_PHASE = 4n;
const BUYERS = 20;
const ACTORS = ['ann', 'ben', 'fund', 'broker', 'sister', 'cat', 'gone', 'desk', 'vault', 'ring'] as const;
export type Actor = (typeof ACTORS)[number];

/** A marketplace, a gate in phase 4, an oracle and a clearing house on a fresh chain. */
export interface ClearingChain {
  readonly chain: LocalChain;
  readonly deployment: Deployment;
  readonly oracle: ContractHandle<typeof abis.SettlementOracle>;
  readonly clearing: ContractHandle<typeof abis.ClearingHouse>;
  readonly owner: JsonRpcSigner;
  readonly registrar: JsonRpcSigner;
  readonly stranger: JsonRpcSigner;
  readonly actors: Readonly<Record<Actor, JsonRpcSigner>>;
  /** Who trades in the marketplace, each unit once. */
  readonly buyers: readonly JsonRpcSigner[];
}

export async function openClearingChain(): Promise<ClearingChain> {
  const chain = await createLocalChain({ genesisTime: GENESIS, accounts: 60 });
  const [owner, stranger, registrar, ...rest] = chain.signers as readonly JsonRpcSigner[] as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    ...JsonRpcSigner[],
  ];
  const { minIndexMarginBps, bandBps, minVolume } = RULES;
  const deployment = await deployPhasegate({
    signer: owner,
    parameters: { minIndexMarginBps, registrar: registrar.address },
  });
  const { marketplace, pat, phaseGate } = deployment.contracts;
  const oracle = await deployContract(owner, 'SettlementOracle', settlementOracleBytecode, [
    owner.address,
    marketplace.address,
    bandBps,
    minVolume,
  ]);
  const actors = Object.fromEntries(ACTORS.map((name, i) => [name, rest[i]!])) as Record<
    Actor,
    JsonRpcSigner
  >;
  const clearing = await deployContract(owner, 'ClearingHouse', clearingHouseBytecode, [
    owner.address,
    marketplace.address,
    oracle.address,
    actors.broker.address,
    SHARES.accountShareBps,
    SHARES.houseShareBps,
  ]);
  const buyers = rest.slice(ACTORS.length, ACTORS.length + BUYERS);
  for (const account of [...Object.values(actors), ...buyers]) {
    await send(pat.write('transfer', [account.address, 1_000_000n * PAT]));
    for (const spender of [marketplace, clearing])
      await send(pat.as(account).write('approve', [spender.address, MaxUint256]));
  }
  const world = { chain, deployment, oracle, clearing, owner, registrar, stranger, actors, buyers };
  await listMarkets(world);
  const row = (defaultAccessMatrix >> (48n * (LAST_PHASE - 1n))) & ((1n << 48n) - 1n);
  await chain.request('hardhat_setStorageAt', [
    phaseGate.address,
    GATE_SLOT,
    toBeHex((row << 8n) | LAST_PHASE, 32),
  ]);
  return world;
}

async function listMarkets({ deployment, stranger }: ClearingChain): Promise<void> {
  const { marketplace } = deployment.contracts;
  for (const role of [0, 1]) await send(marketplace.write('setRole', [role, stranger.address, true]));
  await send(marketplace.as(stranger).write('addCurve', [FLAT]));
  for (const [market, { calendar }] of MARKETS) {
    await send(
      marketplace.write('addMarket', [
        {
          segmentType: encodeBytes32String(`MARKET_${market}`),
          window: 180 * DAY,
          confidenceLowBps: 5_000,
          confidenceHighBps: 10_000,
          referenceAsk: ASK,
          bandBps: 5_000,
          dailyMoveBps: 500,
          ...calendar,
        },
      ]),
    );
  }
  for (const [market, { calendar, units }] of MARKETS) {
    const listings = Array.from({ length: units * calendar.settlementWindowHours }, (_, i) => ({
      provider: stranger.address,
      market,
      freshAsk: ASK,
      issuedAt: GENESIS,
      confidenceBps: 10_000,
      capacity: 10_000,
      curve: 0,
      contentHash: hashOf(`market ${market}, segment ${i}`),
      distributionRoot: ZeroHash,
    }));
    await send(marketplace.as(stranger).write('registerSegments', [listings]));
  }
}

async function send(sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await sent).wait();
}
