import { PhasegateError } from '../units/errors.ts';
import { patText } from '../units/patText.ts';
import { timeText } from '../units/timeText.ts';

/**
 * A rule of the spot market refused an action; nothing changed. Each class has the name of the marketplace's custom error:
 * `SegmentSoldOutError` is `DataMarketplace_SegmentSoldOut` on chain, `InsufficientBalanceError` the token's
 * `ERC20InsufficientBalance`. The rules throw it and so does the client, with the same facts: ids and times are numbers,
 * amounts of PAT are bigints.
 */
export abstract class SpotRefusalError<
  Facts extends object = Readonly<Record<string, unknown>>,
> extends PhasegateError {
  readonly facts: Facts;

  constructor(message: string, facts: Facts) {
    super(message);
    this.facts = facts;
  }
}

/** Listing and buying are stopped by the owner, or by the phase gate until a second it names; exits stay open. */
export class PausedError extends SpotRefusalError<{
  readonly byOwner: boolean;
  readonly until: number | undefined;
}> {
  constructor(byOwner: boolean, until: number | undefined) {
    super(
      byOwner
        ? 'the owner has paused listing and buying; they resume when the owner says so. Withdraw meanwhile'
        : `the phase gate has paused listing and buying until ${timeText(until ?? 0)}. Come back then, or withdraw meanwhile`,
      { byOwner, until },
    );
  }
}

/** No curve has this number. */
export class CurveUnknownError extends SpotRefusalError<{ readonly curve: number }> {
  constructor(curve: number) {
    super(`there is no curve ${curve}. Add it first`, { curve });
  }
}

/** All 256 curve numbers are taken. */
export class TooManyCurvesError extends SpotRefusalError<{ readonly max: number }> {
  constructor(max: number) {
    super(`there are ${max} curves already, and a curve is never removed. Use one of them`, { max });
  }
}

/** All 65,535 market numbers are taken. */
export class TooManyMarketsError extends SpotRefusalError<{ readonly max: number }> {
  constructor(max: number) {
    super(`there are ${max} markets already, and a market is never closed. Use one of them`, { max });
  }
}

/** No market has this number. */
export class MarketUnknownError extends SpotRefusalError<{ readonly market: number }> {
  constructor(market: number) {
    super(`there is no market ${market}. Open it first`, { market });
  }
}

/** The type, window and band already have a market. */
export class MarketExistsError extends SpotRefusalError<{ readonly market: number }> {
  constructor(market: number) {
    super(`market ${market} has this type, window and confidence band already. Use it`, { market });
  }
}

/** A settlement window runs, in which neither the reference ask nor any segment's ask moves. */
export class PricesFrozenError extends SpotRefusalError<{ readonly market: number; readonly until: number }> {
  constructor(market: number, until: number) {
    super(`prices of market ${market} are frozen until ${timeText(until)}. Move them then`, {
      market,
      until,
    });
  }
}

/** A segment's ask would move further than a day allows. */
export class AskMoveTooLargeError extends SpotRefusalError<{
  readonly id: number;
  readonly freshAsk: bigint;
  readonly lowest: bigint;
  readonly highest: bigint;
}> {
  constructor(id: number, freshAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `the fresh ask of segment ${id} may today lie from ${patText(lowest)} to ${patText(highest)}; got ${patText(freshAsk)}. Move it in steps`,
      { id, freshAsk, lowest, highest },
    );
  }
}

/** A new price stands for at least an hour. */
export class RepricedTooSoonError extends SpotRefusalError<{
  readonly id: number;
  readonly possibleAt: number;
  readonly timestamp: number;
}> {
  constructor(id: number, possibleAt: number, timestamp: number) {
    super(
      `segment ${id} can be repriced again at ${timeText(possibleAt)}; it is ${timeText(timestamp)}. Wait`,
      {
        id,
        possibleAt,
        timestamp,
      },
    );
  }
}

/** A margin with which purchases would stay out of the index. */
export class MarginTooLowError extends SpotRefusalError<{
  readonly marginBps: number;
  readonly minBps: number;
}> {
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
export class MarginOutsideBandError extends SpotRefusalError<{
  readonly marginBps: number;
  readonly lowest: number;
  readonly highest: number;
}> {
  constructor(marginBps: number, lowest: number, highest: number) {
    super(
      `the margin must lie from ${lowest} to ${highest} basis points, around the broker's; got ${marginBps}. Move the broker's first`,
      { marginBps, lowest, highest },
    );
  }
}

/** A margin band wider than any may be. */
export class MarginBandTooWideError extends SpotRefusalError<{
  readonly bandBps: number;
  readonly maxBps: number;
}> {
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
export class ReferenceMoveTooLargeError extends SpotRefusalError<{
  readonly market: number;
  readonly referenceAsk: bigint;
  readonly lowest: bigint;
  readonly highest: bigint;
}> {
  constructor(market: number, referenceAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `market ${market}'s reference ask may today lie from ${patText(lowest)} to ${patText(highest)}; got ${patText(referenceAsk)}. Move it in steps`,
      { market, referenceAsk, lowest, highest },
    );
  }
}

/** A fresh ask lies outside its market's band. */
export class AskOutsideBandError extends SpotRefusalError<{
  readonly market: number;
  readonly freshAsk: bigint;
  readonly lowest: bigint;
  readonly highest: bigint;
}> {
  constructor(market: number, freshAsk: bigint, lowest: bigint, highest: bigint) {
    super(
      `market ${market} takes fresh asks from ${patText(lowest)} to ${patText(highest)}; got ${patText(freshAsk)}. Price within the band or move the reference`,
      { market, freshAsk, lowest, highest },
    );
  }
}

/** A confidence lies outside its market's band. */
export class ConfidenceOutsideBandError extends SpotRefusalError<{
  readonly market: number;
  readonly confidenceBps: number;
  readonly low: number;
  readonly high: number;
}> {
  constructor(market: number, confidenceBps: number, low: number, high: number) {
    super(
      `market ${market} takes confidences in [${low}, ${high}) bps, the last band closed; got ${confidenceBps}. List it in the market of its band`,
      { market, confidenceBps, low, high },
    );
  }
}

/** A segment is issued in the future, backdated too far, or expired when it is listed. */
export class IssuedAtOutOfRangeError extends SpotRefusalError<{
  readonly issuedAt: number;
  readonly earliest: number;
  readonly latest: number;
}> {
  constructor(issuedAt: number, earliest: number, latest: number) {
    super(
      `issuedAt must lie from ${timeText(earliest)} to ${timeText(latest)}; got ${timeText(issuedAt)}. List segments while they are fresh`,
      {
        issuedAt,
        earliest,
        latest,
      },
    );
  }
}

/** A segment without any access right to sell. */
export class ZeroCapacityError extends SpotRefusalError<{ readonly contentHash: string }> {
  constructor(contentHash: string) {
    super(`content ${contentHash} needs a capacity of at least 1; got 0. List what can be sold`, {
      contentHash,
    });
  }
}

/** All 2^32 - 1 account numbers are taken. */
export class TooManyAccountsError extends SpotRefusalError<{ readonly max: number }> {
  constructor(max: number) {
    super(`there are ${max} accounts already. List for a provider that has one`, { max });
  }
}

/** The same data was listed before. */
export class ContentAlreadySealedError extends SpotRefusalError<{
  readonly contentHash: string;
  readonly id: number;
}> {
  constructor(contentHash: string, id: number) {
    super(`content ${contentHash} is segment ${id} already; data is listed once`, { contentHash, id });
  }
}

/** A segment must have a provider or a distribution, not both and not neither. */
export class OneOfProviderAndDistributionError extends SpotRefusalError<{
  readonly provider: string | undefined;
  readonly distributionRoot: string | undefined;
}> {
  constructor(provider: string | undefined, distributionRoot: string | undefined) {
    super(
      `a segment has a provider or a distribution root; got ${String(provider)} and ${String(distributionRoot)}. Give one`,
      { provider, distributionRoot },
    );
  }
}

/** No segment has this id. */
export class SegmentUnknownError extends SpotRefusalError<{ readonly id: number }> {
  constructor(id: number) {
    super(`there is no segment ${id}. Ids run from 1`, { id });
  }
}

/** The window of a segment has ended: it has no price any more. A quote knows no id. */
export class SegmentExpiredError extends SpotRefusalError<{
  readonly id: number | undefined;
  readonly expiry: number;
  readonly timestamp: number;
}> {
  constructor(id: number | undefined, expiry: number, timestamp: number) {
    super(
      `${id === undefined ? 'the segment' : `segment ${id}`} expired at ${timeText(expiry)}; it is ${timeText(timestamp)}. Take a fresher segment`,
      { id, expiry, timestamp },
    );
  }
}

/** Every access right of the segment is sold. */
export class SegmentSoldOutError extends SpotRefusalError<{ readonly id: number }> {
  constructor(id: number) {
    super(`segment ${id} is sold out. Buy another`, { id });
  }
}

/** The recipient has access already. */
export class SegmentAlreadyOwnedError extends SpotRefusalError<{
  readonly id: number;
  readonly recipient: string;
}> {
  constructor(id: number, recipient: string) {
    super(`${recipient} owns segment ${id} already; an access right is bought once`, { id, recipient });
  }
}

/** The ask is more than the buyer will pay. */
export class AskAboveMaxError extends SpotRefusalError<{
  readonly id: number;
  readonly ask: bigint;
  readonly maxAsk: bigint;
}> {
  constructor(id: number, ask: bigint, maxAsk: bigint) {
    super(
      `segment ${id} asks ${patText(ask)}, more than the ${patText(maxAsk)} offered. Offer more or wait for it to decay`,
      {
        id,
        ask,
        maxAsk,
      },
    );
  }
}

/** A batch has no item or more than the contract takes. */
export class BatchSizeError extends SpotRefusalError<{ readonly size: number; readonly max: number }> {
  constructor(size: number, max: number) {
    super(`a batch has 1 to ${max} items; got ${size}. Split it`, { size, max });
  }
}

/** The segment's account is another provider's, or a distribution's, which is nobody's. */
export class NotProviderError extends SpotRefusalError<{ readonly id: number; readonly provider: string }> {
  constructor(id: number, provider: string) {
    super(`segment ${id} does not earn for ${provider}. Deliver a segment of that provider's own account`, {
      id,
      provider,
    });
  }
}

/** The recipient has not agreed to purchases by this payer. */
export class NoConsentError extends SpotRefusalError<{ readonly recipient: string; readonly payer: string }> {
  constructor(recipient: string, payer: string) {
    super(`${recipient} has not consented to purchases by ${payer}. It must call setPurchaseConsent first`, {
      recipient,
      payer,
    });
  }
}

/** The payer has allowed the marketplace, who spends it, less PAT than this costs. */
export class InsufficientAllowanceError extends SpotRefusalError<{
  readonly spender: string;
  readonly allowance: bigint;
  readonly needed: bigint;
}> {
  constructor(spender: string, allowance: bigint, needed: bigint) {
    super(
      `${spender} may spend ${patText(allowance)} of the payer's; ${patText(needed)} is needed. Approve it, or sign a permit`,
      {
        spender,
        allowance,
        needed,
      },
    );
  }
}

/** An account holds less PAT than it is to pay. */
export class InsufficientBalanceError extends SpotRefusalError<{
  readonly sender: string;
  readonly balance: bigint;
  readonly needed: bigint;
}> {
  constructor(sender: string, balance: bigint, needed: bigint) {
    super(`${sender} holds ${patText(balance)}; ${patText(needed)} is needed. Transfer the rest to it`, {
      sender,
      balance,
      needed,
    });
  }
}

/** Somebody asks for the earnings of an account that is not theirs. */
export class NotAccountOwnerError extends SpotRefusalError<{
  readonly account: number;
  readonly caller: string;
}> {
  constructor(account: number, caller: string) {
    super(`account ${account} does not belong to ${caller}. Withdraw as its owner`, { account, caller });
  }
}

/** The account has earned nothing since the last withdrawal. */
export class NothingToWithdrawError extends SpotRefusalError<{ readonly account: number }> {
  constructor(account: number) {
    super(`account ${account} has nothing to withdraw. It earns with its next sale`, { account });
  }
}

/** The content hash names no segment with a distribution. */
export class NotDistributionError extends SpotRefusalError<{ readonly contentHash: string }> {
  constructor(contentHash: string) {
    super(`content ${contentHash} is not a segment with a distribution. Its provider withdraws`, {
      contentHash,
    });
  }
}

/** The share has received all it is entitled to so far. */
export class NothingToClaimError extends SpotRefusalError<{
  readonly contentHash: string;
  readonly leaf: number;
}> {
  constructor(contentHash: string, leaf: number) {
    super(`share ${leaf} of ${contentHash} has nothing to claim yet. It earns with the next sale`, {
      contentHash,
      leaf,
    });
  }
}

/** The marketplace holds nothing of a token that nobody is owed. The rules know PAT alone and name no token. */
export class NoSurplusError extends SpotRefusalError<{ readonly token: string | undefined }> {
  constructor(token: string | undefined) {
    super(
      `the marketplace holds nothing of ${token ?? 'PAT'} above its liabilities. There is nothing to recover`,
      { token },
    );
  }
}
