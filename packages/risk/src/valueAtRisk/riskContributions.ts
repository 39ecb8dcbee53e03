import { checkObject, checkOneOf } from '@phasegate/pricing/units';
import type { QuantileMethod } from './confidence.ts';
import { type ScenarioSet, scenarioPnl } from './scenarioPnl.ts';
import { checkMethod } from './sortedLosses.ts';
import { type TailMeasure, tailWeights } from './tailWeights.ts';

/** A risk figure taken apart by position. */
export interface RiskContributions {
  /** The sum of `components` from first to last: it adds up to the last bit because it is defined by adding. */
  readonly total: number;
  /** `exposure x marginal`, one a position: its part of the total; negative where it hedges. */
  readonly components: Float64Array;
  /** Change of the total for one more unit of exposure. */
  readonly marginals: Float64Array;
}

/**
 * Contributions of positions to historical value at risk or expected shortfall (Euler allocation): the weighted mean
 * loss of each position over the scenarios which make up the portfolio's figure.
 *
 * `total` agrees with `historicalValueAtRisk` or `expectedShortfall` of the scenario profits up to the rounding of
 * sums. Equal losses are ranked by scenario number. Value at risk rests on one or two scenarios and is a rough guide
 * by position; prefer the shortfall.
 *
 * @param input.alpha confidence level in (0, 1)
 * @throws {InvalidInputError} wrong lengths, non-finite values, alpha outside (0, 1), an unknown measure or method
 * @example
 * riskContributions({
 *   exposures: Float64Array.of(100, -50), returns: Float64Array.of(0.01, 0.02, -0.03, 0.01),
 *   alpha: 0.5, measure: 'expectedShortfall', method: 'exact',
 * }).components // Float64Array.of(3, 0.5)
 *
 * Source: Tasche, "Capital allocation to business units and sub-portfolios: the Euler principle" (2007).
 */
export function riskContributions(
  input: ScenarioSet & {
    readonly alpha: number;
    readonly measure: TailMeasure;
    readonly method: QuantileMethod;
  },
): RiskContributions {
  checkObject('input', input);
  const { measure } = input;
  checkOneOf('measure', measure, ['valueAtRisk', 'expectedShortfall']);
  const { method } = input;
  checkMethod(method);
  const pnl = scenarioPnl(input);
  const { first, weights } = tailWeights(pnl.length, input.alpha, measure, method);
  const order = Uint32Array.from(pnl.keys()).sort((a, b) => pnl[b]! - pnl[a]! || a - b);
  const positions = input.exposures.length;
  const marginals = new Float64Array(positions);
  for (let rank = 0; rank < weights.length; rank++) {
    const row = order[first + rank]! * positions;
    const weight = weights[rank]!;
    for (let i = 0; i < positions; i++) marginals[i]! -= weight * input.returns[row + i]!;
  }
  const components = new Float64Array(positions);
  let total = 0;
  for (let i = 0; i < positions; i++) {
    components[i] = input.exposures[i]! * marginals[i]!;
    total += components[i]!;
  }
  return { total, components, marginals };
}
