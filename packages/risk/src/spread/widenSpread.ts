import {
  type Bps,
  checkBoolean,
  checkNumber,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { agedFigure, checkLastKnown, type LastKnown } from './lastKnown.ts';
import { checkSpreadParameters, type FractionalBps, type SpreadParameters } from './spreadParameters.ts';
import { checkSpreadInputs, type SpreadInputs, type SpreadTerm, spreadTerms } from './spreadTerms.ts';
import { CALM, nextRegime, type StressRegime, stressEnd } from './stressRegime.ts';

/** What the next call needs to know of this one: plain data. */
export interface SpreadState extends StressRegime {
  /** The half-spread in force, unrounded. */
  readonly halfSpread: FractionalBps;
  readonly at: UnixSeconds;
  /** Volatility a day as the feed last gave it; undefined while it never did. */
  readonly volatility: LastKnown | undefined;
  /** Liquidity as the feed last gave it. */
  readonly liquidity: LastKnown | undefined;
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
    readonly unclipped: FractionalBps;
    readonly target: FractionalBps;
    /** The bound that clipped the target, if one did. */
    readonly clippedBy: 'minimum' | 'maximum' | undefined;
    /** `target`: the spread is its target; `narrowing`: on the way down to it; `held`: within the slack above it. */
    readonly movement: 'target' | 'narrowing' | 'held';
    /** The figures that counted. */
    readonly volatility: number;
    readonly liquidity: number;
    /** Feeds that were silent, whose last figures counted with their age, or the priors. */
    readonly silent: readonly ('volatility' | 'liquidity')[];
  };
}

/**
 * The half-spread to quote now. Target
 * `h* = clip(h_fee + 1e4 a sigma sqrt(tau) + b (sqrt(max(1, Lref/L)) - 1) + h_adverse + h_exposure, h_min, h_max)`
 * (times 1.5 before the clip in stress), then
 * `h = max(h*, min(h_last, max(h* + D, rho^(dt/tau_n) h_last)))`: it widens at once and narrows with time, not with
 * calls. In bps of half-spread: `ask = P (1 + s)`, `bid = P (1 - s)`.
 *
 * A feed that falls silent (`undefined`) leaves its last figure in force, moved with its age to the prior within
 * `dataLifetimeSeconds`: lost data never narrows. Figures speak for the time since the look before, so the result depends on
 * time and figures, not on how often anyone looked.
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
  readonly inputs: SpreadInputs;
  readonly parameters: SpreadParameters;
  readonly state: SpreadState | undefined;
  readonly now: UnixSeconds;
}): WidenedSpread {
  checkObject('input', input);
  const { inputs, parameters: p, state: last, now } = input;
  checkSpreadInputs(inputs);
  checkSpreadParameters(p);
  checkUnixSeconds('now', now);
  if (last !== undefined) checkState(last, now);
  const known = {
    volatility: latest(inputs.dailyVolatility, last?.volatility, now),
    liquidity: latest(inputs.liquidity, last?.liquidity, now),
  };
  const lifetime = p.dataLifetimeSeconds;
  const figures = {
    volatility: agedFigure({
      last: known.volatility,
      now,
      prior: p.priorDailyVolatility,
      lifetime,
      worse: Math.max,
    }),
    liquidity: agedFigure({ last: known.liquidity, now, prior: p.priorLiquidity, lifetime, worse: Math.min }),
  };
  const regime = nextRegime(last ?? CALM, figures.volatility, now, p);
  const targetIn = (stressed: boolean): SpreadTarget => spreadTarget(inputs, figures, stressed, p);
  const { terms, unclipped, target } = targetIn(regime.stressed);
  const { halfSpread, movement } = moved({
    last,
    regime,
    now,
    target,
    stressTarget: targetIn(true).target,
    p,
  });
  return {
    halfSpreadBps: Math.ceil(halfSpread) as Bps,
    halted: unclipped > p.maximumBps,
    state: { ...regime, halfSpread, at: now, ...known },
    explanation: {
      terms,
      unclipped,
      target,
      clippedBy: target === unclipped ? undefined : target < unclipped ? 'maximum' : 'minimum',
      movement,
      ...figures,
      silent: [
        ...(inputs.dailyVolatility === undefined ? ['volatility' as const] : []),
        ...(inputs.liquidity === undefined ? ['liquidity' as const] : []),
      ],
    },
  };
}

function latest(
  figure: number | undefined,
  last: LastKnown | undefined,
  now: UnixSeconds,
): LastKnown | undefined {
  return figure === undefined ? last : { value: figure, at: now };
}

interface SpreadTarget {
  readonly terms: readonly SpreadTerm[];
  readonly unclipped: FractionalBps;
  readonly target: FractionalBps;
}

function spreadTarget(
  inputs: SpreadInputs,
  figures: { readonly volatility: number; readonly liquidity: number },
  stressed: boolean,
  p: SpreadParameters,
): SpreadTarget {
  const terms = spreadTerms({ ...inputs, ...figures }, stressed, p);
  const unclipped = terms.reduce((sum, term) => sum + term.bps, 0);
  return { terms, unclipped, target: Math.min(Math.max(unclipped, p.minimumBps), p.maximumBps) };
}

/** The spread at `now`, having moved towards its target; a stress that ended on the way held it until then. */
function moved(input: {
  readonly last: SpreadState | undefined;
  readonly regime: StressRegime;
  readonly now: UnixSeconds;
  readonly target: FractionalBps;
  readonly stressTarget: number;
  readonly p: SpreadParameters;
}): { readonly halfSpread: number; readonly movement: 'target' | 'narrowing' | 'held' } {
  const { last, regime, now, target, stressTarget, p } = input;
  if (last === undefined) return { halfSpread: target, movement: 'target' };
  // A lowered maximum holds at once.
  const previous = Math.min(last.halfSpread, p.maximumBps);
  const ended = last.stressed && !regime.stressed ? Math.max(last.at, stressEnd(last, p)) : last.at;
  const start = ended > last.at ? narrowed(previous, stressTarget, ended - last.at, p) : previous;
  const halfSpread = narrowed(start, target, now - ended, p);
  if (halfSpread === target) return { halfSpread, movement: 'target' };
  return { halfSpread, movement: halfSpread === previous ? 'held' : 'narrowing' };
}

/** `max(h*, min(h, max(h* + D, rho^(dt/tau) h)))`. */
function narrowed(halfSpread: number, target: number, seconds: number, p: SpreadParameters): number {
  const decayed = halfSpread * p.narrowingRatio ** (seconds / p.narrowingSeconds);
  return Math.max(target, Math.min(halfSpread, Math.max(target + p.narrowingSlackBps, decayed)));
}

function checkState(state: SpreadState, now: number): void {
  checkObject('state', state);
  checkNumber('state.halfSpread', state.halfSpread, 0);
  checkBoolean('state.stressed', state.stressed);
  checkUnixSeconds('state.at', state.at);
  if (state.at > now) {
    throw new InvalidInputError({
      path: 'now',
      observed: now,
      allowed: `not before the last call at ${state.at}`,
    });
  }
  if (state.stressed) checkNumber('state.hotAt', state.hotAt, 0, now);
  if (state.volatility !== undefined) checkLastKnown('state.volatility', state.volatility, now);
  if (state.liquidity !== undefined) checkLastKnown('state.liquidity', state.liquidity, now);
}
