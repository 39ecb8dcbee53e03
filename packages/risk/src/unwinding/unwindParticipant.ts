import { checkInteger, checkObject, checkText, type UnixSeconds } from '@phasegate/pricing/units';
import type { UnwindEntry, UnwindQueue } from './expirySchedule.ts';
import {
  checkQueue,
  priceOf,
  type SettledEntry,
  type SettlementPrices,
  type UnwindBatch,
} from './unwindBatch.ts';

/**
 * Settles everything of one participant that is due and has a price, without waiting for any keeper: the fallback
 * that runs when the participant next touches its account. Linear in the queue.
 *
 * @param input.now Unix seconds
 * @throws {InvalidInputError} a malformed queue, a price that is not a bigint of zero or more
 * @example see the package README: "Unwinding at expiry"
 */
export function unwindParticipant(input: {
  readonly queue: UnwindQueue;
  readonly participant: string;
  readonly now: UnixSeconds;
  readonly settlementPrice: SettlementPrices;
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
    const settlementPrice = priceOf(entry, input.settlementPrice);
    if (settlementPrice === undefined) return true;
    settled.push({ ...entry, settlementPrice });
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
