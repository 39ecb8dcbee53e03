import type { abis, ContractHandle } from '@phasegate/contracts';
import type { JsonRpcSigner } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { quoteDeskBytecode } from '../../src/generated/quoteDesk/bytecode.ts';
import { ClearingScenario } from './clearingScenario.ts';
import type { Measurement } from './measurement.ts';

const DAY = 86_400;
const PAT = 10n ** 18n;

/**
 * Measures signed quotes on a fresh in-process chain: plain PAT, fees charged, makers that sign with a key, an index band of one market.
 * Each row but the last two fills a whole new quote, which writes a word of its own. First-ever: two accounts which have only
 * deposited, in a book without any trade. Both in another book: they have traded before, elsewhere. Repeated: both hold the series.
 */
export async function measureQuotes(): Promise<Measurement> {
  const scenario = await ClearingScenario.open();
  try {
    return await measure(scenario);
  } finally {
    await scenario.chain.close();
  }
}

async function measure(scenario: ClearingScenario): Promise<Measurement> {
  const { clearing, oracle, owner } = scenario;
  const desk = await deployContract(owner, 'QuoteDesk', quoteDeskBytecode, [clearing.address]);
  await scenario.gas(clearing, 'announceMatcher', [desk.address]);
  for (let day = 0; day < 7; day++) await scenario.tradeWindowBefore(scenario.time + DAY);
  await scenario.gas(clearing, 'applyMatcher', [desk.address]);
  await scenario.gas(clearing, 'setFees', [scenario.chain.signers[1].address, 100, PAT / 1_000n]);
  await scenario.gas(oracle, 'refreshCap', [1]);
  const [maker, taker, other, another] = scenario.accounts as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
  ];
  for (const account of [maker, taker, other, another]) {
    await scenario.gas(clearing.as(account), 'deposit', [10_000n * PAT]);
    await scenario.gas(clearing.as(account), 'setMatcher', [desk.address, true]);
  }
  const expiries = [1, 2, 3].map((days) => scenario.time + days * DAY);
  for (const expiry of expiries)
    await scenario.gas(clearing, 'createSeries', [1, 1, expiry, 0, 100n * PAT, 150n * PAT, 0n]);
  const quoting = new Quoting(scenario, desk);
  const [first, second, third] = expiries as [number, number, number];
  // The broker's wallet has been paid before.
  await quoting.open({ expiry: third, maker: other, taker: another });
  const sides = { maker, taker };
  return {
    'open a covered call through a signed quote, first-ever': await quoting.open({ expiry: first, ...sides }),
    'open a covered call through a signed quote, both in another book': await quoting.open({
      expiry: second,
      ...sides,
    }),
    'open a covered call through a signed quote, repeated': await quoting.open({ expiry: first, ...sides }),
    'fill the rest of a quote': await quoting.fillRest({ expiry: first, ...sides }),
    'cancel a quote, its word known': await quoting.cancel(maker),
  };
}

interface Deal {
  readonly expiry: number;
  readonly maker: JsonRpcSigner;
  readonly taker: JsonRpcSigner;
}

/** Signs quotes, each of a nonce of its own, and fills them. */
class Quoting {
  readonly #scenario: ClearingScenario;
  readonly #desk: ContractHandle<typeof abis.QuoteDesk>;
  #nonce = 0n;

  constructor(scenario: ClearingScenario, desk: ContractHandle<typeof abis.QuoteDesk>) {
    this.#scenario = scenario;
    this.#desk = desk;
  }

  async open(deal: Deal): Promise<number> {
    const { quote, signature } = await this.#sign(deal, 1n);
    return this.#scenario.gas(this.#desk.as(deal.taker), 'fill', [quote, signature, 1n]);
  }

  async fillRest(deal: Deal): Promise<number> {
    const { quote, signature } = await this.#sign(deal, 2n);
    const desk = this.#desk.as(deal.taker);
    await this.#scenario.gas(desk, 'fill', [quote, signature, 1n]);
    return this.#scenario.gas(desk, 'fill', [quote, signature, 1n]);
  }

  async cancel(maker: JsonRpcSigner): Promise<number> {
    await this.#scenario.gas(this.#desk.as(maker), 'cancel', [0n, 1n]);
    return this.#scenario.gas(this.#desk.as(maker), 'cancel', [0n, 2n]);
  }

  async #sign({ expiry, maker, taker }: Deal, lots: bigint) {
    const quote = {
      maker: maker.address,
      taker: taker.address,
      seriesId: ((BigInt(expiry) << 32n) | (1n << 16n) | 1n) << 16n,
      takerBuys: true,
      lots,
      minimumLots: 1n,
      premiumPerLot: 12n * PAT,
      deadline: this.#scenario.time + 60,
      indexLow: 99n * PAT,
      indexHigh: 101n * PAT,
      nonce: ++this.#nonce,
    };
    const [, name, version, chainId, verifyingContract] = await this.#desk.read('eip712Domain', []);
    const domain = { name, version, chainId, verifyingContract };
    return { quote, signature: await maker.signTypedData(domain, TYPES, quote) };
  }
}

const FIELDS =
  'address maker,address taker,uint256 seriesId,bool takerBuys,uint64 lots,uint64 minimumLots,int80 premiumPerLot,' +
  'uint40 deadline,int256 indexLow,int256 indexHigh,uint256 nonce';
const TYPES = {
  RfqQuote: FIELDS.split(',').map((field) => {
    const [type, name] = field.split(' ') as [string, string];
    return { type, name };
  }),
};
