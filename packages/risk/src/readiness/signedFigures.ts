import { BPS, checkObject, InvalidInputError, type Wad, type Word } from '@phasegate/pricing/units';
import { canonicalHash } from './canonicalHash.ts';
import type { ReadinessReport } from './readiness.ts';

/** What the auditor signs of a report; names and units of the phase gate's typed data. */
export interface SignedFigures extends Record<string, bigint | string> {
  readonly reportHash: `0x${string}`;
  readonly market: Word;
  /** The period `[fromDay, toDay)`, days since 1970-01-01. */
  readonly fromDay: Word;
  readonly toDay: Word;
  /** PAT wei. */
  readonly unaffiliatedVolume: Wad;
  readonly unaffiliatedBuyers: Word;
  /** Rounded up. */
  readonly largestBuyerBps: Word;
  /** Rounded down. */
  readonly deliveredBps: Word;
}

/**
 * The figures that the auditor signs for the phase gate, from the report and nothing else, beside the report's hash. What is
 * hashed and what is signed can't differ: a report whose hash is not its own is refused.
 *
 * @param report as `readiness` made it; one that does not pass can be signed too, the gate refuses it
 * @throws {InvalidInputError} a report that was changed after it was made
 * @example see the package README: "Phase readiness"
 */
export function signedFigures(report: ReadinessReport): SignedFigures {
  checkObject('report', report);
  const { hash, ...rest } = report;
  if (canonicalHash(rest) !== hash) {
    throw new InvalidInputError({
      path: 'report.hash',
      observed: hash,
      allowed: 'the hash of the report itself',
      remedy: 'Take the report as readiness() made it',
    });
  }
  const { market, fromDay, toDay, figures } = report;
  const { good, all } = figures.delivered;
  return {
    reportHash: hash,
    market: BigInt(market),
    fromDay: BigInt(fromDay),
    toDay: BigInt(toDay),
    unaffiliatedVolume: figures.unaffiliatedVolume,
    unaffiliatedBuyers: BigInt(figures.unaffiliatedBuyers),
    largestBuyerBps: BigInt(figures.largestBuyerBps),
    deliveredBps: all === 0 ? 0n : (BigInt(good) * BigInt(BPS)) / BigInt(all),
  };
}
