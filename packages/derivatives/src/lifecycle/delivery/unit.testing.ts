import type { Bps } from '@phasegate/pricing/units';
import type { DeliveredUnit } from './deliveredUnit.ts';

/** The n-th test unit: market 7, confidence 0.8, issued at `issuedAt` with a window of 7 days. */
export function unit(n: number, issuedAt: number, change: Partial<DeliveredUnit> = {}): DeliveredUnit {
  return {
    contentHash: `0x${n.toString(16).padStart(64, '0')}`,
    market: 7,
    confidenceBps: 8_000 as Bps,
    issuedAt,
    windowSeconds: 604_800,
    ...change,
  };
}

/** Units `first` to `first + count - 1`. */
export function units(first: number, count: number, issuedAt: number): DeliveredUnit[] {
  return Array.from({ length: count }, (_, i) => unit(first + i, issuedAt));
}
