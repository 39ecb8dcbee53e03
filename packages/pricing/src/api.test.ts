import { expectTypeOf, test } from 'vitest';
import type * as pricing from './index.ts';

// The shapes other packages and services rely on, written out by hand. They are a floor: more is fine, less is not.
type Wad = bigint & { readonly __unit: 'wad' };
type Bps = number & { readonly __unit: 'bps' };
type FreshnessSpec =
  | { family: 'linear' | 'exponential'; end?: number }
  | { family: 'halfLife'; halfLife: number; window: number; end?: number }
  | { family: 'logistic'; midpoint: number; steepness: number; end?: number }
  | { family: 'knots'; values: readonly number[] }
  | { family: 'formula'; text: string };
interface FreshnessCurve {
  readonly table: bigint;
  readonly maxDeviation: number;
  exact(x: number): number;
}
interface DemandParameters {
  pseudoCount: Wad;
  elasticity: Wad;
  min: Wad;
  max: Wad;
}
interface ScarcityParameters {
  pseudoCount: Wad;
  elasticity: Wad;
  substituteWeight: Wad;
  min: Wad;
  max: Wad;
}
interface Quote {
  readonly price: Wad;
  readonly freshAsk: Wad;
  readonly ask: Wad;
  readonly bid: Wad;
  readonly marginBps: Bps;
  readonly validUntil: number;
  readonly explanation: unknown;
}

interface Api {
  freshnessCurve(spec: FreshnessSpec): FreshnessCurve;
  freshnessAt(curve: FreshnessCurve | bigint, ageSeconds: number, windowSeconds: number): Wad;
  demandPressure(input: { consumptionVelocity: Wad; supplyRate: Wad; parameters: DemandParameters }): Wad;
  scarcityFactor(input: {
    mintRate: Wad;
    burnRate: Wad;
    substituteAvailability: Wad;
    parameters: ScarcityParameters;
  }): Wad;
  quoteSegment(input: {
    baseValue: Wad;
    curve: FreshnessCurve | bigint;
    issuedAt: number;
    windowSeconds: number;
    demand: Wad;
    scarcity: Wad;
    marginBps: Bps;
    now: number;
    quoteLifetimeSeconds: number;
  }): Quote;
  splitAsk(ask: Wad, marginBps: Bps): { payout: Wad; brokerSpread: Wad };
  halfSpreadFromMargin(marginBps: Bps): Wad;
  marginFromHalfSpread(halfSpread: Wad): Wad;
}

test('default: units and functions have the agreed shapes', () => {
  expectTypeOf<pricing.Wad>().toEqualTypeOf<Wad>();
  expectTypeOf<pricing.Bps>().toEqualTypeOf<Bps>();
  expectTypeOf<FreshnessSpec>().toExtend<pricing.FreshnessSpec>();
  expectTypeOf<typeof pricing>().toExtend<Api>();
});
