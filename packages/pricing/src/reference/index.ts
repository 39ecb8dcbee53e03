/** The decimal oracles that tests and benches hold the exact and the fast code to. Loads decimal.js. */
export { ReferenceDecimal, toReference } from './decimal.ts';
export {
  type ReferenceClamp,
  referenceDemand,
  referenceFreshness,
  referenceScarcity,
} from './referenceFactors.ts';
export { referenceQuote } from './referenceQuote.ts';
