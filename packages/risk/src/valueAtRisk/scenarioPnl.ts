import { checkNumbers, checkObject, InvalidInputError } from '@phasegate/pricing/units';

/** Positions against scenarios, as flat typed arrays. */
export interface ScenarioSet {
  /** One a position: profit for a return of 1.00 (a signed notional), any unit of money. */
  readonly exposures: Float64Array;
  /**
   * Returns, scenario after scenario: entry `scenario x positions + position`, 0.01 is 1 %. Length is a whole multiple
   * of the number of positions.
   */
  readonly returns: Float64Array;
}

/** Number of scenarios, after checking the shapes. The values are checked where they are read. */
function scenarioCount(set: ScenarioSet): number {
  checkObject('set', set);
  if (!(set.exposures instanceof Float64Array) || !(set.returns instanceof Float64Array)) {
    throw new InvalidInputError({
      path: 'exposures and returns',
      observed: `${typeof set.exposures} and ${typeof set.returns}`,
      allowed: 'Float64Arrays',
    });
  }
  checkNumbers('exposures', set.exposures);
  const count = set.returns.length / set.exposures.length;
  if (count < 1 || !Number.isInteger(count)) {
    throw new InvalidInputError({
      path: 'returns.length',
      observed: set.returns.length,
      allowed: `a whole multiple of the ${set.exposures.length} exposures, at least one`,
    });
  }
  return count;
}

/**
 * Profit and loss of the portfolio in each scenario, `sum over positions of exposure x return`, in the exposures'
 * unit. One pass over the returns.
 *
 * @returns one number a scenario, for `historicalValueAtRisk` and `expectedShortfall`
 * @throws {InvalidInputError} wrong lengths, arrays that are not Float64Array, a non-finite exposure or result
 * @example
 * scenarioPnl({ exposures: Float64Array.of(100, -50), returns: Float64Array.of(0.01, 0.02, -0.03, 0.01) })
 * // Float64Array.of(0, -3.5)
 */
export function scenarioPnl(set: ScenarioSet): Float64Array {
  const scenarios = scenarioCount(set);
  const { exposures, returns } = set;
  const positions = exposures.length;
  const pnl = new Float64Array(scenarios);
  for (let s = 0; s < scenarios; s++) {
    let sum = 0;
    const row = s * positions;
    for (let i = 0; i < positions; i++) sum += exposures[i]! * returns[row + i]!;
    pnl[s] = sum;
  }
  // A NaN or an infinity anywhere in a row reaches that row's sum, so the sums are the cheap place to look.
  checkNumbers('returns', pnl);
  return pnl;
}
