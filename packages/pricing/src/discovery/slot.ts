import type { Wad } from '../units/units.ts';

/** Running totals of one market since observation began. */
export interface Totals {
  count: number;
  volume: bigint;
  /** Sum of price x volume, scale 1e36. */
  notional: bigint;
  priceSum: bigint;
}

/**
 * The trades of one slot of time (one second by default). Totals are kept as they stood before the slot, so that those
 * of a window are one difference and forgetting a slot costs nothing.
 */
export interface Slot extends Totals {
  /** Start of the slot, seconds since 1970. */
  at: number;
  /** Integral of the last price over time, from the first slot ever to the start of this one. */
  integral: bigint;
  min: Wad;
  max: Wad;
  /** Price of the trade that arrived last. */
  last: Wad;
}

/** The integral of the last price at a moment not before a slot, as far as no later slot changes the price. */
export function integralAt(slot: Slot, at: number): bigint {
  return slot.integral + slot.last * BigInt(at - slot.at);
}
