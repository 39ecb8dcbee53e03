import {
  type AccessCell,
  AccessDeniedError,
  AskAboveMaxError,
  AskMoveTooLargeError,
  AskOutsideBandError,
  BatchSizeError,
  BeforeProductError,
  CellUnchangedError,
  ConfidenceOutsideBandError,
  ContentAlreadySealedError,
  CurveUnknownError,
  ImmutableCellError,
  InsufficientAllowanceError,
  InsufficientBalanceError,
  InvalidCurveError,
  IssuedAtOutOfRangeError,
  MarginBandTooWideError,
  MarginOutsideBandError,
  MarginTooLowError,
  MarketExistsError,
  MarketUnknownError,
  NoConsentError,
  NoSurplusError,
  NotAccountOwnerError,
  NotDistributionError,
  NothingToClaimError,
  NothingToWithdrawError,
  NotProviderError,
  OneOfProviderAndDistributionError,
  PARTICIPANT_CLASSES,
  PausedError,
  type Phase,
  PRODUCTS,
  PricesFrozenError,
  ProviderIsMarketplaceError,
  ReferenceMoveTooLargeError,
  RepricedTooSoonError,
  SegmentAlreadyOwnedError,
  SegmentExpiredError,
  SegmentSoldOutError,
  SegmentUnknownError,
  TooManyAccountsError,
  TooManyCurvesError,
  TooManyMarketsError,
  ZeroCapacityError,
} from '@phasegate/pricing/refusals';
import { MarginTooHighError, type PhasegateError } from '@phasegate/pricing/units';
import type { ByReason } from './reason.ts';

/** The libraries' own error for a custom error, by its name on chain. Ids, times and counts become numbers. */
const ERRORS: ByReason<PhasegateError> = {
  DataMarketplace_Paused: ({ byOwner, until }) =>
    new PausedError(byOwner, until === 0n ? undefined : Number(until)),
  DataMarketplace_MarginTooHigh: ({ marginBps }) => new MarginTooHighError('marginBps', Number(marginBps)),
  DataMarketplace_MarginTooLow: ({ marginBps, minBps }) =>
    new MarginTooLowError(Number(marginBps), Number(minBps)),
  DataMarketplace_MarginOutsideBand: ({ marginBps, lowest, highest }) =>
    new MarginOutsideBandError(Number(marginBps), Number(lowest), Number(highest)),
  DataMarketplace_MarginBandTooWide: ({ bandBps, maxBps }) =>
    new MarginBandTooWideError(Number(bandBps), Number(maxBps)),
  DataMarketplace_ProviderIsMarketplace: () => new ProviderIsMarketplaceError(),
  DataMarketplace_TooManyCurves: ({ max }) => new TooManyCurvesError(Number(max)),
  DataMarketplace_TooManyMarkets: ({ max }) => new TooManyMarketsError(Number(max)),
  DataMarketplace_TooManyAccounts: ({ max }) => new TooManyAccountsError(Number(max)),
  DataMarketplace_CurveUnknown: ({ curve }) => new CurveUnknownError(Number(curve)),
  DataMarketplace_MarketUnknown: ({ market }) => new MarketUnknownError(Number(market)),
  DataMarketplace_MarketExists: ({ market }) => new MarketExistsError(Number(market)),
  DataMarketplace_PricesFrozen: ({ market, until }) => new PricesFrozenError(Number(market), Number(until)),
  DataMarketplace_ReferenceMoveTooLarge: ({ market, referenceAsk, lowest, highest }) =>
    new ReferenceMoveTooLargeError(Number(market), referenceAsk, lowest, highest),
  DataMarketplace_AskMoveTooLarge: ({ id, freshAsk, lowest, highest }) =>
    new AskMoveTooLargeError(Number(id), freshAsk, lowest, highest),
  DataMarketplace_RepricedTooSoon: ({ id, possibleAt, timestamp }) =>
    new RepricedTooSoonError(Number(id), Number(possibleAt), Number(timestamp)),
  DataMarketplace_AskOutsideBand: ({ market, freshAsk, lowest, highest }) =>
    new AskOutsideBandError(Number(market), freshAsk, lowest, highest),
  DataMarketplace_ConfidenceOutsideBand: ({ market, confidenceBps, low, high }) =>
    new ConfidenceOutsideBandError(Number(market), Number(confidenceBps), Number(low), Number(high)),
  DataMarketplace_IssuedAtOutOfRange: ({ issuedAt, earliest, latest }) =>
    new IssuedAtOutOfRangeError(Number(issuedAt), Number(earliest), Number(latest)),
  DataMarketplace_ZeroCapacity: ({ contentHash }) => new ZeroCapacityError(contentHash),
  DataMarketplace_ContentAlreadySealed: ({ contentHash, id }) =>
    new ContentAlreadySealedError(contentHash, Number(id)),
  DataMarketplace_OneOfProviderAndDistribution: ({ provider, distributionRoot }) =>
    new OneOfProviderAndDistributionError(unlessZero(provider), unlessZero(distributionRoot)),
  DataMarketplace_SegmentUnknown: ({ id }) => new SegmentUnknownError(Number(id)),
  DataMarketplace_SegmentExpired: ({ id, expiry, timestamp }) =>
    new SegmentExpiredError(Number(id), Number(expiry), Number(timestamp)),
  DataMarketplace_SegmentSoldOut: ({ id }) => new SegmentSoldOutError(Number(id)),
  DataMarketplace_SegmentAlreadyOwned: ({ id, recipient }) =>
    new SegmentAlreadyOwnedError(Number(id), recipient),
  DataMarketplace_NotProvider: ({ id, provider }) => new NotProviderError(Number(id), provider),
  DataMarketplace_AskAboveMax: ({ id, ask, maxAsk }) => new AskAboveMaxError(Number(id), ask, maxAsk),
  DataMarketplace_BatchSize: ({ size, max }) => new BatchSizeError(Number(size), Number(max)),
  DataMarketplace_NoConsent: ({ recipient, payer }) => new NoConsentError(recipient, payer),
  DataMarketplace_NotAccountOwner: ({ account, caller }) => new NotAccountOwnerError(Number(account), caller),
  DataMarketplace_NothingToWithdraw: ({ account }) => new NothingToWithdrawError(Number(account)),
  DataMarketplace_NotDistribution: ({ contentHash }) => new NotDistributionError(contentHash),
  DataMarketplace_NothingToClaim: ({ contentHash, leaf }) =>
    new NothingToClaimError(contentHash, Number(leaf)),
  DataMarketplace_NoSurplus: ({ token }) => new NoSurplusError(token),
  FreshnessCurve_InvalidKnot: ({ index, value }) =>
    new InvalidCurveError({
      path: `knots[${index}]`,
      observed: Number(value),
      allowed: 'a knot of a curve: 65535 first, none above the one before it, the last above 0',
    }),
  ERC20InsufficientAllowance: ({ spender, allowance, needed }) =>
    new InsufficientAllowanceError(spender, allowance, needed),
  ERC20InsufficientBalance: ({ sender, balance, needed }) =>
    new InsufficientBalanceError(sender, balance, needed),
  PhaseGate_NotAllowed: (facts) => new AccessDeniedError({ cell: openCell(facts), paused: false }),
  PhaseGate_ImmutableCell: (facts) => new ImmutableCellError(openCell(facts)),
  PhaseGate_BeforeProduct: ({ product, phase, firstPhase }) =>
    new BeforeProductError({
      product: PRODUCTS[product]!,
      phase: phase as Phase,
      firstPhase: Number(firstPhase) as Phase,
    }),
  PhaseGate_CellUnchanged: (facts) => new CellUnchangedError({ cell: openCell(facts), open: facts.open }),
};

/** The libraries' own error for a custom error; nothing where they have none. */
export function ownError(name: string, facts: Readonly<Record<string, unknown>>): PhasegateError | undefined {
  return (ERRORS as Readonly<Record<string, (facts: unknown) => PhasegateError>>)[name]?.(facts);
}

/** The gate speaks of OPEN cells only; positions in the lists are its numbers. */
function openCell(facts: {
  readonly phase: number;
  readonly class: number;
  readonly product: number;
}): AccessCell {
  return {
    phase: facts.phase as Phase,
    participantClass: PARTICIPANT_CLASSES[facts.class]!,
    product: PRODUCTS[facts.product]!,
    action: 'open',
  };
}

/** Absent on chain is zero. */
const unlessZero = (hex: string): string | undefined => (/^0x0*$/.test(hex) ? undefined : hex);
