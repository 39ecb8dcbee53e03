import {
  BPS,
  type Bps,
  checkAmount,
  checkBigint,
  checkBoolean,
  checkBps,
  checkFields,
  checkObject,
  checkOrder,
  checkPositiveAmount,
  mulDivDown,
  mulDivUp,
  type Quantity,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import type { CallOption } from '../instrument/callOption.ts';
import type { PutOption } from '../instrument/putOption.ts';
import { ObligationExceededError, UtilisationCapError } from './errors.ts';
import { premiumPerLot, type SeriesMarket, worstPayout } from './premiumPerLot.ts';

/** An underwriting vault, in wei. Invariant: `obligations <= assets`. */
export interface VaultState {
  /** Everything it holds, premiums included, requests for exit excluded. */
  readonly assets: Wad;
  /** The most it may have to pay on everything open. */
  readonly obligations: Wad;
}

/** Scale 1e18 unless said otherwise. */
export interface VaultParameters {
  /** Annualised volatility of an empty vault. */
  readonly baseVolatility: Wad;
  /** Annualised volatility of a full one, at least the base; linear in between. */
  readonly fullVolatility: Wad;
  /** Obligations may reach this part of the assets. */
  readonly maxUtilisationBps: Bps;
  /** Half-spread around the model, from the widened spread of the market. */
  readonly halfSpread: Wad;
}

export interface VaultQuote {
  /** Wei for all lots: paid by a buyer, received by a seller. */
  readonly premium: Wad;
  readonly premiumPerLot: Wad;
  /** The mean volatility over the trade's path of utilisation, at scale 1e18. */
  readonly volatility: Wad;
  /** The vault once the trade is done. */
  readonly after: VaultState;
}

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
 * @throws {InvalidInputError} an amount is not a bigint or out of range.
 * @example vaultQuote({ vault: { assets: 1000n as Wad, obligations: 0n as Wad }, series: putOption({ market: 7, expiry: 3_600, strike: 100n }), market: { forward: 100n as Wad, now: 3_600 }, takerBuys: true, lots: 5n, parameters: { baseVolatility: parseWad('0.1'), fullVolatility: parseWad('1'), maxUtilisationBps: 9_000 as Bps, halfSpread: 0n as Wad } }).after.obligations // 500n
 */
export function vaultQuote(input: {
  readonly vault: VaultState;
  readonly series: CallOption | PutOption;
  readonly market: SeriesMarket;
  readonly takerBuys: boolean;
  readonly lots: Quantity;
  readonly parameters: VaultParameters;
}): VaultQuote {
  checkObject('input', input);
  const { vault, series, market, takerBuys, lots, parameters } = input;
  checkVault(vault);
  checkParameters(parameters);
  checkPositiveAmount('lots', lots);
  checkBoolean('takerBuys', takerBuys);
  checkObject('market', market);
  const worst = worstPayout(series);
  const change = (lots * worst) as Wad;
  const obligations = (takerBuys ? vault.obligations + change : vault.obligations - change) as Wad;
  const limit = mulDivDown(vault.assets, BigInt(parameters.maxUtilisationBps), BigInt(BPS));
  if (takerBuys && obligations > limit) {
    const room = limit - vault.obligations;
    throw new UtilisationCapError(obligations, limit, worst > 0n && room > 0n ? room / worst : 0n);
  }
  if (obligations < 0n) throw new ObligationExceededError(change, vault.obligations);

  const span = parameters.fullVolatility - parameters.baseVolatility;
  const twiceUtilised = vault.obligations + obligations;
  // Up: a buyer must not pay less for the rounding; a seller's price falls with the half-spread anyway.
  const volatility = (parameters.baseVolatility +
    (vault.assets === 0n ? 0n : mulDivUp(span, twiceUtilised, 2n * vault.assets))) as Wad;
  // A capped call in the money is worth less when volatility rises: the worse of both ends for the taker.
  const [atUtilisation, atBase] = [volatility, parameters.baseVolatility].map((level) =>
    premiumPerLot({ series, market, volatility: level, halfSpread: parameters.halfSpread, takerBuys }),
  ) as [Wad, Wad];
  const perLot = atUtilisation > atBase === takerBuys ? atUtilisation : atBase;
  const premium = perLot * lots;
  return {
    premium: premium as Wad,
    premiumPerLot: perLot,
    volatility,
    after: {
      assets: (takerBuys ? vault.assets + premium : vault.assets - premium) as Wad,
      obligations,
    },
  };
}

/**
 * The vault after a series settled: `released` is the worst payout that was locked for it, `paid` what it cost, no more
 * than that. So `obligations <= assets` stays true whatever the settlement price.
 *
 * @throws {ObligationExceededError} paid exceeds released, or released exceeds what the vault owes.
 * @throws {InvalidInputError} an amount is not a bigint or negative.
 * @example vaultAfterSettlement({ assets: 1000n as Wad, obligations: 500n as Wad }, { released: 500n as Wad, paid: 120n as Wad }) // { assets: 880n, obligations: 0n }
 */
export function vaultAfterSettlement(
  vault: VaultState,
  settlement: { readonly released: Wad; readonly paid: Wad },
): VaultState {
  checkVault(vault);
  checkObject('settlement', settlement);
  const { released, paid } = settlement;
  checkAmount('released', released);
  checkAmount('paid', paid);
  if (paid > released) throw new ObligationExceededError(paid, released);
  if (released > vault.obligations) throw new ObligationExceededError(released, vault.obligations);
  return { assets: (vault.assets - paid) as Wad, obligations: (vault.obligations - released) as Wad };
}

function checkVault(vault: VaultState): void {
  checkObject('vault', vault);
  checkAmount('vault.assets', vault.assets);
  checkAmount('vault.obligations', vault.obligations);
  if (vault.obligations > vault.assets) throw new ObligationExceededError(vault.obligations, vault.assets);
}

function checkParameters(parameters: VaultParameters): void {
  checkFields('parameters', parameters, [
    'baseVolatility',
    'fullVolatility',
    'maxUtilisationBps',
    'halfSpread',
  ]);
  checkPositiveAmount('baseVolatility', parameters.baseVolatility);
  checkAmount('fullVolatility', parameters.fullVolatility);
  checkBps('maxUtilisationBps', parameters.maxUtilisationBps);
  checkBigint('halfSpread', parameters.halfSpread, 0n, WAD);
  checkOrder(
    { path: 'baseVolatility', value: parameters.baseVolatility },
    { path: 'fullVolatility', value: parameters.fullVolatility },
    true,
  );
}
