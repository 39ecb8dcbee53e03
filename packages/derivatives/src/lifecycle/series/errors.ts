import { PhasegateError, type Wad } from '@phasegate/pricing/units';

/** An account holds less collateral than its worst case asks for. */
export class UncoveredPositionError extends PhasegateError {
  readonly account: string;
  readonly required: Wad;
  readonly collateral: Wad;

  constructor(input: { account: string; required: Wad; collateral: Wad }) {
    super(
      `${input.account} would hold ${input.collateral} wei against a requirement of ${input.required}; ` +
        `deposit ${input.required - input.collateral} more or trade less.`,
    );
    this.account = input.account;
    this.required = input.required;
    this.collateral = input.collateral;
  }
}

/** A side that opens has no right to: its phase, class and product say no. */
export class OpenNotAllowedError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} may not open this position; it may reduce what it holds.`);
    this.account = account;
  }
}

/** Opening while the product is paused; reducing goes on. */
export class OpeningPausedError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} would open a position during a pause; reduce only, or wait.`);
    this.account = account;
  }
}

/** A series of another market, pair or expiry than the book's. */
export class ForeignSeriesError extends PhasegateError {
  readonly index: number;

  constructor(index: number) {
    super(`series ${index} does not share the book's market, pair and expiry; only what does can net.`);
    this.index = index;
  }
}

/** More series in one account than the worst case is computed over on chain. */
export class TooManyLegsError extends PhasegateError {
  readonly account: string;
  readonly legs: number;
  readonly maximum: number;

  constructor(input: { account: string; legs: number; maximum: number }) {
    super(`${input.account} would hold ${input.legs} series; at most ${input.maximum}. Close one first.`);
    this.account = input.account;
    this.legs = input.legs;
    this.maximum = input.maximum;
  }
}

/** The account holds nothing in this book. */
export class UnknownAccountError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} holds nothing in this book.`);
    this.account = account;
  }
}
