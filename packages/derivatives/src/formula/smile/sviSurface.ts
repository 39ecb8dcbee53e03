import {
  checkNumber,
  checkObject,
  checkObjects,
  checkPositiveNumber,
  InvalidInputError,
} from '@phasegate/pricing/units';
import { fitSvi, type SmileQuote, type SviFit } from './fitSvi.ts';
import { sviPoint } from './svi.ts';

/** Smiles of several expiries, nearest first, without butterfly arbitrage in any and calendar arbitrage between any two. */
export interface SviSurface {
  readonly slices: readonly {
    /** Years. */
    readonly timeToExpiry: number;
    readonly fit: SviFit;
  }[];
}

/**
 * Fits the expiries one after the other, each not below the one before at any log-moneyness (`fitSvi` with `earlier`), so that
 * total variance rises with time along the whole line.
 *
 * @param input.expiries in any order, each expiry once
 * @throws {TooFewQuotesError} an expiry with fewer than five quotes.
 * @throws {InvalidInputError} no expiries, one twice, or malformed quotes.
 * @example
 * const quotes = [-0.4, -0.2, 0, 0.2, 0.4].map((k) => ({ logMoneyness: k, bid: 0.2, ask: 0.2 }));
 * const surface = sviSurface({ expiries: [{ timeToExpiry: 1, quotes }, { timeToExpiry: 0.5, quotes }] });
 * surface.slices.map((slice) => slice.timeToExpiry) // [0.5, 1]
 */
export function sviSurface(input: {
  readonly expiries: readonly { readonly timeToExpiry: number; readonly quotes: readonly SmileQuote[] }[];
}): SviSurface {
  checkObject('input', input);
  checkObjects('expiries', input.expiries);
  if (input.expiries.length === 0)
    throw new InvalidInputError({ path: 'expiries', observed: [], allowed: 'one expiry or more' });
  for (const [i, { timeToExpiry }] of input.expiries.entries())
    checkPositiveNumber(`expiries[${i}].timeToExpiry`, timeToExpiry);
  const slices: { readonly timeToExpiry: number; readonly fit: SviFit }[] = [];
  for (const { timeToExpiry, quotes } of input.expiries.toSorted((a, b) => a.timeToExpiry - b.timeToExpiry)) {
    const before = slices.at(-1);
    if (before?.timeToExpiry === timeToExpiry) {
      throw new InvalidInputError({
        path: 'expiries',
        observed: timeToExpiry,
        allowed: 'each time to expiry once',
      });
    }
    const fit = fitSvi({
      timeToExpiry,
      quotes,
      ...(before === undefined ? {} : { earlier: before.fit.parameters }),
    });
    slices.push({ timeToExpiry, fit });
  }
  return { slices };
}

/**
 * Annualised implied volatility of a surface: total variance linear in time between two expiries at the same log-moneyness,
 * which keeps it rising with time; before the first and after the last expiry the volatility of that expiry.
 *
 * @param at.logMoneyness ln(strike / forward of that time) @param at.timeToExpiry years, above 0
 * @throws {InvalidInputError} a malformed surface or point.
 * @example
 * const quotes = [-0.4, -0.2, 0, 0.2, 0.4].map((k) => ({ logMoneyness: k, bid: 0.2, ask: 0.2 }));
 * const surface = sviSurface({ expiries: [{ timeToExpiry: 1, quotes }] });
 * Math.round(1e6 * surfaceVolatility(surface, { logMoneyness: 0, timeToExpiry: 0.75 })) // 200000
 */
export function surfaceVolatility(
  surface: SviSurface,
  at: { readonly logMoneyness: number; readonly timeToExpiry: number },
): number {
  checkObject('surface', surface);
  checkObjects('surface.slices', surface.slices);
  checkObject('at', at);
  const { logMoneyness, timeToExpiry } = at;
  checkNumber('logMoneyness', logMoneyness, -Number.MAX_VALUE);
  checkPositiveNumber('timeToExpiry', timeToExpiry);
  const { slices } = surface;
  const varianceOf = (i: number): number => sviPoint(slices[i]!.fit.parameters, logMoneyness).variance;
  const next = slices.findIndex((slice) => slice.timeToExpiry >= timeToExpiry);
  if (next <= 0) {
    const only = next === 0 ? 0 : slices.length - 1;
    return Math.sqrt(varianceOf(only) / slices[only]!.timeToExpiry);
  }
  const [from, to] = [slices[next - 1]!.timeToExpiry, slices[next]!.timeToExpiry];
  const part = (timeToExpiry - from) / (to - from);
  return Math.sqrt(((1 - part) * varianceOf(next - 1) + part * varianceOf(next)) / timeToExpiry);
}
