import type { PutProblem } from './exerciseBoundary.ts';

/**
 * The American put when nothing is uncertain, `max over t in [0, T] of K e^{-rt} - S e^{-qt}`, at least 0: the limit of
 * vanishing volatility and, the payoff being convex, a lower bound at any. The derivative has one zero,
 * `r K e^{-rt} = q S e^{-qt}`, so three times are enough; `exerciseTime` is the best of them.
 *
 * `excess` bounds what volatility can add: `2 S max(1, e^{-qT}) sqrt(e^{sigma^2 T} - 1)`, Doob's inequality for the largest
 * move of the martingale `e^{(q - r)t} S(t)`.
 */
export function certainPut(
  spot: number,
  time: number,
  problem: PutProblem,
): { readonly price: number; readonly exerciseTime: number; readonly excess: number } {
  const { strike, rate, dividendYield, volatility } = problem;
  const at = (t: number): number => strike * Math.exp(-rate * t) - spot * Math.exp(-dividendYield * t);
  const turn = Math.log((rate * strike) / (dividendYield * spot)) / (rate - dividendYield);
  let exerciseTime = at(time) > at(0) ? time : 0;
  if (turn > 0 && turn < time && at(turn) > at(exerciseTime)) exerciseTime = turn;
  const deviation = volatility * Math.sqrt(time);
  const largestMove = spot === 0 ? 0 : 2 * (spot * Math.sqrt(Math.expm1(deviation * deviation)));
  return {
    price: Math.max(0, at(exerciseTime)),
    exerciseTime,
    excess: largestMove === 0 ? 0 : largestMove * Math.max(1, Math.exp(-dividendYield * time)),
  };
}
