export { christoffersenTest } from './backtest/christoffersenTest.ts';
export { kupiecTest, type LikelihoodRatio } from './backtest/kupiecTest.ts';
export { type RollingBacktest, rollingBacktest } from './backtest/rollingBacktest.ts';
export { type DefaultFund, defaultFund, type FundMember } from './counterparty/defaultFund.ts';
export { type DefaultProbability, defaultProbability } from './counterparty/defaultProbability.ts';
export { lossWaterfall, type WaterfallInput, type WaterfallResult } from './counterparty/lossWaterfall.ts';
export { marginReputationFactor } from './counterparty/marginReputationFactor.ts';
export { corruptionCap } from './exposure/corruptionCap.ts';
export { explainDecision } from './exposure/explainDecision.ts';
export {
  DuplicateExposureKeyError,
  ExcessQuantityError,
  UnknownExposureKeyError,
} from './exposure/exposureErrors.ts';
export type { ExposureEvent, ExposureOrder, ReserveOrder } from './exposure/exposureEvents.ts';
export { exposureNotional } from './exposure/exposureNotional.ts';
export type { ExposureSnapshot } from './exposure/exposureSnapshot.ts';
export { type ExposureTree, exposureTree } from './exposure/exposureTree.ts';
export type { ExposureUse } from './exposure/exposureUse.ts';
export {
  announceChange,
  type ChangePolicy,
  ChangeTooLargeError,
  defaultChangePolicy,
} from './exposure/limitChange.ts';
export { type MarketLimit, type MarketLimitInput, marketLimit } from './exposure/marketLimit.ts';
export { type ExposureLevel, type ExposureLimit, exposureLevels } from './exposure/node.ts';
export { openInterestShareBps, participantLimit } from './exposure/participantLimit.ts';
export type { Acceptance, ExposureDecision, LimitedNode, Refusal } from './exposure/tradeCheck.ts';
export type { ExposureConfiguration } from './exposure/treeSetup.ts';
export { type AccountMargin, accountMargin, type SeriesPosition } from './margin/accountMargin.ts';
export {
  defaultLiquidityTiers,
  type LiquidityTier,
  liquidityTierMultiplier,
} from './margin/liquidityTier.ts';
export {
  type CorrelationScenario,
  correlatedModel,
  type MarginModel,
  spanModel,
} from './margin/marginModel.ts';
export { type MarginedMarket, type ModelMargin, modelMargin } from './margin/modelMargin.ts';
export {
  type BondInput,
  type BondScenario,
  type BondShocks,
  defaultBondShocks,
  type PerformanceBond,
  performanceBond,
} from './margin/performanceBond.ts';
export {
  type MarketState,
  type ScanParameters,
  type ScanResult,
  type ScanScenario,
  scanMargin,
} from './margin/scanMargin.ts';
export {
  type Sensitivity,
  type SensitivityBucket,
  type SensitivityModel,
  sensitivityMargin,
  simmOtherCommodity,
} from './margin/sensitivityMargin.ts';
export { millsRatio } from './normal/millsRatio.ts';
export { normalCdf } from './normal/normalCdf.ts';
export { normalInverseCdf } from './normal/normalInverseCdf.ts';
export { normalPdf } from './normal/normalPdf.ts';
export { normalDraws } from './random/normalDraws.ts';
export { canonicalHash, canonicalJson } from './readiness/canonicalHash.ts';
export type {
  Ratio,
  ReadinessDay,
  ReadinessHistory,
  SyntheticsRecord,
} from './readiness/history.ts';
export { type ReadinessCriterion, type ReadinessReport, readiness } from './readiness/readiness.ts';
export type { ChainEvent } from './readiness/readinessEvents.ts';
export { type ReadinessCalendar, readinessHistory } from './readiness/readinessHistory.ts';
export {
  defaultReadinessThresholds,
  type PhaseThresholds,
  type ReadinessThresholds,
} from './readiness/readinessThresholds.ts';
export { type SignedFigures, signedFigures } from './readiness/signedFigures.ts';
export { type BookPricer, settlementPricer } from './report/bookPricer.ts';
export { type MarginLine, type RiskReport, riskReport } from './report/riskReport.ts';
export { checkSeriesTerms } from './series/checkSeriesTerms.ts';
export { CapBelowStrikeError } from './series/errors.ts';
export { type LossPoint, lossProfile } from './series/lossProfile.ts';
export { lotRequirement } from './series/lotRequirement.ts';
export { seriesDelta } from './series/seriesDelta.ts';
export { seriesPayoff } from './series/seriesPayoff.ts';
export type {
  CallTerms,
  CollarTerms,
  IndexSwapTerms,
  NettingTerms,
  PutTerms,
  SeriesLeg,
  SeriesTerms,
  WeiPerLot,
} from './series/seriesTerms.ts';
export { worstCaseMargin } from './series/worstCaseMargin.ts';
export { adverseImpactBps, type TradeImpact } from './spread/adverseImpactBps.ts';
export { explainSpread } from './spread/explainSpread.ts';
export {
  defaultSpreadParameters,
  type FractionalBps,
  MAX_HALF_SPREAD_BPS,
  type SpreadParameters,
} from './spread/spreadParameters.ts';
export type { SpreadInputs, SpreadTerm } from './spread/spreadTerms.ts';
export type { StressRegime } from './spread/stressRegime.ts';
export { type SpreadState, type WidenedSpread, widenSpread } from './spread/widenSpread.ts';
export { binomialTail } from './statistics/binomialTail.ts';
export { type MeanInterval, meanInterval } from './statistics/meanInterval.ts';
export { rootMeanSquareInterval } from './statistics/rootMeanSquareInterval.ts';
export { type SampleMoments, sampleMoments } from './statistics/sampleMoments.ts';
export { wilsonInterval } from './statistics/wilsonInterval.ts';
export { type Book, type BookMarket, type BookPosition, type ForwardLeg } from './stress/book.ts';
export { type StressedParticipant, type StressResult, stressBook } from './stress/stressBook.ts';
export { type StressScenario, stressScenarios } from './stress/stressScenarios.ts';
export {
  expirySchedule,
  type UnwindBook,
  type UnwindEntry,
  type UnwindQueue,
} from './unwinding/expirySchedule.ts';
export {
  LiquidationInfeasibleError,
  type LiquidationPlan,
  liquidationPlan,
} from './unwinding/liquidationPlan.ts';
export {
  type SettledEntry,
  type SettlementFigures,
  type UnwindBatch,
  unwindBatch,
} from './unwinding/unwindBatch.ts';
export { unwindParticipant } from './unwinding/unwindParticipant.ts';
export type { QuantileMethod } from './valueAtRisk/confidence.ts';
export { cornishFisherValueAtRisk } from './valueAtRisk/cornishFisherValueAtRisk.ts';
export { expectedShortfall } from './valueAtRisk/expectedShortfall.ts';
export { filteredHistoricalPnl } from './valueAtRisk/filteredHistoricalPnl.ts';
export { historicalValueAtRisk } from './valueAtRisk/historicalValueAtRisk.ts';
export { incrementalRisk } from './valueAtRisk/incrementalRisk.ts';
export { monteCarloReturns, NotPositiveSemidefiniteError } from './valueAtRisk/monteCarloReturns.ts';
export { normalContributions } from './valueAtRisk/normalContributions.ts';
export { normalValueAtRisk, type ParametricRisk } from './valueAtRisk/normalValueAtRisk.ts';
export { type RiskContributions, riskContributions } from './valueAtRisk/riskContributions.ts';
export { type ScenarioSet, scenarioPnl } from './valueAtRisk/scenarioPnl.ts';
export type { TailMeasure } from './valueAtRisk/tailWeights.ts';
