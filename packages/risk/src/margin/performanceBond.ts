import {
  BPS,
  type Bps,
  ceilDiv,
  checkAmount,
  checkBps,
  checkFields,
  checkInteger,
  checkOneOf,
  checkPositiveAmount,
  checkSeconds,
  mulDivUp,
  type Quantity,
  type Seconds,
  type Wad,
} from '@phasegate/pricing/units';
import { ceilSquareRoot } from './ceilSquareRoot.ts';

/** The two levels of each factor, as integer bps multipliers of the present price (10,000 = unchanged). */
export interface BondShocks {
  readonly demandUpBps: Bps;
  readonly demandDownBps: Bps;
  readonly scarcityUpBps: Bps;
  readonly scarcityDownBps: Bps;
  /** The freshness shock; its other level is "unchanged". */
  readonly freshnessDownBps: Bps;
  /** Extra cost of replacing a defaulted side, bps of price; its other level is "no default". */
  readonly replacementBps: Bps;
}

/** Demand and scarcity move by 30 % and 20 %, freshness falls by 25 %, a replacement costs 10 % more. To be tuned. */
export const defaultBondShocks: BondShocks = {
  demandUpBps: 13_000 as Bps,
  demandDownBps: 7_000 as Bps,
  scarcityUpBps: 12_000 as Bps,
  scarcityDownBps: 8_000 as Bps,
  freshnessDownBps: 7_500 as Bps,
  replacementBps: 1_000 as Bps,
};

/** One of the sixteen combinations and the loss it means, PAT wei (0 when the shock helps). */
export interface BondScenario {
  readonly demand: 'up' | 'down';
  readonly scarcity: 'up' | 'down';
  readonly freshness: 'unchanged' | 'down';
  readonly providerDefault: boolean;
  readonly loss: Wad;
}

/** Requirements of a delivered contract, all PAT wei. */
export interface PerformanceBond {
  /** Needed to open: with both add-ons. */
  readonly initialMargin: Wad;
  /** Needed to stay: without them, so that a market growing thin can't liquidate by itself. */
  readonly maintenanceMargin: Wad;
  /** `max(floor, worst shock)`. */
  readonly base: Wad;
  readonly worst: BondScenario;
  readonly scenarios: readonly BondScenario[];
}

/** A delivered contract, its account and its market. */
export interface BondInput {
  readonly side: 'provider' | 'consumer';
  readonly quantity: Quantity;
  readonly contractPrice: Wad;
  readonly price: Wad;
  readonly floor: Wad;
  readonly exposure: Wad;
  readonly concentrationThreshold: Wad;
  readonly liquidityHorizonSeconds: Seconds;
  readonly baseHorizonSeconds: Seconds;
  readonly shocks?: BondShocks;
  readonly maintenanceBps?: Bps;
}

/**
 * The bond behind a delivered forward:
 * `ceil( max(floor, worst of 16 shocks) x max(1, sqrt(E/T)) x sqrt(LH/LH0) )`, computed as one exact integer root and
 * rounded up, against the account. Maintenance is `ceil(base x maintenanceBps / 10000)`.
 *
 * A shock moves the price to `P x demand x scarcity x freshness`; with a default the injured side replaces at
 * `+replacementBps` (a provider's bond) or sells at `-replacementBps` (a consumer's). The loss is what the shocked
 * price is worse than the contract's, per unit, times quantity. Non-decreasing in quantity, floor, E and LH.
 *
 * @param input.side whose bond: a provider loses when prices rise, a consumer when they fall
 * @param input.quantity units, above zero
 * @param input.contractPrice, input.price agreed and present price, PAT wei a unit
 * @param input.floor smallest bond, PAT wei
 * @param input.exposure E, the account's notional in this market, PAT wei
 * @param input.concentrationThreshold T, notional from which a position is concentrated, PAT wei, above zero
 * @param input.liquidityHorizonSeconds, input.baseHorizonSeconds LH and LH0, LH not shorter than LH0
 * @param input.maintenanceBps share of the base to keep, integer bps, default 8,000
 * @throws {InvalidInputError} values out of range, LH below LH0
 * @example
 * // 10 units at 100: worst shock 100 x 1.3 x 1.2 x 1.1 = 171.6, loss 716; exposure 4 T doubles it
 * performanceBond({ side: 'provider', quantity: 10n, contractPrice: 100n, price: 100n, floor: 0n, exposure: 4n,
 *   concentrationThreshold: 1n, liquidityHorizonSeconds: 86400, baseHorizonSeconds: 86400 }).initialMargin // 1432n
 *
 * Sources: concentration `max(1, sqrt(E/T))`, ISDA SIMM v2.6; liquidity horizon `sqrt(LH/LH0)`, Basel
 * Framework MAR33.
 */
export function performanceBond(input: BondInput): PerformanceBond {
  checkFields('input', input, FIELDS);
  checkOneOf('side', input.side, ['provider', 'consumer']);
  checkPositiveAmount('quantity', input.quantity);
  checkAmount('contractPrice', input.contractPrice);
  checkAmount('price', input.price);
  const { floor, exposure, concentrationThreshold: threshold, baseHorizonSeconds: baseHorizon } = input;
  const {
    liquidityHorizonSeconds: horizon,
    maintenanceBps = 8_000 as Bps,
    shocks = defaultBondShocks,
  } = input;
  checkAmount('floor', floor);
  checkAmount('exposure', exposure);
  checkPositiveAmount('concentrationThreshold', threshold);
  checkSeconds('baseHorizonSeconds', baseHorizon, 1);
  checkSeconds('liquidityHorizonSeconds', horizon, baseHorizon);
  checkBps('maintenanceBps', maintenanceBps, 1);
  checkShocks(shocks);
  const scenarios = bondScenarios(input, shocks);
  const worst = scenarios.reduce((a, b) => (b.loss > a.loss ? b : a));
  const base = worst.loss > floor ? worst.loss : floor;
  const concentrated = exposure > threshold ? exposure : threshold;
  const top = base * base * concentrated * BigInt(horizon);
  const bottom = threshold * BigInt(baseHorizon);
  return {
    initialMargin: ceilSquareRoot(ceilDiv(top, bottom)) as Wad,
    maintenanceMargin: mulDivUp(base, BigInt(maintenanceBps), BigInt(BPS)),
    base,
    worst,
    scenarios,
  };
}

const FIELDS = [
  'side',
  'quantity',
  'contractPrice',
  'price',
  'floor',
  'exposure',
  'concentrationThreshold',
  'liquidityHorizonSeconds',
  'baseHorizonSeconds',
  'shocks',
  'maintenanceBps',
] as const satisfies readonly (keyof BondInput)[];

/** 1.0 of the product of four bps multipliers. */
const SCALE = 10n ** 16n;

function bondScenarios(input: BondInput, shocks: BondShocks): readonly BondScenario[] {
  const { quantity, contractPrice, price } = input;
  const provider = input.side === 'provider';
  const scenarios: BondScenario[] = [];
  for (const demand of ['up', 'down'] as const) {
    for (const scarcity of ['up', 'down'] as const) {
      for (const freshness of ['unchanged', 'down'] as const) {
        for (const providerDefault of [false, true]) {
          const replacement = providerDefault ? shocks.replacementBps : 0;
          const factor =
            BigInt(demand === 'up' ? shocks.demandUpBps : shocks.demandDownBps) *
            BigInt(scarcity === 'up' ? shocks.scarcityUpBps : shocks.scarcityDownBps) *
            BigInt(freshness === 'down' ? shocks.freshnessDownBps : 10_000) *
            BigInt(provider ? 10_000 + replacement : 10_000 - replacement);
          const gap = price * factor - contractPrice * SCALE;
          const scaled = quantity * (provider ? gap : -gap);
          const loss = scaled > 0n ? (scaled + SCALE - 1n) / SCALE : 0n;
          scenarios.push({ demand, scarcity, freshness, providerDefault, loss: loss as Wad });
        }
      }
    }
  }
  return scenarios;
}

function checkShocks(shocks: BondShocks): void {
  checkFields('shocks', shocks, Object.keys(defaultBondShocks));
  checkInteger('shocks.demandUpBps', shocks.demandUpBps, 10_000, 1_000_000);
  checkInteger('shocks.demandDownBps', shocks.demandDownBps, 0, 10_000);
  checkInteger('shocks.scarcityUpBps', shocks.scarcityUpBps, 10_000, 1_000_000);
  checkInteger('shocks.scarcityDownBps', shocks.scarcityDownBps, 0, 10_000);
  checkInteger('shocks.freshnessDownBps', shocks.freshnessDownBps, 0, 10_000);
  checkInteger('shocks.replacementBps', shocks.replacementBps, 0, 10_000);
}
