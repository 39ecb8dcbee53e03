import { WAD, type Wad } from '@phasegate/pricing/units';
import type { ExposureLevel, ExposureNode } from './node.ts';
import {
  aged,
  freshEquivalent,
  larger,
  limitOf,
  type ParticipantEntry,
  type PositionEntry,
  type PositionLimit,
  positionKey,
  type SegmentEntry,
  type TreeState,
  tighterLimit,
} from './treeState.ts';

/** A node that a trade would take past a limit. */
export interface LimitedNode {
  readonly level: ExposureLevel;
  readonly key: string;
  readonly measure: 'gross' | 'net';
  /** PAT wei. */
  readonly limit: Wad;
  /** PAT wei in use, filled and reserved: before the trade in a refusal, with the trade in an acceptance. */
  readonly use: Wad;
}

/** The trade fits. `soft` names the first node that it would take past its soft limit: widen the spread. */
export interface Acceptance {
  readonly accepted: true;
  readonly soft: LimitedNode | undefined;
}

/** The trade does not fit. */
export interface Refusal {
  readonly accepted: false;
  /** `limit`: too large. `reduceOnly`: the account is flagged or in breach and may only close. */
  readonly reason: 'limit' | 'reduceOnly';
  /** The node that leaves the least room, the nearest to the leaf among equals. */
  readonly binding: LimitedNode;
  /** The largest notional, in PAT wei, that would have been accepted now; one wei more would not. */
  readonly largestPassing: Wad;
}

export type ExposureDecision = Acceptance | Refusal;

/** One trade against one position, everything in current PAT wei unless it says fresh. */
interface Trial {
  readonly buy: boolean;
  readonly participant: ParticipantEntry;
  readonly segment: SegmentEntry;
  readonly limit: PositionLimit;
  readonly position: PositionEntry | undefined;
  up: bigint;
  down: bigint;
  /** Fresh-equivalent up or down before the trade, whichever the trade moves. */
  readonly freshSide: bigint;
  /** Fresh-equivalent filled amount that the trade can still close. */
  readonly closable: bigint;
}

/** What a trade adds to gross and to its own side of the net at every node, PAT wei. */
export interface TradeChange {
  readonly gross: Wad;
  readonly side: Wad;
}

const PASSED: Acceptance = { accepted: true, soft: undefined };

/** Decides without changing anything. A trade that only closes what is filled always passes. */
export function checkTrade(
  state: TreeState,
  participant: ParticipantEntry,
  segment: SegmentEntry,
  side: 'buy' | 'sell',
  notional: bigint,
): ExposureDecision {
  const trial = trialOf(state, participant, segment, side);
  const change = fits(trial, notional);
  return change === undefined ? refuse(trial, notional) : accept(trial, change.gross, change.side);
}

/** As {@link checkTrade}; when the trade passes, `apply` runs before the soft limits are looked at. */
export function checkAndApply(
  state: TreeState,
  participant: ParticipantEntry,
  segment: SegmentEntry,
  order: { readonly side: 'buy' | 'sell'; readonly notional: bigint },
  apply: (change: TradeChange, position: PositionEntry | undefined) => PositionEntry,
): ExposureDecision {
  const trial = trialOf(state, participant, segment, order.side);
  const change = fits(trial, order.notional);
  if (change === undefined) return refuse(trial, order.notional);
  const { up, down } = apply(change, trial.position);
  trial.up = up;
  trial.down = down;
  return accept(trial, 0n, 0n);
}

/** What a trade of this size would add to gross and to its own side of the net. */
export function tradeChange(
  state: TreeState,
  participant: ParticipantEntry,
  segment: SegmentEntry,
  side: 'buy' | 'sell',
  notional: bigint,
): TradeChange {
  return changes(trialOf(state, participant, segment, side), notional);
}

function trialOf(
  state: TreeState,
  participant: ParticipantEntry,
  segment: SegmentEntry,
  side: 'buy' | 'sell',
): Trial {
  const position = segment.positions.get(participant.index);
  const buy = side === 'buy';
  const limit = positionLimit(state, participant, segment);
  if (position === undefined) {
    return { buy, participant, segment, limit, position, up: 0n, down: 0n, freshSide: 0n, closable: 0n };
  }
  const { filled, buys, sells, up, down } = position;
  const open = buy ? -filled - buys : filled - sells;
  return {
    buy,
    participant,
    segment,
    limit,
    position,
    up,
    down,
    freshSide: buy ? filled + buys : sells - filled,
    closable: open > 0n ? open : 0n,
  };
}

function positionLimit(
  state: TreeState,
  participant: ParticipantEntry,
  segment: SegmentEntry,
): PositionLimit {
  if (!state.overrides.has('participantSegment')) return state.positionLimit;
  const key = positionKey(participant.key, segment.key);
  return tighterLimit(limitOf(state, 'participantSegment', key), state.softBps);
}

function changes(trial: Trial, notional: bigint): TradeChange {
  const { freshness } = trial.segment;
  const before = trial.buy ? trial.up : trial.down;
  const after =
    freshness === WAD
      ? before + notional
      : aged(trial.freshSide + freshEquivalent(notional, freshness), freshness);
  const gross = larger(trial.up, trial.down);
  return {
    side: (freshness === WAD ? notional : after - before) as Wad,
    gross: (after > gross ? after - gross : 0n) as Wad,
  };
}

/** What the trade changes, or undefined when it does not fit. */
function fits(trial: Trial, notional: bigint): TradeChange | undefined {
  const change = changes(trial, notional);
  if (trial.closable > 0n && freshEquivalent(notional, trial.segment.freshness) <= trial.closable) {
    return change;
  }
  if (isReduceOnly(trial.participant)) return undefined;
  const { gross, side } = change;
  if (larger(trial.up, trial.down) + gross > trial.limit.hard) return undefined;
  const { buy } = trial;
  for (const node of trial.segment.path) if (!nodeFits(node, buy, gross, side)) return undefined;
  for (const node of trial.participant.path) if (!nodeFits(node, buy, gross, side)) return undefined;
  return change;
}

function nodeFits(node: ExposureNode, buy: boolean, gross: bigint, side: bigint): boolean {
  return gross <= node.grossRoom && side <= (buy ? node.upRoom : node.downRoom);
}

/** Flagged, or its own node is past a limit in any direction. */
export function isReduceOnly(participant: ParticipantEntry): boolean {
  const own = participant.path[0]!;
  return participant.reduceOnly || own.grossRoom < 0n || own.upRoom < 0n || own.downRoom < 0n;
}

/** Looks for a soft limit passed once `gross` and `side` are added to what the nodes show. */
function accept(trial: Trial, gross: bigint, side: bigint): Acceptance {
  if (larger(trial.up, trial.down) + gross > trial.limit.soft) {
    return { accepted: true, soft: ownNode(trial, gross) };
  }
  const soft =
    softOnPath(trial.segment.path, trial.buy, gross, side) ??
    softOnPath(trial.participant.path, trial.buy, gross, side);
  return soft === undefined ? PASSED : { accepted: true, soft };
}

function softOnPath(
  path: readonly ExposureNode[],
  buy: boolean,
  gross: bigint,
  side: bigint,
): LimitedNode | undefined {
  for (const node of path) {
    const grossRoom = gross === 0n ? node.grossRoom : node.grossRoom - gross;
    if (grossRoom < node.softGrossRoom) return describe(node, 'gross', buy, gross);
    const room = buy ? node.upRoom : node.downRoom;
    if ((side === 0n ? room : room - side) < node.softNetRoom) return describe(node, 'net', buy, side);
  }
  return undefined;
}

/** The position's own node with `added` on top of its use. */
function ownNode(trial: Trial, added: bigint = 0n): LimitedNode {
  return {
    level: 'participantSegment',
    key: positionKey(trial.participant.key, trial.segment.key),
    measure: trial.limit.measure,
    limit: trial.limit.hard,
    use: (larger(trial.up, trial.down) + added) as Wad,
  };
}

/** A node on the path with `added` on top of its use. */
function describe(
  node: ExposureNode,
  measure: 'gross' | 'net',
  buy: boolean,
  added: bigint = 0n,
): LimitedNode {
  const { level, key } = node;
  const limit = node.limit[measure];
  const room = measure === 'gross' ? node.grossRoom : buy ? node.upRoom : node.downRoom;
  return { level, key, measure, limit, use: (limit - room + added) as Wad };
}

function refuse(trial: Trial, notional: bigint): Refusal {
  // A flip is free in gross up to the present worst case, so gross leaves that slack on top of a node's room.
  const slack = larger(trial.up, trial.down) - (trial.buy ? trial.up : trial.down);
  let binding = ownNode(trial);
  let least = grossSize(binding.limit - binding.use, slack);
  for (const path of [trial.segment.path, trial.participant.path]) {
    for (const node of path) {
      const gross = grossSize(node.grossRoom, slack);
      if (gross < least) {
        least = gross;
        binding = describe(node, 'gross', trial.buy);
      }
      const net = trial.buy ? node.upRoom : node.downRoom;
      if (net < least) {
        least = net;
        binding = describe(node, 'net', trial.buy);
      }
    }
  }
  const flagged = isReduceOnly(trial.participant);
  if (flagged) binding = describe(trial.participant.path[0]!, worstMeasure(trial.participant), trial.buy);
  // Floor of the close, so that its fresh-equivalent (rounded up) still fits.
  const closable = -aged(-trial.closable, trial.segment.freshness);
  return {
    accepted: false,
    reason: flagged ? 'reduceOnly' : 'limit',
    binding,
    largestPassing: largestFitting(trial, larger(flagged ? 0n : least, closable), notional) as Wad,
  };
}

/** The size that a room in gross leaves. In a breach the slack is no help: gross would stay over its limit. */
function grossSize(room: bigint, slack: bigint): bigint {
  return room < 0n ? room : room + slack;
}

/** The largest size below `notional` (which does not fit) that fits; the guess is off by a wei or two when aged. */
function largestFitting(trial: Trial, guess: bigint, notional: bigint): bigint {
  const near = (x: bigint): boolean =>
    (x === 0n || (x > 0n && fits(trial, x) !== undefined)) && fits(trial, x + 1n) === undefined;
  for (const candidate of [guess, guess - 1n, guess + 1n, guess - 2n]) if (near(candidate)) return candidate;
  let low = 0n;
  let high = notional;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (fits(trial, middle) !== undefined) low = middle;
    else high = middle;
  }
  return low;
}

function worstMeasure(participant: ParticipantEntry): 'gross' | 'net' {
  const own = participant.path[0]!;
  const net = own.upRoom < own.downRoom ? own.upRoom : own.downRoom;
  return net < own.grossRoom ? 'net' : 'gross';
}
