import type { PhasegateContracts, ProductionContracts } from '@phasegate/contracts';
import { askOf, type Fill, type SpotMarketState } from '@phasegate/market';
import type { Arrival } from '../feed/arrivals.ts';
import type { Random } from '../feed/random.ts';
import type { RiskDesk } from '../risk/riskDesk.ts';
import type { Actors } from './actors.ts';
import type { Consumer } from './consumers.ts';
import type { MarketPricer } from './marketPricer.ts';
import type { Panel } from './panel.ts';
import type { RunParameters } from './parameters.ts';
import type { RunLog } from './runLog.ts';
import type { TransactionStep } from './step.ts';

/** The spot contracts and the timelock that comes to own the phase gate. */
export type RunContracts = PhasegateContracts & Pick<ProductionContracts, 'ownerTimelock'>;

/** What a run knows: the feed in order of time, parameters, the seed, and the spot market by its rules. Nothing of the chain. */
export interface Run {
  readonly seed: number;
  readonly parameters: RunParameters;
  readonly arrivals: readonly Arrival[];
  readonly actors: Actors;
  readonly spotMarket: SpotMarketState;
  readonly contracts: RunContracts;
  readonly chainId: number;
  readonly log: RunLog;
}

/** A segment that may still be bought. */
export interface OpenSegment {
  readonly id: number;
  readonly expiry: number;
}

/** A run under way. */
export interface YearState extends Run {
  readonly consumers: readonly Consumer[];
  readonly pricers: readonly MarketPricer[];
  readonly open: OpenSegment[][];
  readonly random: Random;
  readonly permitted: Set<string>;
  readonly panels: Panel[];
  readonly desk: RiskDesk;
}

/** A transaction to the marketplace. */
export function call(
  step: Omit<TransactionStep, 'to' | 'gasLimit'> & Partial<Pick<TransactionStep, 'to' | 'gasLimit'>>,
): TransactionStep {
  return { to: 'marketplace', gasLimit: 400_000, ...step };
}

/** Notes purchases for the report, the estimators and the risk desk. */
export function noteFills(year: YearState, fills: readonly Fill[], at: number): void {
  for (const fill of fills) {
    const segment = year.spotMarket.segments[fill.id - 1]!;
    const pricer = year.pricers[segment.market - 1]!;
    pricer.bought(1, at);
    pricer.openCapacity -= 1;
    const { freshness } = askOf(year.spotMarket, fill.id, at);
    const { ask, payout } = fill;
    year.desk.trades[segment.market - 1]!.add({ at, ask, payout, freshness });
    year.log.purchases.push({
      ...fill,
      at,
      market: segment.market,
      ageShare: (at - segment.issuedAt) / segment.windowSeconds,
      freshness,
      confidenceBps: segment.confidenceBps,
    });
  }
}
