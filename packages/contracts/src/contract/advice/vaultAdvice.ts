import { formatWad, patText, timeText, type Wad } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { durationText, signedPat } from './texts.ts';

/** What to do about refusals of the underwriting vault. */
export const vaultAdvice: ByReason<string> = {
  UnderwritingVault_NotSold: ({ lots, sold }) =>
    `the vault has sold ${sold} lots of this series and takes no ${lots} back. Offer what it sold, or sell to somebody else`,
  UnderwritingVault_UtilisationCap: ({ obligations, limit, largestLots }) =>
    `the vault would owe ${patText(obligations)} of at most ${patText(limit)}. Trade at most ${largestLots} lots, or wait for deposits or expiries`,
  UnderwritingVault_PremiumLimit: ({ premium, limit }) =>
    `the premium is ${signedPat(premium)}, past the limit of ${signedPat(limit)}. Move the limit, or trade less`,
  UnderwritingVault_NoTerms: ({ market }) =>
    `the vault has no terms for market ${market}. The risk role sets them with setTerms`,
  UnderwritingVault_IndexTooOld: ({ market }) =>
    `market ${market} has not traded in this hour or the last. Wait for a trade`,
  UnderwritingVault_UnpricedSeries: ({ seriesId }) =>
    `the vault prices calls, puts and collars; ${seriesId} is a swap of two indices. Ask for a signed quote`,
  UnderwritingVault_VaultLeaving: () =>
    'all shares are on their way out, so the vault sells nothing. Sell back, or wait for a deposit',
  UnderwritingVault_EpochRunning: ({ endsAt }) =>
    `the epoch can be closed from ${timeText(endsAt)}. Wait until then`,
  UnderwritingVault_NotSettled: ({ bookId }) =>
    `book ${bookId} has no settlement figure. Settle it once it has expired`,
  UnderwritingVault_TermsOutOfBounds: ({ baseVolatility, fullVolatility, halfSpread }) =>
    `volatilities lie from 0.05 to 5 and 10, the full not below the base, half-spreads up to 0.3333; got ${text(baseVolatility)}, ${text(fullVolatility)} and ${text(halfSpread)}. Choose within`,
  UnderwritingVault_TermsTooSoon: ({ earliest }) =>
    `terms are set once a day, again from ${timeText(earliest)}. Wait until then`,
  UnderwritingVault_TermsMove: ({ from, to }) =>
    `a volatility moves by a quarter a day; from ${text(from)} to ${text(to)} is more. Go in steps`,
  UnderwritingVault_NotRiskManager: ({ caller }) =>
    `${caller} does not have the vault's risk role. The owner gives it with setRiskManager`,
  UnderwritingVault_NotOperator: ({ account, caller }) =>
    `${caller} may not act for ${account}. ${account} allows it with setOperator`,
  UnderwritingVault_NoPreview: () =>
    'what a request brings is known when its epoch ends. Use convertToShares or convertToAssets for an estimate',
  UnderwritingVault_NotRequested: () =>
    'the vault takes shares by requestRedeem only, and nothing for itself. Name another account',
  UnderwritingVault_RulesOutOfBounds: ({ epochLength, maxUtilisationBps }) =>
    `an epoch lasts 1 to 31 days and utilisation is at most 8000 basis points; got ${durationText(epochLength)} and ${maxUtilisationBps}. Choose within`,
  UnderwritingVault_RequestExceeds: ({ account, amount, available }) =>
    `${account} can move 1 to ${available} wei, not ${amount}. Ask for less`,
  UnderwritingVault_ZeroAddress: ({ field }) => `${field} must not be the zero address. Give the right one`,
};

const text = (amount: bigint): string => formatWad(amount as Wad);
