import {
  checkNumber,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { BookPosition, BookPricer } from '@phasegate/risk';
import { black76Price } from '../formula/black/black76Price.ts';
import type { BlackInput } from '../formula/black/optionInput.ts';
import { cappedCall } from '../formula/bounded/cappedCall.ts';
import { collar } from '../formula/bounded/collar.ts';
import { inPat } from './inPat.ts';
import { yearsUntil } from './years.ts';

/** At what a {@link blackBookPricer} values a book. */
export interface BlackBook {
  readonly now: UnixSeconds;
  /** When the scenarios' returns have come about: `now` plus the time that they span. */
  readonly horizon: UnixSeconds;
  /** Annualised log-volatility by market: 0.2 is 20 %. */
  readonly volatility: Readonly<Record<MarketId, number>>;
  /** Continuously compounded per year, any sign. */
  readonly rate: number;
}

/**
 * Reprices a book for `riskReport` of `@phasegate/risk` with its time value: Black-76 on the index as forward, today's
 * value at `now` and each scenario's at `horizon`. What has expired by the horizon is worth its payoff there.
 *
 * @throws {InvalidInputError} malformed input; when called, a position in a market without volatility.
 * @throws {ValuationOverflowError} when called, a discounted value that exceeds a float64.
 * @example riskReport({ ..., pricer: blackBookPricer({ now, horizon: now + 86_400, volatility: { 7: 0.6 }, rate: 0 }) })
 */
export function blackBookPricer(input: BlackBook): BookPricer {
  checkObject('input', input);
  const { now, horizon, volatility, rate } = input;
  checkUnixSeconds('now', now);
  checkUnixSeconds('horizon', horizon, now);
  checkObject('volatility', volatility);
  checkNumber('rate', rate);
  return {
    method: `Black-76 value after ${(horizon - now) / 86_400} days less value now`,
    revalue(position, price) {
      const { market } = position;
      if (!Object.hasOwn(volatility, market)) {
        throw new InvalidInputError({
          path: `volatility.${market}`,
          observed: undefined,
          allowed: "a number for every market of the participant's positions",
        });
      }
      const state = { volatility: volatility[market]!, rate };
      const present = value(position, price, { ...state, now });
      return (scenarioPrice) => value(position, scenarioPrice, { ...state, now: horizon }) - present;
    },
  };
}

/** PAT, to the holder of all its lots; at and after expiry the payoff at the price. */
function value(
  { instrument, expiry }: BookPosition,
  price: Wad,
  at: { readonly now: UnixSeconds; readonly volatility: number; readonly rate: number },
): number {
  const { now, volatility, rate } = at;
  const state = { forward: inPat(price), volatility, rate, timeToExpiry: yearsUntil(expiry, now) };
  return Number(instrument.quantity) * lotValue(instrument, state);
}

function lotValue(
  instrument: BookPosition['instrument'],
  state: Omit<BlackInput, 'type' | 'strike'>,
): number {
  switch (instrument.kind) {
    case 'put':
      return black76Price({ ...state, type: 'put', strike: inPat(instrument.strike) });
    case 'call':
      return cappedCall({ ...state, strike: inPat(instrument.strike), cap: inPat(instrument.cap) }).price;
    case 'collar': {
      const { price, floor, cap } = instrument;
      return collar({ ...state, price: inPat(price), floor: inPat(floor), cap: inPat(cap) }).price;
    }
    default:
      return (state.forward - inPat(instrument.price)) * Math.exp(-state.rate * state.timeToExpiry);
  }
}
