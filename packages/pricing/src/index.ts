export {
  ACTIONS,
  type AccessCell,
  type Action,
  accessBit,
  accessCells,
  defaultAccessMatrix,
  isAllowed,
  PARTICIPANT_CLASSES,
  type ParticipantClass,
  type Phase,
  PRODUCTS,
  type Product,
} from './access/accessMatrix.ts';
export { TimeRunsBackwardsError } from './discovery/errors.ts';
export {
  bucketAfterTrade,
  INDEX_RING_HOURS,
  type IndexBucket,
  type IndexTrade,
  indexPrice,
  indexSlot,
  MAX_INDEX_TRADES,
  packBucket,
  unpackBucket,
} from './discovery/marketIndex.ts';
export { type DemandParameters, demandPressure } from './factors/demandPressure.ts';
export { UndefinedRatioError } from './factors/errors.ts';
export { type ScarcityParameters, scarcityFactor } from './factors/scarcityFactor.ts';
export { compileFormula, type Formula } from './formula/compileFormula.ts';
export { FormulaRefusedError } from './formula/errors.ts';
export { InvalidCurveError, SegmentExpiredError } from './freshness/errors.ts';
export { freshnessAt } from './freshness/freshnessAt.ts';
export { type FreshnessCurve, freshnessCurve } from './freshness/freshnessCurve.ts';
export type { FreshnessSpec } from './freshness/freshnessFamily.ts';
export { packKnots, unpackKnots } from './freshness/freshnessTable.ts';
export { MAX_EXPONENT, ratioPowerUp } from './power/ratioPowerUp.ts';
export { SegmentNotIssuedError } from './quote/errors.ts';
export { halfSpreadFromMargin, marginBpsFromHalfSpread, marginFromHalfSpread } from './quote/halfSpread.ts';
export { type Quote, type QuoteExplanation, type QuoteInput, quoteSegment } from './quote/quoteSegment.ts';
export { splitAsk } from './quote/splitAsk.ts';
export { MarginTooHighError } from './units/checks.ts';
export { InvalidInputError, PhasegateError } from './units/errors.ts';
export { formatWad } from './units/formatWad.ts';
export { mulDivDown, mulDivUp } from './units/mulDiv.ts';
export { parseWad } from './units/parseWad.ts';
export {
  BPS,
  type Bps,
  MAX_ASK,
  MAX_MARGIN_BPS,
  MAX_WAD,
  MAX_WINDOW_SECONDS,
  type Seconds,
  type UnixSeconds,
  WAD,
  type Wad,
} from './units/units.ts';
