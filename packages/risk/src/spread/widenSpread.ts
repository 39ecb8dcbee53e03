import {
  type Bps,
  checkBoolean,
  checkNumber,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
} from '@phasegate/pricing/units';
import { checkSpreadParameters, type SpreadParameters } from './spreadParameters.ts';
import { checkSpreadInputs, type SpreadInputs, type SpreadTerm, spreadTerms } from './spreadTerms.ts';
import { nextRegime, type StressRegime } from './stressRegime.ts';

/** What the next call needs to know of this one: plain data. */
export interface SpreadState extends StressRegime {
  /** The half-spread in force, unrounded bps. */
  readonly halfSpread: number;
  /** Unix seconds. */
  readonly at: number;
}

/** A half-spread and why it is what it is. */
export interface WidenedSpread {
  /** Half-spread to quote, whole bps, rounded up; within the parameters' bounds. */
  readonly halfSpreadBps: Bps;
  /** True when the unclipped target is above the maximum: do not quote. */
  readonly halted: boolean;
  /** Pass this to the next call. */
  readonly state: SpreadState;
  readonly explanation: {
    /** They add up to `unclipped`. */
    readonly terms: readonly SpreadTerm[];
    readonly unclipped: number;
    readonly target: number;
    /** The bound that clipped the target, if one did. */
    readonly clippedBy: 'minimum' | 'maximum' | undefined;
    /** `target`: the spread is its target; `narrowing`: on the way down to it; `held`: within the slack above it. */
    readonly movement: 'target' | 'narrowing' | 'held';
    readonly volatility: number;
    /** True when there was no volatility data and the prior stood in. */
    readonly usedPrior: boolean;
  };
}

/**
 * The half-spread to quote now. Target
 * `h* = clip(h_fee + 1e4 a sigma sqrt(tau) + b (sqrt(max(1, Lref/L)) - 1) + h_adverse + h_exposure, h_min, h_max)`
 * (times 1.5 before the clip in stress), then
 * `h = max(h*, min(h_last, max(h* + D, rho^(dt/tau_n) h_last)))`: it widens at once and narrows with time, not with
 * calls. In bps of half-spread: `ask = P (1 + s)`, `bid = P (1 - s)`.
 *
 * Non-decreasing in volatility, illiquidity, utilisation, adverse impact and in the last spread: a path of inputs that
 * is nowhere better never has a narrower spread at any time. An unclipped target above `h_max` halts quoting. Pure:
 * float64 inside, the quoted bps rounded up (the wider side).
 *
 * @param input.state of the last call; undefined at the start
 * @param input.now Unix seconds, not before the last call
 * @throws {InvalidInputError} inputs or parameters out of range, a clock that runs backwards
 * @example
 * widenSpread({
 *   inputs: { dailyVolatility: 0.1, quoteLifetimeSeconds: 864, liquidity: 250, adverseImpactBps: 5, utilisation: 0.9 },
 *   parameters: defaultSpreadParameters, state: undefined, now: 0,
 * }).halfSpreadBps // 380: fee 50 + volatility 100 + illiquidity 100 + adverse 5 + exposure 125
 *
 * Source: spread floors and decay after Glosten and Milgrom (1985) for adverse selection and Ho and Stoll (1981) for
 * inventory; the dynamics are this project's.
 */
export function widenSpread(input: {
  inputs: SpreadInputs;
  parameters: SpreadParameters;
  state: SpreadState | undefined;
  now: number;
}): WidenedSpread {
  checkObject('input', input);
  const { inputs, parameters: p, state: last, now } = input;
  checkSpreadInputs(inputs);
  checkSpreadParameters(p);
  checkUnixSeconds('now', now);
  if (last !== undefined) checkState(last, now);
  const usedPrior = inputs.dailyVolatility === undefined;
  const volatility = inputs.dailyVolatility ?? p.priorDailyVolatility;
  const regime = nextRegime(last ?? { stressed: false, calmSince: undefined }, volatility, now, p);
  const terms = spreadTerms(inputs, volatility, regime.stressed, p);
  const unclipped = terms.reduce((sum, term) => sum + term.bps, 0);
  const target = Math.min(Math.max(unclipped, p.minimumBps), p.maximumBps);
  const { halfSpread, movement } = move(target, last, now, p);
  return {
    halfSpreadBps: Math.ceil(halfSpread) as Bps,
    halted: unclipped > p.maximumBps,
    state: { ...regime, halfSpread, at: now },
    explanation: {
      terms,
      unclipped,
      target,
      clippedBy: target === unclipped ? undefined : target < unclipped ? 'maximum' : 'minimum',
      movement,
      volatility,
      usedPrior,
    },
  };
}

function move(
  target: number,
  last: SpreadState | undefined,
  now: number,
  p: SpreadParameters,
): { halfSpread: number; movement: 'target' | 'narrowing' | 'held' } {
  if (last === undefined) return { halfSpread: target, movement: 'target' };
  // A lowered maximum holds at once.
  const previous = Math.min(last.halfSpread, p.maximumBps);
  const decayed = previous * p.narrowingRatio ** ((now - last.at) / p.narrowingSeconds);
  const halfSpread = Math.max(target, Math.min(previous, Math.max(target + p.narrowingSlackBps, decayed)));
  if (halfSpread === target) return { halfSpread, movement: 'target' };
  return { halfSpread, movement: halfSpread === previous ? 'held' : 'narrowing' };
}

function checkState(state: SpreadState, now: number): void {
  checkObject('state', state);
  checkNumber('state.halfSpread', state.halfSpread, 0);
  checkBoolean('state.stressed', state.stressed);
  if (state.calmSince !== undefined) checkUnixSeconds('state.calmSince', state.calmSince);
  checkUnixSeconds('state.at', state.at);
  if (state.at > now) {
    throw new InvalidInputError({
      path: 'now',
      observed: now,
      allowed: `not before the last call at ${state.at}`,
    });
  }
}
