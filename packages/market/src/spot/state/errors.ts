import { PhasegateError } from '@phasegate/pricing/units';

/**
 * A rule of the spot market refused an action; nothing changed. Each class has the name of the marketplace's custom
 * error: `SegmentSoldOutError` here is `DataMarketplace_SegmentSoldOut` on chain, with the same facts. Expiry is
 * `SegmentExpiredError`, as in quoting; what the token refuses is `InsufficientAllowanceError` and
 * `InsufficientBalanceError`, on chain `ERC20InsufficientAllowance` and `ERC20InsufficientBalance`.
 */
export abstract class SpotRefusalError extends PhasegateError {
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(message: string, facts: Readonly<Record<string, unknown>>) {
    super(message);
    this.facts = facts;
  }
}

/** Listing and buying are stopped; exits stay open. */
export class PausedError extends SpotRefusalError {
  constructor() {
    super('the marketplace is paused; listing and buying resume when the owner unpauses it', {});
  }
}

/** No curve has this number. */
export class CurveUnknownError extends SpotRefusalError {
  constructor(curve: number) {
    super(`there is no curve ${curve}. Add it first`, { curve });
  }
}

/** All 256 curve numbers are taken. */
export class TooManyCurvesError extends SpotRefusalError {
  constructor(max: number) {
    super(`there are ${max} curves already, and a curve is never removed. Use one of them`, { max });
  }
}

/** No market has this number. */
export class MarketUnknownError extends SpotRefusalError {
  constructor(market: number) {
    super(`there is no market ${market}. Open it first`, { market });
  }
}

/** The type, window and band already have a market. */
export class MarketExistsError extends SpotRefusalError {
  constructor(market: number) {
    super(`market ${market} has this type, window and confidence band already. Use it`, { market });
  }
}

/** A settlement window runs, in which neither the reference ask nor any segment's ask moves. */
export class PricesFrozenError extends SpotRefusalError {
  constructor(market: number, until: number) {
    super(`prices of market ${market} are frozen until ${until}. Move them then`, { market, until });
  }
}

/** A segment's ask would move further than a day allows. */
export class AskMoveTooLargeError extends SpotRefusalError {
  constructor(id: number, freshAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `the fresh ask of segment ${id} may today lie from ${lowest} to ${highest} wei; got ${freshAsk}. Move it in steps`,
      { id, freshAsk, lowest, highest },
    );
  }
}

/** A new price stands for at least an hour. */
export class RepricedTooSoonError extends SpotRefusalError {
  constructor(id: number, possibleAt: number, timestamp: number) {
    super(`segment ${id} can be repriced again at ${possibleAt}; it is ${timestamp}. Wait`, {
      id,
      possibleAt,
      timestamp,
    });
  }
}

/** A margin with which purchases would stay out of the index. */
export class MarginTooLowError extends SpotRefusalError {
  constructor(marginBps: number, minBps: number) {
    super(
      `the margin must be at least ${minBps} basis points, the index's least; got ${marginBps}. Raise it`,
      {
        marginBps,
        minBps,
      },
    );
  }
}

/** A repriced margin too far from the broker's. */
export class MarginOutsideBandError extends SpotRefusalError {
  constructor(marginBps: number, lowest: number, highest: number) {
    super(
      `the margin must lie from ${lowest} to ${highest} basis points, around the broker's; got ${marginBps}. Move the broker's first`,
      { marginBps, lowest, highest },
    );
  }
}

/** A margin band wider than any may be. */
export class MarginBandTooWideError extends SpotRefusalError {
  constructor(bandBps: number, maxBps: number) {
    super(`the margin band may be at most ${maxBps} basis points; got ${bandBps}. Narrow it`, {
      bandBps,
      maxBps,
    });
  }
}

/** The marketplace itself as a provider: it could earn and never withdraw. */
export class ProviderIsMarketplaceError extends SpotRefusalError {
  constructor() {
    super('the marketplace itself can not be a provider. Name whose data it is', {});
  }
}

/** The reference ask would move further than a day allows. */
export class ReferenceMoveTooLargeError extends SpotRefusalError {
  constructor(market: number, referenceAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `market ${market}'s reference ask may today lie from ${lowest} to ${highest} wei; got ${referenceAsk}. Move it in steps`,
      { market, referenceAsk, lowest, highest },
    );
  }
}

/** A fresh ask lies outside its market's band. */
export class AskOutsideBandError extends SpotRefusalError {
  constructor(market: number, freshAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `market ${market} takes fresh asks from ${lowest} to ${highest} wei; got ${freshAsk}. Price within the band or move the reference`,
      { market, freshAsk, lowest, highest },
    );
  }
}

/** A confidence lies outside its market's band. */
export class ConfidenceOutsideBandError extends SpotRefusalError {
  constructor(market: number, confidenceBps: number, low: number, high: number) {
    super(
      `market ${market} takes confidences in [${low}, ${high}) bps, the last band closed; got ${confidenceBps}. List it in the market of its band`,
      { market, confidenceBps, low, high },
    );
  }
}

/** A segment is issued in the future, backdated too far, or expired when it is listed. */
export class IssuedAtOutOfRangeError extends SpotRefusalError {
  constructor(issuedAt: number, earliest: number, latest: number) {
    super(
      `issuedAt must lie from ${earliest} to ${latest}; got ${issuedAt}. List segments while they are fresh`,
      {
        issuedAt,
        earliest,
        latest,
      },
    );
  }
}

/** A segment without any access right to sell. */
export class ZeroCapacityError extends SpotRefusalError {
  constructor() {
    super('capacity must be at least 1; got 0. List what can be sold', {});
  }
}

/** The same data was listed before. */
export class ContentAlreadySealedError extends SpotRefusalError {
  constructor(contentHash: string, id: number) {
    super(`content ${contentHash} is segment ${id} already; data is listed once`, { contentHash, id });
  }
}

/** A segment must have a provider or a distribution, not both and not neither. */
export class OneOfProviderAndDistributionError extends SpotRefusalError {
  constructor(provider: string | undefined, distributionRoot: string | undefined) {
    super(
      `a segment has a provider or a distribution root; got ${String(provider)} and ${String(distributionRoot)}. Give one`,
      { provider, distributionRoot },
    );
  }
}

/** No segment has this id. */
export class SegmentUnknownError extends SpotRefusalError {
  constructor(id: number) {
    super(`there is no segment ${id}. Ids run from 1`, { id });
  }
}

/** Every access right of the segment is sold. */
export class SegmentSoldOutError extends SpotRefusalError {
  constructor(id: number) {
    super(`segment ${id} is sold out. Buy another`, { id });
  }
}

/** The recipient has access already. */
export class SegmentAlreadyOwnedError extends SpotRefusalError {
  constructor(id: number, recipient: string) {
    super(`${recipient} owns segment ${id} already; an access right is bought once`, { id, recipient });
  }
}

/** The ask is more than the buyer will pay. */
export class AskAboveMaxError extends SpotRefusalError {
  constructor(id: number, ask: bigint, maxAsk: bigint) {
    super(
      `segment ${id} asks ${ask} wei, more than the ${maxAsk} offered. Offer more or wait for it to decay`,
      {
        id,
        ask,
        maxAsk,
      },
    );
  }
}

/** A batch has no item or more than the contract takes. */
export class BatchSizeError extends SpotRefusalError {
  constructor(size: number, max: number) {
    super(`a batch has 1 to ${max} items; got ${size}. Split it`, { size, max });
  }
}

/** The recipient has not agreed to purchases by this payer. */
export class NoConsentError extends SpotRefusalError {
  constructor(recipient: string, payer: string) {
    super(`${recipient} has not consented to purchases by ${payer}. It must call setPurchaseConsent first`, {
      recipient,
      payer,
    });
  }
}

/** The payer has allowed the marketplace less PAT than this costs. */
export class InsufficientAllowanceError extends SpotRefusalError {
  constructor(payer: string, allowance: bigint, needed: bigint) {
    super(`${payer} allows ${allowance} wei of PAT and ${needed} are needed. Approve more`, {
      payer,
      allowance,
      needed,
    });
  }
}

/** An account holds less PAT than it is to pay. */
export class InsufficientBalanceError extends SpotRefusalError {
  constructor(account: string, balance: bigint, needed: bigint) {
    super(`${account} holds ${balance} wei of PAT and ${needed} are needed`, { account, balance, needed });
  }
}

/** Somebody asks for the earnings of an account that is not theirs. */
export class NotAccountOwnerError extends SpotRefusalError {
  constructor(account: number, caller: string) {
    super(`account ${account} does not belong to ${caller}`, { account, caller });
  }
}

/** The account has earned nothing since the last withdrawal. */
export class NothingToWithdrawError extends SpotRefusalError {
  constructor(account: number) {
    super(`account ${account} has nothing to withdraw`, { account });
  }
}

/** The content hash names no segment with a distribution. */
export class NotDistributionError extends SpotRefusalError {
  constructor(contentHash: string) {
    super(`content ${contentHash} is not a segment with a distribution`, { contentHash });
  }
}

/** The share has received all it is entitled to so far. */
export class NothingToClaimError extends SpotRefusalError {
  constructor(contentHash: string, leaf: number) {
    super(`share ${leaf} of ${contentHash} has nothing to claim yet`, { contentHash, leaf });
  }
}

/** There is no PAT in the marketplace that nobody is owed. */
export class NoSurplusError extends SpotRefusalError {
  constructor() {
    super('the marketplace holds no PAT above its liabilities', {});
  }
}
