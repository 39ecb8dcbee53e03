import { toQuantity } from 'ethers';
import { groupedBy } from '../../contract/groupedBy.ts';
import { HttpRefusedError, RpcError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';
import type { Anchor } from './checkpoint.ts';
import { LogsRefusedError } from './errors.ts';
import { type PlainLog, plainLog } from './phasegateEvent.ts';

/** The part of a block's header that following needs. */
export interface Header {
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** The header of a block, or `undefined` when the chain does not have it. */
export async function readHeader(transport: Transport, number: number): Promise<Header | undefined> {
  const block = (await transport.request('eth_getBlockByNumber', [toQuantity(number), false])) as {
    hash: string;
    timestamp: string;
  } | null;
  return block === null || block === undefined
    ? undefined
    : { hash: block.hash, timestamp: Number(block.timestamp) };
}

/** How many headers are asked for at a time. */
const HEADERS_AT_ONCE = 10;

/**
 * The blocks with logs of `addresses` from `from` to `to`, and block `to` itself, all of one and the same chain.
 *
 * Block `to` is read before and after the logs, and each block with logs is compared with its logs' block hash. A hash
 * names the whole chain below it, so what is consistent with one hash belongs together.
 *
 * @returns `undefined` when the chain moved meanwhile: to be read again.
 * @throws {RpcError} or HttpRefusedError when the node refuses the range, for example as too large.
 */
async function readBlocks(
  transport: Transport,
  range: { addresses: readonly string[]; from: number; to: number },
): Promise<readonly Anchor[] | undefined> {
  const { addresses, from, to } = range;
  const last = await readHeader(transport, to);
  if (last === undefined) return undefined;
  const logs = (await transport.request('eth_getLogs', [
    { address: addresses, fromBlock: toQuantity(from), toBlock: toQuantity(to) },
  ])) as readonly Record<string, unknown>[];
  const byBlock = groupedBy(logs, (log) => Number(log['blockNumber']));
  const numbers = [...byBlock.keys()].sort((a, b) => a - b);
  const anchors: Anchor[] = [];
  for (let i = 0; i < numbers.length; i += HEADERS_AT_ONCE) {
    const some = numbers.slice(i, i + HEADERS_AT_ONCE);
    const headers = await Promise.all(some.map((number) => readHeader(transport, number)));
    for (const [k, number] of some.entries()) {
      const header = headers[k];
      const logsOfBlock = byBlock.get(number)!;
      if (header === undefined || logsOfBlock.some((log) => log['blockHash'] !== header.hash))
        return undefined;
      anchors.push({
        number,
        hash: header.hash,
        logs: logsOfBlock.map((log) => plainLog(log, header.timestamp)).sort(byIndex),
      });
    }
  }
  if ((await readHeader(transport, to))?.hash !== last.hash) return undefined;
  if (anchors.at(-1)?.number !== to) anchors.push({ number: to, hash: last.hash, logs: [] });
  return anchors;
}

const byIndex = (a: PlainLog, b: PlainLog): number => a.logIndex - b.logIndex;

/**
 * Reads as much of `from` to `to` as the node gives at once: a refused range is halved until it is taken.
 *
 * @returns the blocks and the last one read; no blocks when the chain moved meanwhile.
 * @throws {LogsRefusedError} when even one block is refused.
 */
export async function readAsMuchAsGiven(
  transport: Transport,
  range: { addresses: readonly string[]; from: number; to: number },
): Promise<{ readonly to: number; readonly blocks: readonly Anchor[] | undefined }> {
  for (let { to } = range; ; ) {
    try {
      return { to, blocks: await readBlocks(transport, { ...range, to }) };
    } catch (cause) {
      if (!(cause instanceof RpcError || cause instanceof HttpRefusedError)) throw cause;
      if (to === range.from) throw new LogsRefusedError(to, cause);
      to = range.from + Math.floor((to - range.from) / 2);
    }
  }
}
