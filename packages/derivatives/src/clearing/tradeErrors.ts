import { type MarketId, PhasegateError, type Quantity, type Wad, type Word } from '@phasegate/pricing/units';

/** Both sides of a trade are the same account. */
export class SelfTradeError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} can't trade with itself.`);
    this.account = account;
  }
}

/** Lots that neither a trade nor a position may have. */
export class LotsOutOfBoundsError extends PhasegateError {
  readonly lots: Quantity;
  readonly max: Quantity;

  constructor(lots: Quantity, max: Quantity) {
    super(`lots lie between 1 and ${max}; got ${lots}.`);
    this.lots = lots;
    this.max = max;
  }
}

/** A call or put whose buyer would be paid. */
export class NegativePremiumError extends PhasegateError {
  readonly premium: Wad;

  constructor(premium: Wad) {
    super(`an option is worth zero or more; got a premium of ${premium}.`);
    this.premium = premium;
  }
}

/** A side would hold less than is locked. */
export class UncoveredError extends PhasegateError {
  readonly account: string;
  readonly locked: Wad;
  /** Below zero when it could not even pay. */
  readonly balance: Wad;

  constructor(input: { account: string; locked: Wad; balance: Wad }) {
    super(
      `${input.account} would hold ${input.balance} wei with ${input.locked} locked; ` +
        `deposit ${input.locked - input.balance} more or trade less.`,
    );
    this.account = input.account;
    this.locked = input.locked;
    this.balance = input.balance;
  }
}

/** More series in one account than its worst case is computed over. */
export class TooManyLegsError extends PhasegateError {
  readonly account: string;
  readonly max: number;

  constructor(account: string, max: number) {
    super(`${account} holds ${max} series of this book, the most there are; close one first.`);
    this.account = account;
    this.max = max;
  }
}

/** More open interest than moving the market's index would cost. */
export class OpenInterestCappedError extends PhasegateError {
  readonly market: MarketId;
  readonly lots: Quantity;
  readonly cap: Quantity;

  constructor(input: { market: MarketId; lots: Quantity; cap: Quantity }) {
    super(
      `market ${input.market} would have ${input.lots} lots open at this expiry; it bears ${input.cap}. ` +
        'Trade less, or measure the cap again: it is good for 8 days.',
    );
    this.market = input.market;
    this.lots = input.lots;
    this.cap = input.cap;
  }
}

/** More of a book in one account than its share of the cap. */
export class AccountCappedError extends PhasegateError {
  readonly account: string;
  readonly lots: Quantity;
  readonly cap: Quantity;

  constructor(input: { account: string; lots: Quantity; cap: Quantity }) {
    super(`${input.account} would hold ${input.lots} lots of this book; an account may hold ${input.cap}.`);
    this.account = input.account;
    this.lots = input.lots;
    this.cap = input.cap;
  }
}

/** More of a book with the broker, its affiliates and the vaults together than their share of the cap. */
export class HouseCappedError extends PhasegateError {
  readonly bookId: Word;
  readonly lots: Quantity;
  readonly cap: Quantity;

  constructor(input: { bookId: Word; lots: Quantity; cap: Quantity }) {
    super(
      `the house would hold ${input.lots} lots net in book ${input.bookId}; together it may hold ${input.cap}.`,
    );
    this.bookId = input.bookId;
    this.lots = input.lots;
    this.cap = input.cap;
  }
}

/** A side holds less free balance than its class needs before it opens. */
export class RequirementUnmetError extends PhasegateError {
  readonly account: string;
  readonly required: Wad;
  readonly free: Wad;

  constructor(input: { account: string; required: Wad; free: Wad }) {
    super(
      `${input.account} has ${input.free} wei free and needs ${input.required} to open; ` +
        `deposit ${input.required - input.free} more.`,
    );
    this.account = input.account;
    this.required = input.required;
    this.free = input.free;
  }
}
