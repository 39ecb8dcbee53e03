import { freshnessAt } from '../freshness/freshnessAt.ts';
import type { FreshnessCurve } from '../freshness/freshnessCurve.ts';
import { SegmentExpiredError } from '../refusals/spotRefusals.ts';
import { checkDuration, checkMarginBps, checkObject, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import {
  type Bps,
  MAX_WINDOW_SECONDS,
  type Seconds,
  type UnixSeconds,
  WAD,
  type Wad,
} from '../units/units.ts';
import { decayAsk } from './decayAsk.ts';
import { SegmentNotIssuedError } from './errors.ts';
import { splitAsk } from './splitAsk.ts';

/** A firm price of one segment until a moment. Money is Wad of PAT. */
export interface Quote {
  /** Mid price, `floor(base x freshness x demand x scarcity)`. */
  readonly price: Wad;
  /** The ask at age 0: what the contract stores. */
  readonly freshAsk: Wad;
  /** What the consumer pays now. */
  readonly ask: Wad;
  /** What the provider receives of it. */
  readonly bid: Wad;
  readonly marginBps: Bps;
  /** The quote holds while `now < validUntil`. */
  readonly validUntil: UnixSeconds;
  readonly explanation: QuoteExplanation;
}

/** The factors that made a price: `explainQuote` renders them. */
export interface QuoteExplanation {
  readonly baseValue: Wad;
  readonly freshness: Wad;
  readonly demand: Wad;
  readonly scarcity: Wad;
  readonly ageSeconds: Seconds;
  readonly windowSeconds: Seconds;
}

/** What a quote is made of. */
export interface QuoteInput {
  /** Floor price of the market, Wad of PAT. */
  readonly baseValue: Wad;
  readonly curve: FreshnessCurve | bigint;
  readonly issuedAt: UnixSeconds;
  readonly windowSeconds: Seconds;
  /** Demand pressure, Wad, dimensionless. */
  readonly demand: Wad;
  /** Scarcity factor, Wad, dimensionless. */
  readonly scarcity: Wad;
  /** The broker's share of the ask, 0 to 5000. */
  readonly marginBps: Bps;
  readonly now: UnixSeconds;
  readonly quoteLifetimeSeconds: Seconds;
}

/**
 * Quotes a segment: `P = base x f x D x S`, `freshAsk = ceil(base D S 20000 / (20000 - m))`, `ask = ceil(freshAsk f)`,
 * `bid = floor(ask (10000 - m) / 10000)`.
 *
 * `20000 / (20000 - m)` is `1 + s` with the half-spread `s`. The fresh ask has one rounding and then decays exactly as
 * on chain, so quote and contract agree to the wei. Ask and fresh ask round up, bid and price down. All fall with age.
 *
 * @returns a quote valid until the sooner of its lifetime and the window's end.
 * @throws {SegmentExpiredError} when `now >= issuedAt + window`. @throws {SegmentNotIssuedError} when `now < issuedAt`.
 * @throws {MarginTooHighError} above 50 %. @throws {InvalidInputError} on any malformed number.
 * @throws {InvalidCurveError} on a word that is not a valid table.
 * @example
 * const { ask } = quoteSegment({
 *   baseValue: parseWad('70'), curve: freshnessCurve({ family: 'linear' }), issuedAt: 0, windowSeconds: 604_800,
 *   demand: WAD, scarcity: WAD, marginBps: 3000 as Bps, now: 0, quoteLifetimeSeconds: 60,
 * });
 * formatWad(ask) // '82.352941176470588236'
 */
export function quoteSegment(input: QuoteInput): Quote {
  checkObject('input', input);
  const { baseValue, demand, scarcity, marginBps, issuedAt, windowSeconds, now, quoteLifetimeSeconds } =
    input;
  checkWad('baseValue', baseValue);
  checkWad('demand', demand);
  checkWad('scarcity', scarcity);
  checkMarginBps('marginBps', marginBps);
  checkUnixSeconds('issuedAt', issuedAt);
  checkUnixSeconds('now', now);
  checkDuration('windowSeconds', windowSeconds, MAX_WINDOW_SECONDS);
  checkDuration('quoteLifetimeSeconds', quoteLifetimeSeconds);
  if (now < issuedAt) throw new SegmentNotIssuedError(now, issuedAt);
  const expiry = issuedAt + windowSeconds;
  if (now >= expiry) throw new SegmentExpiredError(undefined, expiry, now);

  const ageSeconds = now - issuedAt;
  const freshness = freshnessAt(input.curve, ageSeconds, windowSeconds);
  const freshProduct = baseValue * demand * scarcity;
  const freshAsk = ceilDiv(freshProduct * 20_000n, WAD2 * BigInt(20_000 - marginBps)) as Wad;
  const ask = decayAsk(freshAsk, freshness);
  return {
    price: ((freshProduct * freshness) / WAD3) as Wad,
    freshAsk,
    ask,
    bid: splitAsk(ask, marginBps).payout,
    marginBps,
    validUntil: Math.min(now + quoteLifetimeSeconds, expiry),
    explanation: { baseValue, freshness, demand, scarcity, ageSeconds, windowSeconds },
  };
}

const WAD2 = WAD * WAD;
const WAD3 = WAD2 * WAD;
