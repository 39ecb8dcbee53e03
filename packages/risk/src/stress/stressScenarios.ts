import type { Bps } from '@phasegate/pricing/units';

/** One imagined state of the world, as data. */
export interface StressScenario {
  readonly name: string;
  readonly description: string;
  /** Multipliers of the price's factors, integer bps, 10,000 = unchanged. */
  readonly demandBps: Bps;
  readonly scarcityBps: Bps;
  readonly freshnessBps: Bps;
  /** `index`: the shocked index settles. `fallback`: the index is out and the series' fallback settles. */
  readonly settlement: 'index' | 'fallback';
  /** A manipulator pushes every index to an end of its band. */
  readonly manipulation: 'none' | 'up' | 'down';
  /** How many of the participants with the largest uncovered loss default: theirs is the shortfall. */
  readonly defaulters: number;
}

const unchanged = {
  demandBps: 10_000 as Bps,
  scarcityBps: 10_000 as Bps,
  freshnessBps: 10_000 as Bps,
  settlement: 'index',
  manipulation: 'none',
  defaulters: 1,
} as const;

/** The stress library. Sizes are defaults to be tuned; each can be overridden field by field. */
export const stressScenarios: readonly StressScenario[] = [
  {
    ...unchanged,
    name: 'demandCollapse',
    description: 'Consumers stop buying: consumption velocity falls to its floor and demand pressure halves.',
    demandBps: 5_000 as Bps,
  },
  {
    ...unchanged,
    name: 'supplyFlood',
    description: 'A browser vendor enrols its users: mint rate quadruples, scarcity falls to 60 %.',
    scarcityBps: 6_000 as Bps,
  },
  {
    ...unchanged,
    name: 'demandSpike',
    description:
      'A sales season: demand pressure doubles and scarcity rises by a half. Hurts whoever is short.',
    demandBps: 20_000 as Bps,
    scarcityBps: 15_000 as Bps,
  },
  {
    ...unchanged,
    name: 'indexOutage',
    description: 'No trades enter the index through every extension: series settle at their fallback.',
    settlement: 'fallback',
  },
  {
    ...unchanged,
    name: 'freshnessRegimeChange',
    description: 'Consumers come to want newer data: segments lose 40 % of their value at the same age.',
    freshnessBps: 6_000 as Bps,
  },
  {
    ...unchanged,
    name: 'institutionDefault',
    description:
      'Demand falls by 40 % and the two institutions with the largest uncovered losses fail together.',
    demandBps: 6_000 as Bps,
    defaulters: 2,
  },
  {
    ...unchanged,
    name: 'manipulationUp',
    description: 'The settlement index is washed up to the upper end of its band.',
    manipulation: 'up',
  },
  {
    ...unchanged,
    name: 'manipulationDown',
    description: 'The settlement index is washed down to the lower end of its band.',
    manipulation: 'down',
  },
];
