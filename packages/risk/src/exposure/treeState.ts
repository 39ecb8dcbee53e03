import { BPS, type MarketId, mulDivUp, type UnixSeconds, WAD, type Wad } from '@phasegate/pricing/units';
import type { ExpiryQueue } from './expiryQueue.ts';
import { UnknownExposureKeyError } from './exposureErrors.ts';
import { createNode, type ExposureLevel, type ExposureLimit, type ExposureNode } from './node.ts';

export interface ParticipantEntry {
  readonly key: string;
  /** Number of participants registered before: the key of position maps, since small integers hash without a text. */
  readonly index: number;
  readonly participantClass: string;
  /** participant, class, global */
  readonly path: readonly ExposureNode[];
  reduceOnly: boolean;
}

export interface SegmentEntry {
  readonly key: string;
  readonly market: MarketId;
  readonly segmentType: string;
  readonly window: string;
  /** segment, market, segment type, window */
  readonly path: readonly ExposureNode[];
  /** In (0, 1]. */
  freshness: Wad;
  /** By the participant's index. The only map of positions: one lookup for a check, one insertion for a first trade. */
  readonly positions: Map<number, PositionEntry>;
}

/** A participant in a segment. `filled`, `buys`, `sells` are fresh-equivalent; `up` and `down` are aged. */
export interface PositionEntry {
  readonly participant: ParticipantEntry;
  readonly segment: SegmentEntry;
  filled: bigint;
  buys: bigint;
  sells: bigint;
  up: bigint;
  down: bigint;
  /** Head of the doubly linked list of this position's open reservations. */
  reservations: ReservationEntry | undefined;
}

export interface ReservationEntry {
  readonly id: string;
  readonly position: PositionEntry;
  readonly side: 'buy' | 'sell';
  readonly expiresAt: UnixSeconds | undefined;
  /** PAT wei still reserved, at the prices of the reservation. */
  notional: bigint;
  /** The same, fresh-equivalent. */
  amount: bigint;
  previous: ReservationEntry | undefined;
  next: ReservationEntry | undefined;
}

/** A single position's gross is its net, so the tighter of its two limits decides. */
export interface PositionLimit {
  readonly hard: Wad;
  readonly soft: bigint;
  readonly measure: 'gross' | 'net';
}

export function tighterLimit(limit: ExposureLimit, softBps: bigint): PositionLimit {
  const measure = limit.gross <= limit.net ? 'gross' : 'net';
  const hard = limit[measure];
  return { hard, soft: (hard * softBps) / BigInt(BPS), measure };
}

export interface TreeState {
  readonly limits: Readonly<Record<ExposureLevel, ExposureLimit>>;
  readonly overrides: Map<ExposureLevel, Map<string, ExposureLimit>>;
  readonly pending: Map<
    string,
    { level: ExposureLevel; key: string; limit: ExposureLimit; effectiveAt: UnixSeconds }
  >;
  readonly softBps: bigint;
  /** The participantSegment limit where nothing overrides it. */
  readonly positionLimit: PositionLimit;
  readonly nodes: Map<ExposureLevel, Map<string, ExposureNode>>;
  readonly participants: Map<string, ParticipantEntry>;
  readonly segments: Map<string, SegmentEntry>;
  readonly reservations: Map<string, ReservationEntry>;
  readonly expiries: ExpiryQueue;
}

export function limitOf(state: TreeState, level: ExposureLevel, key: string): ExposureLimit {
  return state.overrides.get(level)?.get(key) ?? state.limits[level];
}

export function nodeAt(state: TreeState, level: ExposureLevel, key: string): ExposureNode {
  let byKey = state.nodes.get(level);
  if (byKey === undefined) state.nodes.set(level, (byKey = new Map<string, ExposureNode>()));
  let node = byKey.get(key);
  if (node === undefined) {
    node = createNode(level, key, limitOf(state, level, key), state.softBps);
    byKey.set(key, node);
  }
  return node;
}

export function participantOf(state: TreeState, key: string): ParticipantEntry {
  const entry = state.participants.get(key);
  if (entry === undefined) throw new UnknownExposureKeyError('participant', key);
  return entry;
}

export function segmentOf(state: TreeState, key: string): SegmentEntry {
  const entry = state.segments.get(key);
  if (entry === undefined) throw new UnknownExposureKeyError('segment', key);
  return entry;
}

export function reservationOf(state: TreeState, id: string): ReservationEntry {
  const entry = state.reservations.get(id);
  if (entry === undefined) throw new UnknownExposureKeyError('reservation', id);
  return entry;
}

/** The key of a position's own node. */
export function positionKey(participant: string, segment: string): string {
  return `${participant}/${segment}`;
}

/** What is left of a fresh-equivalent amount (of either sign) at a freshness, rounded towards more exposure. */
export function aged(amount: bigint, freshness: bigint): bigint {
  if (freshness === WAD) return amount;
  return amount > 0n ? mulDivUp(amount, freshness, WAD) : (amount * freshness) / WAD;
}

/** The fresh-equivalent of a current notional, rounded up so that ageing it again does not lose a wei. */
export function freshEquivalent(notional: bigint, freshness: bigint): bigint {
  return freshness === WAD ? notional : mulDivUp(notional, WAD, freshness);
}

/** Brings a position's aged figures, and every node above it, in line with its fresh amounts. */
export function propagate(position: PositionEntry): void {
  const { freshness } = position.segment;
  const up = aged(position.filled + position.buys, freshness);
  const down = aged(position.sells - position.filled, freshness);
  const upChange = up - position.up;
  const downChange = down - position.down;
  const grossChange = larger(up, down) - larger(position.up, position.down);
  position.up = up;
  position.down = down;
  moveNodes(position, grossChange, upChange, downChange);
}

/** The same for a reservation whose effect has just been computed by its check. */
export function applyReservation(position: PositionEntry, buy: boolean, gross: bigint, side: bigint): void {
  if (buy) {
    position.up += side;
    moveNodes(position, gross, side, 0n);
  } else {
    position.down += side;
    moveNodes(position, gross, 0n, side);
  }
}

function moveNodes(position: PositionEntry, gross: bigint, up: bigint, down: bigint): void {
  for (const node of position.segment.path) move(node, gross, up, down);
  for (const node of position.participant.path) move(node, gross, up, down);
}

function move(node: ExposureNode, gross: bigint, up: bigint, down: bigint): void {
  // Most trades leave at least one of the three alone, and a bigint subtraction costs an allocation.
  if (gross !== 0n) node.grossRoom -= gross;
  if (up !== 0n) node.upRoom -= up;
  if (down !== 0n) node.downRoom -= down;
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** The position, created empty if need be. */
export function openPosition(participant: ParticipantEntry, segment: SegmentEntry): PositionEntry {
  let position = segment.positions.get(participant.index);
  if (position === undefined) {
    position = {
      participant,
      segment,
      filled: 0n,
      buys: 0n,
      sells: 0n,
      up: 0n,
      down: 0n,
      reservations: undefined,
    };
    segment.positions.set(participant.index, position);
  }
  return position;
}

/** Forgets a position that holds nothing, so that memory follows open exposure and not history. */
export function dropIfEmpty(position: PositionEntry): void {
  if (position.filled === 0n && position.reservations === undefined) {
    position.segment.positions.delete(position.participant.index);
  }
}

export function addReservation(state: TreeState, reservation: ReservationEntry): void {
  const { position } = reservation;
  reservation.next = position.reservations;
  if (position.reservations !== undefined) position.reservations.previous = reservation;
  position.reservations = reservation;
  if (reservation.side === 'buy') position.buys += reservation.amount;
  else position.sells += reservation.amount;
  state.reservations.set(reservation.id, reservation);
  if (reservation.expiresAt !== undefined) state.expiries.push(reservation.expiresAt, reservation.id);
}

/** Takes `amount` out of a reservation's position side and unlinks the reservation when nothing is left of it. */
export function reduceReservation(state: TreeState, reservation: ReservationEntry, amount: bigint): void {
  const { position } = reservation;
  if (reservation.side === 'buy') position.buys -= amount;
  else position.sells -= amount;
  reservation.amount -= amount;
  if (reservation.amount > 0n && reservation.notional > 0n) return;
  if (reservation.previous === undefined) position.reservations = reservation.next;
  else reservation.previous.next = reservation.next;
  if (reservation.next !== undefined) reservation.next.previous = reservation.previous;
  state.reservations.delete(reservation.id);
}
