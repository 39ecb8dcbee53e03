import { AbiCoder, getAddress, keccak256, toBeHex } from 'ethers';
import type { abis } from './abis.ts';
import type { ContractHandle } from './contractHandle.ts';

/** What the marketplace stores and none of its own views tells. Amounts in wei of PAT, times in Unix seconds. */
export interface MarketplaceLens {
  /** The broker's wallet, which pauses stop buying and listing (0: none), and what providers and distributions are owed. */
  till(): Promise<{
    readonly brokerWallet: string;
    readonly pauseLevels: number;
    readonly liabilities: bigint;
  }>;
  /** How many there are of each, the margin stamped on new segments, and the bounds of listing and repricing. */
  registry(): Promise<{
    readonly segments: number;
    readonly accounts: number;
    readonly markets: number;
    readonly curves: number;
    readonly brokerMarginBps: number;
    readonly maxBackdate: number;
    readonly marginBandBps: number;
  }>;
  /** The account of a provider; 0: none yet. */
  accountOf(owner: string): Promise<bigint>;
  /** How an account's earnings are shared; all zero for a provider's account. */
  distribution(account: bigint): Promise<{ readonly root: string; readonly claimed: bigint }>;
  /** What a share was paid so far. */
  claimedBy(account: bigint, leaf: bigint): Promise<bigint>;
  /** Whether `payer` may buy for `recipient`. */
  purchaseConsent(recipient: string, payer: string): Promise<boolean>;
  /** A curve's table as it is stored; 0: none. */
  curveTable(curve: bigint): Promise<bigint>;
  /** Which segment was listed with a content; 0: none. */
  sealOf(contentHash: string): Promise<bigint>;
  /** Whether purchases by or for an account stay out of the index. */
  isOutsideIndex(account: string): Promise<boolean>;
  /** Where a segment's ask had last rested for a day, and its last move; zero before the first one. */
  askAnchor(id: bigint): Promise<{ readonly ask: bigint; readonly movedAt: number }>;
}

/** The contract's ERC-7201 namespace; below, the places of `MarketplaceStorage.Layout` within it. */
const STORAGE = 0x16192b37035ff712af656e45361e716cf317c6349c8fc0c72d1eb1ef3b9b3c00n;
const TILL = STORAGE;
const REGISTRY = STORAGE + 1n;
const ACCOUNT_OF = STORAGE + 4n;
const DISTRIBUTIONS = STORAGE + 5n;
const CLAIMS = STORAGE + 6n;
const CONSENTS = STORAGE + 8n;
const CURVES = STORAGE + 9n;
const SEALS = STORAGE + 12n;
const STANDINGS = STORAGE + 13n;
const ASK_ANCHORS = STORAGE + 15n;

/**
 * Reads what the marketplace stores without a view of its own, through its `extsload`. `MarketplaceLens.sol` is the same for
 * contracts.
 *
 * @example (await marketplaceLens(contracts.marketplace).till()).liabilities // 70n * 10n ** 18n
 */
export function marketplaceLens(
  marketplace: Pick<ContractHandle<typeof abis.DataMarketplace>, 'read'>,
): MarketplaceLens {
  const words = async (...slots: readonly bigint[]): Promise<readonly bigint[]> => {
    const answers = await marketplace.read('extsload', [slots.map((slot) => toBeHex(slot, 32))]);
    return answers.map(BigInt);
  };
  const word = async (slot: bigint): Promise<bigint> => (await words(slot))[0]!;
  return {
    till: async () => {
      const till = await word(TILL);
      return {
        brokerWallet: getAddress(toBeHex(bits(till, 0, 160), 20)),
        pauseLevels: Number(bits(till, 160, 8)),
        liabilities: bits(till, 168, 88),
      };
    },
    registry: async () => {
      const registry = await word(REGISTRY);
      return {
        segments: Number(bits(registry, 0, 64)),
        accounts: Number(bits(registry, 64, 32)),
        markets: Number(bits(registry, 96, 16)),
        curves: Number(bits(registry, 112, 16)),
        brokerMarginBps: Number(bits(registry, 128, 16)),
        maxBackdate: Number(bits(registry, 144, 32)),
        marginBandBps: Number(bits(registry, 176, 16)),
      };
    },
    accountOf: (owner) => word(entry(ACCOUNT_OF, BigInt(owner))),
    distribution: async (account) => {
      const slot = entry(DISTRIBUTIONS, account);
      const [root, claimed] = (await words(slot, slot + 1n)) as [bigint, bigint];
      return { root: toBeHex(root, 32), claimed };
    },
    claimedBy: (account, leaf) => word(entry(entry(CLAIMS, account), leaf)),
    purchaseConsent: async (recipient, payer) =>
      (await word(entry(entry(CONSENTS, BigInt(recipient)), BigInt(payer)))) !== 0n,
    curveTable: (curve) => word(entry(CURVES, curve)),
    sealOf: (contentHash) => word(entry(SEALS, BigInt(contentHash))),
    isOutsideIndex: async (account) => (await word(entry(STANDINGS, BigInt(account)))) !== 0n,
    askAnchor: async (id) => {
      const anchor = await word(entry(ASK_ANCHORS, id));
      return { ask: bits(anchor, 0, 88), movedAt: Number(bits(anchor, 88, 32)) };
    },
  };
}

/** Where a mapping keeps the value of a key. */
const entry = (mapping: bigint, key: bigint): bigint =>
  BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(['uint256', 'uint256'], [key, mapping])));

/** `width` bits of a word from the bit numbered `from`. */
const bits = (word: bigint, from: number, width: number): bigint =>
  BigInt.asUintN(width, word >> BigInt(from));
