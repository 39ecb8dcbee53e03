import {
  checkAmount,
  checkFields,
  checkMap,
  checkObject,
  checkPositiveAmount,
  type Quantity,
  type Wad,
} from '@phasegate/pricing/units';
import { type CallOption, callOption } from '../instrument/callOption.ts';
import { type PutOption, putOption } from '../instrument/putOption.ts';
import { worstPayout } from '../marketMaking/premiumPerLot.ts';
import { InsolventVaultError } from './errors.ts';

/** What a vault writes. */
export type VaultSeries = CallOption | PutOption;

/** Lots of a series that the vault has sold and not bought back. */
export interface SoldSeries {
  readonly series: VaultSeries;
  /** Above zero. */
  readonly lots: Quantity;
}

/** An underwriting vault, in wei. It knows its position series by series; what it may owe follows from that. */
export interface VaultState {
  /** What it held when its epoch began: utilisation is measured by it, so that no trade changes another's price but by what it sells. */
  readonly capital: Wad;
  /** Everything it holds, premiums included. Invariant: never below {@link vaultObligations}. */
  readonly assets: Wad;
  /** By {@link seriesKey}. */
  readonly sold: ReadonlyMap<string, SoldSeries>;
}

/**
 * A vault that has sold nothing, at the start of an epoch.
 *
 * @throws {InvalidInputError} anything but a bigint of zero or more.
 * @example openVault(1_000n as Wad).sold.size // 0
 */
export function openVault(assets: Wad): VaultState {
  checkAmount('assets', assets);
  return { capital: assets, assets, sold: new Map() };
}

/**
 * The vault at the start of its next epoch: what it holds now is the capital of the next.
 *
 * @throws {InvalidInputError} a malformed vault.
 * @example nextEpoch({ ...openVault(1_000n as Wad), assets: 1_200n as Wad }).capital // 1200n
 */
export function nextEpoch(vault: VaultState): VaultState {
  checkVault(vault);
  return { ...vault, capital: vault.assets };
}

/**
 * The most that a vault may have to pay on everything it has sold: the worst case of each series apart, wei.
 *
 * @throws {InvalidInputError} a malformed vault.
 * @example vaultObligations(openVault(1_000n as Wad)) // 0n
 */
export function vaultObligations(vault: VaultState): Wad {
  checkObject('vault', vault);
  checkMap('vault.sold', vault.sold);
  let sum = 0n;
  for (const { series, lots } of vault.sold.values()) sum += lots * worstPayout(series);
  return sum as Wad;
}

/**
 * A series by its terms.
 *
 * @throws {InvalidInputError} a malformed series.
 * @example seriesKey(putOption({ market: 7, expiry: 3_600, strike: 100n })) // 'put/7/3600/100'
 */
export function seriesKey(given: VaultSeries): string {
  const series = checkedSeries(given);
  const { kind, market, expiry, strike } = series;
  return [kind, market, expiry, strike, ...(kind === 'call' ? [series.cap] : [])].join('/');
}

/** The series checked again, for data that did not come from a constructor. @throws {InvalidInputError} */
export function checkedSeries(series: VaultSeries): VaultSeries {
  checkObject('series', series);
  // What is neither is refused by its worst payout, which names both kinds.
  if (series.kind === 'call') return callOption(series);
  if (series.kind === 'put') return putOption(series);
  worstPayout(series);
  return series;
}

/** @throws {InvalidInputError} a malformed vault. @throws {InsolventVaultError} it owes more than it holds. */
export function checkVault(vault: VaultState): void {
  checkFields('vault', vault, ['capital', 'assets', 'sold']);
  checkAmount('vault.capital', vault.capital);
  checkAmount('vault.assets', vault.assets);
  checkMap('vault.sold', vault.sold);
  for (const [key, { lots }] of vault.sold) checkPositiveAmount(`vault.sold ${key}`, lots);
  const obligations = vaultObligations(vault);
  if (obligations > vault.assets) throw new InsolventVaultError(obligations, vault.assets);
}

/** The sold series with one changed; none of it is no entry. */
export function withSold(sold: VaultState['sold'], series: VaultSeries, lots: Quantity): VaultState['sold'] {
  const next = new Map(sold);
  if (lots === 0n) next.delete(seriesKey(series));
  else next.set(seriesKey(series), { series, lots });
  return next;
}
