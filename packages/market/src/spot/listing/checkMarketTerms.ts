import {
  BPS,
  checkBigint,
  checkDuration,
  checkFields,
  checkInteger,
  InvalidInputError,
  MAX_ASK,
} from '@phasegate/pricing/units';
import type { MarketTerms } from '../state/spotMarketState.ts';

const FIELDS = [
  'segmentType',
  'windowSeconds',
  'confidenceLowBps',
  'confidenceHighBps',
  'referenceAsk',
  'bandBps',
  'dailyMoveBps',
  'settlementPeriodHours',
  'settlementWindowHours',
  'settlementOffsetHours',
] as const satisfies readonly (keyof MarketTerms)[];

/** @throws {InvalidInputError} on terms that no market may have. */
export function checkMarketTerms(terms: MarketTerms): void {
  checkFields('terms', terms, FIELDS);
  checkDuration('windowSeconds', terms.windowSeconds, 2 ** 24 - 1);
  checkInteger('confidenceHighBps', terms.confidenceHighBps, 1, BPS);
  checkInteger('confidenceLowBps', terms.confidenceLowBps, 0, terms.confidenceHighBps - 1);
  checkInteger('bandBps', terms.bandBps, 0, BPS - 1);
  checkInteger('dailyMoveBps', terms.dailyMoveBps, 0, BPS - 1);
  const { settlementPeriodHours: period = 0, settlementWindowHours: window = 0 } = terms;
  checkInteger('settlementPeriodHours', period, 0, 1_024);
  checkInteger('settlementWindowHours', window, 0, Math.max(period - 1, 0));
  checkInteger('settlementOffsetHours', terms.settlementOffsetHours ?? 0, 0, Math.max(period - 1, 0));
  checkSegmentType(terms.segmentType);
  checkBigint('referenceAsk', terms.referenceAsk, 1n, MAX_ASK);
}

/** Two names must not become the same 32 bytes on chain: there zero bytes pad, and lone surrogates would all be one. */
function checkSegmentType(name: unknown): void {
  const bytes = typeof name === 'string' ? new TextEncoder().encode(name) : undefined;
  const faithful = bytes?.every((byte) => byte !== 0) === true && new TextDecoder().decode(bytes) === name;
  if (!faithful || bytes.length === 0 || bytes.length > 31) {
    throw new InvalidInputError({
      path: 'segmentType',
      observed: name,
      allowed: 'a name of 1 to 31 bytes of UTF-8, none of them zero',
    });
  }
}
