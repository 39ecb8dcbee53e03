import { black76 } from '../black/black76.ts';
import { americanPut, type Precision, type PutValue, priceOnGrid } from './americanPut.ts';
import { certainPut } from './certainPut.ts';
import type { PutProblem } from './exerciseBoundary.ts';
import { exercisePremium } from './exercisePremium.ts';
import { optimalBoundaries } from './optimalBoundaries.ts';
import { perpetualPut } from './perpetualPut.ts';

/** The rate whose effect is wanted: a call's is its mirrored put's yield. */
export type RateName = 'rate' | 'dividendYield';

/** Partial derivatives of a put, with the other inputs held. */
export interface PutGreeks {
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
}

const HELD: PutGreeks = { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 };
/** Steps of the numerical derivatives, as a part of what they vary; small, since the value has a kink in its slope at exercise. */
const STEP = 0.002;
/** Whatever the grid, its own rounding must not show in a difference. */
const SMOOTH = 1e-9;

/** {@link americanPut} with its derivatives, each by the formula that gave the price. */
export function putGreeks(
  spot: number,
  time: number,
  problem: PutProblem,
  precision: Precision,
  by: RateName,
): { readonly value: PutValue; readonly greeks: PutGreeks } {
  const value = americanPut(spot, time, problem, precision);
  const greeks = byFormula[value.formula](spot, time, problem, by, value);
  return { value, greeks };
}

type GreeksOf = (spot: number, time: number, problem: PutProblem, by: RateName, value: PutValue) => PutGreeks;

const byFormula: Record<PutValue['formula'], GreeksOf> = {
  exercise: (spot, _time, { strike }) => ({
    ...HELD,
    delta: spot < strike ? -1 : spot === strike && strike > 0 ? -0.5 : 0,
  }),

  european: (spot, time, problem, by) => {
    const { strike, rate, dividendYield, volatility } = problem;
    const growth = Math.exp((rate - dividendYield) * time);
    // Beyond the largest number nothing is left of a put.
    if (!(spot * growth < Number.POSITIVE_INFINITY)) return HELD;
    const black = black76({
      type: 'put',
      forward: spot * growth,
      strike,
      timeToExpiry: time,
      rate,
      volatility,
    });
    const delta = black.delta * growth;
    const gamma = black.gamma * growth * growth;
    return {
      delta,
      gamma,
      vega: black.vega,
      theta: continuationTheta(spot, problem, black.price, delta, gamma),
      rho: time * (by === 'rate' ? spot * delta - black.price : -spot * delta),
    };
  },

  certain: (spot, time, problem, by) => {
    const { strike, rate, dividendYield } = problem;
    const { price, exerciseTime } = certainPut(spot, time, problem);
    if (price === 0) return HELD;
    const received = strike * Math.exp(-rate * exerciseTime);
    const share = Math.exp(-dividendYield * exerciseTime);
    const isInside = exerciseTime > 0 && exerciseTime < time;
    return {
      delta: -share,
      gamma: isInside ? (dividendYield * share) / ((dividendYield - rate) * spot) : 0,
      vega: 0,
      theta: exerciseTime === time ? rate * received - dividendYield * spot * share : 0,
      rho: exerciseTime * (by === 'rate' ? -received : spot * share),
    };
  },

  perpetual: (spot, _time, problem, by) => {
    const { rate, dividendYield, volatility } = problem;
    const { price, boundary, power } = perpetualPut(spot, problem);
    if (price === 0) return HELD;
    const slope = volatility * volatility * (power - 0.5) + rate - dividendYield;
    const perPower = price * Math.log(spot / boundary);
    return {
      delta: (power * price) / spot,
      gamma: (((power * (power - 1)) / spot) * price) / spot,
      // The boundary is optimal, so only the power counts; its derivatives follow from its quadratic equation.
      vega: (-perPower * volatility * power * (power - 1)) / slope,
      theta: 0,
      rho: (perPower * (by === 'rate' ? 1 - power : power)) / slope,
    };
  },

  boundary: (spot, time, problem, by, value) => {
    const european = byFormula.european(spot, time, problem, by, value);
    const scale = Math.max(spot, problem.strike, value.price);
    const tolerance = 1e-3 * SMOOTH * scale;
    const boundaries = optimalBoundaries(problem, time, value.grid!, SMOOTH);
    const [, delta, gamma] = exercisePremium(problem, spot, time, boundaries, [
      tolerance,
      tolerance / spot,
      tolerance / spot / spot,
    ]);
    const moved = (change: Partial<PutProblem>): number =>
      priceOnGrid(spot, time, { ...problem, ...change }, value.grid!, SMOOTH, scale);
    const { volatility } = problem;
    const rateStep =
      STEP * Math.min(Math.max(Math.abs(problem[by]), 0.01), volatility / Math.sqrt(time), 1 / time);
    const total = { delta: european.delta + delta!, gamma: european.gamma + gamma! };
    return {
      ...total,
      vega: slopeOf((step) => moved({ volatility: volatility + step }), STEP * volatility),
      theta: continuationTheta(spot, problem, value.price, total.delta, total.gamma),
      rho: slopeOf((step) => moved({ [by]: problem[by] + step }), rateStep),
    };
  },
};

/** Where the option is held it earns the rate on its value: `-dV/dT = r V - (r - q) S V_S - sigma^2 S^2 V_SS / 2`. */
function continuationTheta(
  spot: number,
  problem: PutProblem,
  price: number,
  delta: number,
  gamma: number,
): number {
  const { rate, dividendYield, volatility } = problem;
  const deviation = volatility * spot;
  return rate * price - (rate - dividendYield) * spot * delta - 0.5 * deviation * deviation * gamma;
}

/** Derivative at 0 by four points, of fourth order. */
function slopeOf(f: (step: number) => number, step: number): number {
  return (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * step);
}
