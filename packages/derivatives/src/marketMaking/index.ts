export { type LmsrState, lmsrPrices, lmsrTrade, lmsrWorstLoss } from './lmsr.ts';
export type { AgainstMarket, PricedSeries, SeriesMarket, SwapMarket } from './pricedSeries.ts';
export { type RfqRequest, rfqQuote } from './rfqQuote.ts';
