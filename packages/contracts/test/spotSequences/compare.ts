import { patBalance } from '@phasegate/market';
import { INDEX_RING_HOURS, indexBuckets, indexPrice, indexRing, packBucket } from '@phasegate/pricing';
import { AbiCoder, encodeBytes32String, id as hashOf, keccak256 } from 'ethers';
import { expect } from 'vitest';
import { marketplaceLens } from '../../src/index.ts';
import { CONTENTS } from './actions.ts';
import { plain } from './refusal.ts';
import type { Run } from './run.ts';
import { view } from './world.ts';

/** The contract's ERC-7201 namespace; mappings lie at the offsets of `MarketplaceStorage.Layout`. */
const STORAGE = 0x16192b37035ff712af656e45361e716cf317c6349c8fc0c72d1eb1ef3b9b3c00n;
const ACCESS = STORAGE + 7n;
const INDEX = STORAGE + 14n;

/** Insists that every value the marketplace stores, and every balance and allowance of PAT, is what the rules say. */
export async function compareStates(run: Run): Promise<void> {
  const { world, spotMarket, now } = run;
  const { chain, marketplace, pat, actors } = world;
  await chain.mineAt(now);
  const read = async (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    plain(await view(world, marketplace, name, ...args));
  const readPat = async (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    view(world, pat, name, ...args);
  // As fast as the rest: a client's own way to read would take most of the test's time.
  const lens = marketplaceLens({
    read: async (name, args) => view(world, marketplace, name, ...(args as readonly unknown[])),
  });
  const chainSide: Record<string, unknown> = {};
  const rulesSide: Record<string, unknown> = {};
  const put = (label: string, onChain: unknown, byRules: unknown): void => {
    chainSide[label] = onChain;
    rulesSide[label] = plain(byRules);
  };

  const { brokerWallet, paused, liabilities } = spotMarket;
  put('till', plain(await lens.till()), { brokerWallet, pauseLevels: paused ? 1 : 0, liabilities });
  put('registry', plain(await lens.registry()), {
    segments: spotMarket.segments.length,
    accounts: spotMarket.accounts.length,
    markets: spotMarket.markets.length,
    curves: spotMarket.curves.length,
    brokerMarginBps: spotMarket.brokerMarginBps,
    maxBackdate: spotMarket.maxBackdateSeconds,
    marginBandBps: spotMarket.marginBandBps,
  });
  put(
    'thresholds',
    [await read('minIndexAsk'), await read('minIndexMarginBps')],
    [spotMarket.minIndexAsk, spotMarket.minIndexMarginBps],
  );

  for (const [curve, table] of spotMarket.curves.entries())
    put(`curve ${curve}`, await lens.curveTable(BigInt(curve)), table);
  for (const [i, { terms, ...moving }] of spotMarket.markets.entries()) {
    const { segmentType, windowSeconds, ...rest } = terms;
    put(`market ${i + 1}`, await read('market', i + 1), {
      ...rest,
      ...moving,
      window: windowSeconds,
      segmentType: encodeBytes32String(segmentType),
    });
  }
  for (const [i, { contentHash, windowSeconds, askAnchor, ...rest }] of spotMarket.segments.entries()) {
    put(`ask anchor ${i + 1}`, plain(await lens.askAnchor(BigInt(i + 1))), askAnchor);
    put(`segment ${i + 1}`, await read('segment', i + 1), { ...rest, window: windowSeconds });
    put(`seal of segment ${i + 1}`, await lens.sealOf(contentHash), i + 1);
  }
  for (let content = 0; content < CONTENTS; content++) {
    const hash = hashOf(`content ${content}`);
    if (!spotMarket.seals.has(hash)) put(`seal of content ${content}`, await lens.sealOf(hash), 0);
  }

  let owed = 0n;
  for (const [i, { owner, earnings, distributionRoot, claimed, claims }] of spotMarket.accounts.entries()) {
    const account = i + 1;
    put(`account ${account}`, await read('account', account), { owner, earnings });
    put(`distribution ${account}`, plain(await lens.distribution(BigInt(account))), {
      root: distributionRoot,
      claimed,
    });
    for (const leaf of [0, 1, 2]) {
      put(`claim ${account}/${leaf}`, await lens.claimedBy(BigInt(account), BigInt(leaf)), claims.get(leaf));
    }
    owed += earnings;
  }

  for (const address of actors) {
    const key = address.toLowerCase();
    put(`account of ${key}`, await lens.accountOf(address), spotMarket.accountOf.get(key));
    put(`outside index ${key}`, await lens.isOutsideIndex(address), spotMarket.outsideIndex.has(key));
    put(`balance ${key}`, await readPat('balanceOf', address), patBalance(spotMarket, address));
    put(
      `allowance ${key}`,
      await readPat('allowance', address, marketplace.address),
      spotMarket.allowances.get(key),
    );
    for (const payer of actors) {
      const consented = spotMarket.consents.has(`${key}>${payer.toLowerCase()}`);
      put(`consent ${key} ${payer}`, await lens.purchaseConsent(address, payer), consented);
    }
    const owned = spotMarket.access.get(key) ?? new Set<number>();
    // The view ends with the window; the words beneath it also show rights that have expired.
    for (let word = 0; word <= spotMarket.segments.length >> 8; word++) {
      const stored = await storedWord(run, nested(ACCESS, address, BigInt(word)));
      put(`access word ${key}/${word}`, stored, accessWord(owned, word));
    }
    for (const id of owned) {
      const { issuedAt, windowSeconds } = spotMarket.segments.at(id - 1)!;
      put(`access ${key} ${id}`, await read('hasAccess', address, id), now < issuedAt + windowSeconds);
    }
  }
  const backing = (await readPat('balanceOf', marketplace.address)) as bigint;
  put('balance of the marketplace', backing, patBalance(spotMarket, marketplace.address));

  for (let market = 1; market <= spotMarket.markets.length; market++) {
    const ring = spotMarket.index.get(market) ?? indexRing();
    for (const [slot, bucket] of ring) {
      const { hour, trades, sumWeight, sumAsk } = bucket;
      put(`bucket ${market}/${hour}`, await read('indexBucket', market, hour), {
        hour,
        trades,
        sumWeight,
        sumAsk,
      });
      const word = await storedWord(run, slotOf(BigInt(market * INDEX_RING_HOURS + slot), INDEX));
      put(`bucket word ${market}/${slot}`, word, packBucket(bucket));
    }
    const to = Math.floor(now / 3_600) + 1;
    const from = to - 48;
    const recent = indexBuckets(ring, { fromHour: from, toHour: to });
    put(`index price ${market}`, await read('indexPrice', market, from, to), indexPrice(recent) ?? 0n);
  }
  expect(chainSide).toEqual(rulesSide);

  // From the chain's own figures, so that a fault both sides share shows too.
  expect(spotMarket.liabilities).toBe(owed);
  expect(backing).toBeGreaterThanOrEqual(owed);
  const owned = [...spotMarket.access.values()].reduce((sum, ids) => sum + ids.size, 0);
  expect(run.given).toBe(owned);
}

const slotOf = (key: bigint, base: bigint): bigint =>
  BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(['uint256', 'uint256'], [key, base])));
const nested = (base: bigint, address: string, key: bigint): bigint =>
  slotOf(key, slotOf(BigInt(address), base));
const accessWord = (ids: ReadonlySet<number>, word: number): bigint =>
  [...ids].filter((id) => id >> 8 === word).reduce((bits, id) => bits | (1n << BigInt(id & 255)), 0n);

async function storedWord({ world }: Run, slot: bigint): Promise<bigint> {
  const position = `0x${slot.toString(16).padStart(64, '0')}`;
  const word = await world.chain.request('eth_getStorageAt', [world.marketplace.address, position, 'latest']);
  return BigInt(word as string);
}
