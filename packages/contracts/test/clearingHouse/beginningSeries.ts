import type { SeriesWord } from '@phasegate/derivatives';
import { DAY, PAT } from './clearingChain.ts';

/** Series of a few wei, so that an account can hold more than there is room for. */
export const SMALL = 14;

/** The series that a sequence begins with, in order, at the first expiry: of market 1, of the pair, and one a day later. */
export function beginningSeries(expiry: number): readonly SeriesWord[] {
  const one = { market: 1, against: 1, expiry };
  const pair = { market: 1, against: 2, expiry };
  const small = Array.from({ length: SMALL }, (_, i) => ({
    ...one,
    kind: 'put' as const,
    a: BigInt(i + 1),
    b: 0n,
    c: 0n,
  }));
  return [
    { ...one, kind: 'call', a: 95n * PAT, b: 150n * PAT, c: 0n },
    { ...one, kind: 'put', a: 103n * PAT, b: 0n, c: 0n },
    { ...one, kind: 'collar', a: 80n * PAT, b: 130n * PAT, c: 98n * PAT },
    ...small,
    { ...pair, kind: 'indexSwap', a: 40n * PAT, b: -5n * PAT, c: 0n },
    { ...pair, kind: 'indexSwap', a: 20n * PAT, b: 3n * PAT, c: 0n },
    { ...one, expiry: expiry + DAY, kind: 'call', a: 100n * PAT, b: 120n * PAT, c: 0n },
  ];
}
