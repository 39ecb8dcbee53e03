import { CREDITS_PER_GBP } from '../floor/wholesaleFloor.ts';
import { checkBps, checkObject, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { BPS, type Bps, WAD, type Wad } from '../units/units.ts';
import { PromotionBudgetError, PromotionCapError } from './errors.ts';

/** A sale of credits below face value, paid by the platform out of a budget. */
export interface Promotion {
  /** Off the face value, 0 to 10000. */
  readonly discountBps: Bps;
  /** The most that all discounts together may cost, GBP. */
  readonly budgetGbp: Wad;
  /** Credits one account may buy. */
  readonly capCredits: Wad;
  /** What discounts have cost so far, GBP; never above the budget. */
  readonly subsidyGbp: Wad;
  /** The part of it that has entered a night's marketing allocation. */
  readonly allocatedGbp: Wad;
  readonly boughtCredits: ReadonlyMap<string, Wad>;
}

/** A discounted purchase of credits, GBP. */
export interface PromotedPurchase {
  readonly credits: Wad;
  readonly faceGbp: Wad;
  readonly paidGbp: Wad;
  readonly subsidyGbp: Wad;
}

/**
 * A promotion nobody has used yet.
 *
 * @throws InvalidInputError on malformed terms.
 * @example promotion({ discountBps: 2000 as Bps, budgetGbp: parseWad('1000'), capCredits: parseWad('100') }).subsidyGbp // 0n
 */
export function promotion(terms: Pick<Promotion, 'discountBps' | 'budgetGbp' | 'capCredits'>): Promotion {
  const { discountBps, budgetGbp, capCredits } = terms;
  checkBps('discountBps', discountBps);
  checkWad('budgetGbp', budgetGbp);
  checkWad('capCredits', capCredits);
  const nothing = 0n as Wad;
  return {
    discountBps,
    budgetGbp,
    capCredits,
    subsidyGbp: nothing,
    allocatedGbp: nothing,
    boughtCredits: new Map(),
  };
}

/**
 * Sells credits at a promotion's discount: `face = credits / 10`, `paid = ceil(face x (10000 - discountBps) / 10000)`,
 * `subsidy = face - paid`, all GBP.
 *
 * The subsidy is counted when the credits are bought, at its full size, so whatever anyone does with them afterwards
 * `total subsidy <= budget`. Developers are paid at face value out of it (`spendCredits`); it enters the next night's
 * marketing allocation (`takeMarketingAllocation`). Face and paid round up, for the platform.
 *
 * @param input.account who buys. @param input.credits Wad, above 0.
 * @returns the promotion afterwards and the purchase.
 * @throws PromotionBudgetError when the budget is short. @throws PromotionCapError beyond the account's cap.
 * @throws InvalidInputError on malformed input.
 * @example 100 credits at 20 % off // face 10 GBP, paid 8 GBP, subsidy 2 GBP
 */
export function applyPromotion(
  current: Promotion,
  input: { readonly account: string; readonly credits: Wad },
): { readonly promotion: Promotion; readonly purchase: PromotedPurchase } {
  checkObject('input', input);
  const { account, credits } = input;
  if (typeof account !== 'string' || account === '') {
    throw new InvalidInputError({ path: 'account', observed: account, allowed: 'a name' });
  }
  checkWad('credits', credits);
  if (credits === 0n) throw new InvalidInputError({ path: 'credits', observed: credits, allowed: 'above 0' });
  const bought = current.boughtCredits.get(account) ?? 0n;
  if (bought + credits > current.capCredits) {
    throw new PromotionCapError(account, (current.capCredits - bought) as Wad);
  }
  const faceGbp = ceilDiv(credits * WAD, CREDITS_PER_GBP);
  const paidGbp = ceilDiv(faceGbp * BigInt(BPS - current.discountBps), BigInt(BPS));
  const subsidyGbp = (faceGbp - paidGbp) as Wad;
  const leftGbp = (current.budgetGbp - current.subsidyGbp) as Wad;
  if (subsidyGbp > leftGbp) throw new PromotionBudgetError(subsidyGbp, leftGbp);
  return {
    promotion: {
      ...current,
      subsidyGbp: (current.subsidyGbp + subsidyGbp) as Wad,
      boughtCredits: new Map(current.boughtCredits).set(account, (bought + credits) as Wad),
    },
    purchase: { credits, faceGbp: faceGbp as Wad, paidGbp: paidGbp as Wad, subsidyGbp },
  };
}
