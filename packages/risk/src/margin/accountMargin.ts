import {
  BPS,
  type Bps,
  checkAmount,
  checkInteger,
  checkList,
  checkMarketId,
  checkObject,
  InvalidInputError,
  type MarketId,
  mulDivUp,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { SeriesLeg } from '../series/seriesTerms.ts';
import { worstCaseMargin } from '../series/worstCaseMargin.ts';
import { defaultLiquidityTiers, type LiquidityTier, liquidityTierMultiplier } from './liquidityTier.ts';

/** An account's legs in one market and expiry. */
export interface SeriesPosition {
  readonly market: MarketId;
  /** Unix seconds. */
  readonly expiry: UnixSeconds;
  readonly legs: readonly SeriesLeg[];
  /** PAT wei traded in the market over seven days, unaffiliated. */
  readonly weekVolume: Wad;
}

/** The requirement of one market and expiry and of the whole account, all in wei. */
export interface AccountMargin {
  readonly total: Wad;
  readonly series: readonly {
    readonly market: MarketId;
    readonly expiry: UnixSeconds;
    readonly worstCase: Wad;
    readonly multiplierBps: Bps;
    readonly required: Wad;
  }[];
}

/**
 * What an account must hold: the sum over its (market, expiry) of `ceil(worstCaseMargin x tier multiplier)`, in wei.
 * Rounded up, against the account. Different markets and different expiries do not net.
 *
 * @throws {InvalidInputError} a malformed position, or the same (market, expiry) twice (its legs must be together,
 * or their netting would be lost)
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example
 * // one short put of strike 100 wei in a market of the 1.25 tier
 * accountMargin([{ market: 7, expiry: 3600, weekVolume: 0n as Wad, legs: [{ kind: 'put', strike: 100n, quantity: -1n }] }])
 *   .total // 125n
 */
export function accountMargin(
  positions: readonly SeriesPosition[],
  tiers: readonly LiquidityTier[] = defaultLiquidityTiers,
): AccountMargin {
  checkList('positions', positions);
  const seen = new Set<string>();
  let total = 0n;
  const series = positions.map((position, i) => {
    const path = `positions[${i}]`;
    checkObject(path, position);
    const { market, expiry } = position;
    checkMarketId(`${path}.market`, market);
    checkInteger(`${path}.expiry`, expiry, 0);
    checkAmount(`${path}.weekVolume`, position.weekVolume);
    const key = `${expiry}/${market}`;
    if (seen.has(key)) {
      throw new InvalidInputError({
        path,
        observed: `${market} at ${expiry} again`,
        allowed: 'the only position of its market and expiry',
        remedy: 'Put all legs of a market and expiry into one position, so that they net.',
      });
    }
    seen.add(key);
    const worstCase = worstCaseMargin(position.legs);
    const multiplierBps = liquidityTierMultiplier(position.weekVolume, tiers);
    const required = mulDivUp(worstCase, BigInt(multiplierBps), BigInt(BPS));
    total += required;
    return { market, expiry, worstCase, multiplierBps, required };
  });
  return { total: total as Wad, series };
}
