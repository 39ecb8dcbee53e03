import {
  checkInteger,
  checkNumber,
  checkObject,
  checkPositiveAmount,
  checkPositiveNumber,
  checkSignedAmount,
  InvalidInputError,
  PhasegateError,
  type Quantity,
} from '@phasegate/pricing/units';

/** More lots than the limits let trade before the end. */
export class LiquidationInfeasibleError extends PhasegateError {
  readonly lots: Quantity;
  readonly capacity: Quantity;

  constructor(lots: Quantity, capacity: Quantity) {
    super(
      `${lots} lots can't be closed under limits that allow ${capacity} in all. ` +
        'Start earlier, raise the limit a period, or close a part.',
    );
    this.lots = lots;
    this.capacity = capacity;
  }
}

/** A schedule of trades that closes a position, period by period. */
export interface LiquidationPlan {
  /** Signed lots to trade in each period: all of one sign, opposite to the position, or zero. */
  readonly trades: readonly Quantity[];
  /** Signed lots left after each period; the last is 0. Never larger than before, never across zero. */
  readonly holdings: readonly Quantity[];
  /** Expected shortfall against trading everything at the present price, same money as the impacts. */
  readonly expectedCost: number;
  readonly costStandardDeviation: number;
  /** Number of first periods that trade the full limit. */
  readonly limitedPeriods: number;
}

/**
 * The optimal liquidation of Almgren and Chriss under a limit a period. Minimises `E + lambda V` with
 * `E = gamma X^2 / 2 + epsilon sum |n_k| + (eta - gamma/2) sum n_k^2` and `V = sigma^2 sum x_k^2`, one period as the
 * unit of time. Without a limit `x_k = X sinh(kappa (N - k)) / sinh(kappa N)`, `2 (cosh kappa - 1) =
 * lambda sigma^2 / (eta - gamma/2)`. Its trades fall over time, so a limit binds on a first stretch of periods; the
 * rest is the unlimited solution of what is left.
 *
 * Whole lots: holdings are rounded to the nearest lot, then held within the limits. Faster with more risk aversion and
 * volatility, slower with more temporary impact. Reduce-only by construction.
 *
 * @param input.position signed lots, not 0; pass a part of a position to close a part
 * @param input.periods N, at least 1
 * @param input.limitPerPeriod most lots in a period, above zero
 * @param input.volatility sigma: standard deviation of the price over a period, money a lot
 * @param input.temporaryImpact eta: price concession per lot traded in a period, above gamma / 2
 * @param input.permanentImpact gamma: lasting price move per lot
 * @param input.halfSpread epsilon: money a lot
 * @param input.riskAversion lambda: per unit of money, 0 gives equal trades
 * @throws {LiquidationInfeasibleError} more lots than `periods x limitPerPeriod`
 * @throws {InvalidInputError} values out of range
 * @example
 * liquidationPlan({ position: 90n, periods: 3, limitPerPeriod: 50n, volatility: 1, temporaryImpact: 1,
 *   permanentImpact: 0, halfSpread: 0, riskAversion: 0 }).trades // [-30n, -30n, -30n]
 *
 * Source: Almgren and Chriss, "Optimal execution of portfolio transactions", J. Risk 3 (2000), equations 4 to 20.
 */
export function liquidationPlan(input: {
  readonly position: Quantity;
  readonly periods: number;
  readonly limitPerPeriod: Quantity;
  readonly volatility: number;
  readonly temporaryImpact: number;
  readonly permanentImpact: number;
  readonly halfSpread: number;
  readonly riskAversion: number;
}): LiquidationPlan {
  checkObject('input', input);
  const { position } = input;
  checkSignedAmount('position', position);
  const lots = position < 0n ? -position : position;
  checkPositiveAmount('|position|', lots);
  const { periods, limitPerPeriod: limit, volatility, permanentImpact: permanent } = input;
  checkInteger('periods', periods, 1, 1_000_000);
  checkPositiveAmount('limitPerPeriod', limit);
  checkNumber('volatility', volatility, 0);
  checkNumber('permanentImpact', permanent, 0);
  checkNumber('halfSpread', input.halfSpread, 0);
  const { riskAversion: aversion } = input;
  checkNumber('riskAversion', aversion, 0);
  checkPositiveNumber('temporaryImpact', input.temporaryImpact);
  const effective = input.temporaryImpact - permanent / 2;
  if (effective <= 0) {
    throw new InvalidInputError({
      path: 'temporaryImpact',
      observed: input.temporaryImpact,
      allowed: `above half the permanent impact, ${permanent / 2}`,
    });
  }
  const capacity = limit * BigInt(periods);
  if (lots > capacity) throw new LiquidationInfeasibleError(lots, capacity);
  const kappa = Math.acosh(1 + Math.min((aversion * volatility * volatility) / effective / 2, 1e300));
  const limitedPeriods = limitedStretch(lots, limit, periods, kappa);
  const left: Quantity[] = [];
  for (let k = 1; k <= periods; k++) {
    if (k <= limitedPeriods) {
      left.push(lots - limit * BigInt(k));
      continue;
    }
    const rest = lots - limit * BigInt(limitedPeriods);
    const share = remaining(kappa, periods - limitedPeriods, k - limitedPeriods);
    const target = (rest * BigInt(Math.round(share * SHARE_ONE)) + HALF_LOT) / BigInt(SHARE_ONE);
    // Rounding to whole lots must not break a limit or run past the end.
    const previous = left[k - 2] ?? lots;
    const reachable = previous > limit ? previous - limit : 0n;
    const ahead = limit * BigInt(periods - k);
    left.push(smallest(largest(target, reachable), smallest(previous, ahead)));
  }
  const sign = position < 0n ? -1n : 1n;
  const holdings = left.map((x) => sign * x);
  const trades = left.map((x, i) => sign * (x - (left[i - 1] ?? lots)));
  const total = Number(lots);
  const squares = trades.reduce((sum, n) => sum + Number(n) ** 2, 0);
  return {
    trades,
    holdings,
    expectedCost: (permanent * total * total) / 2 + input.halfSpread * total + effective * squares,
    costStandardDeviation: volatility * Math.sqrt(left.reduce((sum, x) => sum + Number(x) ** 2, 0)),
    limitedPeriods,
  };
}

/** Shares of a position on a scale that every float64 in [0, 1] above 2^-52 reaches. */
const SHARE_ONE = 2 ** 52;
const HALF_LOT = 2n ** 51n;

/** `sinh(kappa (n - k)) / sinh(kappa n)` without overflow; `1 - k/n` for kappa 0. */
function remaining(kappa: number, n: number, k: number): number {
  if (k >= n) return 0;
  if (kappa * n < 1e-8) return 1 - k / n;
  return Math.exp(-kappa * k) * (Math.expm1(-2 * kappa * (n - k)) / Math.expm1(-2 * kappa * n));
}

/** The shortest first stretch at the limit after which the unlimited solution of the rest respects it. */
function limitedStretch(lots: Quantity, limit: Quantity, periods: number, kappa: number): number {
  // The first trade of the rest, against the limit, falls with the stretch: search by halves.
  let low = 0;
  let high = Number((lots + limit - 1n) / limit) - 1;
  const respects = (m: number): boolean => {
    const rest = lots - limit * BigInt(m);
    const first = 1 - remaining(kappa, periods - m, 1);
    return Number(rest) * first <= Number(limit);
  };
  while (low < high) {
    const middle = (low + high) >> 1;
    if (respects(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function largest(a: Quantity, b: Quantity): Quantity {
  return a > b ? a : b;
}

function smallest(a: Quantity, b: Quantity): Quantity {
  return a < b ? a : b;
}
