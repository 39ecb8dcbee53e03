import { checkNumber, checkObject } from '@phasegate/pricing/units';
import { normalPdf } from '@phasegate/risk';
import { integrate } from '../quadrature/integrate.ts';
import { callGiven, spreadGiven } from './callGiven.ts';
import { exerciseTurns } from './exerciseTurns.ts';

/** Two prices and the bounds of what their difference pays; prices in one unit, years, fractions per year. */
export interface BoundedSpreadInput {
  /** Forward of S, zero or more. */
  readonly forward: number;
  /** Forward of A, zero or more. */
  readonly againstForward: number;
  readonly volatility: number;
  readonly againstVolatility: number;
  /** Of the two log-returns, in [-1, 1]. */
  readonly correlation: number;
  /** Any sign. */
  readonly spread: number;
  /** Zero or more. */
  readonly bound: number;
  readonly timeToExpiry: number;
  readonly rate: number;
}

/** Price and partial derivatives with both forwards held; conventions of BlackResult. */
export interface BoundedSpreadResult {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  readonly againstDelta: number;
  readonly againstVega: number;
}

/** Deviations beyond which a normal variable holds less than 1e-17. */
const REACH = 8.7;
/** What an interval of the quadrature may leave, as a fraction of the larger forward and the bound. */
const TOLERANCE = 1e-13;
/** Step of the difference that gives gamma from delta, as a fraction of the forward. */
const GAMMA_STEP = 1e-4;

/**
 * Value of `min(max(S - A - spread, -bound), bound)` for two correlated lognormal prices. Given the normal variable that
 * drives A, S is lognormal and the payoff a call spread in it, so Black's formula is exact; what is left is one integral,
 * by adaptive quadrature. Within 1e-11 of `max(forward, againstForward) + bound` of the model's value, the deltas and vegas
 * as close; gamma is a central difference of delta, within 1e-5 of its size where volatility smooths the payoff.
 *
 * Any correlation from -1 to 1 and zero volatilities are limits it reaches without special cases.
 *
 * Source of the conditioning: N. Pearson, "An efficient approach for pricing spread options", J. Derivatives 3 (1995).
 *
 * @throws {InvalidInputError} an input is NaN, infinite, out of range, or (forwards, volatilities, time, bound) negative.
 * @example boundedSpread({ forward: 100, againstForward: 95, volatility: 0.5, againstVolatility: 0.4, correlation: 0.6, spread: 5, bound: 20, timeToExpiry: 0.25, rate: 0 }).price // -0.612593745
 */
export function boundedSpread(input: BoundedSpreadInput): BoundedSpreadResult {
  checkObject('input', input);
  for (const path of [
    'forward',
    'againstForward',
    'volatility',
    'againstVolatility',
    'bound',
    'timeToExpiry',
  ] as const)
    checkNumber(path, input[path], 0);
  checkNumber('correlation', input.correlation, -1, 1);
  checkNumber('spread', input.spread);
  checkNumber('rate', input.rate);
  const { forward, timeToExpiry, rate, volatility, againstVolatility } = input;
  const discount = Math.exp(-rate * timeToExpiry);
  const { value, delta, vega, againstDelta, againstVega } = undiscounted(input);
  const step = GAMMA_STEP * forward;
  const slope = (moved: number): number => undiscounted({ ...input, forward: moved }).delta;
  const gamma = step > 0 ? (slope(forward + step) - slope(forward - step)) / (2 * step) : 0;
  // Time enters through both total volatilities only.
  const decay =
    timeToExpiry > 0 ? (volatility * vega + againstVolatility * againstVega) / (2 * timeToExpiry) : 0;
  const price = discount * value;
  return {
    price,
    delta: discount * delta,
    gamma: discount * gamma,
    vega: discount * vega,
    theta: rate * price - discount * decay,
    rho: -timeToExpiry * price,
    againstDelta: discount * againstDelta,
    againstVega: discount * againstVega,
  };
}

interface Undiscounted {
  readonly value: number;
  readonly delta: number;
  readonly vega: number;
  readonly againstDelta: number;
  readonly againstVega: number;
}

function undiscounted(input: BoundedSpreadInput): Undiscounted {
  const { forward, againstForward, volatility, againstVolatility, correlation, spread, bound } = input;
  const rootTime = Math.sqrt(input.timeToExpiry);
  const [own, other] = [volatility * rootTime, againstVolatility * rootTime];
  const alone = Math.sqrt(Math.max(0, 1 - correlation * correlation));
  const rest = own * alone;
  const shared = own * correlation;
  const given = { forward, againstForward, shared, other, rest, spread, bound };
  const integrand = (z: number, out: Float64Array): void => {
    const { growth, against, low: lowStrike, high: highStrike } = spreadGiven(given, z);
    const low = callGiven(forward * growth, lowStrike, rest);
    const high = callGiven(forward * growth, highStrike, rest);
    const density = normalPdf(z);
    const within = low.inTheMoney - high.inTheMoney;
    const slope = low.delta - high.delta;
    // Sure to be above both strikes, it pays all there is: of a far spread, the difference would lose it.
    out[0] = density * (highStrike <= 0 ? 2 * bound : low.value - high.value);
    out[1] = density * slope * growth;
    // By own volatility: the part of S that A's variable moves, and the part that is its own.
    out[2] =
      density *
      rootTime *
      (slope * forward * growth * correlation * (z - shared) + alone * (low.vega - high.vega));
    out[3] = (-density * within * against) / (againstForward === 0 ? 1 : againstForward);
    out[4] = -density * within * against * rootTime * (z - other);
  };
  const scale = Math.max(forward, againstForward) + bound;
  const amount = TOLERANCE * scale;
  const tolerance = Float64Array.of(
    amount,
    TOLERANCE,
    amount * (1 + rootTime),
    TOLERANCE,
    amount * (1 + rootTime),
  );
  const [spreadValue, delta, vega, againstDelta, againstVega] = integrate(
    integrand,
    -REACH,
    REACH,
    tolerance,
    exerciseTurns(given),
  ) as unknown as [number, number, number, number, number];
  return { value: spreadValue - bound, delta, vega, againstDelta, againstVega };
}
