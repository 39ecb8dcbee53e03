import type { abis, ContractHandle } from '@phasegate/contracts';
import {
  bookIdOf,
  callOption,
  collaredSynthetic,
  indexSwap,
  putOption,
  reduceClearing,
  type Series,
  seriesWordOf,
  type VaultState,
  vaultState,
} from '@phasegate/derivatives';
import { type Bps, parseWad, type Wad } from '@phasegate/pricing/units';
import { type JsonRpcSigner, MaxUint256 } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { underwritingVaultBytecode } from '../../src/generated/underwritingVault/bytecode.ts';
import {
  type ClearingBooks,
  type ClearingChain,
  clearingBooks,
  openClearingChain,
  tradeIndex,
  writeCaps,
} from './vaultChain.ts';

export const HOUR = 3_600;
export const DAY = 86_400;
export const PAT: bigint = 10n ** 18n;
const STAKE = 200_000n * PAT;
const KINDS = { call: 0, put: 1, collar: 2, indexSwap: 3 } as const;
export const TERMS = {
  baseVolatility: parseWad('0.5'),
  fullVolatility: parseWad('2'),
  halfSpread: parseWad('0.02'),
};

/** A vault over a clearing house, with what the reducers know of both. */
export interface VaultWorld {
  readonly chain: ClearingChain;
  readonly vault: ContractHandle<typeof abis.UnderwritingVault>;
  readonly begin: Walk;
}

/** Where a sequence stands. */
export interface Walk {
  readonly books: ClearingBooks;
  readonly vault: VaultState;
  readonly now: number;
  /** Those that the vault prices first, and three that it does not trade or not gladly. */
  readonly series: readonly Series[];
  readonly bookId: bigint;
}

export async function openVaultWorld(): Promise<VaultWorld> {
  const chain = await openClearingChain();
  const { owner, clearing, stranger, deployment, traders } = chain;
  const { pat, phaseGate } = deployment.contracts;
  const rules = [owner.address, clearing.address, stranger.address, DAY, 8_000];
  const vault = await deployContract(owner, 'UnderwritingVault', underwritingVaultBytecode, rules);
  await (await phaseGate.write('setBroker', [vault.address, true])).wait();
  for (const trader of traders)
    await (await pat.as(trader).write('approve', [vault.address, MaxUint256])).wait();
  return { chain, vault, begin: await prepared(chain, vault) };
}

/** Matchers in force, series of one expiry, and everybody's deposit: the same on both sides. */
async function prepared(chain: ClearingChain, vault: VaultWorld['vault']): Promise<Walk> {
  const { clearing, matcher, owner, traders } = chain;
  let now = (await chain.chain.provider.getBlock('latest'))!.timestamp;
  const { gate, ...rest } = clearingBooks(chain, now);
  const books = { ...rest, gate: { ...gate, classes: new Map(gate.classes).set(vault.address, 'broker') } };
  let { state, settlement } = books;
  const both = async (
    from: JsonRpcSigner,
    name: string,
    args: readonly unknown[],
    event: Parameters<typeof reduceClearing>[1],
  ): Promise<void> => {
    await chain.chain.setNextTimestamp(now);
    const data = clearing.interface.encodeFunctionData(name, args as never);
    await chain.chain.request('eth_sendTransaction', [{ from: from.address, to: clearing.address, data }]);
    ({ state, settlement } = reduceClearing(state, event, { ...books, settlement }));
  };
  const matchers = [vault.address, matcher.address];
  for (const address of matchers)
    await both(owner, 'announceMatcher', [address], { type: 'announceMatcher', at: now, matcher: address });
  now += 7 * DAY;
  for (const address of matchers)
    await both(owner, 'applyMatcher', [address], { type: 'applyMatcher', at: now, matcher: address });
  for (const trader of traders) {
    const account = trader.address;
    await both(trader, 'deposit', [STAKE], { type: 'deposit', at: now, account, amount: STAKE as Wad });
    await both(trader, 'setMatcher', [vault.address, true], {
      type: 'setMatcher',
      at: now,
      account,
      matcher: vault.address,
      allowed: true,
    });
  }
  await tradeIndex(chain, books, now, 0);
  await tradeIndex(chain, books, now, 'other');
  now = (Math.floor(now / HOUR) + 1) * HOUR;
  const hour = now / HOUR;
  const expiry = (hour - ((hour + 24 - 16) % 24) + 20 * 24) * HOUR;
  const listing = { market: 1, expiry };
  const series: readonly Series[] = [
    putOption({ ...listing, strike: 120n * PAT }),
    callOption({ ...listing, strike: 100n * PAT, cap: 180n * PAT }),
    collaredSynthetic({ ...listing, price: 110n * PAT, floor: 80n * PAT, cap: 150n * PAT }),
    collaredSynthetic({ ...listing, price: 150n * PAT, floor: 80n * PAT, cap: 150n * PAT }),
    indexSwap({ ...listing, againstMarket: 2, spread: -5n * PAT, bound: 40n * PAT }),
    putOption({ market: 2, expiry, strike: 90n * PAT }),
  ];
  for (const each of series) {
    const word = seriesWordOf(each);
    const { market, against, a, b, c } = word;
    const args = [market, against, expiry, KINDS[each.kind], a, BigInt.asUintN(80, b), c];
    await both(owner, 'createSeries', args, { type: 'createSeries', at: now, ...word });
  }
  await writeCaps(chain, now);
  // The deployment's own second, read back: from then on the epoch runs.
  const [, endsAt] = await vault.read('epochNow', []);
  const at = Number(endsAt) - DAY;
  const fresh = vaultState({ name: vault.address, epochLength: DAY, maxUtilisationBps: 8_000 as Bps, at });
  return {
    books: withCaps({ ...books, state, settlement }, now),
    vault: fresh,
    now,
    series,
    bookId: bookIdOf({ market: 1, against: 1, expiry }),
  };
}

/** The caps as if they had been measured today. */
export function withCaps(books: ClearingBooks, now: number): ClearingBooks {
  const day = Math.floor(now / DAY);
  const caps = new Map([...books.settlement.caps].map(([market, { lots }]) => [market, { lots, day }]));
  return { ...books, settlement: { ...books.settlement, caps } };
}
