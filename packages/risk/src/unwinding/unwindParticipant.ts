import { checkInteger, checkObject, checkText, type UnixSeconds } from '@phasegate/pricing/units';
import type { UnwindEntry, UnwindQueue } from './expirySchedule.ts';
import {
  checkQueue,
  figureOf,
  type SettledEntry,
  type SettlementFigures,
  type UnwindBatch,
} from './unwindBatch.ts';

/**
 * Settles everything of one participant that is due and has a figure, without waiting for any keeper: the fallback
 * that runs when the participant next touches its account. Linear in the queue.
 *
 * @param input.now Unix seconds
 * @throws {InvalidInputError} a malformed queue, a figure that is anything but a bigint, or a price below zero
 * @example see the package README: "Unwinding at expiry"
 */
export function unwindParticipant(input: {
  readonly queue: UnwindQueue;
  readonly participant: string;
  readonly now: UnixSeconds;
  readonly settlementFigure: SettlementFigures;
}): UnwindBatch {
  checkObject('input', input);
  const { queue } = input;
  checkQueue(queue);
  const { participant, now } = input;
  checkText('participant', participant);
  checkInteger('now', now, 0);
  const settled: SettledEntry[] = [];
  const keep = (entry: UnwindEntry): boolean => {
    if (entry.participant !== participant || entry.expiry > now) return true;
    const settlementFigure = figureOf(entry, input.settlementFigure);
    if (settlementFigure === undefined) return true;
    settled.push({ ...entry, settlementFigure });
    return false;
  };
  const waiting = queue.waiting.filter(keep);
  const entries = queue.entries.slice(queue.cursor).filter(keep);
  return {
    settled,
    queue: { entries, cursor: 0, waiting },
    done: waiting.length === 0 && (entries[0] === undefined || entries[0].expiry > now),
  };
}
