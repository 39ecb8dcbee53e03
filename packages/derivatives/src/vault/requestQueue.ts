import {
  checkMap,
  checkObject,
  checkText,
  mulDivDown,
  mulDivUp,
  type Quantity,
} from '@phasegate/pricing/units';
import { RequestExceedsError } from './errors.ts';

/** Something given for something received: wei for shares, or shares for wei. */
export interface Exchange {
  readonly given: Quantity;
  readonly received: Quantity;
}

/**
 * Requests that are answered together, a round at a time, all at one price: what is given now is received when the round is
 * fulfilled. Plain data; deposits and redemptions of a vault are one queue each.
 */
export interface RequestQueue {
  /** The round that takes requests now. */
  readonly round: number;
  /** Given in it by everybody. */
  readonly pending: Quantity;
  /** By controller: what was given, and in which round. */
  readonly requests: ReadonlyMap<string, { readonly round: number; readonly given: Quantity }>;
  /** By controller: what earlier rounds have brought and nobody has claimed. */
  readonly claimable: ReadonlyMap<string, Exchange>;
  /** By fulfilled round: what its controllers have not been allotted yet, so that the last of them gets all that is left. */
  readonly fulfilled: ReadonlyMap<number, Exchange>;
}

export const emptyQueue: RequestQueue = {
  round: 1,
  pending: 0n,
  requests: new Map(),
  claimable: new Map(),
  fulfilled: new Map(),
};

/** @throws {RequestExceedsError} nothing, or more than the controller has. */
export function checkAvailable(controller: string, amount: bigint, available: bigint): void {
  if (amount < 1n || amount > available) throw new RequestExceedsError(controller, amount, available);
}

/** Adds to the controller's request in the present round. */
export function requested(queue: RequestQueue, controller: string, amount: bigint): RequestQueue {
  const allotted = allot(queue, controller);
  const given = (allotted.requests.get(controller)?.given ?? 0n) + amount;
  return {
    ...allotted,
    pending: allotted.pending + amount,
    requests: new Map(allotted.requests).set(controller, { round: allotted.round, given }),
  };
}

/** Takes back some of what the present round has not answered. @throws {RequestExceedsError} */
export function cancelled(queue: RequestQueue, controller: string, amount: bigint): RequestQueue {
  const allotted = allot(queue, controller);
  const given = allotted.requests.get(controller)?.given ?? 0n;
  checkAvailable(controller, amount, given);
  const requests = new Map(allotted.requests);
  if (given === amount) requests.delete(controller);
  else requests.set(controller, { round: allotted.round, given: given - amount });
  return { ...allotted, pending: allotted.pending - amount, requests };
}

/** The present round is answered with `received` for all that was given in it. */
export function fulfilled(queue: RequestQueue, received: bigint): RequestQueue {
  return {
    ...queue,
    round: queue.round + 1,
    pending: 0n,
    fulfilled: new Map(queue.fulfilled).set(queue.round, { given: queue.pending, received }),
  };
}

/**
 * Claims what `given` has brought, rounded down; all of it brings all.
 *
 * @throws {RequestExceedsError} nothing, or more than can be claimed.
 */
export function claimedByGiven(
  queue: RequestQueue,
  controller: string,
  given: bigint,
): { queue: RequestQueue; claim: Exchange } {
  const allotted = allot(queue, controller);
  const all = claimableOf(allotted, controller);
  checkAvailable(controller, given, all.given);
  const received = mulDivDown(all.received, given, all.given);
  return claimed(allotted, controller, { given, received });
}

/** Claims `received` for what brought it, rounded up. @throws {RequestExceedsError} nothing, or more than can be claimed. */
export function claimedByReceived(
  queue: RequestQueue,
  controller: string,
  received: bigint,
): { queue: RequestQueue; claim: Exchange } {
  const allotted = allot(queue, controller);
  const all = claimableOf(allotted, controller);
  checkAvailable(controller, received, all.received);
  const given = mulDivUp(all.given, received, all.received);
  return claimed(allotted, controller, { given, received });
}

/**
 * What a controller can claim, its part of a fulfilled round included.
 *
 * @throws {InvalidInputError} a malformed queue or name.
 * @example claimableOf(vaultState({ name: 'vault', epochLength: 86_400, maxUtilisationBps: 8_000 as Bps, at: 0 }).deposits, 'ann').received // 0n
 */
export function claimableOf(queue: RequestQueue, controller: string): Exchange {
  checkQueue(queue, controller);
  return allot(queue, controller).claimable.get(controller) ?? { given: 0n, received: 0n };
}

/**
 * What a controller has given that no round has answered.
 *
 * @throws {InvalidInputError} a malformed queue or name.
 * @example pendingOf(vaultState({ name: 'vault', epochLength: 86_400, maxUtilisationBps: 8_000 as Bps, at: 0 }).deposits, 'ann') // 0n
 */
export function pendingOf(queue: RequestQueue, controller: string): bigint {
  checkQueue(queue, controller);
  return allot(queue, controller).requests.get(controller)?.given ?? 0n;
}

function checkQueue(queue: RequestQueue, controller: string): void {
  checkObject('queue', queue);
  for (const field of ['requests', 'claimable', 'fulfilled'] as const)
    checkMap(`queue.${field}`, queue[field]);
  checkText('controller', controller);
}

function claimed(
  queue: RequestQueue,
  controller: string,
  claim: Exchange,
): { queue: RequestQueue; claim: Exchange } {
  const all = claimableOf(queue, controller);
  const left = { given: all.given - claim.given, received: all.received - claim.received };
  const claimable = new Map(queue.claimable);
  if (left.given === 0n && left.received === 0n) claimable.delete(controller);
  else claimable.set(controller, left);
  return { queue: { ...queue, claimable }, claim };
}

/** Moves the controller's part of a fulfilled round to what it can claim: rounded down, the round's last gets what is left. */
function allot(queue: RequestQueue, controller: string): RequestQueue {
  const request = queue.requests.get(controller);
  if (request === undefined || request.round === queue.round) return queue;
  const round = queue.fulfilled.get(request.round)!;
  const received = mulDivDown(round.received, request.given, round.given);
  const before = queue.claimable.get(controller) ?? { given: 0n, received: 0n };
  const requests = new Map(queue.requests);
  requests.delete(controller);
  const rounds = new Map(queue.fulfilled);
  if (round.given === request.given) rounds.delete(request.round);
  else rounds.set(request.round, { given: round.given - request.given, received: round.received - received });
  return {
    ...queue,
    requests,
    fulfilled: rounds,
    claimable: new Map(queue.claimable).set(controller, {
      given: before.given + request.given,
      received: before.received + received,
    }),
  };
}
