import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { checkDuration, checkNumber, checkObject, checkObjects, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Seconds, UnixSeconds } from '../units/units.ts';
import { TooFewObservationsError } from './errors.ts';

/**
 * Exponentially weighted volatility of a return series: `v_1 = r_1^2`, `v_t = lambda v_(t-1) + (1 - lambda) r_t^2`, its
 * root at the end. RiskMetrics takes lambda 0.94 for daily returns.
 *
 * @param returns per period, dimensionless, at least 1. @param options.lambda in [0, 1).
 * @returns per period, dimensionless, not annualised.
 * @throws {InvalidInputError} @throws {TooFewObservationsError}.
 * @example volatility.ewma([0.01, 0.02], { lambda: 0.94 }) // 0.010863
 * @see J.P. Morgan/Reuters, "RiskMetrics Technical Document" (1996)
 */
export function ewma(returns: readonly number[], options: { readonly lambda: number }): number {
  checkObject('options', options);
  checkLambda(options.lambda);
  if (!Array.isArray(returns))
    throw new InvalidInputError({ path: 'returns', observed: returns, allowed: 'an array' });
  if (returns.length === 0) throw new TooFewObservationsError('ewma (returns)', 0, 1);
  let variance = 0;
  for (const [i, value] of (returns as readonly number[]).entries()) {
    checkNumber(`returns[${i}]`, value, -1e100, 1e100);
    variance = i === 0 ? value ** 2 : options.lambda * variance + (1 - options.lambda) * value ** 2;
  }
  return Math.sqrt(variance);
}

/**
 * Exponentially weighted volatility of irregular ticks: over a gap `dt` the old variance keeps the weight
 * `w = lambda^(dt / tau)` and the tick adds `(1 - w) ln(P / P')^2 tau / dt`. Equals {@link ewma} on ticks `tau` apart.
 * Ticks of one second are one tick at the last price. The first return seeds it.
 *
 * @param ticks in order of time; fresh-equivalent prices, PAT. @param options.lambda in [0, 1).
 * @param options.tauSeconds the period that lambda and the result refer to.
 * @returns per `tauSeconds`, dimensionless.
 * @throws {InvalidInputError} @throws {TooFewObservationsError} (two different seconds are needed), TimeRunsBackwardsError.
 * @example
 * const ticks = [{ at: 0, price: 100 }, { at: 86_400, price: 101 }];
 * volatility.ewmaOfTicks(ticks, { lambda: 0.94, tauSeconds: 86_400 }) // Math.log(1.01): one return, a day apart
 */
export function ewmaOfTicks(
  ticks: readonly { readonly at: UnixSeconds; readonly price: number }[],
  options: { readonly lambda: number; readonly tauSeconds: Seconds },
): number {
  checkObject('options', options);
  const { lambda, tauSeconds } = options;
  checkLambda(lambda);
  checkDuration('tauSeconds', tauSeconds);
  checkObjects('ticks', ticks);
  const perSecond: { readonly at: number; readonly price: number }[] = [];
  ticks.forEach(({ at, price }, i) => {
    checkUnixSeconds(`ticks[${i}].at`, at);
    checkNumber(`ticks[${i}].price`, price, Number.MIN_VALUE);
    const last = perSecond.at(-1);
    if (last !== undefined && at < last.at) throw new TimeRunsBackwardsError(last.at, at);
    if (last?.at === at) perSecond.pop();
    perSecond.push({ at, price });
  });
  if (perSecond.length < 2) throw new TooFewObservationsError('ewmaOfTicks (seconds)', perSecond.length, 2);
  let variance = Number.NaN;
  perSecond.slice(1).forEach(({ at, price }, i) => {
    const periods = (at - perSecond[i]!.at) / tauSeconds;
    const perPeriod = Math.log(price / perSecond[i]!.price) ** 2 / periods;
    const kept = i === 0 ? 0 : lambda ** periods;
    variance = i === 0 ? perPeriod : kept * variance + (1 - kept) * perPeriod;
  });
  return Math.sqrt(variance);
}

function checkLambda(lambda: number): void {
  checkNumber('lambda', lambda, 0, 1 - Number.EPSILON / 2);
}
