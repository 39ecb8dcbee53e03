import {
  checkFields,
  checkNumber,
  checkObjects,
  checkPositiveNumber,
  InvalidInputError,
} from '@phasegate/pricing/units';
import { type ArbitrageMargin, butterflyMargin } from './butterfly.ts';
import { calendarMargin } from './calendar.ts';
import { TooFewQuotesError } from './errors.ts';
import { nelderMead } from './nelderMead.ts';
import { checkSvi, type SviParameters, sviPoint } from './svi.ts';
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
  /** Smallest rise of total variance over the earlier smile, if one was given: negative by rounding at most. */
  readonly calendar: ArbitrageMargin | undefined;
}

/** A spread below this part of the mid counts as this wide, so that one locked quote doesn't decide the whole smile. */
const NARROWEST_SPREAD = 1e-3;
/** Lowest total variance of a smile, as a part of the lowest quoted: at zero the density would have no meaning. */
const LOWEST_VARIANCE = 1e-3;
/** How hard arbitrage pushes back in the search, in units of the mean squared normalised residual. */
const PENALTY = 1e4;
const QUOTES_NEEDED = 5;
/** Vertices from which the search starts, as parts of the range of strikes. */
const SIZES: readonly number[] = [0.05, 0.3, 1.5];

/**
 * SVI smile of one expiry by weighted least squares in total variance, each residual in units of its quote's half
 * spread; free of butterfly arbitrage, and of calendar arbitrage against the smile of an earlier expiry where one is given. The
 * three linear parameters are solved exactly within Lee's wings (and not flatter than the earlier wings), the other two by a
 * simplex from nine starts. If the best smile still violates Durrleman's condition its wings are flattened, or its level
 * is raised, until it doesn't. Whatever the quotes, the result is free of arbitrage; how well it fits them is said beside it.
 * Deterministic.
 *
 * @param input.earlier smile of the expiry before, itself free of butterfly arbitrage
 * @throws {TooFewQuotesError} fewer than five quotes with positive weight.
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the log-moneyness) negative, bid above ask, no time.
 * @example fitSvi({ timeToExpiry: 1, quotes: [-0.4, -0.2, 0, 0.2, 0.4].map((k) => ({ logMoneyness: k, bid: 0.2, ask: 0.2 })) }).rootMeanSquare < 1e-9 // true
 */
export function fitSvi(input: {
  readonly timeToExpiry: number;
  readonly quotes: readonly SmileQuote[];
  readonly earlier?: SviParameters;
}): SviFit {
  checkFields('input', input, ['timeToExpiry', 'quotes', 'earlier']);
  const { timeToExpiry, quotes, earlier } = input;
  checkPositiveNumber('timeToExpiry', timeToExpiry);
  checkObjects('quotes', quotes);
  for (const [i, quote] of quotes.entries()) checkQuote(quote, i);
  if (earlier !== undefined) checkSvi(earlier);
  const used = quotes.filter((quote) => (quote.weight ?? 1) > 0);
  if (used.length < QUOTES_NEEDED) throw new TooFewQuotesError(used.length, QUOTES_NEEDED);

  const parameters = arbitrageFree(targetOf(used, timeToExpiry), earlier);
  return {
    parameters,
    butterfly: butterflyMargin(parameters),
    calendar: earlier === undefined ? undefined : calendarMargin(earlier, parameters),
    ...distances(parameters, used, timeToExpiry),
  };
}

/** The quotes as total variances to come near. */
interface Target {
  readonly ks: readonly number[];
  readonly mids: readonly number[];
  /** Inverse squares of half the spread in total variance. */
  readonly weights: readonly number[];
}

function targetOf(quotes: readonly SmileQuote[], timeToExpiry: number): Target {
  const mids = quotes.map((quote) => (0.5 * (quote.bid + quote.ask)) ** 2 * timeToExpiry);
  const scale = Math.max(...mids);
  const weights = quotes.map((quote, i) => {
    const half = Math.max(
      0.5 * (quote.ask ** 2 - quote.bid ** 2) * timeToExpiry,
      NARROWEST_SPREAD * mids[i]!,
      1e-12 * scale,
    );
    return (quote.weight ?? 1) / (half * half);
  });
  return { ks: quotes.map((quote) => quote.logMoneyness), mids, weights };
}

function arbitrageFree(target: Target, earlier: SviParameters | undefined): SviParameters {
  const scale = Math.max(...target.mids);
  const best = search(target, earlier, SIZES, (parameters) => lossOf(target, parameters));
  const plain = aboveEarlier(best, earlier);
  if (butterflyMargin(plain).margin >= 0) return plain;
  // Durrleman's condition costs a thousand times the residuals: fewer starts.
  const penalised = search(target, earlier, SIZES.slice(0, 1), (parameters) => {
    const { margin } = butterflyMargin(parameters);
    return lossOf(target, parameters) + (margin < 0 ? PENALTY * scale * scale * Math.min(margin, 1) ** 2 : 0);
  });
  const near = aboveEarlier(penalised, earlier);
  if (butterflyMargin(near).margin >= 0) return near;
  return earlier === undefined ? flattened(near) : (raised(near, scale) ?? shifted(target, earlier));
}

/** Weighted mean of squared residuals. */
function lossOf({ ks, mids, weights }: Target, parameters: SviParameters): number {
  let [loss, total] = [0, 0];
  for (let i = 0; i < ks.length; i += 1) {
    loss += weights[i]! * (sviPoint(parameters, ks[i]!).variance - mids[i]!) ** 2;
    total += weights[i]!;
  }
  return loss / total;
}

/** The best (m, sigma) by simplex, the other three parameters solved for each. */
function search(
  target: Target,
  earlier: SviParameters | undefined,
  sizes: readonly number[],
  objective: (parameters: SviParameters) => number,
): SviParameters {
  const { ks, mids, weights } = target;
  const least = {
    left: earlier === undefined ? 0 : earlier.b * (1 - earlier.rho),
    right: earlier === undefined ? 0 : earlier.b * (1 + earlier.rho),
  };
  const lowestVariance = LOWEST_VARIANCE * Math.min(...mids);
  const at = ([m, logSigma]: readonly [number, number]): SviParameters => {
    const sigma = Math.exp(logSigma);
    const y = ks.map((k) => (k - m) / sigma);
    const { a, c, d } = fitWings(y, mids, weights, { sigma, least });
    const b = c / sigma;
    const rho = c > 0 ? Math.max(-1, Math.min(1, d / c)) : 0;
    const lowest = a + c * Math.sqrt(1 - rho * rho);
    const lifted = Math.max(0, lowestVariance - lowest);
    const parameters = { a: a + lifted, b, rho, m, sigma };
    // In the search a look at the quotes will do; the result is held above the earlier smile everywhere.
    const short = earlier === undefined ? 0 : Math.max(0, ...ks.map((k) => gap(earlier, parameters, k)));
    return { ...parameters, a: parameters.a + short };
  };
  const low = Math.min(...ks);
  const high = Math.max(...ks);
  const width = Math.max(high - low, 1e-6);
  const isAllowed = (x: readonly [number, number]): boolean =>
    x[0] > low - width && x[0] < high + width && x[1] > Math.log(1e-4 * width) && x[1] < Math.log(20 * width);
  let best: { x: readonly [number, number]; value: number } | undefined;
  for (const place of [0.25, 0.5, 0.75]) {
    for (const size of sizes) {
      const start = [low + place * width, Math.log(size * width)] as const;
      const found = nelderMead((x) => (isAllowed(x) ? objective(at(x)) : Number.POSITIVE_INFINITY), start, [
        0.1 * width,
        0.3,
      ]);
      if (best === undefined || found.value < best.value) best = found;
    }
  }
  return at(best!.x);
}

function gap(earlier: SviParameters, later: SviParameters, k: number): number {
  return sviPoint(earlier, k).variance - sviPoint(later, k).variance;
}

/** Raised so far that it nowhere lies below the earlier smile; its wings are not flatter, so that suffices. */
function aboveEarlier(parameters: SviParameters, earlier: SviParameters | undefined): SviParameters {
  if (earlier === undefined) return parameters;
  const { margin } = calendarMargin(earlier, parameters);
  return margin >= 0 ? parameters : { ...parameters, a: parameters.a - margin };
}

/** Scales the wings down around the level at the vertex to the largest size without butterfly arbitrage. */
function flattened(parameters: SviParameters): SviParameters {
  const scaled = (t: number): SviParameters => ({
    ...parameters,
    b: parameters.b * t,
    a: parameters.a + (1 - t) * parameters.b * parameters.sigma,
  });
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step += 1) {
    const middle = 0.5 * (low + high);
    if (butterflyMargin(scaled(middle)).margin >= 0) low = middle;
    else high = middle;
  }
  return scaled(low);
}

/** Raised by as little as ends its arbitrage, up to the level of the quotes themselves. */
function raised(parameters: SviParameters, scale: number): SviParameters | undefined {
  for (let lift = 1e-9 * scale; lift <= scale; lift *= 4) {
    const lifted = { ...parameters, a: parameters.a + lift };
    if (butterflyMargin(lifted).margin >= 0) return lifted;
  }
  return undefined;
}

/** The earlier smile at the mean level of the quotes, never below itself. */
function shifted({ ks, mids, weights }: Target, earlier: SviParameters): SviParameters {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const lift = ks.reduce(
    (sum, k, i) => sum + (weights[i]! * (mids[i]! - sviPoint(earlier, k).variance)) / total,
    0,
  );
  const lifted = { ...earlier, a: earlier.a + Math.max(0, lift) };
  return butterflyMargin(lifted).margin >= 0 ? lifted : earlier;
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
  checkFields(`quotes[${i}]`, quote, ['logMoneyness', 'bid', 'ask', 'weight']);
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
