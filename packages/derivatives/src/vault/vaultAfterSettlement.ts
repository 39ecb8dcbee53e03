import { checkAmount, type Wad } from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import {
  checkedSeries,
  checkVault,
  seriesKey,
  type VaultSeries,
  type VaultState,
  withSold,
} from './vaultState.ts';

/**
 * The vault after a series settled: it pays what it sold, and what was locked for it is free. So it holds at least what it owes
 * whatever the settlement price.
 *
 * @param price settlement price, wei per lot
 * @throws {InvalidInputError} a malformed vault, series or price.
 * @example vaultAfterSettlement({ capital: 1000n as Wad, assets: 1000n as Wad, sold: new Map([['put/7/3600/100', { series: putOption({ market: 7, expiry: 3_600, strike: 100n }), lots: 5n }]]) }, putOption({ market: 7, expiry: 3_600, strike: 100n }), 76n as Wad).assets // 880n
 */
export function vaultAfterSettlement(vault: VaultState, series: VaultSeries, price: Wad): VaultState {
  checkVault(vault);
  const settled = checkedSeries(series);
  checkAmount('price', price);
  const lots = vault.sold.get(seriesKey(settled))?.lots ?? 0n;
  const paid = lots * seriesPayoff(settled, price);
  return { ...vault, assets: (vault.assets - paid) as Wad, sold: withSold(vault.sold, settled, 0n) };
}
