import type { SeriesTerms } from './seriesTerms.ts';

/** The one form of every bounded payoff, per lot: `slope x clamp(S, low, high) + fixed`. */
export interface PayoffLine {
  /** Kinks, wei per lot; the payoff is flat below `low` and above `high`. */
  readonly low: bigint;
  readonly high: bigint;
  /** 1 for what gains when the settlement figure rises, -1 for a put. */
  readonly slope: 1n | -1n;
  readonly fixed: bigint;
}

/** The payoff of checked terms as its line. A put's `low` of 0 is the lowest settlement price there is. */
export function payoffLine(terms: SeriesTerms): PayoffLine {
  switch (terms.kind) {
    case 'call':
      return { low: terms.strike, high: terms.cap, slope: 1n, fixed: -terms.strike };
    case 'put':
      return { low: 0n, high: terms.strike, slope: -1n, fixed: terms.strike };
    case 'collar':
      return { low: terms.floor, high: terms.cap, slope: 1n, fixed: -terms.price };
    default:
      return {
        low: terms.spread - terms.bound,
        high: terms.spread + terms.bound,
        slope: 1n,
        fixed: -terms.spread,
      };
  }
}

/** The payoff at a settlement figure. */
export function payoffAt({ low, high, slope, fixed }: PayoffLine, settlement: bigint): bigint {
  const within = settlement < low ? low : settlement > high ? high : settlement;
  return slope * within + fixed;
}
