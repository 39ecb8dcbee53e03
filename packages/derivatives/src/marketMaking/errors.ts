import { PhasegateError, type Quantity, type Wad } from '@phasegate/pricing/units';

/** The trade would lift what the vault may owe above its cap. */
export class UtilisationCapError extends PhasegateError {
  readonly obligations: Wad;
  readonly limit: Wad;
  /** Lots that would still have passed. */
  readonly largestLots: Quantity;

  constructor(obligations: Wad, limit: Wad, largestLots: Quantity) {
    super(
      `obligations would be ${obligations}, above the vault's limit ${limit}. Trade at most ${largestLots} lots, or wait for deposits or expiries.`,
    );
    this.obligations = obligations;
    this.limit = limit;
    this.largestLots = largestLots;
  }
}

/** More is returned to the vault, or paid by it, than it owes. */
export class ObligationExceededError extends PhasegateError {
  readonly observed: Wad;
  readonly obligations: Wad;

  constructor(observed: Wad, obligations: Wad) {
    super(
      `the vault owes at most ${obligations}; got ${observed}. A payoff can't exceed what was locked for it.`,
    );
    this.observed = observed;
    this.obligations = obligations;
  }
}
