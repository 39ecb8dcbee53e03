import {
  checkAmount,
  checkBoolean,
  checkPositiveAmount,
  InvalidInputError,
  mulDivDown,
  mulDivUp,
} from '@phasegate/pricing/units';
import { type BoundedSeries, premiumPerLot, type SeriesMarket, worstPayout } from './boundedSeries.ts';
import { ObligationExceededError, UtilisationCapError } from './errors.ts';

/** An underwriting vault, in wei. Invariant: `obligations <= assets`. */
export interface VaultState {
  /** Everything it holds, premiums included, requests for exit excluded. */
  assets: bigint;
  /** The most it may have to pay on everything open. */
  obligations: bigint;
}

/** Scale 1e18 unless said otherwise. */
export interface VaultParameters {
  /** Annualised volatility of an empty vault. */
  baseVolatility: bigint;
  /** Annualised volatility of a full one, at least the base; linear in between. */
  fullVolatility: bigint;
  /** Obligations may reach this part of the assets, at most 10,000 basis points. */
  maxUtilisationBps: bigint;
  /** Half-spread around the model, from the widened spread of the market. */
  halfSpread: bigint;
}

export interface VaultQuote {
  /** Wei for all lots: paid by a buyer, received by a seller. */
  premium: bigint;
  premiumPerLot: bigint;
  /** The mean volatility over the trade's path of utilisation, at scale 1e18. */
  volatility: bigint;
  /** The vault once the trade is done. */
  after: VaultState;
}

const WAD = 10n ** 18n;
const BPS = 10_000n;

/**
 * What the vault asks or bids for lots of a series. `sigma(u) = base + (full - base) u` with utilisation
 * `u = obligations/assets`; a trade is priced at the mean over its own path, which for a straight line is its midpoint.
 * The ask is the higher of the prices at that volatility and at the base, the bid the lower: buying and selling back
 * never earns anything, whatever the utilisation in between. Premium rounded up for a buyer, down for a seller. A put's
 * ask never falls with utilisation; a capped call's doesn't while its vega is positive.
 *
 * The vault can't owe more than it holds: after a purchase `obligations <= maxUtilisation assets` before the premium is
 * even counted, and a sale to it releases what was locked, of which it pays at most all.
 *
 * @throws {UtilisationCapError} the purchase exceeds the utilisation cap; carries the lots that would have passed.
 * @throws {ObligationExceededError} more is sold back than the vault owes, or it owes more than it holds.
 * @throws {InvalidInputError} an amount is no bigint or out of range.
 * @example vaultQuote({ vault: { assets: 1000n, obligations: 0n }, series: { kind: 'put', strike: 100n }, market: { forward: 100n, timeToExpiry: 0n }, takerBuys: true, lots: 5n, parameters: { baseVolatility: 10n ** 17n, fullVolatility: 10n ** 18n, maxUtilisationBps: 9000n, halfSpread: 0n } }).after.obligations // 500n
 */
export function vaultQuote(input: {
  vault: VaultState;
  series: BoundedSeries;
  market: SeriesMarket;
  takerBuys: boolean;
  lots: bigint;
  parameters: VaultParameters;
}): VaultQuote {
  const { vault, series, market, takerBuys, lots, parameters } = input;
  checkVault(vault);
  checkParameters(parameters);
  checkPositiveAmount('lots', lots);
  checkBoolean('takerBuys', takerBuys);
  const worst = worstPayout(series);
  const change = lots * worst;
  const obligations = takerBuys ? vault.obligations + change : vault.obligations - change;
  const limit = mulDivDown(vault.assets, parameters.maxUtilisationBps, BPS);
  if (takerBuys && obligations > limit) {
    const room = limit - vault.obligations;
    throw new UtilisationCapError(obligations, limit, worst > 0n && room > 0n ? room / worst : 0n);
  }
  if (obligations < 0n) throw new ObligationExceededError(change, vault.obligations);

  const span = parameters.fullVolatility - parameters.baseVolatility;
  const twiceUtilised = vault.obligations + obligations;
  // Up: a buyer must not pay less for the rounding; a seller's price falls with the half-spread anyway.
  const volatility =
    parameters.baseVolatility + (vault.assets === 0n ? 0n : mulDivUp(span, twiceUtilised, 2n * vault.assets));
  // A capped call in the money is worth less when volatility rises: the worse of both ends for the taker.
  const [atUtilisation, atBase] = [volatility, parameters.baseVolatility].map((level) =>
    premiumPerLot(series, market, level, parameters.halfSpread, takerBuys),
  ) as [bigint, bigint];
  const perLot = atUtilisation > atBase === takerBuys ? atUtilisation : atBase;
  const premium = perLot * lots;
  return {
    premium,
    premiumPerLot: perLot,
    volatility,
    after: { assets: takerBuys ? vault.assets + premium : vault.assets - premium, obligations },
  };
}

/**
 * The vault after a series settled: `released` is the worst payout that was locked for it, `paid` what it cost, no more
 * than that. So `obligations <= assets` stays true whatever the settlement price.
 *
 * @throws {ObligationExceededError} paid exceeds released, or released exceeds what the vault owes.
 * @throws {InvalidInputError} an amount is no bigint or negative.
 * @example vaultAfterSettlement({ assets: 1000n, obligations: 500n }, { released: 500n, paid: 120n }) // { assets: 880n, obligations: 0n }
 */
export function vaultAfterSettlement(
  vault: VaultState,
  { released, paid }: { released: bigint; paid: bigint },
): VaultState {
  checkVault(vault);
  checkAmount('released', released);
  checkAmount('paid', paid);
  if (paid > released) throw new ObligationExceededError(paid, released);
  if (released > vault.obligations) throw new ObligationExceededError(released, vault.obligations);
  return { assets: vault.assets - paid, obligations: vault.obligations - released };
}

function checkVault(vault: VaultState): void {
  checkAmount('vault.assets', vault.assets);
  checkAmount('vault.obligations', vault.obligations);
  if (vault.obligations > vault.assets) throw new ObligationExceededError(vault.obligations, vault.assets);
}

function checkParameters(parameters: VaultParameters): void {
  checkPositiveAmount('baseVolatility', parameters.baseVolatility);
  checkAmount('fullVolatility', parameters.fullVolatility);
  checkAmount('maxUtilisationBps', parameters.maxUtilisationBps);
  if (parameters.fullVolatility < parameters.baseVolatility) {
    throw new InvalidInputError({
      path: 'fullVolatility',
      observed: parameters.fullVolatility,
      allowed: 'at least the base volatility',
    });
  }
  if (parameters.maxUtilisationBps > BPS) {
    throw new InvalidInputError({
      path: 'maxUtilisationBps',
      observed: parameters.maxUtilisationBps,
      allowed: 'at most 10,000',
    });
  }
  checkAmount('halfSpread', parameters.halfSpread);
  if (parameters.halfSpread > WAD) {
    throw new InvalidInputError({
      path: 'halfSpread',
      observed: parameters.halfSpread,
      allowed: 'at most 1e18',
    });
  }
}
