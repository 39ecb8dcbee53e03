import { type Deployment, deployPhasegate, marketplaceLens } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { Contract, ContractFactory, id, type JsonRpcSigner, MaxUint256, ZeroHash } from 'ethers';
import { checkGasMeterAbi } from '../generated/checkGasMeter/abi.ts';
import { checkGasMeterBytecode } from '../generated/checkGasMeter/bytecode.ts';
import type { Measurement } from './measurement.ts';

const HOUR = 3_600;
const RING = 1_024 * HOUR;
const GENESIS = 1_767_225_600;
const ASK = 100n * 10n ** 18n;
const MARKETS = 20;
/** Falls by 4,000 a knot. Curve 0 is in the implementation's code, curve 1 the same in storage. */
const CURVE = Array.from({ length: 16 }, (_, i) => BigInt(65_535 - 4_000 * i) << BigInt(16 * i)).reduce(
  (table, knot) => table | knot,
);
/** Ids per access word. */
const WORD = 256;

/**
 * Measures the spot operations on a fresh in-process chain. Plain PAT, infinite allowance, every balance, counter and
 * earning that is written already nonzero, and the index ring already wrapped: each bucket's slot holds an older hour.
 */
export async function measureSpot(): Promise<Measurement> {
  const chain = await createLocalChain({ genesisTime: GENESIS });
  try {
    const [signer, , , registrar] = chain.signers;
    const parameters = { registrar: registrar.address, firstCurve: CURVE };
    return await new SpotScenario(chain, await deployPhasegate({ signer: signer, parameters })).measure();
  } finally {
    await chain.close();
  }
}

class SpotScenario {
  readonly #chain: LocalChain;
  readonly #deployment: Deployment;
  readonly #owner: JsonRpcSigner;
  readonly #wallet: JsonRpcSigner;
  readonly #provider: JsonRpcSigner;
  readonly #registrar: JsonRpcSigner;
  readonly #buyers: readonly JsonRpcSigner[];
  #time = GENESIS + HOUR;
  #segments = 0;

  constructor(chain: LocalChain, deployment: Deployment) {
    const [owner, wallet, provider, registrar, ...buyers] = chain.signers;
    this.#chain = chain;
    this.#deployment = deployment;
    this.#owner = owner!;
    this.#wallet = wallet!;
    this.#provider = provider!;
    this.#registrar = registrar!;
    this.#buyers = buyers;
  }

  async measure(): Promise<Measurement> {
    await this.#open();
    const { marketplace } = this.#deployment.contracts;
    const [early, buyer, batchBuyer] = this.#buyers as [JsonRpcSigner, JsonRpcSigner, JsonRpcSigner];
    const gas: Record<string, number> = {};

    // Round one of the ring: a trade in every market in the hour whose slot the measurements below use again.
    await this.#register(MARKETS, (i) => 1 + i);
    await this.#buyBatch(early, range(1, MARKETS));
    this.#time += RING;
    // Leaves the word of the trades above, and a provider that already earns.
    gas['register a segment of a known provider'] = await this.#register(1, () => 1);
    await this.#register(WORD - 1 - this.#segments, () => 1);
    const word = this.#segments + 1;
    await this.#register(1 + 2 * MARKETS + 4, (i) => 1 + (i % MARKETS));

    const buying = marketplace.as(buyer);
    gas['buySegment, first in its access word'] = await this.#gas(buying, 'buySegment', [word, MaxUint256]);
    this.#time += RING;
    await this.#register(2 * MARKETS + 2, (i) => 1 + (i % MARKETS));
    const fresh = this.#segments - 2 * MARKETS - 1;
    gas['buySegment, in a warm access word'] = await this.#gas(buying, 'buySegment', [fresh, MaxUint256]);
    gas['buySegment without a limit, warm'] = await this.#gas(buying, 'buySegment', [fresh + 1]);
    const many = range(fresh + 2, MARKETS);
    gas['batch of 20 per segment, many markets'] = (await this.#buyBatch(batchBuyer, many)) / MARKETS;
    await this.#register(1, () => 1, 1);
    gas['buySegment on a curve in storage, warm'] = await this.#gas(buying, 'buySegment', [
      this.#segments,
      MaxUint256,
    ]);
    await this.#register(MARKETS, () => 1);
    // Both batches are the first in their buyer's access word.
    const one = range(this.#segments - MARKETS + 1, MARKETS);
    gas['batch of 20 per segment, one market'] = (await this.#buyBatch(early, one)) / MARKETS;

    gas['reprice a segment'] = await this.#gas(marketplace, 'repriceSegment', [one[0]!, ASK + 1n, 3_000]);
    await this.#withdrawals(gas);
    await this.#checks(gas);
    return gas;
  }

  /** Roles, curve, markets and money; everybody who will be paid holds PAT already. */
  async #open(): Promise<void> {
    const { marketplace, pat } = this.#deployment.contracts;
    await this.#gas(marketplace, 'setBrokerWallet', [this.#wallet.address]);
    await this.#gas(marketplace, 'setRole', [0, this.#owner.address, true]);
    await this.#gas(marketplace, 'setRole', [1, this.#owner.address, true]);
    await this.#gas(marketplace, 'addCurve', [CURVE]);
    await this.#gas(marketplace, 'addCurve', [CURVE]);
    for (let i = 0; i < MARKETS; i++) {
      const terms = {
        segmentType: id(`TYPE ${i}`),
        window: 604_800,
        confidenceLowBps: 7_000,
        confidenceHighBps: 8_500,
        referenceAsk: ASK,
        bandBps: 1_000,
        dailyMoveBps: 500,
        settlementPeriodHours: 0,
        settlementWindowHours: 0,
        settlementOffsetHours: 0,
      };
      await this.#gas(marketplace, 'addMarket', [terms]);
    }
    for (const account of [marketplace.address, this.#wallet.address, this.#provider.address]) {
      await this.#gas(pat, 'transfer', [account, 1n]);
    }
    for (const account of this.#buyers.slice(0, 3)) {
      await this.#gas(pat, 'transfer', [account.address, 10n ** 24n]);
      await this.#gas(pat.as(account), 'approve', [marketplace.address, MaxUint256]);
    }
  }

  /** Registers segments of the one provider, issued half an hour ago. @returns gas of the last transaction. */
  async #register(count: number, market: (i: number) => number, curve = 0): Promise<number> {
    let used = 0;
    for (let done = 0; done < count; done += 50) {
      const listings = Array.from({ length: Math.min(50, count - done) }, (_, i) => ({
        contentHash: id(`content ${++this.#segments}`),
        provider: this.#provider.address,
        distributionRoot: ZeroHash,
        freshAsk: ASK,
        issuedAt: this.#time - 1_800,
        market: market(done + i),
        confidenceBps: 7_500,
        capacity: 10,
        curve,
      }));
      const { marketplace } = this.#deployment.contracts;
      used =
        listings.length === 1
          ? await this.#gas(marketplace, 'registerSegment', [listings[0]])
          : await this.#gas(marketplace, 'registerSegments', [listings]);
    }
    return used;
  }

  async #buyBatch(buyer: JsonRpcSigner, ids: readonly number[]): Promise<number> {
    const orders = ids.map((segment) => ({ id: segment, maxAsk: MaxUint256 }));
    const marketplace = this.#deployment.contracts.marketplace.as(buyer);
    return this.#gas(marketplace, 'buySegments', [orders, true, buyer.address]);
  }

  async #withdrawals(gas: Record<string, number>): Promise<void> {
    const { marketplace } = this.#deployment.contracts;
    const earning = marketplace.as(this.#provider);
    const account = await marketplaceLens(marketplace).accountOf(this.#provider.address);
    gas['withdraw earnings'] = await this.#gas(earning, 'withdrawEarnings', [
      account,
      this.#provider.address,
    ]);
    await this.#register(1, () => 1);
    await this.#gas(marketplace.as(this.#buyers[0]!), 'buySegment', [this.#segments, MaxUint256]);
    gas['withdraw earnings, account looked up'] = await this.#gas(earning, 'withdrawEarnings', []);
  }

  /** By a contract, for two institutions in phase 2: what its calls to the check cost it. */
  async #checks(gas: Record<string, number>): Promise<void> {
    const { marketplace, phaseGate } = this.#deployment.contracts;
    const accounts = this.#buyers.slice(1, 3).map((buyer) => buyer.address);
    await this.#gas(phaseGate, 'advancePhase', []);
    for (const account of accounts) {
      await this.#gas(phaseGate.as(this.#registrar), 'admitInstitution', [account, this.#time + RING, 840]);
    }
    const factory = new ContractFactory(checkGasMeterAbi, checkGasMeterBytecode, this.#owner);
    const deployed = await factory.deploy({ type: 2 });
    const meter = new Contract(await deployed.getAddress(), checkGasMeterAbi, this.#owner);
    const gate = phaseGate.address;
    const rows: readonly [check: string, name: string, args: readonly unknown[]][] = [
      ['classOf', 'class check by a contract', [gate, ...accounts]],
      ['isAllowed', 'access check by a contract', [gate, ...accounts]],
      ['hasAccess', 'data right by a contract (proxied)', [marketplace.address, ...accounts, WORD + 1]],
    ];
    for (const [check, name, args] of rows) {
      const [first, next, warm] = (await meter.getFunction(check)(...args)) as [bigint, bigint, bigint];
      gas[`${name}, first in a transaction`] = Number(first);
      gas[`${name}, marginal, cold`] = Number(next);
      gas[`${name}, marginal, warm`] = Number(warm);
    }
  }

  /** Sends at the scenario's time and returns the gas used. */
  async #gas(contract: unknown, name: string, args: readonly unknown[]): Promise<number> {
    const handle = contract as { write(name: string, args: readonly unknown[]): Promise<Sent> };
    await this.#chain.setNextTimestamp(this.#time);
    const receipt = await (await handle.write(name, args)).wait();
    return Number(receipt!.gasUsed);
  }
}

interface Sent {
  wait(): Promise<{ readonly gasUsed: bigint } | null>;
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
