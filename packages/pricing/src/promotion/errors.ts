import { PhasegateError } from '../units/errors.ts';
import { formatWad } from '../units/formatWad.ts';
import type { Wad } from '../units/units.ts';

/** The subsidy of a purchase does not fit into what is left of a promotion's budget. */
export class PromotionBudgetError extends PhasegateError {
  readonly subsidyGbp: Wad;
  readonly leftGbp: Wad;

  constructor(subsidyGbp: Wad, leftGbp: Wad) {
    super(
      `the discount would cost ${formatWad(subsidyGbp)} GBP and ${formatWad(leftGbp)} GBP of the budget is left. Buy at face value`,
    );
    this.subsidyGbp = subsidyGbp;
    this.leftGbp = leftGbp;
  }
}

/** An account has bought, or would have, more discounted credits than one account may. */
export class PromotionCapError extends PhasegateError {
  readonly account: string;
  readonly leftCredits: Wad;

  constructor(account: string, leftCredits: Wad) {
    super(
      `${account} may buy ${formatWad(leftCredits)} more discounted credits in this promotion. Buy fewer`,
    );
    this.account = account;
    this.leftCredits = leftCredits;
  }
}

/** Discounted credits were to be spent on a tool that pays their buyer. */
export class SelfDealingError extends PhasegateError {
  readonly account: string;
  readonly toolId: string;

  constructor(account: string, toolId: string) {
    super(
      `${toolId} pays ${account} or an affiliate; discounted credits can't be spent on it. Use credits bought at face value`,
    );
    this.account = account;
    this.toolId = toolId;
  }
}

/** A wallet holds fewer credits than a run costs. */
export class InsufficientCreditsError extends PhasegateError {
  readonly held: Wad;
  readonly price: Wad;

  constructor(held: Wad, price: Wad) {
    super(`the run costs ${formatWad(price)} credits and the wallet holds ${formatWad(held)}. Buy credits`);
    this.held = held;
    this.price = price;
  }
}
