import { CREDITS_PER_GBP } from '../floor/wholesaleFloor.ts';
import { checkObject, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { BPS, WAD, type Wad } from '../units/units.ts';
import { PromotionBudgetError, PromotionCapError } from './errors.ts';
import type { PromotedPurchase, Promotion } from './promotion.ts';

/** An account buys credits (Wad, above 0) at the discount. */
export interface BuyPromotedCredits {
  readonly type: 'buyCredits';
  readonly account: string;
  readonly credits: Wad;
}

/** A night takes what discounts have cost since the last time into its marketing allocation; each penny enters once. */
export interface TakeMarketingAllocation {
  readonly type: 'takeAllocation';
}

export type PromotionEvent = BuyPromotedCredits | TakeMarketingAllocation;

/** The promotion afterwards, and what the event brought: a purchase, or an amount for the night in GBP. */
export interface PromotionStep {
  readonly state: Promotion;
  readonly purchase?: PromotedPurchase;
  readonly allocationGbp?: Wad;
}

/**
 * The next state of a promotion. `buyCredits`: `face = credits / 10`, `paid = ceil(face x (10000 - discountBps) / 10000)`,
 * `subsidy = face - paid`, all GBP; face and paid round up, for the platform.
 *
 * The subsidy is counted when the credits are bought, at its full size, so whatever anyone does with them afterwards
 * `total subsidy <= budget`. Developers are paid at face value out of it (`reduceCreditWallet`); `takeAllocation` hands it to
 * the next night.
 *
 * @throws {PromotionBudgetError} the budget is short.
 * @throws {PromotionCapError} beyond the account's cap.
 * @throws {InvalidInputError} a malformed event.
 * @example
 * reducePromotion(promotion({ discountBps: 2000 as Bps, budgetGbp: parseWad('3'), capCredits: parseWad('120') }), {
 *   type: 'buyCredits',
 *   account: 'carl',
 *   credits: parseWad('100'),
 * }).purchase.paidGbp // 8000000000000000000n
 */
export function reducePromotion(
  state: Promotion,
  event: BuyPromotedCredits,
): { readonly state: Promotion; readonly purchase: PromotedPurchase };
export function reducePromotion(
  state: Promotion,
  event: TakeMarketingAllocation,
): { readonly state: Promotion; readonly allocationGbp: Wad };
export function reducePromotion(state: Promotion, event: PromotionEvent): PromotionStep;
export function reducePromotion(state: Promotion, event: PromotionEvent): PromotionStep {
  checkObject('event', event);
  switch (event.type) {
    case 'buyCredits':
      return buyCredits(state, event);
    case 'takeAllocation':
      return {
        state: { ...state, allocatedGbp: state.subsidyGbp },
        allocationGbp: (state.subsidyGbp - state.allocatedGbp) as Wad,
      };
    default:
      throw new InvalidInputError({
        path: 'event.type',
        observed: (event as { type?: unknown }).type,
        allowed: 'buyCredits or takeAllocation',
      });
  }
}

function buyCredits(state: Promotion, { account, credits }: BuyPromotedCredits): PromotionStep {
  if (typeof account !== 'string' || account === '') {
    throw new InvalidInputError({ path: 'event.account', observed: account, allowed: 'a name' });
  }
  checkWad('event.credits', credits);
  if (credits === 0n)
    throw new InvalidInputError({ path: 'event.credits', observed: credits, allowed: 'above 0' });
  const bought = state.boughtCredits.get(account) ?? 0n;
  if (bought + credits > state.capCredits) {
    throw new PromotionCapError(account, (state.capCredits - bought) as Wad);
  }
  const faceGbp = ceilDiv(credits * WAD, CREDITS_PER_GBP);
  const paidGbp = ceilDiv(faceGbp * BigInt(BPS - state.discountBps), BigInt(BPS));
  const subsidyGbp = (faceGbp - paidGbp) as Wad;
  const leftGbp = (state.budgetGbp - state.subsidyGbp) as Wad;
  if (subsidyGbp > leftGbp) throw new PromotionBudgetError(subsidyGbp, leftGbp);
  return {
    state: {
      ...state,
      subsidyGbp: (state.subsidyGbp + subsidyGbp) as Wad,
      boughtCredits: new Map(state.boughtCredits).set(account, (bought + credits) as Wad),
    },
    purchase: { credits, faceGbp: faceGbp as Wad, paidGbp: paidGbp as Wad, subsidyGbp },
  };
}
