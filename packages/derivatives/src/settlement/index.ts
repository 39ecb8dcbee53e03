export {
  AlreadyFixedError,
  AlreadySettledError,
  CapCurrentError,
  FallbackCurrentError,
  IndexStaleError,
  NoSignersAnnouncedError,
  NotExpiredError,
  NotSignerError,
  OffCalendarError,
  SettlementNotOpenError,
  SettlementPendingError,
  SignersOutOfBoundsError,
  SignersPendingError,
  TenorOutOfBoundsError,
} from './errors.ts';
export { openInterestCap } from './openInterestCap.ts';
export { MAX_TENOR } from './opening.ts';
export { openInterestCapAt, reduceSettlement } from './reduceSettlement.ts';
export { type SettlementCalendar, settlementWindow } from './settlementCalendar.ts';
export {
  type IndexedMarket,
  type IndexedMarkets,
  type Rung,
  type SettlementEvent,
  type SettlementState,
  settlementKey,
  settlementState,
} from './settlementOracle.ts';
export { type SettlementRules, windowPrice } from './windowPrice.ts';
