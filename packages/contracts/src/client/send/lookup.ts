import { toQuantity } from 'ethers';
import type { Transport } from '../transport/httpTransport.ts';

/** What of a transaction is needed to find it again. */
export interface Sought {
  readonly from: string;
  readonly to: string | undefined;
  readonly data: string;
  readonly nonce: number;
  /** Known before sending where the client signs, unknown where the node does. */
  readonly hash: string | undefined;
  /** It can't be in this block or an earlier one. */
  readonly afterBlock: number;
}

/** Which transaction of an account has a nonce: the one sought, another, or none that was found. */
export type NonceUse = { readonly hash: string; readonly sought: boolean } | undefined;

interface RpcTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly input: string;
  readonly nonce: string;
}

/** More blocks than that are not searched for a nonce: about a quarter of an hour of ZKsync. */
const MAX_SEARCHED_BLOCKS = 1_000;

/** How many transactions of an account are in blocks, or also in the pool. */
export async function transactionCount(
  transport: Transport,
  address: string,
  tag: 'latest' | 'pending',
): Promise<number> {
  return Number(await transport.request('eth_getTransactionCount', [address, tag]));
}

export async function latestBlock(transport: Transport): Promise<number> {
  return Number(await transport.request('eth_blockNumber'));
}

/**
 * The hash under which a node knows a transaction, in a block or in its pool: by hash where the client signed, by sender,
 * nonce and content where the node did.
 */
export async function findTransaction(transport: Transport, sought: Sought): Promise<string | undefined> {
  if (sought.hash === undefined) {
    const use = await findNonceUse(transport, sought);
    return use?.sought === true ? use.hash : undefined;
  }
  const found = await transport.request('eth_getTransactionByHash', [sought.hash]);
  return found === null || found === undefined ? undefined : sought.hash;
}

/** Looks through the pool and the blocks since the send for the transaction that has its nonce. */
export async function findNonceUse(transport: Transport, sought: Sought): Promise<NonceUse> {
  if ((await transactionCount(transport, sought.from, 'pending')) <= sought.nonce) return undefined;
  const latest = await latestBlock(transport);
  const earliest = Math.max(sought.afterBlock + 1, latest - MAX_SEARCHED_BLOCKS + 1);
  const tags = ['pending'];
  for (let block = latest; block >= earliest; --block) tags.push(toQuantity(block));
  for (const tag of tags) {
    const block = (await transport.request('eth_getBlockByNumber', [tag, true])) as {
      transactions?: readonly RpcTransaction[];
    } | null;
    const use = block?.transactions?.find(
      ({ from, nonce }) => isSame(from, sought.from) && Number(nonce) === sought.nonce,
    );
    if (use !== undefined) return { hash: use.hash, sought: isSought(use, sought) };
  }
  return undefined;
}

function isSought(found: RpcTransaction, sought: Sought): boolean {
  if (sought.hash !== undefined) return isSame(found.hash, sought.hash);
  return isSame(found.to ?? '', sought.to ?? '') && isSame(found.input, sought.data);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
