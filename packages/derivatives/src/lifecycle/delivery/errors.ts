import {
  type Bps,
  type MarketId,
  PhasegateError,
  type Quantity,
  type Seconds,
  type Wad,
} from '@phasegate/pricing/units';

/** A unit of another market than the deal's. */
export class WrongMarketError extends PhasegateError {
  readonly market: MarketId;
  readonly required: MarketId;

  constructor(input: { market: MarketId; required: MarketId }) {
    super(`the unit is of market ${input.market}; the deal takes market ${input.required}.`);
    this.market = input.market;
    this.required = input.required;
  }
}

/** A unit whose attested confidence is below the deal's. */
export class LowConfidenceError extends PhasegateError {
  readonly confidenceBps: Bps;
  readonly minimumBps: Bps;

  constructor(input: { confidenceBps: Bps; minimumBps: Bps }) {
    super(
      `the unit's confidence is ${input.confidenceBps} bps; the deal takes ${input.minimumBps} bps and more.`,
    );
    this.confidenceBps = input.confidenceBps;
    this.minimumBps = input.minimumBps;
  }
}

/** A unit that expires too soon after its delivery. */
export class ShortLifeError extends PhasegateError {
  readonly remaining: Seconds;
  readonly minimum: Seconds;

  constructor(input: { remaining: Seconds; minimum: Seconds }) {
    super(`the unit lives ${input.remaining} s more; the deal takes units with ${input.minimum} s and more.`);
    this.remaining = input.remaining;
    this.minimum = input.minimum;
  }
}

/** A unit that was delivered before, here or in any other deal. */
export class UnitAlreadySealedError extends PhasegateError {
  readonly contentHash: string;

  constructor(contentHash: string) {
    super(`the unit ${contentHash} was delivered before; a unit is delivered once. Deliver another one.`);
    this.contentHash = contentHash;
  }
}

/** More units than the deal still takes. */
export class OverDeliveryError extends PhasegateError {
  readonly offered: Quantity;
  readonly remaining: Quantity;

  constructor(input: { offered: Quantity; remaining: Quantity }) {
    super(`${input.offered} offered; the deal takes ${input.remaining} more now. Deliver at most that.`);
    this.offered = input.offered;
    this.remaining = input.remaining;
  }
}

/** A unit below the freshness the lock promises, under the rule that refuses it. */
export class StaleUnitError extends PhasegateError {
  readonly freshness: Wad;
  readonly minimum: Wad;

  constructor(input: { freshness: Wad; minimum: Wad }) {
    super(
      `the unit's freshness is ${input.freshness} (1e18 = 1.0); the lock takes ${input.minimum} and more. ` +
        `Deliver a fresher unit.`,
    );
    this.freshness = input.freshness;
    this.minimum = input.minimum;
  }
}

/** A posting that begins at another serial than the provider's next: part of it was claimed, or left out. */
export class SerialGapError extends PhasegateError {
  readonly first: Quantity;
  readonly next: Quantity;

  constructor(first: Quantity, next: Quantity) {
    super(`the posting begins at serial ${first}; the provider's next is ${next}. Begin there.`);
    this.first = first;
    this.next = next;
  }
}
