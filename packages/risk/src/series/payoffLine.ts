import type { SeriesTerms } from './seriesTerms.ts';

/** The one form of every bounded payoff, per lot: from `atLow` it rises, or falls, by a wei a wei between two kinks. */
export interface PayoffLine {
  /** Kinks, wei per lot; the payoff is flat below `low` and above `high`. */
  readonly low: bigint;
  readonly high: bigint;
  /** The payoff at `low` and below. */
  readonly atLow: bigint;
  /** False for a put, which falls. */
  readonly rises: boolean;
}

/** The payoff of checked terms as its line. A put's `low` of 0 is the lowest settlement price there is. */
export function payoffLine(terms: SeriesTerms): PayoffLine {
  switch (terms.kind) {
    case 'call':
      return { low: terms.strike, high: terms.cap, atLow: 0n, rises: true };
    case 'put':
      return { low: 0n, high: terms.strike, atLow: terms.strike, rises: false };
    case 'collar':
      return { low: terms.floor, high: terms.cap, atLow: terms.floor - terms.price, rises: true };
    default:
      return {
        low: terms.spread - terms.bound,
        high: terms.spread + terms.bound,
        atLow: -terms.bound,
        rises: true,
      };
  }
}

/** The payoff at a settlement figure. */
export function payoffAt({ low, high, atLow, rises }: PayoffLine, settlement: bigint): bigint {
  const within = settlement < low ? low : settlement > high ? high : settlement;
  return rises ? atLow + (within - low) : atLow - (within - low);
}
