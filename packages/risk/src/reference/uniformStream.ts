import { threefry2x32 } from '../random/threefry.ts';

/** Uniform draws in (0, 1) keyed by a stream number: the reference tables are the same on every machine. */
export function uniformStream(stream: number): () => number {
  let count = 0;
  const words = new Uint32Array(2);
  return () => {
    threefry2x32(stream, 0, count++, 0, words);
    return (words[0]! + 0.5) / 2 ** 32;
  };
}
