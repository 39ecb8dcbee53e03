import type { FreshnessCurve } from '../freshness/freshnessCurve.ts';
import { checkDuration, checkMarginBps, checkNumber, checkObject } from '../units/checks.ts';
import { type Bps, MAX_WINDOW_SECONDS } from '../units/units.ts';
import { checkLengths } from './checkLengths.ts';
import { KernelInputError } from './errors.ts';
import { fastDemandError, LARGEST_RATE } from './fastDemand.ts';
import {
  checkFastParameters,
  type FastDemandParameters,
  type FastScarcityParameters,
  fastClamp,
  fastPower,
} from './fastFactors.ts';
import { fastKnots, freshnessOf } from './fastFreshness.ts';
import { fastScarcityError } from './fastScarcity.ts';

/** Relative error of {@link fastQuotes} against the reference: its factors' errors and seven roundings. */
export function fastQuoteError(demandElasticity: number, scarcityElasticity: number): number {
  return fastDemandError(demandElasticity) + fastScarcityError(scarcityElasticity) + 8 * 2 ** -53;
}

/** Input and output of {@link fastQuotes}, one element a segment. */
export interface FastQuotesInput {
  readonly curve: FreshnessCurve | bigint;
  readonly windowSeconds: number;
  readonly marginBps: Bps;
  readonly demandParameters: FastDemandParameters;
  readonly scarcityParameters: FastScarcityParameters;
  /** PAT. */
  readonly baseValue: Float64Array;
  /** Whole seconds in [0, window). */
  readonly ageSeconds: Float64Array;
  /** Units per day. */
  readonly consumptionVelocity: Float64Array;
  /** Units per day. */
  readonly supplyRate: Float64Array;
  /** Units over the window. */
  readonly mintRate: Float64Array;
  /** Units over the window. */
  readonly burnRate: Float64Array;
  /** In [0, 1]. */
  readonly substituteAvailability: Float64Array;
  /** Receives what the consumer pays, PAT. */
  readonly ask: Float64Array;
  /** Receives what the provider gets, PAT. */
  readonly bid: Float64Array;
}

/**
 * The whole formula in float64, from rates to ask and bid, for many segments of one curve, window and margin:
 * `quoteSegment(demandPressure, scarcityFactor)` without their roundings. The price is `bid / (1 - s)`.
 *
 * For sweeps and plots, never for money. Relative error at most {@link fastQuoteError}.
 *
 * @throws {InvalidInputError} on unusable parameters or arrays of different lengths.
 * @throws {MarginTooHighError} above 50 %. @throws {KernelInputError} on an element that is NaN or out of range.
 * @throws {InvalidCurveError} on a word that is no table.
 * @example
 * const one = { consumptionVelocity: 1, supplyRate: 1, mintRate: 1, burnRate: 1, substituteAvailability: 0 };
 * const columns = Object.entries({ ...one, baseValue: 70, ageSeconds: 0, ask: 0, bid: 0 });
 * const parameters = { pseudoCount: 10, elasticity: 1, substituteWeight: 0.5, min: 0.5, max: 3 };
 * const input = {
 *   ...Object.fromEntries(columns.map(([name, value]) => [name, Float64Array.of(value)])),
 *   curve: freshnessCurve({ family: 'linear' }), windowSeconds: 604_800, marginBps: 3000 as Bps,
 *   demandParameters: parameters, scarcityParameters: parameters,
 * };
 * fastQuotes(input);
 * [input.ask[0], input.bid[0]] // [82.3529411764706, 57.64705882352941]
 */
export function fastQuotes(input: FastQuotesInput): void {
  checkObject('input', input);
  const { windowSeconds, marginBps, demandParameters, scarcityParameters } = input;
  const { baseValue, ageSeconds, consumptionVelocity, supplyRate, mintRate, burnRate } = input;
  const { substituteAvailability, ask, bid } = input;
  checkDuration('windowSeconds', windowSeconds, MAX_WINDOW_SECONDS);
  checkMarginBps('marginBps', marginBps);
  checkFastParameters('demandParameters', demandParameters);
  checkFastParameters('scarcityParameters', scarcityParameters);
  checkNumber('scarcityParameters.substituteWeight', scarcityParameters.substituteWeight, 0, 1e30);
  const rates = { consumptionVelocity, supplyRate, mintRate, burnRate, substituteAvailability };
  const length = checkLengths({ baseValue, ageSeconds, ...rates, ask, bid });
  const knots = fastKnots(input.curve);
  const { pseudoCount: kd, elasticity: eta, min: dMin, max: dMax } = demandParameters;
  const {
    pseudoCount: ks,
    elasticity: gamma,
    min: sMin,
    max: sMax,
    substituteWeight: sigma,
  } = scarcityParameters;
  const onePlusHalfSpread = 20_000 / (20_000 - marginBps);
  const payoutShare = (10_000 - marginBps) / 10_000;

  for (let i = 0; i < length; i++) {
    const base = baseValue[i]!;
    const age = ageSeconds[i]!;
    const v = consumptionVelocity[i]!;
    const s = supplyRate[i]!;
    const n = mintRate[i]!;
    const b = burnRate[i]!;
    const a = substituteAvailability[i]!;
    const usable =
      base >= 0 &&
      base <= 1e30 &&
      age >= 0 &&
      age < windowSeconds &&
      Math.trunc(age) === age &&
      v >= 0 &&
      v <= LARGEST_RATE &&
      s >= 0 &&
      s <= LARGEST_RATE &&
      n >= 0 &&
      n <= LARGEST_RATE &&
      b >= 0 &&
      b <= LARGEST_RATE &&
      a >= 0 &&
      a <= 1;
    if (!usable) {
      throw new KernelInputError(
        'fastQuotes',
        i,
        'amounts from 0 to 1e30, a whole age inside the window, A in [0, 1]',
      );
    }
    const demand = fastClamp(fastPower((v + kd) / (s + kd), eta), dMin, dMax);
    const scarcity = fastClamp(fastPower((b + ks) / (n + ks), gamma) / (1 + sigma * a), sMin, sMax);
    const askNow = base * demand * scarcity * onePlusHalfSpread * freshnessOf(knots, age, windowSeconds);
    ask[i] = askNow;
    bid[i] = askNow * payoutShare;
  }
}
