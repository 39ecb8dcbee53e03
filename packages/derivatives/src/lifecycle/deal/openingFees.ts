import { BPS, type Bps, mulDivUp, type Wad } from '@phasegate/pricing/units';

/**
 * What the buyer pays to the broker's wallet when a deal is made: `ceil(notional * feeBps / 10000) + timePremium` wei.
 * The fee is rounded up so that it never rounds to zero.
 */
export function openingFees(input: {
  readonly notional: Wad;
  readonly feeBps: Bps;
  readonly timePremium: Wad;
}): Wad {
  return (mulDivUp(input.notional, BigInt(input.feeBps), BigInt(BPS)) + input.timePremium) as Wad;
}
