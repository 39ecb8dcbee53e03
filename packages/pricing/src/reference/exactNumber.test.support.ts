import { ReferenceDecimal } from './decimal.ts';

/** A float64 as the number it is, to 40 digits; the constructor would take its shortest text, up to half a unit off. */
export function exactNumber(value: number): ReferenceDecimal {
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  return new ReferenceDecimal(BigInt(mantissa).toString()).times(new ReferenceDecimal(2).pow(exponent));
}
