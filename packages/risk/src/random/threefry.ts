/**
 * Threefry-2x32 with 20 rounds: two 32-bit words out of a 64-bit key and a 64-bit counter. Stateless, so that path
 * number p of scenario s is the same whoever draws it, in whatever order.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11; constants from section 4.
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
): void {
  const key2 = 0x1bd11bda ^ key0 ^ key1;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    const r = (group & 1) === 0 ? EVEN : ODD;
    for (let i = 0; i < 4; i++) {
      const turn = r[i]!;
      x = (x + y) | 0;
      y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    }
    const step = group + 1;
    x = (x + (step % 3 === 0 ? key0 : step % 3 === 1 ? key1 : key2)) | 0;
    y = (y + (step % 3 === 0 ? key1 : step % 3 === 1 ? key2 : key0) + step) | 0;
  }
  out[0] = x;
  out[1] = y;
}

const EVEN: readonly number[] = [13, 15, 26, 6];
const ODD: readonly number[] = [17, 29, 16, 24];
