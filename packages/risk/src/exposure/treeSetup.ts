import { InvalidInputError, WAD } from '@phasegate/pricing';
import {
  requireBoolean,
  requireInteger,
  requireList,
  requireObject,
  requireOneOf,
  requirePositiveAmount,
  requireText,
} from '../input/require.ts';
import { expiryQueue } from './expiryQueue.ts';
import { DuplicateExposureKeyError } from './exposureErrors.ts';
import type { ExposureEvent } from './exposureEvents.ts';
import { type ExposureSnapshot, readInteger } from './exposureSnapshot.ts';
import type { ChangePolicy } from './limitChange.ts';
import {
  type ExposureLevel,
  type ExposureLimit,
  exposureLevels,
  replaceLimit,
  requireLimit,
} from './node.ts';
import {
  addReservation,
  nodeAt,
  openPosition,
  participantOf,
  propagate,
  segmentOf,
  type TreeState,
  tighterLimit,
} from './treeState.ts';

/** What a tree is made with. */
export interface ExposureConfiguration {
  /** The limit of every node of a level that has no own one. Each level needs one: a forgotten limit is an error. */
  readonly limits: Readonly<Record<ExposureLevel, ExposureLimit>>;
  /** Own limits of single nodes. The key of a participantSegment node is `participant/segment`. */
  readonly overrides?: readonly { level: ExposureLevel; key: string; limit: ExposureLimit }[];
  /** Share of a hard limit at which the spread widens, integer bps, default 8,000. */
  readonly softBps?: number;
  /** How fast limits may move, default 25 % a day ahead. */
  readonly changePolicy?: ChangePolicy;
  /** Called with every event that changed the tree, in order: append it to the log that `replay` reads. */
  readonly onEvent?: (event: ExposureEvent) => void;
}

export function emptyState(configuration: ExposureConfiguration): TreeState {
  requireObject('limits', configuration.limits);
  const limits = {} as Record<ExposureLevel, ExposureLimit>;
  for (const level of exposureLevels)
    limits[level] = requireLimit(`limits.${level}`, configuration.limits[level]);
  const softBps = BigInt(requireInteger('softBps', configuration.softBps ?? 8_000, 0, 10_000));
  const overrides = new Map<ExposureLevel, Map<string, ExposureLimit>>();
  for (const override of requireList('overrides', configuration.overrides ?? [])) {
    const level = requireOneOf('overrides[].level', override.level, exposureLevels);
    const byKey = overrides.get(level) ?? new Map<string, ExposureLimit>();
    byKey.set(
      requireText('overrides[].key', override.key),
      requireLimit('overrides[].limit', override.limit),
    );
    overrides.set(level, byKey);
  }
  return {
    limits,
    overrides,
    pending: new Map(),
    softBps,
    positionLimit: tighterLimit(limits.participantSegment, softBps),
    nodes: new Map(),
    participants: new Map(),
    segments: new Map(),
    reservations: new Map(),
    expiries: expiryQueue(),
  };
}

export function addParticipant(state: TreeState, participant: string, participantClass: string): void {
  requireText('participant', participant);
  if (participant.includes('/')) {
    throw new InvalidInputError({
      path: 'participant',
      observed: participant,
      allowed: 'a name without "/", which separates participant and segment in a position key',
    });
  }
  requireText('participantClass', participantClass);
  if (state.participants.has(participant)) throw new DuplicateExposureKeyError('participant', participant);
  state.participants.set(participant, {
    key: participant,
    index: state.participants.size,
    participantClass,
    path: [
      nodeAt(state, 'participant', participant),
      nodeAt(state, 'participantClass', participantClass),
      nodeAt(state, 'global', 'global'),
    ],
    reduceOnly: false,
  });
}

export function addSegment(
  state: TreeState,
  input: { segment: string; market: string; segmentType: string; window: string },
): void {
  const segment = requireText('segment', input.segment);
  const market = requireText('market', input.market);
  const segmentType = requireText('segmentType', input.segmentType);
  const window = requireText('window', input.window);
  if (state.segments.has(segment)) throw new DuplicateExposureKeyError('segment', segment);
  state.segments.set(segment, {
    key: segment,
    market,
    segmentType,
    window,
    path: [
      nodeAt(state, 'segment', segment),
      nodeAt(state, 'market', market),
      nodeAt(state, 'segmentType', segmentType),
      nodeAt(state, 'window', window),
    ],
    freshness: WAD,
    positions: new Map(),
  });
}

export function setLimit(state: TreeState, level: ExposureLevel, key: string, limit: ExposureLimit): void {
  const byKey = state.overrides.get(level) ?? new Map<string, ExposureLimit>();
  byKey.set(key, limit);
  state.overrides.set(level, byKey);
  const node = state.nodes.get(level)?.get(key);
  if (node !== undefined) replaceLimit(node, limit, state.softBps);
}

/** Fills an empty tree. Limits first: nodes take theirs when they are made. */
export function restore(state: TreeState, snapshot: ExposureSnapshot): void {
  for (const { level, key, gross, net } of snapshot.limits) {
    const limit = { gross: readInteger('gross', gross), net: readInteger('net', net) };
    setLimit(state, level, requireText('key', key), requireLimit('limits[]', limit));
  }
  for (const { level, key, gross, net, effectiveAt } of snapshot.pending) {
    const limit = { gross: readInteger('gross', gross), net: readInteger('net', net) };
    state.pending.set(JSON.stringify([level, key]), {
      level,
      key: requireText('key', key),
      limit: requireLimit('pending[]', limit),
      effectiveAt: requireInteger('effectiveAt', effectiveAt, 0),
    });
  }
  for (const { key, participantClass, reduceOnly } of snapshot.participants) {
    addParticipant(state, key, participantClass);
    participantOf(state, key).reduceOnly = requireBoolean('reduceOnly', reduceOnly);
  }
  for (const { key, freshness, ...rest } of snapshot.segments) {
    addSegment(state, { segment: key, ...rest });
    segmentOf(state, key).freshness = requireFreshness(readInteger('freshness', freshness));
  }
  for (const { participant, segment, filled } of snapshot.positions) {
    const position = openPosition(participantOf(state, participant), segmentOf(state, segment));
    position.filled = readInteger('filled', filled);
    propagate(position);
  }
  for (const { id, participant, segment, side, notional, amount, expiresAt } of snapshot.reservations) {
    const position = openPosition(participantOf(state, participant), segmentOf(state, segment));
    addReservation(state, {
      id: requireText('id', id),
      position,
      side: requireOneOf('side', side, ['buy', 'sell'] as const),
      expiresAt: expiresAt === null ? undefined : requireInteger('expiresAt', expiresAt, 0),
      notional: requirePositiveAmount('notional', readInteger('notional', notional)),
      amount: requirePositiveAmount('amount', readInteger('amount', amount)),
      previous: undefined,
      next: undefined,
    });
    propagate(position);
  }
}

export function requireFreshness(freshness: unknown): bigint {
  if (typeof freshness !== 'bigint' || freshness <= 0n || freshness > WAD) {
    throw new InvalidInputError({ path: 'freshness', observed: freshness, allowed: 'a Wad in (0, 1]' });
  }
  return freshness;
}
