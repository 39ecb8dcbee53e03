import { checkInteger, checkObject } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { threefry2x32 } from './threefry.ts';

/**
 * `count` independent standard normal numbers, the same for the same `(seed, scenario, path)` on every call and in any
 * order of calls: 52 bits of Threefry-2x32 keyed by (seed, scenario) at counter (path, index), through the inverse
 * normal law.
 *
 * @param key.seed, key.scenario, key.path integers in [0, 2^32)
 * @throws {InvalidInputError} a key that is not a 32-bit integer, a negative or fractional count
 * @example
 * normalDraws({ seed: 1, scenario: 0, path: 0 }, 1)[0] // 0.5357771828190248
 */
export function normalDraws(
  key: { readonly seed: number; readonly scenario: number; readonly path: number },
  count: number,
): Float64Array {
  checkObject('key', key);
  const { seed, scenario, path } = key;
  checkInteger('seed', seed, 0, 0xffff_ffff);
  checkInteger('scenario', scenario, 0, 0xffff_ffff);
  checkInteger('path', path, 0, 0xffff_ffff);
  checkInteger('count', count, 0, 0xffff_ffff);
  const draws = new Float64Array(count);
  const words = new Uint32Array(2);
  for (let i = 0; i < draws.length; i++) {
    threefry2x32(seed, scenario, path, i, words);
    // 26 bits of each word, and half a step up: never 0, never 1.
    const uniform = ((words[0]! >>> 6) * 67_108_864 + (words[1]! >>> 6) + 0.5) / 4_503_599_627_370_496;
    draws[i] = normalInverseCdf(uniform);
  }
  return draws;
}
