import {
  type MarketId,
  PhasegateError,
  type Quantity,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';

/** The quote's last second has passed. */
export class QuoteExpiredError extends PhasegateError {
  readonly deadline: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(deadline: UnixSeconds, at: UnixSeconds) {
    super(`the quote could be filled until ${deadline}; it is ${at}. Ask for a new one.`);
    this.deadline = deadline;
    this.at = at;
  }
}

/** The quote would be open for longer than five minutes. */
export class DeadlineTooFarError extends PhasegateError {
  readonly deadline: UnixSeconds;
  readonly latest: UnixSeconds;

  constructor(deadline: UnixSeconds, latest: UnixSeconds) {
    super(
      `a quote's deadline is at most ${latest} now; got ${deadline}. Fill it later, or sign a shorter one.`,
    );
    this.deadline = deadline;
    this.latest = latest;
  }
}

/** The quote is for somebody else. */
export class NotTakerError extends PhasegateError {
  readonly caller: string;
  readonly taker: string;

  constructor(caller: string, taker: string) {
    super(`only ${taker} can fill this quote; got ${caller}.`);
    this.caller = caller;
    this.taker = taker;
  }
}

/** Its maker has cancelled the quote's nonce. */
export class QuoteCancelledError extends PhasegateError {
  readonly maker: string;
  readonly nonce: Word;

  constructor(maker: string, nonce: Word) {
    super(`${maker} has cancelled every quote of nonce ${nonce}; ask for a new one.`);
    this.maker = maker;
    this.nonce = nonce;
  }
}

/** More lots than are left of the quote. */
export class QuoteFilledError extends PhasegateError {
  readonly lots: Quantity;
  readonly left: Quantity;

  constructor(lots: Quantity, left: Quantity) {
    super(`${left} lots are left of the quote; got ${lots}.`);
    this.lots = lots;
    this.left = left;
  }
}

/** Fewer lots than the maker trades at once. */
export class FillTooSmallError extends PhasegateError {
  readonly lots: Quantity;
  readonly minimum: Quantity;

  constructor(lots: Quantity, minimum: Quantity) {
    super(`a fill of this quote is at least ${minimum} lots; got ${lots}.`);
    this.lots = lots;
    this.minimum = minimum;
  }
}

/** The maker has not signed this. */
export class InvalidSignatureError extends PhasegateError {
  readonly maker: string;

  constructor(maker: string) {
    super(`the signature of the quote is none of ${maker}'s; every field must be as it was signed.`);
    this.maker = maker;
  }
}

/** No trade in this hour and the last: nothing says what the index is. */
export class NoIndexError extends PhasegateError {
  readonly market: MarketId;

  constructor(market: MarketId) {
    super(
      `market ${market} has no trade in this hour and the last, and the quote is bound to its index; wait for trading.`,
    );
    this.market = market;
  }
}

/** The index has left the quote's band. */
export class IndexOutOfBandError extends PhasegateError {
  readonly index: Wad;
  readonly low: Wad;
  readonly high: Wad;

  constructor(input: { index: Wad; low: Wad; high: Wad }) {
    super(
      `the quote holds while the index lies from ${input.low} to ${input.high} wei; it is ${input.index}. Ask for a new one.`,
    );
    this.index = input.index;
    this.low = input.low;
    this.high = input.high;
  }
}
