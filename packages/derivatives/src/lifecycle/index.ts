export { compensation } from './deal/compensation.ts';
export { type DealClock, dealTime, MAX_PAUSE_EXTENSION } from './deal/dealClock.ts';
export type { Party, PauseEvent } from './deal/dealEvent.ts';
export {
  DEFAULT_PERIOD,
  type DefaultRecord,
  isReduceOnly,
  NO_DEFAULTS,
  recordDefault,
} from './deal/defaultRecord.ts';
export {
  ClockRanBackError,
  DeadlinePassedError,
  DealClosedError,
  PauseStateError,
  TooEarlyError,
  WrongPartyError,
  WrongStatusError,
} from './deal/errors.ts';
export { type Account, netFlows, type Step, type Transfer } from './deal/transfer.ts';
export { claimSerials, type ProviderSerials } from './delivery/claimSerials.ts';
export { type DeliveredUnit, MAX_UNITS_PER_DELIVERY, sealUnits } from './delivery/deliveredUnit.ts';
export {
  LowConfidenceError,
  OverDeliveryError,
  SerialGapError,
  ShortLifeError,
  StaleUnitError,
  UnitAlreadySealedError,
  WrongMarketError,
} from './delivery/errors.ts';
export { type UnitHeader, unitHeaderTypes } from './delivery/unitHeader.ts';
export {
  type ForwardEvent,
  type ForwardState,
  type ForwardStatus,
  type ForwardTerms,
  forwardHeld,
} from './forward/forwardState.ts';
export { openForward } from './forward/openForward.ts';
export { reduceForward } from './forward/reduceForward.ts';
export { deliveredWeight, type Weight } from './streamingForward/deliveredWeight.ts';
export {
  DisputeStateError,
  ForeignHeaderError,
  HeaderKeepsTermsError,
  NotDoubleSaleError,
  PostingsPendingError,
  StaleVoucherError,
  TooManyPostingsError,
  UnknownPostingError,
  VoucherExceedsOrderError,
} from './streamingForward/errors.ts';
export { openStreamingForward } from './streamingForward/openStreamingForward.ts';
export { reduceStreamingForward } from './streamingForward/reduceStreamingForward.ts';
export { drawLimit, scheduledWeight } from './streamingForward/schedule.ts';
export {
  type Closing,
  type ClosingReason,
  type Posting,
  type StreamEvent,
  type StreamState,
  type StreamStatus,
  streamHeld,
} from './streamingForward/streamState.ts';
export { openSupplyAssurance } from './supplyAssurance/openSupplyAssurance.ts';
export { reduceSupplyAssurance } from './supplyAssurance/reduceSupplyAssurance.ts';
export {
  periodStart,
  type SupplyEvent,
  type SupplyState,
  type SupplyStatus,
  supplyHeld,
} from './supplyAssurance/supplyState.ts';
