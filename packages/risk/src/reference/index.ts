/** Decimal oracles of 60 digits and what the generators of reference tables share; only tests, benches and generators load it. */
export { D60, exactDecimal, millsRatioDecimal, normalCdfDecimal, normalPdfDecimal } from './decimalNormal.ts';
export { chebyshevPoints, interpolate } from './interpolate.ts';
export { uniformStream } from './uniformStream.ts';
