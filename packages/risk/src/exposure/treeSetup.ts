import {
  type Bps,
  checkBigint,
  checkBoolean,
  checkBps,
  checkFields,
  checkMarketId,
  checkObjects,
  checkOneOf,
  checkPositiveAmount,
  checkText,
  checkUnixSeconds,
  InvalidInputError,
  type MarketId,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import { expiryQueue } from './expiryQueue.ts';
import { DuplicateExposureKeyError } from './exposureErrors.ts';
import type { ExposureEvent } from './exposureEvents.ts';
import { type ExposureSnapshot, readWad } from './exposureSnapshot.ts';
import type { ChangePolicy } from './limitChange.ts';
import {
  checkedLimit,
  type ExposureLevel,
  type ExposureLimit,
  exposureLevels,
  replaceLimit,
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
  readonly overrides?: readonly {
    readonly level: ExposureLevel;
    readonly key: string;
    readonly limit: ExposureLimit;
  }[];
  /** Share of a hard limit at which the spread widens, integer bps, default 8,000. */
  readonly softBps?: Bps;
  /** How fast limits may move, default 25 % a day ahead. */
  readonly changePolicy?: ChangePolicy;
  /** Called with every event that changed the tree, in order: append it to the log that `replay` reads. */
  readonly onEvent?: (event: ExposureEvent) => void;
}

export const CONFIGURATION_FIELDS: readonly string[] = [
  'limits',
  'overrides',
  'softBps',
  'changePolicy',
  'onEvent',
] as const satisfies readonly (keyof ExposureConfiguration)[];
const LIMIT_FIELDS = ['gross', 'net'] as const satisfies readonly (keyof ExposureLimit)[];

export function emptyState(configuration: ExposureConfiguration): TreeState {
  checkFields('limits', configuration.limits, exposureLevels);
  const limits = {} as Record<ExposureLevel, ExposureLimit>;
  for (const level of exposureLevels) {
    checkFields(`limits.${level}`, configuration.limits[level], LIMIT_FIELDS);
    limits[level] = checkedLimit(`limits.${level}`, configuration.limits[level]);
  }
  const softBps = configuration.softBps ?? (8_000 as Bps);
  checkBps('softBps', softBps);
  const overrides = new Map<ExposureLevel, Map<string, ExposureLimit>>();
  const own = configuration.overrides ?? [];
  checkObjects('overrides', own);
  for (const [i, override] of own.entries()) {
    checkFields(`overrides[${i}]`, override, ['level', 'key', 'limit']);
    const { level, key, limit } = override;
    checkOneOf('overrides[].level', level, exposureLevels);
    checkText('overrides[].key', key);
    checkFields('overrides[].limit', limit, LIMIT_FIELDS);
    const byKey = overrides.get(level) ?? new Map<string, ExposureLimit>();
    byKey.set(key, checkedLimit('overrides[].limit', limit));
    overrides.set(level, byKey);
  }
  return {
    limits,
    overrides,
    pending: new Map(),
    softBps: BigInt(softBps),
    positionLimit: tighterLimit(limits.participantSegment, BigInt(softBps)),
    nodes: new Map(),
    participants: new Map(),
    segments: new Map(),
    reservations: new Map(),
    expiries: expiryQueue(),
  };
}

export function addParticipant(state: TreeState, participant: string, participantClass: string): void {
  checkText('participant', participant);
  if (participant.includes('/')) {
    throw new InvalidInputError({
      path: 'participant',
      observed: participant,
      allowed: 'a name without "/", which separates participant and segment in a position key',
    });
  }
  checkText('participantClass', participantClass);
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
  input: {
    readonly segment: string;
    readonly market: MarketId;
    readonly segmentType: string;
    readonly window: string;
  },
): void {
  const { segment, market, segmentType, window } = input;
  checkText('segment', segment);
  checkMarketId('market', market);
  checkText('segmentType', segmentType);
  checkText('window', window);
  if (state.segments.has(segment)) throw new DuplicateExposureKeyError('segment', segment);
  state.segments.set(segment, {
    key: segment,
    market,
    segmentType,
    window,
    path: [
      nodeAt(state, 'segment', segment),
      nodeAt(state, 'market', String(market)),
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
    const limit = { gross: readWad('gross', gross), net: readWad('net', net) };
    checkText('key', key);
    setLimit(state, level, key, checkedLimit('limits[]', limit));
  }
  for (const { level, key, gross, net, effectiveAt } of snapshot.pending) {
    const limit = { gross: readWad('gross', gross), net: readWad('net', net) };
    checkText('key', key);
    checkUnixSeconds('effectiveAt', effectiveAt);
    state.pending.set(JSON.stringify([level, key]), {
      level,
      key,
      limit: checkedLimit('pending[]', limit),
      effectiveAt,
    });
  }
  for (const { key, participantClass, reduceOnly } of snapshot.participants) {
    addParticipant(state, key, participantClass);
    checkBoolean('reduceOnly', reduceOnly);
    participantOf(state, key).reduceOnly = reduceOnly;
  }
  for (const { key, freshness, ...rest } of snapshot.segments) {
    addSegment(state, { segment: key, ...rest });
    const share = readWad('freshness', freshness);
    checkFreshness(share);
    segmentOf(state, key).freshness = share;
  }
  for (const { participant, segment, filled } of snapshot.positions) {
    const position = openPosition(participantOf(state, participant), segmentOf(state, segment));
    position.filled = readWad('filled', filled);
    propagate(position);
  }
  for (const { id, participant, segment, side, expiresAt, ...rest } of snapshot.reservations) {
    const [notional, amount] = [readWad('notional', rest.notional), readWad('amount', rest.amount)];
    checkText('id', id);
    checkOneOf('side', side, ['buy', 'sell']);
    if (expiresAt !== null) checkUnixSeconds('expiresAt', expiresAt);
    checkPositiveAmount('notional', notional);
    checkPositiveAmount('amount', amount);
    const position = openPosition(participantOf(state, participant), segmentOf(state, segment));
    addReservation(state, {
      id,
      position,
      side,
      expiresAt: expiresAt ?? undefined,
      notional,
      amount,
      previous: undefined,
      next: undefined,
    });
    propagate(position);
  }
}

export function checkFreshness(freshness: unknown): asserts freshness is Wad {
  checkBigint('freshness', freshness, 1n, WAD);
}
