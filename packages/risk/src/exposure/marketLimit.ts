import { checkAmount, checkObject, type Wad } from '@phasegate/pricing/units';

/** What a market's limit is computed from, all in PAT wei of notional. */
export interface MarketLimitInput {
  /** The limit set by hand. */
  readonly staticLimit: Wad;
  /** Supply of the market's window (open capacity at present prices). */
  readonly windowSupply: Wad;
  readonly averageDailyVolume: Wad;
  /** What can be traded within 2 % of the price. */
  readonly depthAtTwoPercent: Wad;
  /** `corruptionCap` times the reference price. */
  readonly corruptionCap: Wad;
}

/** The limit and the term that set it. */
export interface MarketLimit {
  readonly limit: Wad;
  readonly binding:
    | 'staticLimit'
    | 'windowSupply'
    | 'averageDailyVolume'
    | 'depthAtTwoPercent'
    | 'corruptionCap';
}

/**
 * The limit of a market: `min(static, 25 % of window supply, 50 % of average daily volume, 10 x depth at 2 %,
 * cost-of-corruption cap)`, in PAT wei, rounded down. Non-decreasing in every input. The first term named wins ties.
 *
 * @throws {InvalidInputError} a negative or non-bigint amount
 * @example
 * marketLimit({ staticLimit: 900n, windowSupply: 1000n, averageDailyVolume: 800n, depthAtTwoPercent: 50n,
 *   corruptionCap: 600n }) // { limit: 250n, binding: 'windowSupply' }
 */
export function marketLimit(input: MarketLimitInput): MarketLimit {
  checkObject('input', input);
  const { staticLimit, windowSupply, averageDailyVolume, depthAtTwoPercent, corruptionCap } = input;
  checkAmount('staticLimit', staticLimit);
  checkAmount('windowSupply', windowSupply);
  checkAmount('averageDailyVolume', averageDailyVolume);
  checkAmount('depthAtTwoPercent', depthAtTwoPercent);
  checkAmount('corruptionCap', corruptionCap);
  const terms: Record<MarketLimit['binding'], bigint> = {
    staticLimit,
    windowSupply: windowSupply / 4n,
    averageDailyVolume: averageDailyVolume / 2n,
    depthAtTwoPercent: depthAtTwoPercent * 10n,
    corruptionCap,
  };
  let binding: MarketLimit['binding'] = 'staticLimit';
  for (const name of Object.keys(terms) as MarketLimit['binding'][]) {
    if (terms[name] < terms[binding]) binding = name;
  }
  return { limit: terms[binding] as Wad, binding };
}
