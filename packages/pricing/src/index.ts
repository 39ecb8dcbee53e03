export { type Bar, bars } from './discovery/bars.ts';
export { TimeRunsBackwardsError } from './discovery/errors.ts';
export { freshEquivalent } from './discovery/freshEquivalent.ts';
export {
  type IndexRing,
  indexBuckets,
  indexRing,
  indexWords,
  recordTrade,
} from './discovery/indexRing.ts';
export {
  bucketAfterTrade,
  INDEX_RING_HOURS,
  type IndexBucket,
  type IndexTrade,
  indexPrice,
  packBucket,
  unpackBucket,
} from './discovery/marketIndex.ts';
export {
  type RollingFigures,
  type RollingStats,
  type RollingStatsOptions,
  type RollingTrade,
  rollingStats,
  type TradeOutcome,
} from './discovery/rollingStats.ts';
export type { RollingStatsSnapshot, SlotSnapshot, TotalsSnapshot } from './discovery/rollingStatsSnapshot.ts';
export { burnedUnits } from './estimators/burnedUnits.ts';
export { type RateEstimator, type RateSnapshot, rateEstimator } from './estimators/rateEstimator.ts';
export {
  type RollingCount,
  type RollingCountSnapshot,
  rollingCount,
} from './estimators/rollingCount.ts';
export { type Substitute, substituteAvailability } from './estimators/substituteAvailability.ts';
export { explainQuote, type FactorContribution, type PriceExplanation } from './explain/explainQuote.ts';
export { explanationText } from './explain/explanationText.ts';
export {
  type DemandInput,
  type DemandParameters,
  demandDetail,
  demandPressure,
} from './factors/demandPressure.ts';
export { UndefinedRatioError } from './factors/errors.ts';
export type { FactorDetail } from './factors/factorDetail.ts';
export {
  type ScarcityInput,
  type ScarcityParameters,
  scarcityDetail,
  scarcityFactor,
} from './factors/scarcityFactor.ts';
export { KernelInputError } from './fast/errors.ts';
export { fastDemand, fastDemandError } from './fast/fastDemand.ts';
export type { FastDemandParameters, FastScarcityParameters } from './fast/fastFactors.ts';
export { FAST_FRESHNESS_ERROR, fastFreshness } from './fast/fastFreshness.ts';
export { type FastQuotesInput, fastQuoteError, fastQuotes } from './fast/fastQuotes.ts';
export { fastScarcity, fastScarcityError } from './fast/fastScarcity.ts';
export { costFloor, MAX_TARGET_MARGIN_BPS } from './floor/costFloor.ts';
export { NotTheDeveloperError, ToolUnavailableError, ZeroRunsError } from './floor/errors.ts';
export type { FloorAudit } from './floor/floorAudit.ts';
export { type FloorBook, floorBook, floorOf, priceOf, type ToolFloor } from './floor/floorBook.ts';
export type { CostRecord } from './floor/nightlyRun.ts';
export { type FloorEvent, reduceFloorBook } from './floor/reduceFloorBook.ts';
export { CREDITS_PER_GBP } from './floor/wholesaleFloor.ts';
export { FormulaParserMissingError, FormulaRefusedError } from './formula/errors.ts';
export type { Formula } from './formula/formula.ts';

export { freshnessAt } from './freshness/freshnessAt.ts';
export { type FreshnessCurve, freshnessCurve } from './freshness/freshnessCurve.ts';
export type { FreshnessSpec } from './freshness/freshnessFamily.ts';
export { packKnots, unpackKnots } from './freshness/freshnessTable.ts';
export type { DepthLevel } from './liquidity/depth.ts';
export type { FlowObservation } from './liquidity/kyleLambda.ts';
export { liquidity } from './liquidity/liquidity.ts';
export { InvalidParametersError, type ParameterIssue } from './parameters/errors.ts';
export { type ParameterFile, parameterFile } from './parameters/parameterFile.ts';
export {
  defaultFreshness,
  defaultParameters,
  type ParameterDescription,
} from './parameters/parameterTable.ts';
export {
  type PricingParameters,
  pricingParameters,
} from './parameters/pricingParameters.ts';
export { MAX_EXPONENT, ratioPowerUp } from './power/ratioPowerUp.ts';
export { allocateByRuns } from './promotion/allocateByRuns.ts';
export { type CreditWallet, creditWallet, type PaidTool, type RunPayment } from './promotion/creditWallet.ts';
export {
  InsufficientCreditsError,
  PromotionBudgetError,
  PromotionCapError,
  SelfDealingError,
} from './promotion/errors.ts';
export { type PromotedPurchase, type Promotion, promotion } from './promotion/promotion.ts';
export {
  type CreditWalletEvent,
  type CreditWalletStep,
  reduceCreditWallet,
} from './promotion/reduceCreditWallet.ts';
export { type PromotionEvent, type PromotionStep, reducePromotion } from './promotion/reducePromotion.ts';
export { decayAsk } from './quote/decayAsk.ts';
export { SegmentNotIssuedError } from './quote/errors.ts';
export { halfSpreadFromMargin, marginBpsFromHalfSpread, marginFromHalfSpread } from './quote/halfSpread.ts';
export { quoteFromJson } from './quote/quoteFromJson.ts';
export { type Quote, type QuoteExplanation, type QuoteInput, quoteSegment } from './quote/quoteSegment.ts';
export { splitAsk } from './quote/splitAsk.ts';
export { InvalidCurveError } from './refusals/invalidCurveError.ts';
export { SegmentExpiredError } from './refusals/spotRefusals.ts';
export { type QuoteTypedData, quoteTypedData, quoteTypes } from './typedData/quoteTypedData.ts';
export * from './units/index.ts';
export { InvalidBarError, TooFewObservationsError } from './volatility/errors.ts';
export { volatility } from './volatility/volatility.ts';
