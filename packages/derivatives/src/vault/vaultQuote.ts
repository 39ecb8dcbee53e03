import {
  BPS,
  type Bps,
  checkAmount,
  checkBoolean,
  checkBps,
  checkFields,
  checkList,
  checkObject,
  checkOneOf,
  checkPositiveAmount,
  mulDivDown,
  mulDivUp,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { lotRequirement } from '@phasegate/risk';
import { type CallOption, callOption } from '../instrument/callOption.ts';
import { type CollaredSynthetic, collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { type PutOption, putOption } from '../instrument/putOption.ts';
import { premiumPerLot } from '../marketMaking/premiumPerLot.ts';
import { NotSoldError, UtilisationCapError } from './errors.ts';
import { pathPremium, STEPS, stepOf } from './pathPremium.ts';
import { checkTerms, type VaultTerms } from './vaultTerms.ts';

/** What a vault writes: what Black-76 prices. */
export type VaultSeries = CallOption | PutOption | CollaredSynthetic;

/** What a quote depends on in the vault, wei. */
export interface VaultPosition {
  /** What it held when its epoch began: utilisation is measured by it, so that no trade changes another's price but by what it sells. */
  readonly capital: Wad;
  /** Its balance in the clearing house, locked or not. */
  readonly assets: Wad;
  /** The worst case of all that it has sold, each series apart: at least what the clearing house locks at a multiplier of 1.0. */
  readonly obligations: Wad;
  /** Lots of this series that it has sold and not bought back. */
  readonly sold: Quantity;
}

export interface VaultQuote {
  /** Wei for all lots, paid by a buyer (rounded up), received by a seller (rounded down); a collar's may be negative. */
  readonly premium: Wad;
  /** Volatility of a lot before and after the trade, scale 1e18. */
  readonly volatility: { readonly from: Wad; readonly to: Wad };
  /** Once the trade is done, wei. */
  readonly obligations: Wad;
}

/**
 * What the vault asks or bids for lots of a series. `sigma(u) = base + (full - base) u` in the middle of each sixteenth of utilisation
 * `u = obligations/capital`; a trade is priced along its own path of utilisation, so splitting an order never makes it cheaper.
 * The ask is the highest of the prices at that volatility and at the base, for each forward, the bid the lowest: buying and
 * selling back never earns anything, whatever others trade in between. A collar is a capped call from its floor to its cap, plus
 * `floor - price`.
 *
 * It buys back only what it has sold, and sells only up to `obligations <= maxUtilisation min(capital, assets)`.
 *
 * @param input.forwards of the index, wei per lot: the contract's last two hours and last day
 * @throws {UtilisationCapError} the purchase exceeds the utilisation cap; carries the lots that would have passed.
 * @throws {NotSoldError} more is sold back than the vault has sold of this series.
 * @throws {InvalidInputError} an amount is not a bigint or out of range.
 * @example vaultQuote({ vault: { capital: 1000n as Wad, assets: 1000n as Wad, obligations: 0n as Wad, sold: 0n }, series: putOption({ market: 7, expiry: 3_600, strike: 100n }), forwards: [100n as Wad], now: 3_600, takerBuys: true, lots: 5n, maxUtilisationBps: 8_000 as Bps, terms: { baseVolatility: parseWad('0.1'), fullVolatility: parseWad('1'), halfSpread: 0n as Wad } }).obligations // 500n
 */
export function vaultQuote(input: {
  readonly vault: VaultPosition;
  readonly series: VaultSeries;
  readonly forwards: readonly Wad[];
  readonly now: UnixSeconds;
  readonly takerBuys: boolean;
  readonly lots: Quantity;
  readonly maxUtilisationBps: Bps;
  readonly terms: VaultTerms;
}): VaultQuote {
  checkInput(input);
  const { vault, takerBuys, lots, terms } = input;
  const series = checkedVaultSeries(input.series);
  const { capital, obligations: before } = vault;
  if (!takerBuys && lots > vault.sold) throw new NotSoldError(lots, vault.sold);
  const perLot = lotRequirement(series, 'short');
  const change = lots * perLot;
  const after = (takerBuys ? before + change : before - change) as Wad;
  if (takerBuys) checkRoom(vault, after, perLot, input.maxUtilisationBps);
  const [from, to] = takerBuys ? [before, after] : [after, before];
  const { option, shift } = optionPart(series);
  const premiums = input.forwards.map((forward) => {
    const priceOf = stepPrices({ ...input, option, forward });
    return pathPremium({ from, to, lots, perLot, capital }, priceOf, takerBuys ? 'up' : 'down');
  });
  const worst = premiums.reduce((a, b) => (a > b === takerBuys ? a : b));
  return {
    premium: (worst + lots * shift) as Wad,
    volatility: {
      from: stepVolatility(stepOf(before, capital), terms),
      to: stepVolatility(stepOf(after, capital), terms),
    },
    obligations: after,
  };
}

/** A series as an option and what is added to its price, wei per lot. */
function optionPart(series: VaultSeries): {
  readonly option: CallOption | PutOption;
  readonly shift: bigint;
} {
  if (series.kind !== 'collar') return { option: series, shift: 0n };
  const { market, expiry, price, floor, cap } = series;
  return { option: callOption({ market, expiry, strike: floor, cap }), shift: floor - price };
}

function checkRoom(vault: VaultPosition, after: Wad, perLot: bigint, maxUtilisationBps: Bps): void {
  const least = vault.capital < vault.assets ? vault.capital : vault.assets;
  const limit = mulDivDown(least, BigInt(maxUtilisationBps), BigInt(BPS));
  if (after <= limit || perLot === 0n) return;
  const room = limit - vault.obligations;
  throw new UtilisationCapError(after, limit, room > 0n ? room / perLot : 0n);
}

/** The price of a lot in each step of utilisation: of the volatility there and the base, the worse for the taker. */
function stepPrices(input: {
  readonly option: CallOption | PutOption;
  readonly forward: Wad;
  readonly now: UnixSeconds;
  readonly takerBuys: boolean;
  readonly terms: VaultTerms;
}): (step: number) => bigint {
  const { option: series, forward, now, takerBuys, terms } = input;
  const { halfSpread } = terms;
  const perLot = (volatility: Wad): Wad =>
    premiumPerLot({ series, market: { forward, now }, volatility, halfSpread, takerBuys });
  const base = perLot(terms.baseVolatility);
  return (step) => {
    const there = perLot(stepVolatility(step, terms));
    return there > base === takerBuys ? there : base;
  };
}

/** `base + ceil((full - base) (2 step + 1) / (2 STEPS))`: the volatility in the middle of a step. */
function stepVolatility(step: number, { baseVolatility, fullVolatility }: VaultTerms): Wad {
  const span = (fullVolatility - baseVolatility) as Wad;
  return (baseVolatility + mulDivUp(span, BigInt(2 * step + 1), BigInt(2 * STEPS))) as Wad;
}

/** The series checked again, for data that did not come from a constructor. @throws {InvalidInputError} */
function checkedVaultSeries(series: VaultSeries): VaultSeries {
  checkObject('series', series);
  checkOneOf('series.kind', series.kind, ['call', 'put', 'collar']);
  if (series.kind === 'call') return callOption(series);
  if (series.kind === 'collar') return collaredSynthetic(series);
  return putOption(series);
}

function checkInput(input: Parameters<typeof vaultQuote>[0]): void {
  checkFields('input', input, [
    'vault',
    'series',
    'forwards',
    'now',
    'takerBuys',
    'lots',
    'maxUtilisationBps',
    'terms',
  ]);
  const { vault, forwards } = input;
  checkFields('vault', vault, ['capital', 'assets', 'obligations', 'sold']);
  for (const field of ['capital', 'assets', 'obligations', 'sold'] as const)
    checkAmount(`vault.${field}`, vault[field]);
  checkList('forwards', forwards, 1);
  forwards.forEach((forward, i) => checkAmount(`forwards[${i}]`, forward));
  checkTerms(input.terms);
  checkBps('maxUtilisationBps', input.maxUtilisationBps);
  checkPositiveAmount('lots', input.lots);
  checkBoolean('takerBuys', input.takerBuys);
}
