import type { MarketId, Quantity, UnixSeconds, Wad, Word } from '@phasegate/pricing/units';
import type { ClearingStep, ClearingSurroundings } from '../clearing/clearingEvent.ts';
import type { ClearingState } from '../clearing/clearingState.ts';
import type { Account } from '../lifecycle/deal/transfer.ts';
import type { VaultState } from './vaultState.ts';
import type { VaultTerms } from './vaultTerms.ts';

/**
 * What happens to a vault. Accounts act for themselves or by an operator, the risk role sets terms; epochs and releases are anyone's.
 */
export type VaultEvent =
  | (Dated & {
      readonly type: 'requestDeposit';
      readonly owner: Account;
      readonly controller: Account;
      readonly assets: Wad;
    })
  | (Dated & {
      readonly type: 'requestRedeem';
      readonly owner: Account;
      readonly controller: Account;
      readonly shares: Quantity;
    })
  | (Dated & { readonly type: 'cancelDepositRequest'; readonly controller: Account; readonly assets: Wad })
  | (Dated & {
      readonly type: 'cancelRedeemRequest';
      readonly controller: Account;
      readonly shares: Quantity;
    })
  | (Claim & { readonly type: 'deposit'; readonly assets: Wad })
  | (Claim & { readonly type: 'mint'; readonly shares: Quantity })
  | (Claim & { readonly type: 'redeem'; readonly shares: Quantity })
  | (Claim & { readonly type: 'withdraw'; readonly assets: Wad })
  | (Dated & {
      readonly type: 'transfer';
      readonly from: Account;
      readonly to: Account;
      readonly shares: Quantity;
    })
  | (VaultTrade & { readonly type: 'buy'; readonly maxPremium: Wad })
  | (VaultTrade & { readonly type: 'sellBack'; readonly minPremium: Wad })
  | (Dated & { readonly type: 'closeEpoch' })
  | (Dated & { readonly type: 'releaseBook'; readonly bookId: Word })
  | (Dated & { readonly type: 'setTerms'; readonly market: MarketId; readonly terms: VaultTerms });

export type VaultEventOf<Type extends VaultEvent['type']> = Extract<VaultEvent, { readonly type: Type }>;

interface Dated {
  readonly at: UnixSeconds;
}

interface Claim extends Dated {
  readonly controller: Account;
  readonly receiver: Account;
}

interface VaultTrade extends Dated {
  readonly taker: Account;
  readonly seriesId: Word;
  readonly lots: Quantity;
}

/** The clearing house that a vault trades in, and what that asks. */
export interface VaultSurroundings extends ClearingSurroundings {
  readonly clearing: ClearingState;
}

/** The next state of the vault, of the clearing house and of the oracle; `escrow` in the transfers is the clearing house. */
export interface VaultStep extends Omit<ClearingStep, 'state'> {
  readonly state: VaultState;
  readonly clearing: ClearingState;
}
