import { checkBps, checkObject, checkWad } from '../units/checks.ts';
import type { Bps, Wad } from '../units/units.ts';

/** A sale of credits below face value, paid by the platform out of a budget; changed by `reducePromotion`. */
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
 * @throws {InvalidInputError} on malformed terms.
 * @example promotion({ discountBps: 2000 as Bps, budgetGbp: parseWad('1000'), capCredits: parseWad('100') }).subsidyGbp // 0n
 */
export function promotion(terms: Pick<Promotion, 'discountBps' | 'budgetGbp' | 'capCredits'>): Promotion {
  checkObject('terms', terms);
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
