/** One value on which the chain and the rules disagree. */
export interface Mismatch {
  readonly item: string;
  readonly chain: string;
  readonly expected: string;
}

/** Counts values compared and keeps those that differ. */
export interface Comparison {
  readonly compared: number;
  readonly mismatches: readonly Mismatch[];
  equal(item: string, chain: Comparable, expected: Comparable): void;
}

type Comparable = bigint | number | string | boolean;

export function comparison(): Comparison {
  let compared = 0;
  const mismatches: Mismatch[] = [];
  return {
    get compared() {
      return compared;
    },
    mismatches,
    equal(item, chain, expected) {
      compared += 1;
      // Addresses differ in case only; numbers and bigints in type only.
      if (String(chain).toLowerCase() !== String(expected).toLowerCase()) {
        mismatches.push({ item, chain: String(chain), expected: String(expected) });
      }
    },
  };
}
