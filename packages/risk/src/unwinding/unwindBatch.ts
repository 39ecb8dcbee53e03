import {
  checkAmount,
  checkInteger,
  checkObject,
  checkSignedAmount,
  InvalidInputError,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { UnwindBook, UnwindEntry, UnwindQueue } from './expirySchedule.ts';

/** An entry and what it settles at, PAT wei a lot. */
export interface SettledEntry extends UnwindEntry {
  readonly settlementFigure: Wad;
}

/** The outcome of one batch. */
export interface UnwindBatch {
  readonly settled: readonly SettledEntry[];
  /** Pass this to the next call. */
  readonly queue: UnwindQueue;
  /** True when nothing due is left, neither unlooked-at nor waiting for a figure. */
  readonly done: boolean;
}

/** What a book settles at, PAT wei a lot: a price, of two markets its difference, of either sign; undefined while there is none. */
export type SettlementFigures = (book: UnwindBook) => Wad | undefined;

/**
 * Settles due positions (`expiry <= now`), looking at no more than `limit` of them, and returns where to go on.
 *
 * Anyone may run it, as often as they like, in batches of any size: the same positions settle at the same figures.
 * A position whose figure has not arrived is set aside and looked at again in turn; it never stands in the way of the
 * others.
 *
 * @param input.now Unix seconds
 * @param input.limit most entries to look at, at least 1
 * @throws {InvalidInputError} a malformed queue or limit, a figure that is anything but a bigint, or a price below zero
 * @example see the package README: "Unwinding at expiry"
 */
export function unwindBatch(input: {
  readonly queue: UnwindQueue;
  readonly now: UnixSeconds;
  readonly limit: number;
  readonly settlementFigure: SettlementFigures;
}): UnwindBatch {
  checkObject('input', input);
  const { queue } = input;
  checkQueue(queue);
  const { now, limit } = input;
  checkInteger('now', now, 0);
  checkInteger('limit', limit, 1);
  const settled: SettledEntry[] = [];
  const waiting = [...queue.waiting];
  const look = (entry: UnwindEntry): void => {
    const settlementFigure = figureOf(entry, input.settlementFigure);
    if (settlementFigure === undefined) waiting.push(entry);
    else settled.push({ ...entry, settlementFigure });
  };
  let { cursor } = queue;
  let looked = 0;
  const dueAt = (index: number): boolean =>
    index < queue.entries.length && queue.entries[index]!.expiry <= now;
  for (; looked < limit && dueAt(cursor); looked++) look(queue.entries[cursor++]!);
  // What was already waiting comes after the new ones, each at most once a batch.
  const again = Math.min(limit - looked, queue.waiting.length);
  for (const entry of waiting.splice(0, again)) look(entry);
  return {
    settled,
    queue: { entries: queue.entries, cursor, waiting },
    done: waiting.length === 0 && !dueAt(cursor),
  };
}

export function figureOf(
  { market, against, expiry }: UnwindEntry,
  figures: SettlementFigures,
): Wad | undefined {
  const figure = figures({ market, against, expiry });
  const path = `settlementFigure(${market}, ${against}, ${expiry})`;
  if (figure !== undefined && market === against) checkAmount(path, figure);
  else if (figure !== undefined) checkSignedAmount(path, figure);
  return figure;
}

export function checkQueue(queue: UnwindQueue): void {
  checkObject('queue', queue);
  if (!Array.isArray(queue.entries) || !Array.isArray(queue.waiting)) {
    throw new InvalidInputError({ path: 'queue', observed: queue, allowed: 'the result of expirySchedule' });
  }
  checkInteger('queue.cursor', queue.cursor, 0, queue.entries.length);
}
