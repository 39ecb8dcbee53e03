export {
  EpochRunningError,
  IndexTooOldError,
  NoTermsError,
  NotRequestedError,
  NotSettledError,
  NotSoldError,
  PremiumLimitError,
  RequestExceedsError,
  TermsMoveError,
  TermsTooSoonError,
  UnpricedSeriesError,
  UtilisationCapError,
  VaultLeavingError,
} from './errors.ts';
export { reduceVault } from './reduceVault.ts';
export { claimableOf, type Exchange, pendingOf, type RequestQueue } from './requestQueue.ts';
export type { VaultEvent, VaultStep, VaultSurroundings } from './vaultEvent.ts';
export { type VaultPosition, type VaultQuote, type VaultSeries, vaultQuote } from './vaultQuote.ts';
export { shareSupply, type VaultState, vaultState } from './vaultState.ts';
export type { TermsInForce, VaultTerms } from './vaultTerms.ts';
