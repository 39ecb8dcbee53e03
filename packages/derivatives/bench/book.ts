import { type BlackColumns, black76Prices } from '@phasegate/derivatives';

export const ROWS = 20_000;
/** A fixed stream (the multiplier is Knuth's): the same book in every run. */
let state = 1n;
function uniform(): number {
  state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
  return Number(state >> 11n) / 2 ** 53;
}

function column(f: (u: number) => number): Float64Array {
  return Float64Array.from({ length: ROWS }, () => f(uniform()));
}

/** Calls around a forward of 100, from a week to two years, volatility from 10 % to 80 %. */
export const book: BlackColumns = {
  type: 'call',
  forward: column(() => 100),
  strike: column((u) => 100 * Math.exp(0.8 * (u - 0.5))),
  timeToExpiry: column((u) => 0.02 + 2 * u),
  rate: column((u) => 0.05 * u),
  volatility: column((u) => 0.1 + 0.7 * u),
};
export const prices: Float64Array = black76Prices(book);

/** What loops add their results to, so that none can be left out. */
export function used(sum: number, operations: number): number {
  if (!Number.isFinite(sum)) throw new Error('a benchmarked function returned no number');
  return operations;
}
