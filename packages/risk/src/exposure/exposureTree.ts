import {
  checkBoolean,
  checkFields,
  checkInteger,
  checkOneOf,
  checkPositiveAmount,
  checkText,
  InvalidInputError,
  type MarketId,
  mulDivUp,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { DuplicateExposureKeyError, ExcessQuantityError, UnknownExposureKeyError } from './exposureErrors.ts';
import type { ExposureEvent, ExposureOrder, ReserveOrder } from './exposureEvents.ts';
import { playEvent } from './exposureReplay.ts';
import { checkSnapshot, type ExposureSnapshot, takeSnapshot } from './exposureSnapshot.ts';
import { type ExposureUse, nodeUse, utilisationAfter } from './exposureUse.ts';
import { announceChange, type ChangePolicy, checkChangePolicy, defaultChangePolicy } from './limitChange.ts';
import { checkedLimit, type ExposureLevel, type ExposureLimit, exposureLevels } from './node.ts';
import { checkAndApply, checkTrade, type ExposureDecision, isReduceOnly } from './tradeCheck.ts';
import {
  addParticipant,
  addSegment,
  CONFIGURATION_FIELDS,
  checkFreshness,
  type ExposureConfiguration,
  emptyState,
  restore,
  setLimit,
} from './treeSetup.ts';
import {
  addReservation,
  applyReservation,
  dropIfEmpty,
  freshEquivalent,
  limitOf,
  openPosition,
  participantOf,
  positionKey,
  propagate,
  reduceReservation,
  reservationOf,
  segmentOf,
  type TreeState,
} from './treeState.ts';

export interface ExposureTree {
  registerParticipant(input: { readonly participant: string; readonly participantClass: string }): void;
  registerSegment(input: {
    readonly segment: string;
    readonly market: MarketId;
    readonly segmentType: string;
    readonly window: string;
  }): void;
  /** Forgets a segment without open positions. */
  removeSegment(input: { readonly segment: string }): void;
  /** The decision `reserve` would make; changes nothing. */
  check(order: ExposureOrder): ExposureDecision;
  /** Checks leaf to root and takes the exposure at every node, or at none. */
  reserve(order: ReserveOrder): ExposureDecision;
  /** Turns reserved into filled: `notional` of what was reserved (PAT wei as reserved); the rest stays reserved. */
  commit(input: { readonly id: string; readonly notional: Wad }): void;
  /** Gives up what is still reserved. */
  release(input: { readonly id: string }): void;
  /** Releases at most `limit` reservations whose `expiresAt <= now`; returns their ids, earliest first. */
  releaseExpired(input: { readonly now: UnixSeconds; readonly limit: number }): readonly string[];
  /** Ends a position at settlement: its filled exposure and open reservations are released. */
  settle(input: { readonly participant: string; readonly segment: string }): void;
  /** Sets a segment's freshness (Wad in (0, 1], never rising): its exposures shrink with it, rounded up. */
  age(input: { readonly segment: string; readonly freshness: Wad }): void;
  /** Flags an account, for example when its whitelist entry lapses: it may close and nothing else. */
  setReduceOnly(input: { readonly participant: string; readonly reduceOnly: boolean }): void;
  /** True when flagged or past a limit of its own node. */
  isReduceOnly(participant: string): boolean;
  /** Announces a new limit within the change policy; it counts from `activateLimits` after the delay. */
  announceLimit(input: {
    readonly level: ExposureLevel;
    readonly key: string;
    readonly limit: ExposureLimit;
    readonly now: UnixSeconds;
  }): {
    readonly effectiveAt: UnixSeconds;
  };
  /** Puts due announced limits into force; returns how many. */
  activateLimits(input: { readonly now: UnixSeconds }): number;
  /** Use and limit of one node. */
  use(input: { readonly level: ExposureLevel; readonly key: string }): ExposureUse;
  /**
   * The fullest node on a trade's path if it were made, as a fraction of its limit: the utilisation that widens the
   * spread. A node with limit 0 counts as full, and as infinitely used with anything in it. Float64 of exact sums.
   */
  utilisation(order: ExposureOrder): number;
  /** Participants with an open position in a segment, in no particular order. */
  participantsIn(segment: string): readonly string[];
  snapshot(): ExposureSnapshot;
  /** Plays logged events in order. */
  replay(events: Iterable<ExposureEvent>): void;
}

/**
 * An exposure tree: eight levels of limits over filled and reserved exposure, from a participant's position in a
 * segment up to the whole market. See {@link ExposureTree} for what it does and `ExposureNode` for what it counts.
 *
 * Every check and reservation costs the eight nodes on its own path, whatever else the tree holds. Amounts are exact
 * bigints; ageing is the only rounding, up. A trade that only closes filled exposure always passes; nothing else
 * passes a hard limit. State is inside; `snapshot` and the event log are plain data and give it back exactly.
 *
 * @param configuration limits in PAT wei
 * @param snapshot a snapshot to start from (its own limits win over `overrides`)
 * @throws {InvalidInputError} a missing, negative or non-bigint limit, a malformed snapshot
 * @throws {UnknownExposureKeyError} from its methods: a participant, segment or reservation never registered
 * @throws {DuplicateExposureKeyError} from its methods: an id used twice
 * @throws {ExcessQuantityError} from `commit`: more than was reserved
 * @throws {ChangeTooLargeError} from `announceLimit`: a step beyond the change policy
 * @example see the package README: "From a request to a quote"
 */
export function exposureTree(
  configuration: ExposureConfiguration,
  snapshot?: ExposureSnapshot,
): ExposureTree {
  checkFields('configuration', configuration, CONFIGURATION_FIELDS);
  const policy = configuration.changePolicy ?? defaultChangePolicy;
  checkChangePolicy('changePolicy', policy);
  const state = emptyState(configuration);
  const tree = treeOn(state, policy, configuration.onEvent ?? (() => undefined));
  if (snapshot !== undefined) {
    checkSnapshot(snapshot);
    restore(state, snapshot);
  }
  return tree;
}

const SIDES = ['buy', 'sell'] as const;

function checkSide(side: unknown): void {
  checkOneOf('side', side, SIDES);
}

function treeOn(state: TreeState, policy: ChangePolicy, log: (event: ExposureEvent) => void): ExposureTree {
  const tree: ExposureTree = {
    registerParticipant({ participant, participantClass }) {
      addParticipant(state, participant, participantClass);
      log({ kind: 'registerParticipant', participant, participantClass });
    },
    registerSegment({ segment, market, segmentType, window }) {
      addSegment(state, { segment, market, segmentType, window });
      log({ kind: 'registerSegment', segment, market, segmentType, window });
    },
    removeSegment({ segment }) {
      const entry = segmentOf(state, segment);
      if (entry.positions.size > 0) {
        throw new InvalidInputError({
          path: 'segment',
          observed: `${segment} with ${entry.positions.size} open positions`,
          allowed: 'a segment without positions',
          remedy: 'Settle them first.',
        });
      }
      state.segments.delete(segment);
      state.nodes.get('segment')?.delete(segment);
      log({ kind: 'removeSegment', segment });
    },
    check({ participant, segment, side, notional }) {
      checkSide(side);
      checkPositiveAmount('notional', notional);
      return checkTrade(state, participantOf(state, participant), segmentOf(state, segment), side, notional);
    },
    reserve(order) {
      const { id, participant, segment, side, notional, expiresAt } = order;
      checkText('id', id);
      checkSide(side);
      checkPositiveAmount('notional', notional);
      if (expiresAt !== undefined) checkInteger('expiresAt', expiresAt, 0);
      if (state.reservations.has(id)) throw new DuplicateExposureKeyError('reservation', id);
      const account = participantOf(state, participant);
      const traded = segmentOf(state, segment);
      const decision = checkAndApply(state, account, traded, order, (change, existing) => {
        const position = existing ?? openPosition(account, traded);
        const amount = freshEquivalent(notional, traded.freshness);
        addReservation(state, {
          id,
          position,
          side,
          expiresAt,
          notional,
          amount,
          previous: undefined,
          next: undefined,
        });
        applyReservation(position, side === 'buy', change.gross, change.side);
        return position;
      });
      if (decision.accepted) log({ kind: 'reserve', id, participant, segment, side, notional, expiresAt });
      return decision;
    },
    commit({ id, notional }) {
      const reservation = reservationOf(state, id);
      const { position } = reservation;
      checkPositiveAmount('notional', notional);
      if (notional > reservation.notional) {
        throw new ExcessQuantityError('notional', notional, reservation.notional as Wad);
      }
      // In proportion, so that a quote reserved before a segment aged still fills whole. Up: filled outlives reserved.
      const amount = mulDivUp(reservation.amount, notional, reservation.notional);
      reservation.notional -= notional;
      reduceReservation(state, reservation, amount);
      position.filled += reservation.side === 'buy' ? amount : -amount;
      propagate(position);
      dropIfEmpty(position);
      log({ kind: 'commit', id, notional });
    },
    release({ id }) {
      const reservation = reservationOf(state, id);
      reduceReservation(state, reservation, reservation.amount);
      propagate(reservation.position);
      dropIfEmpty(reservation.position);
      log({ kind: 'release', id });
    },
    releaseExpired({ now, limit }) {
      checkInteger('now', now, 0);
      checkInteger('limit', limit, 1);
      const released: string[] = [];
      while (released.length < limit) {
        const due = state.expiries.popDue(now);
        if (due === undefined) break;
        const reservation = state.reservations.get(due.id);
        // The id may have been used again since, with another expiry.
        if (reservation === undefined || reservation.expiresAt !== due.expiresAt) continue;
        reduceReservation(state, reservation, reservation.amount);
        propagate(reservation.position);
        dropIfEmpty(reservation.position);
        released.push(due.id);
      }
      if (released.length > 0) log({ kind: 'releaseExpired', now, limit });
      return released;
    },
    settle({ participant, segment }) {
      const position = segmentOf(state, segment).positions.get(participantOf(state, participant).index);
      if (position === undefined) {
        throw new UnknownExposureKeyError('position', positionKey(participant, segment));
      }
      while (position.reservations !== undefined) {
        reduceReservation(state, position.reservations, position.reservations.amount);
      }
      position.filled = 0n;
      propagate(position);
      dropIfEmpty(position);
      log({ kind: 'settle', participant, segment });
    },
    age({ segment, freshness }) {
      const entry = segmentOf(state, segment);
      checkFreshness(freshness);
      if (freshness > entry.freshness) {
        throw new InvalidInputError({
          path: 'freshness',
          observed: freshness,
          allowed: `at most the present ${entry.freshness}`,
          remedy: 'Freshness never rises.',
        });
      }
      entry.freshness = freshness;
      for (const position of entry.positions.values()) propagate(position);
      log({ kind: 'age', segment, freshness });
    },
    setReduceOnly({ participant, reduceOnly }) {
      checkBoolean('reduceOnly', reduceOnly);
      participantOf(state, participant).reduceOnly = reduceOnly;
      log({ kind: 'setReduceOnly', participant, reduceOnly });
    },
    isReduceOnly: (participant) => isReduceOnly(participantOf(state, participant)),
    announceLimit({ level, key, limit, now }) {
      checkOneOf('level', level, exposureLevels);
      checkText('key', key);
      const proposed = checkedLimit('limit', limit);
      const current = limitOf(state, level, key);
      announceChange({ current: current.net, proposed: proposed.net, now, policy });
      const { effectiveAt } = announceChange({
        current: current.gross,
        proposed: proposed.gross,
        now,
        policy,
      });
      state.pending.set(JSON.stringify([level, key]), { level, key, limit: proposed, effectiveAt });
      log({ kind: 'announceLimit', level, key, limit: proposed, now });
      return { effectiveAt };
    },
    activateLimits({ now }) {
      checkInteger('now', now, 0);
      let count = 0;
      for (const [id, { level, key, limit, effectiveAt }] of state.pending) {
        if (effectiveAt > now) continue;
        setLimit(state, level, key, limit);
        state.pending.delete(id);
        count += 1;
      }
      if (count > 0) log({ kind: 'activateLimits', now });
      return count;
    },
    use({ level, key }) {
      checkOneOf('level', level, exposureLevels);
      return nodeUse(state, level, key);
    },
    utilisation(order) {
      checkSide(order.side);
      checkPositiveAmount('notional', order.notional);
      return utilisationAfter(state, order);
    },
    participantsIn: (segment) =>
      Array.from(segmentOf(state, segment).positions.values(), (position) => position.participant.key),
    snapshot: () => takeSnapshot(state),
    replay(events) {
      for (const event of events) playEvent(tree, event);
    },
  };
  return tree;
}
