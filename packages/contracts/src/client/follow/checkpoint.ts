import { isHexString } from 'ethers';
import { MalformedCheckpointError } from './errors.ts';
import type { PlainLog } from './phasegateEvent.ts';

/** A block that was read: what a reorganisation is noticed by, and what it would take back. */
export interface Anchor {
  readonly number: number;
  readonly hash: string;
  readonly logs: readonly PlainLog[];
}

/** Where following stands: plain JSON, to be stored together with what was built from the events so far. */
export interface Checkpoint {
  readonly chainId: number;
  readonly marketplace: string;
  /** The first block that was not read yet. */
  readonly nextBlock: number;
  /** The first block that was ever read. */
  readonly firstBlock: number;
  /** Read blocks in ascending order: every recent one with events, and the last one of each range. */
  readonly anchors: readonly Anchor[];
  /** True once older anchors were dropped: going back beyond the first one is impossible then. */
  readonly isPruned: boolean;
}

/**
 * Checks a checkpoint that comes from storage.
 *
 * @throws {MalformedCheckpointError} naming the field, also when it belongs to another chain or deployment.
 */
export function checkCheckpoint(
  value: unknown,
  expected: { chainId: number; marketplace: string },
): asserts value is Checkpoint {
  if (typeof value !== 'object' || value === null) throw new MalformedCheckpointError('', value, 'an object');
  const { chainId, marketplace, nextBlock, firstBlock, anchors, isPruned } = value as Partial<Checkpoint>;
  if (chainId !== expected.chainId) {
    throw new MalformedCheckpointError('.chainId', chainId, `${expected.chainId}, the chain connected to`);
  }
  if (String(marketplace).toLowerCase() !== expected.marketplace.toLowerCase()) {
    throw new MalformedCheckpointError(
      '.marketplace',
      marketplace,
      `${expected.marketplace}, the one connected to`,
    );
  }
  checkBlockNumber('.firstBlock', firstBlock, 0);
  checkBlockNumber('.nextBlock', nextBlock, firstBlock);
  if (typeof isPruned !== 'boolean')
    throw new MalformedCheckpointError('.isPruned', isPruned, 'true or false');
  if (!Array.isArray(anchors)) throw new MalformedCheckpointError('.anchors', anchors, 'an array');
  let lowest = firstBlock;
  for (const [i, anchor] of (anchors as readonly Partial<Anchor>[]).entries()) {
    checkBlockNumber(`.anchors[${i}].number`, anchor?.number, lowest, nextBlock - 1);
    if (!isHexString(anchor.hash, 32)) {
      throw new MalformedCheckpointError(`.anchors[${i}].hash`, anchor.hash, 'a block hash');
    }
    if (!Array.isArray(anchor.logs) || !anchor.logs.every(isPlainLog)) {
      throw new MalformedCheckpointError(`.anchors[${i}].logs`, anchor.logs, 'an array of logs');
    }
    lowest = anchor.number + 1;
  }
}

function isPlainLog(value: unknown): boolean {
  const { address, topics, data, blockNumber, blockHash } = (value ?? {}) as Partial<PlainLog>;
  return (
    isHexString(address, 20) &&
    Array.isArray(topics) &&
    topics.every((topic) => isHexString(topic, 32)) &&
    isHexString(data) &&
    Number.isSafeInteger(blockNumber) &&
    isHexString(blockHash, 32)
  );
}

function checkBlockNumber(
  path: string,
  value: unknown,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new MalformedCheckpointError(path, value, `a block number from ${minimum} to ${maximum}`);
  }
}
