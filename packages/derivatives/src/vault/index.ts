export { InsolventVaultError, NotSoldError, UtilisationCapError } from './errors.ts';
export { vaultAfterSettlement } from './vaultAfterSettlement.ts';
export { type VaultParameters, type VaultQuote, vaultQuote } from './vaultQuote.ts';
export {
  nextEpoch,
  openVault,
  type SoldSeries,
  seriesKey,
  type VaultSeries,
  type VaultState,
  vaultObligations,
} from './vaultState.ts';
