export { type AmericanInput, american } from './american/american.ts';
export { ConvergenceError } from './american/errors.ts';
export { asianArithmetic } from './asian/asianArithmetic.ts';
export { asianGeometric } from './asian/asianGeometric.ts';
export type { AsianInput, PastFixing } from './asian/asianInput.ts';
export { asianMonteCarlo } from './asian/asianMonteCarlo.ts';
export { FixingOrderError, FixingsMismatchError } from './asian/errors.ts';
export { type BlackResult, black76 } from './black/black76.ts';
export { black76Price } from './black/black76Price.ts';
export { type BlackColumns, black76Prices } from './black/black76Prices.ts';
export { ColumnLengthError, ValuationOverflowError } from './black/errors.ts';
export type { BlackInput, OptionType } from './black/optionInput.ts';
export { type CappedCallInput, cappedCall } from './bounded/cappedCall.ts';
export { type CollarInput, collar, fairCollarPrice } from './bounded/collar.ts';
export { CapBelowStrikeError } from './bounded/errors.ts';
export { type DigitalResult, digital } from './digital/digital.ts';
export { DeliveryAgeError, ProbabilitySumError } from './forward/errors.ts';
export {
  type DeliveryAgeOutcome,
  type FreshnessLockInput,
  freshnessLockValue,
} from './forward/freshnessLockValue.ts';
export { type SegmentForwardInput, segmentForward } from './forward/segmentForward.ts';
export {
  type AssurancePeriod,
  type SupplyAssuranceInput,
  supplyAssuranceValue,
} from './forward/supplyAssuranceValue.ts';
export { PriceOutsideBoundsError, VolatilityUndeterminedError } from './implied/errors.ts';
export { impliedVolatilities } from './implied/impliedVolatilities.ts';
export { impliedVolatility } from './implied/impliedVolatility.ts';
export { type ArbitrageMargin, butterflyMargin, calendarMargin } from './smile/arbitrage.ts';
export { TooFewQuotesError } from './smile/errors.ts';
export { fitSvi, type SmileQuote, type SviFit } from './smile/fitSvi.ts';
export { type SviParameters, type SviPoint, sviVariance } from './smile/svi.ts';
