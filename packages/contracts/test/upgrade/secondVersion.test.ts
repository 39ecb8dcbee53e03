import { deployMarketplaceImplementation, marketplaceLens, roles } from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FirstVersion, firstVersion, SHARED, share, THRESHOLDS } from './firstVersion.ts';

/** Where ERC-1967 keeps the implementation: the one slot that an upgrade may write. */
const IMPLEMENTATION = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbcn;
const PAT = 10n ** 18n;

let chain: LocalChain;
let first: FirstVersion;
let next: string;
beforeAll(async () => {
  chain = await createLocalChain();
  first = await firstVersion(chain);
  const { pat, phaseGate } = first;
  const implementation = await deployMarketplaceImplementation({
    signer: chain.signers[0],
    pat,
    phaseGate,
    ...THRESHOLDS,
  });
  next = implementation.address;
}, 120_000);
afterAll(() => chain.close());

/** Every slot that any of the transactions wrote, in whichever contract: a superset of the marketplace's own. */
async function writtenSlots(): Promise<readonly bigint[]> {
  const slots = new Set<bigint>();
  for (const hash of first.transactions) {
    const { structLogs } = (await chain.request('debug_traceTransaction', [
      hash,
      { disableMemory: true, disableStorage: true },
    ])) as { structLogs: readonly { op: string; stack: readonly string[] }[] };
    for (const { op, stack } of structLogs) {
      if (op === 'SSTORE') slots.add(BigInt(`0x${stack.at(-1)!.replace(/^0x/, '')}`));
    }
  }
  return [...slots];
}

async function stored(slots: readonly bigint[]): Promise<ReadonlyMap<bigint, string>> {
  const words = new Map<bigint, string>();
  for (const slot of slots) {
    const place = `0x${slot.toString(16).padStart(64, '0')}`;
    const word = await chain.request('eth_getStorageAt', [first.marketplace.address, place, 'latest']);
    words.set(slot, word as string);
  }
  return words;
}

test('I25: the second version takes over from the first with every slot as it was, and works on', async () => {
  const [owner, provider, , buyer, friend, affiliate] = chain.signers;
  const { marketplace, shares } = first;
  await expect(
    marketplace.simulate('deliverAccess', [1n, provider.address, friend.address]),
  ).rejects.toThrow();

  const slots = await writtenSlots();
  const before = await stored(slots);
  // Till, registry, 4 segments, 3 accounts with 2 owners, root and claims, access, consent, 2 curves, 2 markets of 3 words
  // and their keys, 4 seals, 2 standings, 2 buckets, an anchor, owner, initialised, implementation.
  expect([...before.values()].filter((word) => BigInt(word) !== 0n).length).toBeGreaterThan(35);

  await (await marketplace.write('updateBrokerContract', [next])).wait();
  const after = await stored(slots);
  const changed = slots.filter((slot) => before.get(slot) !== after.get(slot));
  expect(changed).toEqual([IMPLEMENTATION]);
  expect(BigInt(after.get(IMPLEMENTATION)!)).toBe(BigInt(next));

  // What the first version granted and owes, the second honours.
  const rights = [
    [buyer, [true, true, true, true]],
    [friend, [false, true, false, false]],
    [affiliate, [true, false, false, false]],
    [owner, [false, false, false, false]],
  ] as const;
  for (const [account, held] of rights) {
    const answers = await Promise.all(
      [1n, 2n, 3n, 4n].map((id) => marketplace.read('hasAccess', [account.address, id])),
    );
    expect(answers).toEqual(held);
  }
  const lens = marketplaceLens(marketplace);
  expect(await lens.registry()).toEqual({
    segments: 4,
    accounts: 3,
    markets: 2,
    curves: 2,
    brokerMarginBps: 3_000,
    maxBackdate: 86_400,
    marginBandBps: 1_500,
  });
  expect(await lens.distribution(3n)).toEqual({ root: shares.root, claimed: (70n * PAT) / 4n });
  expect(await lens.purchaseConsent(friend.address, buyer.address)).toBe(true);
  expect(await lens.isOutsideIndex(affiliate.address)).toBe(true);

  // The new way to a right, and all the old ones.
  await (await marketplace.write('setRole', [roles.deliverer, owner.address, true])).wait();
  await (await marketplace.write('deliverAccess', [1n, provider.address, friend.address])).wait();
  expect(await marketplace.read('hasAccess', [friend.address, 1n])).toBe(true);
  expect((await marketplace.read('segment', [1n])).remaining).toBe(1);
  await (await marketplace.as(friend).write('buySegment', [3n, 200n * PAT])).wait();
  await (await marketplace.as(provider).write('withdrawEarnings', [])).wait();
  for (const position of [0, 1]) {
    const claim = [SHARED, share(shares, position), shares.getProof(position)] as const;
    await (await marketplace.write('claimDistribution', claim)).wait();
  }
  expect((await lens.till()).liabilities).toBe(0n);
  await (await marketplace.write('recoverSurplus', [first.pat, owner.address])).wait();
});
