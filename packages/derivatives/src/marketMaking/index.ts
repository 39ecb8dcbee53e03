export { type LmsrState, lmsrPrices, lmsrTrade, lmsrWorstLoss } from './lmsr.ts';
export type { SeriesMarket } from './premiumPerLot.ts';
export { MAX_RFQ_LIFETIME, type RfqQuote, type RfqRequest, rfqQuote } from './rfqQuote.ts';
