import { formatWad, patText, type Wad } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { named, ROLES } from './texts.ts';

/** What to do about the marketplace's refusals that have no class of the libraries. */
export const marketplaceAdvice: ByReason<string> = {
  DataMarketplace_ZeroAddress: ({ field }) => `${field} must be an account; got the zero address. Name one`,
  DataMarketplace_OwnerRequired: () =>
    'the marketplace must have an owner, so ownership can not be given up. Hand it on with transferOwnership',
  DataMarketplace_NotRole: ({ caller, role }) =>
    `${caller} does not have the role ${named(ROLES, role)}. The owner gives it with setRole`,
  DataMarketplace_WalletIsMarketplace: () =>
    "the marketplace itself can not be the broker's wallet. Name the broker's account",
  DataMarketplace_SupplyTooLarge: ({ supply, max }) =>
    `the token's supply may be at most ${patText(max)}; got ${patText(supply)}. Deploy with PAT`,
  DataMarketplace_FirstCurveMismatch: () =>
    "the implementation's first curve is not the one that is stored. Deploy one with the stored curve, or with 0",
  DataMarketplace_InvalidMarketTerms: () =>
    'a market needs a type, a window and a reference ask, bands within their limits and settlement hours that fit its period. Check its terms',
  DataMarketplace_ZeroContentHash: () =>
    'a segment needs the hash of its content; got zero. Hash what is sold',
  DataMarketplace_TooManySegments: ({ max }) => `there are ${max} segments already. No more can be listed`,
  DataMarketplace_InvalidShare: ({ leaf, from, to }) =>
    `share ${leaf} must lie within 0 to 1 and end after its start; got ${formatWad(from as Wad)} to ${formatWad(to as Wad)}. Claim it as the tree has it`,
  DataMarketplace_InvalidProof: ({ contentHash, leaf }) =>
    `the proof does not show share ${leaf} in the distribution of ${contentHash}. Build it from the tree that was listed, for this chain, marketplace and segment`,
  DataMarketplace_IndexRangeTooLong: ({ from, to }) =>
    `the index keeps 1024 hours; asked for were ${to - from}. Ask for fewer`,
  DataMarketplace_NotAContract: ({ implementation }) =>
    `there is no contract at ${implementation}. Deploy the implementation first`,
  DataMarketplace_PatMismatch: ({ implementation, pat }) =>
    `the implementation at ${implementation} is for the token ${pat}. Deploy one for this marketplace's PAT`,
  DataMarketplace_LayoutMismatch: ({ implementation }) =>
    `the implementation at ${implementation} does not continue the present one's storage layout. Deploy its successor`,
};
