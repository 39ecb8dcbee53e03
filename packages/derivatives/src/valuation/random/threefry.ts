/** Rotations of Threefry-2x32 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: two 32-bit words from a key of two words and a counter of two words. A pure function:
 * any draw of any path can be had by itself, in any order. Words are integers in [0, 2^32).
 *
 * @example threefry(0, 0, 0, 0) // [1797259609, 2579123966]
 */
export function threefry(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const keys = [key0 | 0, key1 | 0, PARITY ^ key0 ^ key1];
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;
  for (let round = 0; round < 20; round += 1) {
    a = (a + b) | 0;
    const rotation = ROTATIONS[round % 8]!;
    b = ((b << rotation) | (b >>> (32 - rotation))) ^ a;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      a = (a + keys[injection % 3]!) | 0;
      b = (b + keys[(injection + 1) % 3]! + injection) | 0;
    }
  }
  return [a >>> 0, b >>> 0];
}
