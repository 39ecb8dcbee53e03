import type { Wad } from '../units/units.ts';

/** A factor and what its clamp did to it. */
export interface FactorDetail {
  /** The factor as it enters the price, Wad, dimensionless. */
  readonly value: Wad;
  /** What it would be without its clamp, rounded up, Wad. */
  readonly unclamped: Wad;
  /** The side of the clamp that bound. */
  readonly bound: 'min' | 'max' | undefined;
}

/** `unclamped` held in [min, max], with the side that bound. */
export function clampFactor(unclamped: Wad, min: Wad, max: Wad): FactorDetail {
  if (unclamped < min) return { value: min, unclamped, bound: 'min' };
  if (unclamped > max) return { value: max, unclamped, bound: 'max' };
  return { value: unclamped, unclamped, bound: undefined };
}
