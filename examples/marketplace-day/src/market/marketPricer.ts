import {
  type Bps,
  demandPressure,
  freshnessCurve,
  type PricingParameters,
  type Quote,
  quoteSegment,
  rateEstimator,
  rollingCount,
  scarcityFactor,
  substituteAvailability,
  WAD,
  type Wad,
} from '@phasegate/pricing';
import type { MarketPlan } from './parameters.ts';

/** Prices one market from what has been listed and bought in it so far. */
export interface MarketPricer {
  readonly plan: MarketPlan;
  /** Access rights that can be bought now, kept up by the run. */
  openCapacity: number;
  listed(units: number, at: number): void;
  bought(units: number, at: number): void;
  factors(input: { now: number; others: readonly MarketPricer[] }): { demand: Wad; scarcity: Wad };
  quote(input: {
    demand: Wad;
    scarcity: Wad;
    issuedAt: number;
    now: number;
    marginBps: Bps;
    lifetimeSeconds: number;
  }): Quote;
}

export function marketPricer(input: {
  plan: MarketPlan;
  table: bigint;
  parameters: PricingParameters;
  startsAt: number;
}): MarketPricer {
  const { plan, table, parameters, startsAt } = input;
  const { halfLifeSeconds } = parameters.demand;
  const { windowSeconds } = plan.terms;
  const consumption = rateEstimator({ halfLifeSeconds, at: startsAt });
  const supply = rateEstimator({ halfLifeSeconds, at: startsAt });
  const minted = rollingCount({ windowSeconds, at: startsAt });
  const burnt = rollingCount({ windowSeconds, at: startsAt });
  return {
    plan,
    openCapacity: 0,
    listed(units, at) {
      supply.add(at, wads(units));
      minted.add(at, wads(units));
    },
    bought(units, at) {
      consumption.add(at, wads(units));
      burnt.add(at, wads(units));
    },
    factors: ({ now, others }) => ({
      demand: demandPressure({
        consumptionVelocity: consumption.perDay(now),
        supplyRate: supply.perDay(now),
        parameters: parameters.demand,
      }),
      scarcity: scarcityFactor({
        mintRate: minted.total(now),
        burnRate: burnt.total(now),
        substituteAvailability: substituteAvailability(
          others.map((other) => ({
            similarity: similarity(plan, other.plan),
            openCapacity: other.openCapacity,
          })),
        ),
        parameters: parameters.scarcity,
      }),
    }),
    quote: ({ demand, scarcity, issuedAt, now, marginBps, lifetimeSeconds }) =>
      quoteSegment({
        baseValue: plan.baseValue,
        curve: table,
        issuedAt,
        windowSeconds,
        demand,
        scarcity,
        marginBps,
        now,
        quoteLifetimeSeconds: lifetimeSeconds,
      }),
  };
}

/** The table words of the run's curves, in the order in which they are added to the chain. */
export function curveTables(specs: readonly Parameters<typeof freshnessCurve>[0][]): bigint[] {
  return specs.map((spec) => freshnessCurve(spec).table);
}

/** 1 less the distance of the bands' middles; half of that across windows. */
function similarity(a: MarketPlan, b: MarketPlan): Wad {
  const middle = ({ terms }: MarketPlan): number => (terms.confidenceLowBps + terms.confidenceHighBps) / 2;
  const near = BigInt(10_000 - Math.abs(middle(a) - middle(b))) * 10n ** 14n;
  return (a.terms.windowSeconds === b.terms.windowSeconds ? near : near / 2n) as Wad;
}

const wads = (units: number): Wad => (BigInt(units) * WAD) as Wad;
