import { normalCdf } from '@phasegate/risk';
import { type ChebyshevFit, evaluateChebyshev } from './chebyshev.ts';

/** The American put all calls are mapped to; rates per year, time in years. */
export interface PutProblem {
  readonly strike: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly volatility: number;
}

/** `upper`: exercise at and below it. `lower`: exercise at and above it (negative rates only). */
export type BoundarySide = 'upper' | 'lower';

/** Chebyshev degree of a boundary and points of the integrals it solves. */
export type Grid = readonly [degree: number, points: number];

/** A critical spot as a function of time to expiry on (0, horizon]. */
export interface ExerciseBoundary {
  readonly side: BoundarySide;
  readonly horizon: number;
  /** Critical spot in the limit of no time left. */
  readonly start: number;
  /** `ln(boundary/start)^2` as a polynomial in `sqrt(time/horizon)`. */
  readonly squaredLog: ChebyshevFit;
  /** Largest last change of ln(boundary): below 1e-12 means converged. */
  readonly change: number;
}

/** Critical spot with `fraction` of the square root of the horizon left to expiry. */
export function boundaryAt(boundary: ExerciseBoundary, rootFraction: number): number {
  const squared = evaluateChebyshev(boundary.squaredLog, rootFraction);
  const distance = squared > 0 ? Math.sqrt(squared) : 0;
  return boundary.start * Math.exp(boundary.side === 'upper' ? -distance : distance);
}

/** `Phi(x)`, where inputs beyond float64 give NaN instead of a refusal: the caller has bounds to fall back on. */
export function probability(x: number): number {
  return Number.isNaN(x) ? x : normalCdf(x);
}
