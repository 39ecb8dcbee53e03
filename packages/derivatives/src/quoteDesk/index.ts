export {
  DeadlineTooFarError,
  FillTooSmallError,
  IndexOutOfBandError,
  InvalidSignatureError,
  NoIndexError,
  NotTakerError,
  QuoteCancelledError,
  QuoteExpiredError,
  QuoteFilledError,
} from './errors.ts';
export { ANY_INDEX, ANYONE, MAX_RFQ_LIFETIME, type RfqQuote } from './quote.ts';
export { lotsLeft, type QuoteDeskState, quoteDeskState } from './quoteDeskState.ts';
export { type QuoteDeskEvent, type QuoteDeskStep, reduceQuoteDesk } from './reduceQuoteDesk.ts';
export { type RfqQuoteTypedData, rfqQuoteTypedData, rfqQuoteTypes } from './rfqQuoteTypedData.ts';
