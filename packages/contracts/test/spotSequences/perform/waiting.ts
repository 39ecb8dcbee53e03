import { idOf, marketNumber } from '../choices.ts';
import { type Performers } from './performers.ts';

/** Time goes on, without a transaction. */
export const waiting: Performers<'wait' | 'waitForHour' | 'waitForExpiry' | 'waitForNewDay' | 'waitForRing'> =
  {
    async wait(run, { seconds }) {
      run.now += seconds;
    },

    async waitForHour(run, { edge }) {
      const next = (Math.floor(run.now / 3_600) + 1) * 3_600;
      run.now = Math.max(run.now, next + edge);
    },

    async waitForExpiry(run, { id, edge }) {
      const segment = run.spotMarket.segments[idOf(run, id) - 1];
      if (segment !== undefined) run.now = Math.max(run.now, segment.issuedAt + segment.windowSeconds + edge);
    },

    async waitForNewDay(run, { market, edge }) {
      const entry = run.spotMarket.markets[marketNumber(run, market) - 1];
      if (entry !== undefined) run.now = Math.max(run.now, entry.anchorAt + 86_400 + edge);
    },

    async waitForRing(run, { hours }) {
      run.now += (1_024 + hours) * 3_600;
    },
  };
