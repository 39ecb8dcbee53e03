import {
  BPS,
  type Bps,
  checkAmount,
  checkBigint,
  checkBoolean,
  checkBps,
  checkFields,
  checkOrder,
  checkPositiveAmount,
  mulDivDown,
  mulDivUp,
  type Quantity,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import { premiumPerLot, worstPayout } from '../marketMaking/premiumPerLot.ts';
import type { SeriesMarket } from '../marketMaking/pricedSeries.ts';
import { NotSoldError, UtilisationCapError } from './errors.ts';
import { INTERVALS, pathPremium } from './pathPremium.ts';
import {
  checkedSeries,
  checkVault,
  seriesKey,
  type VaultSeries,
  type VaultState,
  vaultObligations,
  withSold,
} from './vaultState.ts';

/** Scale 1e18 unless said otherwise. */
export interface VaultParameters {
  /** Annualised volatility of an empty vault. */
  readonly baseVolatility: Wad;
  /** Annualised volatility of a full one, at least the base; linear in between. */
  readonly fullVolatility: Wad;
  /** Obligations may reach this part of the capital, and of the assets where they are less. */
  readonly maxUtilisationBps: Bps;
  /** Half-spread around the model, from the widened spread of the market. */
  readonly halfSpread: Wad;
}

export interface VaultQuote {
  /** Wei for all lots: paid by a buyer (rounded up), received by a seller (rounded down). */
  readonly premium: Wad;
  /** Volatility before and after the trade, rounded up. */
  readonly volatility: { readonly from: Wad; readonly to: Wad };
  /** The vault once the trade is done. */
  readonly after: VaultState;
}

/**
 * What the vault asks or bids for lots of a series. `sigma(u) = base + (full - base) u` with utilisation
 * `u = obligations/capital`; a trade is priced along its own path of utilisation, so splitting an order never makes it cheaper.
 * The ask is the higher of the prices at that volatility and at the base, the bid the lower: buying and selling back
 * never earns anything, whatever others trade in between.
 *
 * It buys back only what it has sold. It can't owe more than it holds: after a purchase
 * `obligations <= maxUtilisation min(capital, assets)` before the premium is even counted, and a sale to it releases what was
 * locked, of which it pays at most all.
 *
 * @throws {UtilisationCapError} the purchase exceeds the utilisation cap; carries the lots that would have passed.
 * @throws {NotSoldError} more is sold back than the vault has sold of this series.
 * @throws {InsolventVaultError} a vault that owes more than it holds.
 * @throws {InvalidInputError} an amount is not a bigint or out of range.
 * @example vaultQuote({ vault: openVault(1000n as Wad), series: putOption({ market: 7, expiry: 3_600, strike: 100n }), market: { forward: 100n as Wad, now: 3_600 }, takerBuys: true, lots: 5n, parameters: { baseVolatility: parseWad('0.1'), fullVolatility: parseWad('1'), maxUtilisationBps: 9_000 as Bps, halfSpread: 0n as Wad } }).after.sold.get('put/7/3600/100').lots // 5n
 */
export function vaultQuote(input: {
  readonly vault: VaultState;
  readonly series: VaultSeries;
  readonly market: SeriesMarket;
  readonly takerBuys: boolean;
  readonly lots: Quantity;
  readonly parameters: VaultParameters;
}): VaultQuote {
  checkFields('input', input, ['vault', 'series', 'market', 'takerBuys', 'lots', 'parameters']);
  const { vault, market, takerBuys, lots, parameters } = input;
  checkVault(vault);
  checkParameters(parameters);
  checkPositiveAmount('lots', lots);
  checkBoolean('takerBuys', takerBuys);
  const series = checkedSeries(input.series);
  const before = vaultObligations(vault);
  const sold = vault.sold.get(seriesKey(series))?.lots ?? 0n;
  if (!takerBuys && lots > sold) throw new NotSoldError(seriesKey(series), lots, sold);
  const worst = worstPayout(series);
  const change = lots * worst;
  const after = takerBuys ? before + change : before - change;
  if (takerBuys) checkRoom(vault, before, after, worst, parameters.maxUtilisationBps);
  const priceAt = nodePrices({ series, market, takerBuys, parameters });
  const path = {
    from: takerBuys ? before : after,
    to: takerBuys ? after : before,
    perLot: worst,
    capital: vault.capital,
  };
  // A series of no width locks nothing and pays nothing.
  const premium = change === 0n ? (0n as Wad) : pathPremium(path, priceAt, takerBuys ? 'up' : 'down');
  return {
    premium,
    volatility: { from: volatilityAt(before, vault, parameters), to: volatilityAt(after, vault, parameters) },
    after: {
      ...vault,
      assets: (takerBuys ? vault.assets + premium : vault.assets - premium) as Wad,
      sold: withSold(vault.sold, series, takerBuys ? sold + lots : sold - lots),
    },
  };
}

function checkRoom(
  vault: VaultState,
  before: bigint,
  after: bigint,
  worst: bigint,
  maxUtilisationBps: Bps,
): void {
  const least = vault.capital < vault.assets ? vault.capital : vault.assets;
  const limit = mulDivDown(least, BigInt(maxUtilisationBps), BigInt(BPS));
  if (after <= limit) return;
  const room = limit - before;
  throw new UtilisationCapError(after as Wad, limit, worst > 0n && room > 0n ? room / worst : 0n);
}

/** The price of a lot at each node of utilisation: of the volatility there and the base, the worse for the taker. */
function nodePrices(input: {
  readonly series: VaultSeries;
  readonly market: SeriesMarket;
  readonly takerBuys: boolean;
  readonly parameters: VaultParameters;
}): (node: number) => bigint {
  const { series, market, takerBuys, parameters } = input;
  const { baseVolatility, fullVolatility, halfSpread } = parameters;
  const perLot = (volatility: Wad): Wad =>
    premiumPerLot({ series, market, volatility, halfSpread, takerBuys });
  const prices = new Map([[0, perLot(baseVolatility)]]);
  return (node) => {
    const known = prices.get(node);
    if (known !== undefined) return known;
    const span = (fullVolatility - baseVolatility) as Wad;
    const there = perLot((baseVolatility + mulDivUp(span, BigInt(node), BigInt(INTERVALS))) as Wad);
    const base = prices.get(0)!;
    const worse = there > base === takerBuys ? there : base;
    prices.set(node, worse);
    return worse;
  };
}

function volatilityAt(obligations: bigint, { capital }: VaultState, parameters: VaultParameters): Wad {
  const { baseVolatility, fullVolatility } = parameters;
  if (obligations >= capital) return obligations === 0n ? baseVolatility : fullVolatility;
  return (baseVolatility + mulDivUp((fullVolatility - baseVolatility) as Wad, obligations, capital)) as Wad;
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
