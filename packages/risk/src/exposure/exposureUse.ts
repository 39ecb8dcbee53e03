import type { Wad } from '@phasegate/pricing/units';
import { UnknownExposureKeyError } from './exposureErrors.ts';
import type { ExposureOrder } from './exposureEvents.ts';
import type { ExposureLevel, ExposureLimit } from './node.ts';
import { tradeChange } from './tradeCheck.ts';
import { larger, limitOf, participantOf, segmentOf, type TreeState } from './treeState.ts';

/** The use of one node, all in PAT wei. */
export interface ExposureUse {
  readonly level: ExposureLevel;
  readonly key: string;
  readonly limit: ExposureLimit;
  readonly gross: Wad;
  /** Worst-case absolute signed exposure: the larger of `up` and `down`. */
  readonly net: Wad;
  /** Signed exposure if every reserved buy filled, and the negated one if every reserved sell filled. */
  readonly up: Wad;
  readonly down: Wad;
}

export function nodeUse(state: TreeState, level: ExposureLevel, key: string): ExposureUse {
  if (level === 'participantSegment') return positionUse(state, key);
  const node = state.nodes.get(level)?.get(key);
  if (node === undefined) throw new UnknownExposureKeyError('node', `${level} ${key}`);
  const { limit } = node;
  return useOf(level, key, limit, {
    gross: limit.gross - node.grossRoom,
    up: limit.net - node.upRoom,
    down: limit.net - node.downRoom,
  });
}

/** The key is `participant/segment`; a participant's name has no slash, a segment's may. */
function positionUse(state: TreeState, key: string): ExposureUse {
  const slash = key.indexOf('/');
  if (slash < 0) throw new UnknownExposureKeyError('position', key);
  const participant = participantOf(state, key.slice(0, slash));
  const segment = segmentOf(state, key.slice(slash + 1));
  const { up, down } = segment.positions.get(participant.index) ?? { up: 0n, down: 0n };
  const limit = limitOf(state, 'participantSegment', key);
  return useOf('participantSegment', key, limit, { gross: larger(up, down), up, down });
}

function useOf(
  level: ExposureLevel,
  key: string,
  limit: ExposureLimit,
  { gross, up, down }: { gross: bigint; up: bigint; down: bigint },
): ExposureUse {
  return {
    level,
    key,
    limit,
    gross: gross as Wad,
    net: larger(up, down) as Wad,
    up: up as Wad,
    down: down as Wad,
  };
}

/** The fullest node on the path once the trade is made. */
export function utilisationAfter(state: TreeState, order: ExposureOrder): number {
  const participant = participantOf(state, order.participant);
  const segment = segmentOf(state, order.segment);
  const change = tradeChange(state, participant, segment, order.side, order.notional);
  const own = positionUse(state, `${participant.key}/${segment.key}`);
  let fullest = 0;
  for (const use of [
    own,
    ...[...segment.path, ...participant.path].map((node) => nodeUse(state, node.level, node.key)),
  ]) {
    const side = (order.side === 'buy' ? use.up : use.down) + change.side;
    const other = order.side === 'buy' ? use.down : use.up;
    fullest = Math.max(
      fullest,
      share(use.gross + change.gross, use.limit.gross),
      share(larger(side, other), use.limit.net),
    );
  }
  return fullest;
}

function share(use: bigint, limit: bigint): number {
  if (limit === 0n) return use > 0n ? Number.POSITIVE_INFINITY : 1;
  return use <= 0n ? 0 : Number(use) / Number(limit);
}
