export {
  AskAboveMaxError,
  AskMoveTooLargeError,
  AskOutsideBandError,
  BatchSizeError,
  ConfidenceOutsideBandError,
  ContentAlreadySealedError,
  CurveUnknownError,
  InsufficientAllowanceError,
  InsufficientBalanceError,
  IssuedAtOutOfRangeError,
  MarginBandTooWideError,
  MarginOutsideBandError,
  MarginTooLowError,
  MarketExistsError,
  MarketUnknownError,
  NoConsentError,
  NoSurplusError,
  NotAccountOwnerError,
  NotDistributionError,
  NothingToClaimError,
  NothingToWithdrawError,
  NotProviderError,
  OneOfProviderAndDistributionError,
  PausedError,
  PricesFrozenError,
  ProviderIsMarketplaceError,
  ReferenceMoveTooLargeError,
  RepricedTooSoonError,
  SegmentAlreadyOwnedError,
  SegmentExpiredError,
  SegmentSoldOutError,
  SegmentUnknownError,
  SpotRefusalError,
  TooManyAccountsError,
  TooManyCurvesError,
  TooManyMarketsError,
  ZeroCapacityError,
} from '@phasegate/pricing/refusals';
export type { DistributionShare } from './spot/earnings/claimDistribution.ts';
export type { Listing } from './spot/listing/checkListing.ts';
export { frozenUntil } from './spot/listing/frozenUntil.ts';
export { playSpotMarket } from './spot/playSpotMarket.ts';
export { askOf, type SegmentAsk } from './spot/purchase/askOf.ts';
export type { BatchResult, Fill, Order } from './spot/purchase/buySegments.ts';
export { hasAccess } from './spot/purchase/hasAccess.ts';
export { reduceSpotMarket } from './spot/reduceSpotMarket.ts';
export type { SpotMarketEvent, SpotMarketEventType, SpotMarketOutcomes } from './spot/spotMarketEvent.ts';
export {
  type ListedMarket,
  MAX_BATCH,
  type MarketTerms,
  openSpotMarket,
  type SpotAccount,
  type SpotMarketState,
  type SpotSegment,
  UNLIMITED,
} from './spot/state/spotMarketState.ts';
export { patBalance } from './spot/token/pat.ts';
