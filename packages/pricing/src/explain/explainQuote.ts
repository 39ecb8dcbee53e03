import type { FactorDetail } from '../factors/factorDetail.ts';
import type { Quote } from '../quote/quoteSegment.ts';
import { checkFields, checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Wad } from '../units/units.ts';

/** One factor of a price. */
export interface FactorContribution {
  readonly name: 'baseValue' | 'freshness' | 'demand' | 'scarcity';
  /** Wad; PAT for the base value, dimensionless for the others. */
  readonly value: Wad;
  /** Natural logarithm of the value: the contributions add up to the logarithm of the price. `-Infinity` for zero. */
  readonly log: number;
  /** The clamp that bound, and what the factor would have been; absent for factors that were not detailed. */
  readonly bound?: 'min' | 'max';
  readonly unclamped?: Wad;
}

/** Why a price is what it is. */
export interface PriceExplanation {
  readonly factors: readonly FactorContribution[];
  /** `ln(price / 1 PAT)`, the sum of the contributions. */
  readonly logPrice: number;
  /** `ln(1 + half-spread)`, what separates the ask from the price. */
  readonly logHalfSpread: number;
  /** Names of the factors whose clamp bound. */
  readonly clamped: readonly FactorContribution['name'][];
}

/**
 * The contribution of each factor of a quote in log terms, and which clamps bound:
 * `ln price = ln base + ln freshness + ln demand + ln scarcity`.
 *
 * Float64 for reading, not for money; each logarithm is within 5e-16 + 3e-16 of itself of the exact one.
 *
 * @param quote from `quoteSegment`. @param details from `demandDetail` and `scarcityDetail`, when their clamps matter.
 * @throws {InvalidInputError} when a detail is not of the factor that the quote was made with.
 * @example
 * const demand = { value: parseWad('2'), unclamped: parseWad('2.5'), bound: 'max' };
 * const quote = quoteSegment({
 *   baseValue: parseWad('70'), curve: freshnessCurve({ family: 'linear' }), issuedAt: 0, windowSeconds: 604_800,
 *   demand: demand.value, scarcity: WAD, marginBps: 3000 as Bps, now: 0, quoteLifetimeSeconds: 60,
 * });
 * explainQuote(quote, { demand }).clamped // ['demand']
 */
export function explainQuote(
  quote: Quote,
  details: { readonly demand?: FactorDetail; readonly scarcity?: FactorDetail } = {},
): PriceExplanation {
  checkObject('quote', quote);
  checkObject('quote.explanation', quote.explanation);
  checkFields('details', details, ['demand', 'scarcity']);
  const { baseValue, freshness, demand, scarcity } = quote.explanation;
  const factors = [
    contribution('baseValue', baseValue),
    contribution('freshness', freshness),
    contribution('demand', demand, details.demand),
    contribution('scarcity', scarcity, details.scarcity),
  ];
  return {
    factors,
    logPrice: factors.reduce((sum, factor) => sum + factor.log, 0),
    logHalfSpread: Math.log(20_000 / (20_000 - quote.marginBps)),
    clamped: factors.filter((factor) => factor.bound !== undefined).map((factor) => factor.name),
  };
}

function contribution(
  name: FactorContribution['name'],
  value: Wad,
  detail?: FactorDetail,
): FactorContribution {
  if (detail !== undefined && detail.value !== value) {
    throw new InvalidInputError({
      path: `details.${name}.value`,
      observed: detail.value,
      allowed: `the quote's, ${value}n`,
    });
  }
  const log = Math.log(Number(value) / 1e18);
  return detail?.bound === undefined
    ? { name, value, log }
    : { name, value, log, bound: detail.bound, unclamped: detail.unclamped };
}
