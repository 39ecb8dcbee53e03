import {
  type MarketId,
  PhasegateError,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';

/** An expiry that is none of its market's settlement hours. */
export class OffCalendarError extends PhasegateError {
  readonly market: MarketId;
  readonly expiry: UnixSeconds;

  constructor(market: MarketId, expiry: UnixSeconds) {
    super(`market ${market} does not settle at ${expiry}; take an hour of its settlement calendar.`);
    this.market = market;
    this.expiry = expiry;
  }
}

/** An expiry whose settlement window has begun, or that lies more than 92 days ahead. */
export class TenorOutOfBoundsError extends PhasegateError {
  readonly windowStart: UnixSeconds;
  readonly latest: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(input: { windowStart: UnixSeconds; latest: UnixSeconds; at: UnixSeconds }) {
    super(
      `at ${input.at} the window must still begin (it begins at ${input.windowStart}) and the expiry be at most ${input.latest}.`,
    );
    this.windowStart = input.windowStart;
    this.latest = input.latest;
    this.at = input.at;
  }
}

/** No trade entered the market's index in the last 24 whole hours. */
export class IndexStaleError extends PhasegateError {
  readonly market: MarketId;
  readonly hour: number;

  constructor(market: MarketId, hour: number) {
    super(
      `the index of market ${market} has no trade in the 24 hours before hour ${hour}; wait for trading.`,
    );
    this.market = market;
    this.hour = hour;
  }
}

/** The fallback is of this hour already. */
export class FallbackCurrentError extends PhasegateError {
  readonly hour: number;

  constructor(hour: number) {
    super(`the fallback is of hour ${hour} already; refresh it in a later one.`);
    this.hour = hour;
  }
}

/** Nobody opened the settlement of this market and expiry. */
export class SettlementNotOpenError extends PhasegateError {
  readonly market: MarketId;
  readonly expiry: UnixSeconds;

  constructor(market: MarketId, expiry: UnixSeconds) {
    super(`the settlement of market ${market} at ${expiry} was never opened; open it before its window.`);
    this.market = market;
    this.expiry = expiry;
  }
}

/** Before the expiry nothing is fixed or settled. */
export class NotExpiredError extends PhasegateError {
  readonly expiry: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(expiry: UnixSeconds, at: UnixSeconds) {
    super(`it expires at ${expiry}, and it is ${at}; wait.`);
    this.expiry = expiry;
    this.at = at;
  }
}

/** The price is settled, for ever. */
export class AlreadySettledError extends PhasegateError {
  readonly price: Wad;

  constructor(price: Wad) {
    super(`it settled at ${price} wei a lot, which never changes.`);
    this.price = price;
  }
}

/** The index is too thin for a price, and the next rung of the ladder is not reached. */
export class SettlementPendingError extends PhasegateError {
  readonly settleableAt: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(settleableAt: UnixSeconds, at: UnixSeconds) {
    super(`trading was too thin for a price; the next rung is open from ${settleableAt}, and it is ${at}.`);
    this.settleableAt = settleableAt;
    this.at = at;
  }
}

/** Not one of the signers that this expiry was opened with. */
export class NotSignerError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} is no signer of this expiry.`);
    this.account = account;
  }
}

/** A signer's first fixing counts. */
export class AlreadyFixedError extends PhasegateError {
  readonly account: string;

  constructor(account: string) {
    super(`${account} has fixed a price already; its first one counts.`);
    this.account = account;
  }
}

/** Signers that no list may be: one, two or more than nine, unsorted, twice the same, or nobody's address. */
export class SignersOutOfBoundsError extends PhasegateError {
  readonly count: number;

  constructor(count: number) {
    super(`signers are none, or 3 to 9 addresses in rising order, none of them zero; got ${count}.`);
    this.count = count;
  }
}

/** No signers are announced. */
export class NoSignersAnnouncedError extends PhasegateError {
  constructor() {
    super('no signers are announced; the owner announces them first.');
  }
}

/** Announced signers before their time. */
export class SignersPendingError extends PhasegateError {
  readonly applicableFrom: UnixSeconds;
  readonly at: UnixSeconds;

  constructor(applicableFrom: UnixSeconds, at: UnixSeconds) {
    super(`the announced signers are in force from ${applicableFrom}, and it is ${at}.`);
    this.applicableFrom = applicableFrom;
    this.at = at;
  }
}

/** The cap is of this day already. */
export class CapCurrentError extends PhasegateError {
  readonly day: number;
  readonly lots: Quantity;

  constructor(day: number, lots: Quantity) {
    super(`the cap of day ${day} is ${lots} lots already; it is refreshed once a day.`);
    this.day = day;
    this.lots = lots;
  }
}
