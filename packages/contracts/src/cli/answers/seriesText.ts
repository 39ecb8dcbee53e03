import { pat } from '../words.ts';

/** The terms of a series, as the clearing house has them. */
export interface SeriesTerms {
  /** 0 call, 1 put, 2 collar, 3 swap. */
  readonly kind: number;
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

/** The terms in words: `call at 100 PAT capped at 150 PAT`. */
export function seriesText({ kind, a, b, c }: SeriesTerms): string {
  if (kind === 0) return `call at ${pat(a)} capped at ${pat(b)}`;
  if (kind === 1) return `put at ${pat(a)}`;
  if (kind === 2) return `collar from ${pat(a)} to ${pat(b)} at ${pat(c)}`;
  return `swap at ${signedPat(BigInt.asIntN(80, b))} within ${pat(a)}`;
}

/** Wei below zero too. */
export const signedPat = (wei: bigint): string => (wei < 0n ? `-${pat(-wei)}` : pat(wei));

/**
 * What a lot held long receives, wei, below zero when it pays; the contract's `AccountSettled` says the same.
 *
 * @param figure what the book settled at: the price, of a pair the first less the second.
 */
export function lotPayoff({ kind, a, b, c }: SeriesTerms, figure: bigint): bigint {
  if (kind === 0) return clamped(figure, a, b) - a;
  if (kind === 1) return figure < a ? a - figure : 0n;
  if (kind === 2) return clamped(figure, a, b) - c;
  return clamped(figure - BigInt.asIntN(80, b), -a, a);
}

const clamped = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low : value > high ? high : value;
