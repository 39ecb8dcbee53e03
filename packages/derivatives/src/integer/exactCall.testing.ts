import { D60, normalCdfDecimal } from '@phasegate/risk/reference';
import type { Decimal } from 'decimal.js';

/** Black's undiscounted call in 60 digits from integers: the forward's unit, volatility at scale 1e18, seconds of a 365-day year. */
export function exactCall({
  forward,
  strike,
  volatility,
  timeToExpiry,
}: {
  readonly forward: bigint;
  readonly strike: bigint;
  readonly volatility: bigint;
  readonly timeToExpiry: bigint;
}): Decimal {
  const f = new D60(forward.toString());
  const k = new D60(strike.toString());
  const s = new D60(volatility.toString())
    .div('1e18')
    .mul(new D60(timeToExpiry.toString()).div(31_536_000).sqrt());
  const d1 = f.div(k).ln().div(s).plus(s.div(2));
  return f.mul(normalCdfDecimal(d1)).minus(k.mul(normalCdfDecimal(d1.minus(s))));
}
