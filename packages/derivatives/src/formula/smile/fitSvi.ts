import { checkNumber, checkObjects, checkPositiveNumber, InvalidInputError } from '@phasegate/pricing/units';
import { type ArbitrageMargin, butterflyMargin } from './arbitrage.ts';
import { TooFewQuotesError } from './errors.ts';
import { nelderMead } from './nelderMead.ts';
import { type SviParameters, sviPoint } from './svi.ts';
import { fitWings } from './wings.ts';

/** One strike of one expiry; annualised volatilities as fractions. */
export interface SmileQuote {
  /** ln(strike/forward). */
  readonly logMoneyness: number;
  readonly bid: number;
  /** At least the bid; equal for a mid without a spread. */
  readonly ask: number;
  /** Relative importance, default 1; 0 leaves the quote out. */
  readonly weight?: number;
}

export interface SviFit {
  readonly parameters: SviParameters;
  /** Root mean square of (model - mid) volatility over the quotes, unweighted. */
  readonly rootMeanSquare: number;
  /** Largest distance of the model's volatility outside a quote's bid and ask; 0 when it passes through all of them. */
  readonly outsideSpread: number;
  /** Smallest Durrleman function: never negative. */
  readonly butterfly: ArbitrageMargin;
}

/** A spread below this part of the mid counts as this wide, so that one locked quote doesn't decide the whole smile. */
const NARROWEST_SPREAD = 1e-3;
/** How hard arbitrage pushes back in the search, in units of the mean squared normalised residual. */
const PENALTY = 1e4;
const QUOTES_NEEDED = 5;

/**
 * SVI smile of one expiry by weighted least squares in total variance, each residual in units of its quote's half
 * spread; free of butterfly arbitrage. The three linear parameters are solved exactly within Lee's wings, the other two
 * by a simplex from nine starts. If the best smile still violates Durrleman's condition its wings are flattened until it
 * doesn't. Deterministic.
 *
 * @throws {TooFewQuotesError} fewer than five quotes with positive weight.
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the log-moneyness) negative, bid above ask, no time.
 * @example fitSvi({ timeToExpiry: 1, quotes: [-0.4, -0.2, 0, 0.2, 0.4].map((k) => ({ logMoneyness: k, bid: 0.2, ask: 0.2 })) }).rootMeanSquare < 1e-9 // true
 */
export function fitSvi(input: {
  readonly timeToExpiry: number;
  readonly quotes: readonly SmileQuote[];
}): SviFit {
  const { timeToExpiry, quotes } = input;
  checkPositiveNumber('timeToExpiry', timeToExpiry);
  checkObjects('quotes', quotes);
  for (const [i, quote] of quotes.entries()) checkQuote(quote, i);
  const used = quotes.filter((quote) => (quote.weight ?? 1) > 0);
  if (used.length < QUOTES_NEEDED) throw new TooFewQuotesError(used.length, QUOTES_NEEDED);

  const ks = used.map((quote) => quote.logMoneyness);
  const mids = used.map((quote) => (0.5 * (quote.bid + quote.ask)) ** 2 * timeToExpiry);
  const scale = Math.max(...mids);
  const weights = used.map((quote, i) => {
    const half = Math.max(
      0.5 * (quote.ask ** 2 - quote.bid ** 2) * timeToExpiry,
      NARROWEST_SPREAD * mids[i]!,
      1e-12 * scale,
    );
    return (quote.weight ?? 1) / (half * half);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  const at = ([m, logSigma]: readonly [number, number]): { parameters: SviParameters; loss: number } => {
    const sigma = Math.exp(logSigma);
    const fit = fitWings(
      ks.map((k) => (k - m) / sigma),
      mids,
      weights,
      sigma,
    );
    const b = fit.c / sigma;
    const rho = fit.c > 0 ? Math.max(-1, Math.min(1, fit.d / fit.c)) : 0;
    const lowest = fit.a + b * sigma * Math.sqrt(1 - rho * rho);
    const parameters = { a: lowest < 0 ? fit.a - lowest : fit.a, b, rho, m, sigma };
    return { parameters, loss: fit.loss / total + (lowest < 0 ? lowest * lowest : 0) };
  };
  const low = Math.min(...ks);
  const high = Math.max(...ks);
  const width = Math.max(high - low, 1e-6);
  const allowed = (x: readonly [number, number]): boolean =>
    x[0] > low - width && x[0] < high + width && x[1] > Math.log(1e-4 * width) && x[1] < Math.log(20 * width);
  const search = (penalised: boolean): SviParameters => {
    const objective = (x: readonly [number, number]): number => {
      if (!allowed(x)) return Number.POSITIVE_INFINITY;
      const { parameters, loss } = at(x);
      if (!penalised) return loss;
      const { margin } = butterflyMargin(parameters);
      return loss + (margin < 0 ? PENALTY * scale * scale * margin * margin : 0);
    };
    let best: { x: readonly [number, number]; value: number } | undefined;
    for (const place of [0.25, 0.5, 0.75]) {
      for (const size of [0.05, 0.3, 1.5]) {
        const start = [low + place * width, Math.log(size * width)] as const;
        const found = nelderMead(objective, start, [0.1 * width, 0.3]);
        if (best === undefined || found.value < best.value) best = found;
        if (penalised) break;
      }
    }
    return at(best!.x).parameters;
  };

  let parameters = search(false);
  if (butterflyMargin(parameters).margin < 0) parameters = flattened(search(true));
  return {
    parameters,
    butterfly: butterflyMargin(parameters),
    ...distances(parameters, used, timeToExpiry),
  };
}

/** Scales the wings down around the level at the vertex to the largest size without butterfly arbitrage. */
function flattened(parameters: SviParameters): SviParameters {
  const scaled = (t: number): SviParameters => ({
    ...parameters,
    b: parameters.b * t,
    a: parameters.a + (1 - t) * parameters.b * parameters.sigma,
  });
  if (butterflyMargin(parameters).margin >= 0) return parameters;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step += 1) {
    const middle = 0.5 * (low + high);
    if (butterflyMargin(scaled(middle)).margin >= 0) low = middle;
    else high = middle;
  }
  return scaled(low);
}

function distances(
  parameters: SviParameters,
  quotes: readonly SmileQuote[],
  timeToExpiry: number,
): { rootMeanSquare: number; outsideSpread: number } {
  let squares = 0;
  let outsideSpread = 0;
  for (const { logMoneyness, bid, ask } of quotes) {
    const volatility = Math.sqrt(Math.max(sviPoint(parameters, logMoneyness).variance, 0) / timeToExpiry);
    squares += (volatility - 0.5 * (bid + ask)) ** 2;
    outsideSpread = Math.max(outsideSpread, bid - volatility, volatility - ask);
  }
  return { rootMeanSquare: Math.sqrt(squares / quotes.length), outsideSpread };
}

function checkQuote(quote: SmileQuote, i: number): void {
  if (typeof quote !== 'object' || quote === null) {
    throw new InvalidInputError({ path: `quotes[${i}]`, observed: quote, allowed: 'a quote' });
  }
  checkNumber(`quotes[${i}].logMoneyness`, quote.logMoneyness);
  checkPositiveNumber(`quotes[${i}].bid`, quote.bid);
  checkPositiveNumber(`quotes[${i}].ask`, quote.ask);
  checkNumber(`quotes[${i}].weight`, quote.weight ?? 1, 0);
  if (quote.ask < quote.bid) {
    throw new InvalidInputError({
      path: `quotes[${i}].ask`,
      observed: quote.ask,
      allowed: `at least the bid ${quote.bid}`,
    });
  }
}
