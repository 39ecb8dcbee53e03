import { CREDITS_PER_GBP } from '../floor/wholesaleFloor.ts';
import { checkInteger, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Seconds, type UnixSeconds, WAD, type Wad } from '../units/units.ts';
import { InsufficientCreditsError, SelfDealingError } from './errors.ts';

/** An account's credits, by what was paid for them. */
export interface CreditWallet {
  readonly account: string;
  /** Bought at face value, Wad. */
  readonly faceCredits: Wad;
  /** Bought in a promotion, Wad. */
  readonly discountedCredits: Wad;
}

/** A tool as it is paid for. */
export interface PaidTool {
  readonly toolId: string;
  readonly developer: string;
  /** Accounts paid through the developer, or otherwise close to it. */
  readonly affiliates: readonly string[];
  readonly floorCredits: Wad;
  readonly markupCredits: Wad;
}

/** Who receives what of a run, at face value. */
export interface RunPayment {
  /** To the platform, credits. */
  readonly floorCredits: Wad;
  /** To the developer, credits: always the whole markup, whatever was paid for the credits. */
  readonly developerCredits: Wad;
  /** The same at the peg, GBP. */
  readonly developerGbp: Wad;
  /** The part of `developerCredits` earned from discounted credits, which is paid at `heldUntil`; the rest at once. */
  readonly heldCredits: Wad;
  readonly heldUntil: UnixSeconds;
}

/**
 * Pays for one run: discounted credits first, except on tools that pay their buyer or an affiliate.
 *
 * The developer receives the markup at face value; the part of it that may stem from discounted credits, the smaller of
 * markup and discounted credits used, is held. GBP rounds down, as a payout.
 *
 * @param input.holdSeconds `pricingParameters().promotion.holdSeconds`.
 * @throws SelfDealingError when only discounted credits could cover it and the tool pays the buyer.
 * @throws InsufficientCreditsError when the wallet is short. @throws InvalidInputError on malformed input.
 * @example markup 10 credits paid with discounted credits // the developer gets 10 credits, 1 GBP, after the hold
 */
export function spendCredits(input: {
  readonly wallet: CreditWallet;
  readonly tool: PaidTool;
  readonly at: UnixSeconds;
  readonly holdSeconds: Seconds;
}): { readonly wallet: CreditWallet; readonly payment: RunPayment } {
  const { wallet, tool, at, holdSeconds } = input;
  checkWad('wallet.faceCredits', wallet.faceCredits);
  checkWad('wallet.discountedCredits', wallet.discountedCredits);
  checkWad('tool.floorCredits', tool.floorCredits);
  checkWad('tool.markupCredits', tool.markupCredits);
  checkUnixSeconds('at', at);
  checkInteger('holdSeconds', holdSeconds, 0, 2 ** 40 - 1);
  if (!Array.isArray(tool.affiliates)) {
    throw new InvalidInputError({
      path: 'tool.affiliates',
      observed: tool.affiliates,
      allowed: 'an array of accounts',
    });
  }
  const price = (tool.floorCredits + tool.markupCredits) as Wad;
  const held = (wallet.faceCredits + wallet.discountedCredits) as Wad;
  if (held < price) throw new InsufficientCreditsError(held, price);
  const paysBuyer = tool.developer === wallet.account || tool.affiliates.includes(wallet.account);
  if (paysBuyer && wallet.faceCredits < price) throw new SelfDealingError(wallet.account, tool.toolId);
  const discounted = paysBuyer ? 0n : smaller(wallet.discountedCredits, price);
  return {
    wallet: {
      account: wallet.account,
      faceCredits: (wallet.faceCredits - (price - discounted)) as Wad,
      discountedCredits: (wallet.discountedCredits - discounted) as Wad,
    },
    payment: {
      floorCredits: tool.floorCredits,
      developerCredits: tool.markupCredits,
      developerGbp: ((tool.markupCredits * WAD) / CREDITS_PER_GBP) as Wad,
      heldCredits: smaller(tool.markupCredits, discounted) as Wad,
      heldUntil: at + holdSeconds,
    },
  };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
