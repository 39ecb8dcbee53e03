import { PhasegateError } from '@phasegate/pricing/units';

/** The trade would lift what the vault may owe above its cap. */
export class UtilisationCapError extends PhasegateError {
  readonly obligations: bigint;
  readonly limit: bigint;
  /** Lots that would still have passed. */
  readonly largestLots: bigint;

  constructor(obligations: bigint, limit: bigint, largestLots: bigint) {
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
  readonly observed: bigint;
  readonly obligations: bigint;

  constructor(observed: bigint, obligations: bigint) {
    super(
      `the vault owes at most ${obligations}; got ${observed}. A payoff can't exceed what was locked for it.`,
    );
    this.observed = observed;
    this.obligations = obligations;
  }
}
