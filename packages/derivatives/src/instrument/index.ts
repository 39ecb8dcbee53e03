export { type CallOption, callOption } from './callOption.ts';
export { type CollaredSynthetic, collaredSynthetic } from './collaredSynthetic.ts';
export { type DeliveredForward, type DeliveredTerms, deliveredForward } from './deliveredForward.ts';
export { type FreshnessLock, freshnessLock, type StaleRule } from './freshnessLock.ts';
export { type IndexSwap, indexSwap } from './indexSwap.ts';
export { type PutOption, putOption } from './putOption.ts';
export type { Series } from './series.ts';
export {
  MAX_PENDING_POSTINGS,
  orderedUnits,
  type StreamingForward,
  streamingForward,
} from './streamingForward.ts';
export { type SupplyAssurance, supplyAssurance } from './supplyAssurance.ts';
export type { Terms } from './terms.ts';
