/** Seeded inputs for the differential tests: random over each whole range, with its ends far more often than chance. */
export class Inputs {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = seed;
  }

  /** 64 random bits: splitmix64 (Steele, Lea, Flood 2014). */
  #next(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let z = this.#state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return z ^ (z >> 31n);
  }

  /** An integer in `[low, high]`; one in eight lies at or next to an end, one in eight near a power of two. */
  bigint(low: bigint, high: bigint): bigint {
    const kind = this.#next() & 15n;
    if (kind === 0n) return low;
    if (kind === 1n) return high;
    const wide = (this.#next() << 128n) | (this.#next() << 64n) | this.#next();
    if (kind > 3n) return low + (wide % (high - low + 1n));
    const power = 1n << (wide % BigInt(high.toString(2).length));
    const near = power + (this.#next() % 3n) - 1n;
    return near < low ? low : near > high ? high : near;
  }

  number(low: number, high: number): number {
    return Number(this.bigint(BigInt(low), BigInt(high)));
  }

  /** Sixteen knots that never rise, the first 65535, the last above 0. */
  knots(): number[] {
    const knots = [65_535];
    while (knots.length < 16) knots.push(this.number(1, knots.at(-1)!));
    return knots;
  }
}

const MASK = (1n << 64n) - 1n;
