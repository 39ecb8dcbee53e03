import { checkList, checkNumber, checkObjects } from '@phasegate/pricing/units';
import { type OptionType, signOf } from '../black/optionInput.ts';
import { FixingOrderError, FixingsMismatchError } from './errors.ts';

/** A fixing that is known already. */
export interface PastFixing {
  readonly price: number;
  readonly weight: number;
}

/** An option on the weighted average `sum w_i S_i` over past and coming fixings; weights are used as they are. */
export interface AsianInput {
  readonly type: OptionType;
  /** Forward price of each coming fixing. */
  readonly forwards: readonly number[];
  /** Weight of each coming fixing, zero or more; with the past ones they usually sum to 1. */
  readonly weights: readonly number[];
  /** Years until each coming fixing, not decreasing. Payment is at the last. */
  readonly fixingTimes: readonly number[];
  readonly strike: number;
  /** Continuously compounded discount rate per year, any sign. */
  readonly rate: number;
  /** Annualised volatility, the same for all fixings. */
  readonly volatility: number;
  readonly pastFixings?: readonly PastFixing[];
}

/**
 * What is left to value: `sum amount_i exp(sigma W(t_i) - sigma^2 t_i / 2)` against a strike, fixings of equal time and
 * those that can't move any more merged.
 */
export interface AsianProblem {
  readonly sign: 1 | -1;
  /** Weight times forward of each fixing, all positive, times strictly increasing and positive. */
  readonly amounts: Float64Array;
  readonly times: Float64Array;
  /**
   * Amount of the fixings with so much volatility that they are next to 0 but for a chance too small for a float64, which
   * carries all of their mean: a call is worth that much more, a put doesn't notice.
   */
  readonly escaped: number;
  /** Strike less everything already fixed; negative when the average has passed the strike for good. */
  readonly strike: number;
  readonly volatility: number;
  readonly discount: number;
  /** Weighted mean of the forwards that still move, what delta and gamma refer to; 0 when none does. */
  readonly level: number;
}

/** Undiscounted value of a problem's option, its derivatives in the strike, and the bound of the value's error. */
export interface AsianValue {
  readonly value: number;
  readonly error: number;
  readonly strikeSlope: number;
  readonly strikeCurvature: number;
  /** Per 1.00 of volatility. */
  readonly vega: number;
}

/** Fixings closer than this part of the whole time are one: it moves a price by less than 1e-9 of it. */
const SAME_TIME = 1e-9;
/** Total volatility beyond which a fixing has escaped: it stays near its mean with a probability of 1e-89. */
const ESCAPED = 40;

/** Checks an {@link AsianInput} and reduces it to an {@link AsianProblem}. */
export function asianProblem(input: AsianInput): AsianProblem {
  const sign = signOf(input);
  const { forwards, weights, fixingTimes, pastFixings: past = [] } = input;
  for (const [path, column] of Object.entries({ forwards, weights, fixingTimes })) {
    checkList(path, column, 1);
    if (column.length !== forwards.length) {
      throw new FixingsMismatchError(path, column.length, forwards.length);
    }
    // By index: forEach would skip the holes of a sparse array.
    for (let i = 0; i < column.length; i += 1) checkNumber(`${path}[${i}]`, column[i], 0);
  }
  for (let i = 1; i < fixingTimes.length; i += 1) {
    if (fixingTimes[i]! < fixingTimes[i - 1]!) {
      throw new FixingOrderError(i, fixingTimes[i]!, fixingTimes[i - 1]!);
    }
  }
  checkNumber('strike', input.strike, 0);
  checkNumber('rate', input.rate);
  checkNumber('volatility', input.volatility, 0);

  let strike = input.strike;
  checkObjects('pastFixings', past);
  for (const [i, fixing] of past.entries()) {
    checkNumber(`pastFixings[${i}].price`, fixing.price, 0);
    checkNumber(`pastFixings[${i}].weight`, fixing.weight, 0);
    strike -= fixing.price * fixing.weight;
  }

  const last = fixingTimes.at(-1)!;
  const amounts: number[] = [];
  const times: number[] = [];
  let escaped = 0;
  let live = 0;
  let liveWeight = 0;
  for (let i = 0; i < forwards.length; i += 1) {
    const amount = forwards[i]! * weights[i]!;
    const time = fixingTimes[i]!;
    if (amount === 0) continue;
    if (time <= SAME_TIME * last) {
      strike -= amount;
      continue;
    }
    live += amount;
    liveWeight += weights[i]!;
    if (input.volatility * Math.sqrt(time) > ESCAPED) escaped += amount;
    else if (times.length > 0 && time - times.at(-1)! <= SAME_TIME * last)
      amounts[amounts.length - 1]! += amount;
    else {
      amounts.push(amount);
      times.push(time);
    }
  }
  return {
    sign,
    amounts: Float64Array.from(amounts),
    times: Float64Array.from(times),
    escaped,
    strike,
    volatility: input.volatility,
    discount: Math.exp(-input.rate * last),
    level: live === 0 ? 0 : live / liveWeight,
  };
}

/** Mean of what is not fixed yet. */
export function meanOf(problem: AsianProblem): number {
  return problem.amounts.reduce((sum, amount) => sum + amount, problem.escaped);
}
