import { toBeHex } from 'ethers';
import type { Session } from '../session.ts';
import { readLogs } from './readLogs.ts';

/** Lots by the number of their series in the book, above zero long. */
export type Lots = ReadonlyMap<number, bigint>;

/** What each account was traded to in a book, from its trades alone: settling ends positions, and leaves this. */
export async function tradedPositions(session: Session, bookId: bigint): Promise<ReadonlyMap<string, Lots>> {
  const { contracts, provider, fromBlock } = session;
  const { clearingHouse: house } = contracts;
  const { seriesCount } = await house.read('book', [bookId]);
  const ids = Array.from({ length: seriesCount }, (_, index) => toBeHex((bookId << 16n) | BigInt(index), 32));
  if (ids.length === 0) return new Map();
  const topics = [[house.interface.getEvent('Filled')!.topicHash], ids];
  const positions = new Map<string, Map<number, bigint>>();
  for (const log of await readLogs(provider, { address: house.address, topics, fromBlock })) {
    const { args } = house.interface.parseLog(log)!;
    const index = Number((args['seriesId'] as bigint) & 0xffffn);
    const lots = args['lots'] as bigint;
    const rises = args['takerBuys'] as boolean;
    for (const [account, change] of [
      [String(args['taker']), rises ? lots : -lots],
      [String(args['maker']), rises ? -lots : lots],
    ] as const) {
      const held = positions.get(account) ?? new Map<number, bigint>();
      held.set(index, (held.get(index) ?? 0n) + change);
      positions.set(account, held);
    }
  }
  return positions;
}

/** Who still holds a position in a book, in the order of their first trades. */
export async function openPositions(session: Session, bookId: bigint): Promise<readonly string[]> {
  const { clearingHouse: house } = session.contracts;
  const open: string[] = [];
  for (const account of (await tradedPositions(session, bookId)).keys()) {
    const [, , seriesIds] = await house.read('positionOf', [account, bookId]);
    if (seriesIds.length > 0) open.push(account);
  }
  return open;
}
