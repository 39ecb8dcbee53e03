import { threefry } from '../src/valuation/random/threefry.ts';

/** Uniform draws in (0, 1) keyed by a stream number: the reference tables are the same on every machine. */
export function uniformStream(stream: number): () => number {
  let count = 0;
  return () => (threefry(stream, 0, count++, 0)[0] + 0.5) / 2 ** 32;
}
