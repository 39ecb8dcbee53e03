import { checkAmount } from '@phasegate/pricing/units';
import { requireLeg, type SeriesLeg } from './seriesLeg.ts';

/**
 * What a leg is worth to its holder at settlement: `quantity x payoff(S)`, in wei, positive when the holder receives.
 * Exact; non-decreasing in `settlementPrice` for long calls and collars, non-increasing for long puts.
 *
 * @param settlementPrice wei per lot, zero or more
 * @throws {InvalidInputError} a malformed leg or price
 * @example
 * legPayoff({ kind: 'call', strike: 100n, cap: 150n, quantity: 2n }, 130n) // 60n
 */
export function legPayoff(leg: SeriesLeg, settlementPrice: bigint): bigint {
  requireLeg('legs', 0, leg);
  const s = settlementPrice;
  checkAmount('settlementPrice', s);
  switch (leg.kind) {
    case 'call':
      return leg.quantity * (clamp(s, leg.strike, leg.cap) - leg.strike);
    case 'put':
      return leg.quantity * (s < leg.strike ? leg.strike - s : 0n);
    default:
      return leg.quantity * (clamp(s, leg.floor, leg.cap) - leg.price);
  }
}

function clamp(x: bigint, low: bigint, high: bigint): bigint {
  if (x < low) return low;
  return x > high ? high : x;
}
