export { ANY_INDEX, ANYONE, MAX_RFQ_LIFETIME, type RfqQuote } from './quote.ts';
