/**
 * The American put when nothing is uncertain, `max over t in [0, T] of K e^{-rt} - S e^{-qt}`, at least 0: the limit of
 * vanishing volatility. The derivative has one zero, `r K e^{-rt} = q S e^{-qt}`, so three times are enough.
 */
export function certainPut(
  spot: number,
  strike: number,
  time: number,
  rate: number,
  dividendYield: number,
): number {
  const at = (t: number): number => strike * Math.exp(-rate * t) - spot * Math.exp(-dividendYield * t);
  const turn = Math.log((rate * strike) / (dividendYield * spot)) / (rate - dividendYield);
  const inside = turn > 0 && turn < time ? at(turn) : 0;
  return Math.max(0, at(0), at(time), inside);
}
