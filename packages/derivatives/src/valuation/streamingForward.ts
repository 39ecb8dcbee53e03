import { checkNumber, checkOneOf, checkUnixSeconds } from '@phasegate/pricing/units';
import { orderedUnits, type StreamingForward, streamingForward } from '../instrument/streamingForward.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type ForwardMarketState } from './marketState.ts';
import { YEAR_SECONDS, yearsUntil } from './years.ts';

/**
 * Value of a stream to the buyer, PAT for the units still due: `n (F A - p)`, with `A = (exp(-r t0) - exp(-r t1)) / (r (t1 - t0))`
 * the mean discount over what is left of the schedule, and the price undiscounted because the channel is funded up front.
 *
 * @param market.forward PAT for a unit at confidence 1.0, the same over the stream
 * @throws {InvalidInputError} malformed terms or market, or the stream is over.
 */
export function streamingForwardValue(stream: StreamingForward, market: ForwardMarketState): InstrumentValue {
  const terms = streamingForward(stream);
  checkOneOf('stream.kind', stream.kind, ['streamingForward']);
  checkMarketState(market);
  checkNumber('market.forward', market.forward, 0);
  const { now, rate, forward } = market;
  const end = terms.start + terms.duration;
  checkUnixSeconds('end of the stream', end, now + 1);
  const [from, to] = [yearsUntil(terms.start, now), yearsUntil(end, now)];
  const units = Number(orderedUnits(terms)) * (((to - from) * YEAR_SECONDS) / terms.duration);
  const discount = meanDiscount(rate, from, to);
  const value = units * (forward * discount - inPat(terms.pricePerUnit));
  return {
    value,
    delta: units * discount,
    gamma: 0,
    vega: 0,
    // Before it starts the whole schedule comes nearer; afterwards what flows now leaves the value.
    theta:
      from > 0
        ? rate * units * forward * discount
        : rate * units * forward * discount - (units / (to - from)) * (forward - inPat(terms.pricePerUnit)),
    rho: units * forward * meanDiscountSlope(rate, from, to),
  };
}

/** `(1/(b - a)) int_a^b exp(-r t) dt`. */
function meanDiscount(rate: number, a: number, b: number): number {
  const x = rate * (b - a);
  return x === 0 ? Math.exp(-rate * a) : (Math.exp(-rate * a) * -Math.expm1(-x)) / x;
}

/** `-(1/(b - a)) int_a^b t exp(-r t) dt`, its derivative by the rate; by series where the closed form cancels. */
function meanDiscountSlope(rate: number, a: number, b: number): number {
  const width = b - a;
  const x = rate * width;
  const lag = Math.abs(x) < 1e-3 ? 0.5 - x / 3 + (x * x) / 8 : (1 - (1 + x) * Math.exp(-x)) / (x * x);
  return -(a * meanDiscount(rate, a, b) + Math.exp(-rate * a) * width * lag);
}
