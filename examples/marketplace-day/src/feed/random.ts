import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded random numbers: the same seed and purpose give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** Standard normal. */
  normal(): number;
}

/** A stream for one purpose, so that a draw more here shifts no numbers there. */
export function seededRandom(seed: number, purpose: string): Random {
  let hash = seed | 0;
  for (const character of purpose) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  const generator = xoroshiro128plus(hash);
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    integer: (min, max) => uniformInt(generator, min, max),
    // Box and Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
