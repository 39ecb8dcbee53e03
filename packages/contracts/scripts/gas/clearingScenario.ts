import { type abis, type ContractHandle, type Deployment, deployPhasegate } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { id, type JsonRpcSigner, MaxUint256, toBeHex, ZeroHash } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { clearingHouseBytecode } from '../../src/generated/clearingHouse/bytecode.ts';
import { settlementOracleBytecode } from '../../src/generated/settlementOracle/bytecode.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const GENESIS = 1_767_225_600;
const PAT = 10n ** 18n;
const ASK = 100n * PAT;
const FLAT = (1n << 256n) - 1n;
const SEGMENTS_A_WINDOW = 10;
/** Slot of the gate's hot word: phase (8 bits) | the row of the matrix (48 bits) | pauses. */
const GATE_SLOT = toBeHex(4, 32);
/** In phase 4 everybody opens everything. */
const ALL_OPEN = (1n << 48n) - 1n;

/** A market that settles daily and is traded in each window, its oracle and clearing house, in phase 4. */
export class ClearingScenario {
  readonly chain: LocalChain;
  readonly deployment: Deployment;
  readonly oracle: ContractHandle<typeof abis.SettlementOracle>;
  readonly clearing: ContractHandle<typeof abis.ClearingHouse>;
  readonly owner: JsonRpcSigner;
  readonly accounts: readonly JsonRpcSigner[];
  time = GENESIS + HOUR;
  #segments = 0;

  private constructor(
    chain: LocalChain,
    deployment: Deployment,
    oracle: ContractHandle<typeof abis.SettlementOracle>,
    clearing: ContractHandle<typeof abis.ClearingHouse>,
  ) {
    const [owner, , ...accounts] = chain.signers;
    this.chain = chain;
    this.deployment = deployment;
    this.oracle = oracle;
    this.clearing = clearing;
    this.owner = owner;
    this.accounts = accounts;
  }

  static async open(): Promise<ClearingScenario> {
    const chain = await createLocalChain({ genesisTime: GENESIS });
    const [owner, wallet] = chain.signers;
    const parameters = { minIndexMarginBps: 5_000, brokerMarginBps: 5_000, brokerWallet: wallet.address };
    const deployment = await deployPhasegate({ signer: owner, parameters });
    const marketplace = deployment.contracts.marketplace.address;
    const oracle = await deployContract(owner, 'SettlementOracle', settlementOracleBytecode, [
      owner.address,
      marketplace,
      1_000,
      PAT,
    ]);
    const clearing = await deployContract(owner, 'ClearingHouse', clearingHouseBytecode, [
      owner.address,
      marketplace,
      oracle.address,
      wallet.address,
      2_500,
      5_000,
    ]);
    const scenario = new ClearingScenario(chain, deployment, oracle, clearing);
    await scenario.#trade();
    return scenario;
  }

  /** The market, and purchases in the windows of nine days. */
  async #trade(): Promise<void> {
    const { marketplace, pat, phaseGate } = this.deployment.contracts;
    for (const role of [0, 1]) await this.gas(marketplace, 'setRole', [role, this.owner.address, true]);
    await this.gas(marketplace, 'addCurve', [FLAT]);
    await this.gas(marketplace, 'addMarket', [
      {
        segmentType: id('DAILY'),
        window: 604_800,
        confidenceLowBps: 7_000,
        confidenceHighBps: 10_000,
        referenceAsk: ASK,
        bandBps: 1_000,
        dailyMoveBps: 500,
        settlementPeriodHours: 24,
        settlementWindowHours: 4,
        settlementOffsetHours: 0,
      },
    ]);
    for (const account of [this.owner, ...this.accounts]) {
      await this.gas(pat, 'transfer', [account.address, 10n ** 24n]);
      await this.gas(pat.as(account), 'approve', [marketplace.address, MaxUint256]);
      await this.gas(pat.as(account), 'approve', [this.clearing.address, MaxUint256]);
    }
    for (let day = 1; day <= 9; day++) await this.tradeWindowBefore(GENESIS + day * DAY);
    await this.chain.request('hardhat_setStorageAt', [
      phaseGate.address,
      GATE_SLOT,
      toBeHex((ALL_OPEN << 8n) | 4n, 32),
    ]);
  }

  /** Purchases an hour before, and half an hour before. */
  async tradeWindowBefore(expiry: number): Promise<void> {
    for (const before of [2 * HOUR, HOUR / 2]) {
      this.time = expiry - before;
      const { marketplace } = this.deployment.contracts;
      const listings = Array.from({ length: SEGMENTS_A_WINDOW }, () => ({
        contentHash: id(`content ${++this.#segments}`),
        provider: this.owner.address,
        distributionRoot: ZeroHash,
        freshAsk: ASK,
        issuedAt: this.time,
        market: 1,
        confidenceBps: 10_000,
        capacity: 10,
        curve: 0,
      }));
      await this.gas(marketplace, 'registerSegments', [listings]);
      const orders = listings.map((_, i) => ({ id: this.#segments - i, maxAsk: MaxUint256 }));
      // Not the lister's: what the market's own officers buy stays out of the index.
      const buyer = this.accounts.at(-1)!;
      await this.gas(marketplace.as(buyer), 'buySegments', [orders, true, buyer.address]);
    }
    this.time = expiry;
  }

  /** Registers a matcher, a week later. */
  async register(matcher: string): Promise<void> {
    await this.gas(this.clearing, 'announceMatcher', [matcher]);
    this.time += 7 * DAY;
    await this.gas(this.clearing, 'applyMatcher', [matcher]);
  }

  /** Sends at the scenario's time and returns the gas used. */
  async gas(contract: unknown, name: string, args: readonly unknown[]): Promise<number> {
    const handle = contract as { write(name: string, args: readonly unknown[]): Promise<Sent> };
    await this.chain.setNextTimestamp(this.time);
    const receipt = await (await handle.write(name, args)).wait();
    return Number(receipt!.gasUsed);
  }
}

interface Sent {
  wait(): Promise<{ readonly gasUsed: bigint } | null>;
}
