import {
  BPS,
  type Bps,
  checkAmount,
  checkInteger,
  checkList,
  InvalidInputError,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';

/** A step of the tier table: markets with at least `minimumVolume` (7 days, wei) multiply margin by `multiplierBps`. */
export interface LiquidityTier {
  readonly minimumVolume: Wad;
  /** Integer bps, 10,000 = 1.0; never below 1.0. */
  readonly multiplierBps: Bps;
}

/** 1.0 / 1.1 / 1.25 by 7-day volume. The volume steps (100,000 and 10,000 PAT) are defaults to be tuned. */
export const defaultLiquidityTiers: readonly LiquidityTier[] = [
  { minimumVolume: (100_000n * WAD) as Wad, multiplierBps: 10_000 as Bps },
  { minimumVolume: (10_000n * WAD) as Wad, multiplierBps: 11_000 as Bps },
  { minimumVolume: 0n as Wad, multiplierBps: 12_500 as Bps },
];

/**
 * The margin multiplier of a market, in integer bps (10,000 = 1.0), from its 7-day volume: the first tier it reaches.
 * Non-increasing in volume.
 *
 * @param weekVolume PAT wei traded over seven days, trades of the broker and its affiliates left out
 * @throws {InvalidInputError} negative volume, or tiers that are not falling in volume, rising in multiplier and
 * complete down to volume 0
 * @example
 * liquidityTierMultiplier(parseWad('20000')) // 11000
 */
export function liquidityTierMultiplier(
  weekVolume: Wad,
  tiers: readonly LiquidityTier[] = defaultLiquidityTiers,
): Bps {
  checkAmount('weekVolume', weekVolume);
  checkList('tiers', tiers, 1);
  for (let i = 0; i < tiers.length; i++) {
    const tier = tiers[i]!;
    checkAmount(`tiers[${i}].minimumVolume`, tier.minimumVolume);
    checkInteger(`tiers[${i}].multiplierBps`, tier.multiplierBps, BPS, 10 * BPS);
    const above = tiers[i - 1];
    if (
      above !== undefined &&
      (tier.minimumVolume >= above.minimumVolume || tier.multiplierBps < above.multiplierBps)
    ) {
      throw new InvalidInputError({
        path: `tiers[${i}]`,
        observed: `volume ${tier.minimumVolume} at ${tier.multiplierBps} bps`,
        allowed: 'below the tier before it in volume and not below it in multiplier',
      });
    }
  }
  const last = tiers[tiers.length - 1]!;
  if (last.minimumVolume !== 0n) {
    throw new InvalidInputError({
      path: `tiers[${tiers.length - 1}].minimumVolume`,
      observed: last.minimumVolume,
      allowed: '0, so that every market has a tier',
    });
  }
  return tiers.find((tier) => weekVolume >= tier.minimumVolume)!.multiplierBps;
}
