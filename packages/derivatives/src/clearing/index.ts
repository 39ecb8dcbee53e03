export {
  ExceedsFreeError,
  FeesOutOfBoundsError,
  RequirementOutOfBoundsError,
  ZeroAddressError,
  ZeroAmountError,
} from './accountErrors.ts';
export { accountRequirement } from './accountRequirement.ts';
export { clearingAccountOf } from './accounts.ts';
export { type BookScope, bookIdOf, placeOfSeries, scopeOfBook, seriesIdOf } from './bookId.ts';
export type { ClearingEvent, ClearingStep, ClearingSurroundings, Fill } from './clearingEvent.ts';
export type { ClearingGate } from './clearingGate.ts';
export {
  type ClearingAccount,
  type ClearingBook,
  type ClearingPosition,
  type ClearingState,
  clearingHeld,
  clearingState,
  type RequirementCell,
} from './clearingState.ts';
export { lotPayoff, type SettlementPrices } from './lotPayoff.ts';
export {
  MatcherKnownError,
  MatcherNotAllowedError,
  MatcherPendingError,
  NoMatcherAnnouncedError,
  NotMatcherError,
  TooManyMatchersError,
} from './matcherErrors.ts';
export { openingProduct } from './openingProduct.ts';
export { MAX_LEGS, MAX_LOTS } from './position.ts';
export { reduceClearing } from './reduceClearing.ts';
export { type ClearingFees, collateralRequirement } from './rules.ts';
export {
  BookExpiredError,
  MalformedSeriesError,
  OpeningEndedError,
  TooManySeriesError,
  UnknownSeriesError,
} from './seriesErrors.ts';
export { findSeries } from './seriesLookup.ts';
export {
  type SeriesKind,
  type SeriesWord,
  seriesOfWord,
  seriesWordOf,
} from './seriesWord.ts';
export { BookNotSettledError } from './statement/errors.ts';
export type { Payment } from './statement/paymentsOf.ts';
export {
  type SettlementStatement,
  type StatementAccount,
  type StatementLine,
  type StatementSeries,
  settlementStatement,
} from './statement/settlementStatement.ts';
export { settlementStatementText } from './statement/settlementStatementText.ts';
export {
  AccountCappedError,
  HouseCappedError,
  LotsOutOfBoundsError,
  NegativePremiumError,
  OpenInterestCappedError,
  RequirementUnmetError,
  SelfTradeError,
  TooManyLegsError,
  UncoveredError,
} from './tradeErrors.ts';
export {
  type ClosingMarket,
  type ClosingPlan,
  closingPlan,
  type ReduceOrder,
} from './unwinding/closingPlan.ts';
export { NoPositionError } from './unwinding/errors.ts';
export { ownUnwinding } from './unwinding/ownUnwinding.ts';
export { unwinding } from './unwinding/unwinding.ts';
export { type UnwindingActs, unwindingActs } from './unwinding/unwindingActs.ts';
