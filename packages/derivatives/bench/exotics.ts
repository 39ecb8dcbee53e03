import { american, asianArithmetic } from '@phasegate/derivatives';
import type { Comparison, Timed } from '@phasegate/testing';
import { hand } from './black.ts';
import { book, used } from './book.ts';

const average = {
  type: 'call',
  forwards: Array.from({ length: 24 }, () => 100),
  weights: Array.from({ length: 24 }, () => 1 / 24),
  fixingTimes: Array.from({ length: 24 }, (_, i) => 0.08 + i / 8760),
  strike: 100,
  rate: 0.02,
  volatility: 0.8,
} as const;

function timedAsian(method: 'fast' | 'reference', count: number): Timed {
  return {
    name: `asianArithmetic, ${method}, 24 fixings`,
    run: () => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) sum += asianArithmetic({ ...average, method }).price;
      return used(sum, count);
    },
  };
}

function timedAmerican(method: 'fast' | 'exact', count: number): Timed {
  return {
    name: `american, ${method}, put`,
    run: () => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) {
        const { price } = american({
          type: 'put',
          spot: 100,
          strike: book.strike[i]!,
          timeToExpiry: book.timeToExpiry[i]!,
          rate: 0.05,
          dividendYield: 0.02,
          volatility: book.volatility[i]!,
          method,
        });
        sum += price;
      }
      return used(sum, count);
    },
  };
}

/** What an average, or exercise at any time, costs in European prices written by hand (about 45 ns each). */
export function exoticComparisons(): readonly Comparison[] {
  return [
    { subject: timedAsian('fast', 200), reference: hand, atMost: 1_500 },
    { subject: timedAsian('reference', 20), reference: hand, atMost: 30_000 },
    { subject: timedAmerican('fast', 100), reference: hand, atMost: 22_000 },
    { subject: timedAmerican('exact', 20), reference: timedAmerican('fast', 20), atMost: 40 },
  ];
}
