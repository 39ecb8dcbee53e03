import { checkFields, type PhasegateError, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { Interface, recoverAddress } from 'ethers';
import { asked } from '../../contract/callFailedError.ts';
import { refusalOf } from '../../contract/revert.ts';
import { type ClearingSource, quoteDeskOf } from './clearingSource.ts';
import { quoteHash, type SignedQuote } from './signQuote.ts';

/** Where a quote stands in the latest block. */
export interface QuoteStanding {
  /** What the maker signs, and the desk counts fills by. */
  readonly hash: string;
  /** Whether the signature is the maker's, by its key or by EIP-1271. */
  readonly isSigned: boolean;
  readonly isCancelled: boolean;
  /** Lots. */
  readonly filled: bigint;
  /** Lots that could still be filled, were time and index no matter; none of a cancelled quote. */
  readonly left: bigint;
  /** Of the latest block. */
  readonly timestamp: UnixSeconds;
  readonly isExpired: boolean;
  /** Wei per lot, of a swap the difference of both; nothing where this hour and the last have no trade. */
  readonly index: Wad | undefined;
  /** What a fill of these lots by this taker would meet now; nothing where it would go through. */
  readonly refusal: PhasegateError | undefined;
}

const ERC_1271 = new Interface(['function isValidSignature(bytes32, bytes) view returns (bytes4)']);
const VALID = ERC_1271.getFunction('isValidSignature')!.selector;

/**
 * Checks a quote without sending anything: signature, cancellation, fills, deadline, index, and whether a fill would go through.
 *
 * @param input.lots to be filled; without, all that are left. @param input.taker who would fill; without, the client's account, or
 * else the taker that the quote names.
 * @throws {InvalidInputError} malformed. @throws {ContractNotDeployedError} {@link NodeUnreachableError}
 */
export async function checkQuote(
  source: ClearingSource,
  input: SignedQuote & { readonly lots?: bigint; readonly taker?: string },
): Promise<QuoteStanding> {
  checkFields('input', input, ['quote', 'signature', 'lots', 'taker']);
  const { quote, signature } = input;
  const desk = quoteDeskOf(source);
  const { provider, account } = source.endpoint;
  const hash = await quoteHash(source, quote);
  const [filled, word, isSigned, index, block] = await Promise.all([
    desk.read('filledLots', [hash]),
    desk.read('cancelledNonces', [quote.maker, quote.nonce >> 8n]),
    hasSigned(source, quote.maker, hash, signature),
    indexOf(source, quote.seriesId),
    asked('getBlock', () => provider.getBlock('latest')),
  ]);
  const isCancelled = ((word >> (quote.nonce & 255n)) & 1n) === 1n;
  const left = isCancelled ? 0n : quote.lots - filled;
  const taker = input.taker ?? account?.address ?? quote.taker;
  const data = desk.encode('fill', [quote, signature, input.lots ?? left]);
  const refusal = await refusalMet(() =>
    asked('fill', () => provider.call({ from: taker, to: desk.address, data })),
  );
  const { timestamp } = block!;
  return {
    hash,
    isSigned,
    isCancelled,
    filled,
    left,
    timestamp,
    isExpired: timestamp > quote.deadline,
    index,
    refusal,
  };
}

/** A contract is asked; of an account the key is recovered. */
async function hasSigned(
  { endpoint }: ClearingSource,
  maker: string,
  hash: string,
  signature: string,
): Promise<boolean> {
  const { provider } = endpoint;
  if ((await asked('getCode', () => provider.getCode(maker))) === '0x') {
    try {
      return recoverAddress(hash, signature).toLowerCase() === maker.toLowerCase();
    } catch {
      return false;
    }
  }
  const data = ERC_1271.encodeFunctionData('isValidSignature', [hash, signature]);
  let answer = '0x';
  const refusal = await refusalMet(async () => {
    answer = await asked('isValidSignature', () => provider.call({ to: maker, data }));
  });
  return refusal === undefined && answer === VALID.padEnd(66, '0');
}

async function indexOf(source: ClearingSource, seriesId: bigint): Promise<Wad | undefined> {
  let index: bigint | undefined;
  await refusalMet(async () => {
    index = await quoteDeskOf(source).read('indexOf', [seriesId]);
  });
  return index as Wad | undefined;
}

/** A contract's refusal of a call; every other failure is thrown. */
async function refusalMet(call: () => Promise<unknown>): Promise<PhasegateError | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return error as PhasegateError;
  }
}
