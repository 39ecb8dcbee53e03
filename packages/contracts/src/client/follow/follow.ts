import type { KnownAddresses } from '../../deployment/deploymentAddresses.ts';
import { latestBlock } from '../send/lookup.ts';
import type { Clock } from '../transport/clock.ts';
import type { Transport } from '../transport/httpTransport.ts';
import { type Anchor, type Checkpoint, checkCheckpoint } from './checkpoint.ts';
import { InconsistentNodeError, ReorganisationTooDeepError } from './errors.ts';
import { checkFollowOptions, type FollowOptions, type FollowTerms } from './followOptions.ts';
import { decodeEvent, type PhasegateEvent } from './phasegateEvent.ts';
import { readAsMuchAsGiven, readHeader } from './readBlocks.ts';

/** One advance. Undo `removed` in its order, then apply `added` in its order, and store `checkpoint` with the result. */
export interface FollowStep {
  /** Events that a reorganisation took back, the latest first. */
  readonly removed: readonly PhasegateEvent[];
  /** New events in the order of the chain. */
  readonly added: readonly PhasegateEvent[];
  readonly checkpoint: Checkpoint;
  /** True when everything confirmed so far was given. */
  readonly isCaughtUp: boolean;
}

/** What is followed, and through what. */
export interface FollowSource {
  readonly transport: Transport;
  readonly addresses: KnownAddresses;
  readonly clock: Clock;
  readonly pollIntervalMs: number;
}

/** Consecutive contradictions after which a node is given up. */
const MAX_CONTRADICTIONS = 20;

/**
 * Follows a deployment's events for ever, through reorganisations: every event of the chain is in `added` once more often
 * than in `removed`.
 *
 * The first step comes at once, even when nothing happened yet, and further ones whenever blocks were read or taken back.
 *
 * @throws {InvalidInputError} {@link MalformedCheckpointError} at once. @throws {ReorganisationTooDeepError} {@link LogsRefusedError},
 * {@link InconsistentNodeError}, {@link NodeUnreachableError} while following; go on with the last checkpoint.
 */
export function follow(
  source: FollowSource,
  options: FollowOptions,
): AsyncGenerator<FollowStep, void, undefined> {
  return steps(
    source,
    checkFollowOptions(options, source.addresses),
    startOf(source.addresses, options),
    options.signal,
  );
}

async function* steps(
  source: FollowSource,
  terms: FollowTerms,
  start: Checkpoint,
  signal: AbortSignal | undefined,
): AsyncGenerator<FollowStep, void, undefined> {
  const { transport, addresses, clock, pollIntervalMs } = source;
  const watched = terms.contracts.map((name) => addresses[name]!);
  const decode = (anchors: readonly Anchor[]): PhasegateEvent[] =>
    anchors.flatMap(({ logs }) => logs.flatMap((log) => decodeEvent(addresses, log) ?? []));
  let checkpoint = start;
  let range = terms.maxBlockRange;
  let contradictions = 0;
  let isFirst = true;

  const isStopped = (): boolean => signal?.aborted === true;
  while (!isStopped()) {
    const kept = await commonAncestor(transport, checkpoint);
    if (kept < checkpoint.anchors.length) {
      const removed = decode(checkpoint.anchors.slice(kept)).reverse();
      checkpoint = rolledBack(checkpoint, kept);
      yield { removed, added: [], checkpoint, isCaughtUp: false };
      continue;
    }
    const head = await latestBlock(transport);
    const target = head - terms.confirmations + 1;
    if (target < checkpoint.nextBlock) {
      if (isFirst) yield { removed: [], added: [], checkpoint, isCaughtUp: true };
      isFirst = false;
      await clock.sleep(pollIntervalMs, signal);
      continue;
    }
    const from = checkpoint.nextBlock;
    const asked = Math.min(target, from + range - 1);
    const { to, blocks } = await readAsMuchAsGiven(transport, { addresses: watched, from, to: asked });
    // The chain must still be the one on which the last blocks stand, or these don't follow them.
    if (blocks === undefined || (await commonAncestor(transport, checkpoint)) < checkpoint.anchors.length) {
      if (++contradictions >= MAX_CONTRADICTIONS) throw new InconsistentNodeError(to, contradictions);
      await clock.sleep(pollIntervalMs, signal);
      continue;
    }
    contradictions = 0;
    range = to < asked ? to - from + 1 : Math.min(terms.maxBlockRange, range * 2);
    checkpoint = advanced(checkpoint, { blocks, to, oldest: head - terms.reorganisationDepth });
    yield { removed: [], added: decode(blocks), checkpoint, isCaughtUp: to === target };
    isFirst = false;
  }
}

function startOf(addresses: KnownAddresses, options: FollowOptions): Checkpoint {
  const { chainId, marketplace } = addresses;
  const { checkpoint, fromBlock } = options;
  if (checkpoint !== undefined) {
    checkCheckpoint(checkpoint, { chainId, marketplace });
    return checkpoint;
  }
  return {
    chainId,
    marketplace,
    nextBlock: fromBlock!,
    firstBlock: fromBlock!,
    anchors: [],
    isPruned: false,
  };
}

/** How many of the anchors, from the oldest on, are still part of the chain. */
async function commonAncestor(transport: Transport, { anchors, isPruned }: Checkpoint): Promise<number> {
  for (let kept = anchors.length; kept > 0; --kept) {
    const { number, hash } = anchors[kept - 1]!;
    if ((await readHeader(transport, number))?.hash === hash) return kept;
  }
  if (isPruned) throw new ReorganisationTooDeepError(anchors[0]!.number);
  return 0;
}

function rolledBack(checkpoint: Checkpoint, kept: number): Checkpoint {
  const anchors = checkpoint.anchors.slice(0, kept);
  return { ...checkpoint, anchors, nextBlock: (anchors.at(-1)?.number ?? checkpoint.firstBlock - 1) + 1 };
}

/** Drops anchors that are older than `oldest`, except the newest of them: the last resort of going back. */
function advanced(
  checkpoint: Checkpoint,
  read: { blocks: readonly Anchor[]; to: number; oldest: number },
): Checkpoint {
  const anchors = [...checkpoint.anchors, ...read.blocks];
  const firstRecent = anchors.findIndex(({ number }) => number >= read.oldest);
  const dropped = firstRecent === -1 ? anchors.length - 1 : Math.max(0, firstRecent - 1);
  return {
    ...checkpoint,
    anchors: anchors.slice(dropped),
    nextBlock: read.to + 1,
    isPruned: checkpoint.isPruned || dropped > 0,
  };
}
