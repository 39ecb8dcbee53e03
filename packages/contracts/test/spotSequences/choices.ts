import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { askOf, type Listing, type MarketTerms } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';
import {
  encodeBytes32String,
  id as hashOf,
  Signature,
  TypedDataEncoder,
  ZeroAddress,
  ZeroHash,
} from 'ethers';
import type { Id, ListedItem, MaxAsk, To } from './actions.ts';
import type { Leaf, Permit, Run } from './run.ts';
import type { World } from './world.ts';

/** What the words of an action ("one wei below the ask") are at the moment in which it runs. */

export const addressOf = ({ world }: Run, to: To): string =>
  to === 'zero' ? ZeroAddress : to === 'marketplace' ? world.marketplace.address : world.actors.at(to)!;

export function idOf({ spotMarket: { segments } }: Run, id: Id): number {
  if (id === 'none') return 0;
  if (id === 'next' || segments.length === 0) return segments.length + 1;
  return segments.length - (id.recent % Math.min(segments.length, 6));
}

export function marketNumber({ spotMarket: { markets } }: Run, market: number | 'none' | 'next'): number {
  if (market === 'none') return 0;
  return market === 'next' || markets.length === 0 ? markets.length + 1 : 1 + (market % markets.length);
}

/** The ask of now, or the fresh one where there is none. */
export function askNow({ spotMarket, now }: Run, id: number): bigint {
  const segment = spotMarket.segments[id - 1];
  if (segment === undefined) return 10n ** 18n;
  const age = now - segment.issuedAt;
  return age >= segment.windowSeconds ? segment.freshAsk : askOf(spotMarket, id, now).ask;
}

export function maxAskOf(run: Run, id: number, maxAsk: MaxAsk): bigint | undefined {
  if (maxAsk === 'none') return undefined;
  if (maxAsk === 'zero') return 0n;
  const ask = askNow(run, id);
  return maxAsk === 'exact' ? ask : maxAsk === 'oneAbove' ? ask + 1n : ask - 1n;
}

/** An ask relative to a band of `bps` around `centre`, never beyond the 88 bits a call can carry. */
export function askIn(centre: bigint, bps: number, ask: ListedItem['ask']): Wad {
  const lowest = (centre * BigInt(10_000 - bps) + 9_999n) / 10_000n;
  const highest = (centre * BigInt(10_000 + bps)) / 10_000n;
  const chosen =
    typeof ask === 'object'
      ? lowest + ((highest - lowest) * BigInt(ask.perMille)) / 1_000n
      : { lowest, highest, reference: centre, tooLow: lowest - 1n, tooHigh: highest + 1n }[ask];
  const most = (1n << 88n) - 1n;
  return (chosen > most ? most : chosen) as Wad;
}

export const contentHash = (content: number | 'zero'): string =>
  content === 'zero' ? ZeroHash : hashOf(`content ${content}`);

/** Names, windows, bands and settlements at their extremes; the first three are opened in every sequence. */
export const MARKETS: readonly MarketTerms[] = [
  terms('PURCHASE_INTENT', 604_800, [7_000, 8_500], [10n ** 20n, 1_000, 500]),
  terms('PURCHASE_INTENT', 604_800, [8_500, 10_000], [10n ** 20n, 2_000, 1_000], [24, 3, 1]),
  terms('BROWSE', 3_600, [0, 10_000], [3n, 9_999, 9_999]),
  terms('BROWSE', 2_592_000, [5_000, 7_000], [10n ** 16n, 5_000, 2_000], [2, 1, 0]),
  terms('Käufe von einunddreißig Bytes', 2 ** 24 - 1, [1, 2], [1n, 0, 0], [1_024, 1_023, 1_023]),
  terms('LAST', 1, [9_999, 10_000], [(1n << 88n) - 1n, 1, 1]),
];

function terms(
  segmentType: string,
  windowSeconds: number,
  [confidenceLowBps, confidenceHighBps]: readonly [number, number],
  [referenceAsk, bandBps, dailyMoveBps]: readonly [bigint, number, number],
  settlement?: readonly [period: number, window: number, offset: number],
): MarketTerms {
  return {
    segmentType,
    windowSeconds,
    confidenceLowBps,
    confidenceHighBps,
    referenceAsk: referenceAsk as Wad,
    bandBps,
    dailyMoveBps,
    settlementPeriodHours: settlement?.[0] ?? 0,
    settlementWindowHours: settlement?.[1] ?? 0,
    settlementOffsetHours: settlement?.[2] ?? 0,
  };
}

export const onChain = ({ segmentType, windowSeconds, ...rest }: MarketTerms): Record<string, unknown> => ({
  segmentType: encodeBytes32String(segmentType),
  window: windowSeconds,
  ...rest,
});

export function listingOf(run: Run, item: ListedItem): { listing: Listing; tree?: StandardMerkleTree<Leaf> } {
  const { spotMarket, now, world } = run;
  const market = marketNumber(run, item.market);
  const entry = spotMarket.markets[market - 1];
  const { confidenceLowBps: low, confidenceHighBps: high, windowSeconds } = entry?.terms ?? MARKETS.at(0)!;
  const confidenceBps = {
    low: Math.max(low, 1),
    top: high === 10_000 ? high : high - 1,
    high,
    tooLow: Math.max(low - 1, 0),
    zero: 0,
    beyondOne: 10_001,
  }[item.confidence];
  const back = Math.min(spotMarket.maxBackdateSeconds, windowSeconds - 1);
  const issuedAt =
    typeof item.age === 'object'
      ? now - Math.min(item.age.seconds, back)
      : { now, future: now + 1, oldest: now - back, tooOld: now - back - 1 }[item.age];
  const hash = contentHash(item.content);
  const rest = {
    contentHash: hash,
    freshAsk: askIn(entry?.referenceAsk ?? 10n ** 20n, entry?.terms.bandBps ?? 0, item.ask),
    issuedAt,
    market,
    confidenceBps,
    capacity: item.capacity,
    curve:
      item.curve === 'next' ? spotMarket.curves.length : item.curve % Math.max(spotMarket.curves.length, 1),
  };
  const { provider } = item;
  if (provider === 'neither') return { listing: rest };
  if (provider === 'both') {
    return { listing: { ...rest, provider: world.actors.at(0)!, distributionRoot: hashOf('both') } };
  }
  if (typeof provider === 'number') return { listing: { ...rest, provider: world.actors.at(provider)! } };
  const tree = treeOf(run, hash, SHARES[provider.shares]);
  return { listing: { ...rest, distributionRoot: tree.root }, tree };
}

/** Intervals of the shares of a distribution, for the three providers. */
export const SHARES = {
  partition: [
    [0n, 333_333_333_333_333_333n],
    [333_333_333_333_333_333n, 700_000_000_000_000_001n],
    [700_000_000_000_000_001n, 10n ** 18n],
  ],
  overlapping: [
    [0n, 10n ** 18n],
    [400_000_000_000_000_000n, 10n ** 18n],
    [0n, 600_000_000_000_000_000n],
  ],
} as const satisfies Record<string, readonly (readonly [bigint, bigint])[]>;

export function treeOf(
  { world }: Run,
  hash: string,
  shares: readonly (readonly [bigint, bigint])[],
): StandardMerkleTree<Leaf> {
  const leaves = shares.map(
    ([from, to], leaf): Leaf => [
      BigInt(world.chainId),
      world.marketplace.address,
      hash,
      BigInt(leaf),
      world.actors.at(leaf)!,
      from,
      to,
    ],
  );
  return StandardMerkleTree.of(leaves, [
    'uint256',
    'address',
    'bytes32',
    'uint256',
    'address',
    'uint64',
    'uint64',
  ]);
}

export const listingArguments = ({
  provider,
  distributionRoot,
  ...rest
}: Listing): Record<string, unknown> => ({
  provider: provider ?? ZeroAddress,
  distributionRoot: distributionRoot ?? ZeroHash,
  ...rest,
});

export function signPermit(
  run: Run,
  owner: number,
  input: { signer: number; value: bigint; deadline: number; nonce: number },
): Permit {
  const { world } = run;
  const { value, deadline, nonce } = input;
  const signature = Signature.from(
    world.wallets
      .at(input.signer)!
      .signingKey.sign(permitDigest(world, { owner: world.actors.at(owner)!, value, nonce, deadline })),
  );
  return { value, deadline, v: signature.v, r: signature.r, s: signature.s };
}

function permitDigest(
  world: World,
  message: { owner: string; value: bigint; nonce: number; deadline: number },
): string {
  return TypedDataEncoder.hash(
    { name: 'Phasegate PAT', version: '1', chainId: world.chainId, verifyingContract: world.pat.address },
    {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    { ...message, spender: world.marketplace.address },
  );
}
