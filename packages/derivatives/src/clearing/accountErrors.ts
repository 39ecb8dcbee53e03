import { type Bps, PhasegateError, type Wad } from '@phasegate/pricing/units';

/** More than an account has free. */
export class ExceedsFreeError extends PhasegateError {
  readonly account: string;
  readonly amount: Wad;
  readonly free: Wad;

  constructor(input: { account: string; amount: Wad; free: Wad }) {
    super(`${input.account} has ${input.free} wei free; got ${input.amount}. The rest covers positions.`);
    this.account = input.account;
    this.amount = input.amount;
    this.free = input.free;
  }
}

/** A deposit or withdrawal of nothing. */
export class ZeroAmountError extends PhasegateError {
  constructor() {
    super('an amount of zero moves nothing.');
  }
}

/** Nobody's address where somebody is needed. */
export class ZeroAddressError extends PhasegateError {
  readonly field: string;

  constructor(field: string) {
    super(`${field} must be somebody's address.`);
    this.field = field;
  }
}

/** Fees that no owner may set. */
export class FeesOutOfBoundsError extends PhasegateError {
  readonly feeBps: Bps;
  readonly maxFeeBps: Bps;
  readonly timePremium: Wad;
  readonly maxTimePremium: Wad;

  constructor(input: { feeBps: Bps; maxFeeBps: Bps; timePremium: Wad; maxTimePremium: Wad }) {
    super(
      `a fee is at most ${input.maxFeeBps} bps of the premium and a time premium at most ${input.maxTimePremium} wei a lot and ` +
        `day; got ${input.feeBps} bps and ${input.timePremium} wei.`,
    );
    this.feeBps = input.feeBps;
    this.maxFeeBps = input.maxFeeBps;
    this.timePremium = input.timePremium;
    this.maxTimePremium = input.maxTimePremium;
  }
}

/** A requirement that no owner may set. */
export class RequirementOutOfBoundsError extends PhasegateError {
  readonly phase: number;
  readonly amount: Wad;
  readonly max: Wad;

  constructor(input: { phase: number; amount: Wad; max: Wad }) {
    super(
      `a requirement is a whole number of PAT, at most ${input.max} wei, and there is none before phase 2; ` +
        `got ${input.amount} wei in phase ${input.phase}.`,
    );
    this.phase = input.phase;
    this.amount = input.amount;
    this.max = input.max;
  }
}
