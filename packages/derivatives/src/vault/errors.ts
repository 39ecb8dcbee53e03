import {
  PhasegateError,
  type Quantity,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';

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

/** The vault buys back only what it has sold, series by series. */
export class NotSoldError extends PhasegateError {
  readonly lots: Quantity;
  readonly sold: Quantity;

  constructor(lots: Quantity, sold: Quantity) {
    super(`the vault has sold ${sold} lots of this series; it can't take back ${lots}.`);
    this.lots = lots;
    this.sold = sold;
  }
}

/** The risk role has set this market's terms within the last day. */
export class TermsTooSoonError extends PhasegateError {
  readonly earliest: UnixSeconds;
  readonly timestamp: UnixSeconds;

  constructor(earliest: UnixSeconds, timestamp: UnixSeconds) {
    super(`terms can be set again from ${earliest} on; now it is ${timestamp}.`);
    this.earliest = earliest;
    this.timestamp = timestamp;
  }
}

/** A volatility would move by more than a quarter of itself in a day. */
export class TermsMoveError extends PhasegateError {
  readonly from: Wad;
  readonly to: Wad;

  constructor(from: Wad, to: Wad) {
    super(`a volatility may move by a quarter of ${from} a day; ${to} lies beyond. Move it in steps.`);
    this.from = from;
    this.to = to;
  }
}

/** The risk role has set no terms for the market. */
export class NoTermsError extends PhasegateError {
  readonly market: number;

  constructor(market: number) {
    super(`the vault has no terms for market ${market}; it trades where the risk role has set them.`);
    this.market = market;
  }
}

/** No trade entered the index in this hour or the last. */
export class IndexTooOldError extends PhasegateError {
  readonly market: number;
  readonly hour: number;

  constructor(market: number, hour: number) {
    super(`market ${market} has not traded in hour ${hour} or the one before; the vault waits for a trade.`);
    this.market = market;
    this.hour = hour;
  }
}

/** The vault has no model for swaps of two indices; ask for a signed quote. */
export class UnpricedSeriesError extends PhasegateError {
  readonly seriesId: Word;

  constructor(seriesId: Word) {
    super(`the vault prices calls, puts and collars; ${seriesId} is a swap. Ask the broker for a quote.`);
    this.seriesId = seriesId;
  }
}

/** The price moved past what the taker allows. */
export class PremiumLimitError extends PhasegateError {
  readonly premium: Wad;
  readonly limit: Wad;

  constructor(premium: Wad, limit: Wad) {
    super(`the premium is ${premium}, past the limit of ${limit}. Trade less or move the limit.`);
    this.premium = premium;
    this.limit = limit;
  }
}

/** Everybody is leaving: the vault sells nothing more, so that what is locked comes free. */
export class VaultLeavingError extends PhasegateError {
  readonly shares: Quantity;

  constructor(shares: Quantity) {
    super(`all ${shares} shares are on their way out; the vault only buys back until a deposit comes.`);
    this.shares = shares;
  }
}

/** The epoch has not lasted its time. */
export class EpochRunningError extends PhasegateError {
  readonly endsAt: UnixSeconds;
  readonly timestamp: UnixSeconds;

  constructor(endsAt: UnixSeconds, timestamp: UnixSeconds) {
    super(`the epoch can be closed from ${endsAt} on; now it is ${timestamp}.`);
    this.endsAt = endsAt;
    this.timestamp = timestamp;
  }
}

/** Nothing, or more than there is: wei or shares. */
export class RequestExceedsError extends PhasegateError {
  readonly account: string;
  readonly amount: Quantity;
  readonly available: Quantity;

  constructor(account: string, amount: Quantity, available: Quantity) {
    super(`${account} can move 1 to ${available}, not ${amount}.`);
    this.account = account;
    this.amount = amount;
    this.available = available;
  }
}

/** The book has no settlement figure yet. */
export class NotSettledError extends PhasegateError {
  readonly bookId: Word;

  constructor(bookId: Word) {
    super(`book ${bookId} has no settlement figure; settle it once it has expired.`);
    this.bookId = bookId;
  }
}

/** The vault as a holder, controller or receiver: what it got would be nobody's. */
export class NotRequestedError extends PhasegateError {
  constructor() {
    super('the vault takes shares by requestRedeem only, and nothing for itself; name another account.');
  }
}
