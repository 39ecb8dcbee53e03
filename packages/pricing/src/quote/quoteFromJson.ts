import { checkFields, checkMarginBps, checkSeconds, checkUnixSeconds } from '../units/checks.ts';
import { parseSnapshotWad } from '../units/snapshotAmount.ts';
import type { Wad } from '../units/units.ts';
import type { Quote, QuoteExplanation } from './quoteSegment.ts';

const AMOUNTS = ['price', 'freshAsk', 'ask', 'bid'] as const;
const FACTORS = ['baseValue', 'freshness', 'demand', 'scarcity'] as const;

/**
 * A quote that came as JSON: the inverse of `JSON.stringify(quote, bigintText)` and `JSON.parse`.
 *
 * @param json the parsed text; amounts and factors are decimal strings of wei and of 1e-18.
 * @throws {InvalidInputError} naming the field: missing, malformed, or one that a quote does not have. Whether the prices follow
 * from the factors is not asked.
 * @example
 * const quote = quoteSegment({
 *   baseValue: parseWad('70'), curve: freshnessCurve({ family: 'linear' }), issuedAt: 0, windowSeconds: 604_800,
 *   demand: WAD, scarcity: WAD, marginBps: 3000 as Bps, now: 0, quoteLifetimeSeconds: 60,
 * });
 * quoteFromJson(JSON.parse(JSON.stringify(quote, bigintText))).ask === quote.ask // true
 */
export function quoteFromJson(json: unknown): Quote {
  checkFields('quote', json, [...AMOUNTS, 'marginBps', 'validUntil', 'explanation']);
  const given = json as Readonly<Record<keyof Quote, unknown>>;
  checkFields('quote.explanation', given.explanation, [...FACTORS, 'ageSeconds', 'windowSeconds']);
  const explained = given.explanation as Readonly<Record<keyof QuoteExplanation, unknown>>;
  checkMarginBps('quote.marginBps', given.marginBps);
  checkUnixSeconds('quote.validUntil', given.validUntil);
  checkSeconds('quote.explanation.ageSeconds', explained.ageSeconds);
  checkSeconds('quote.explanation.windowSeconds', explained.windowSeconds, 1);
  return {
    ...amounts('quote', given, AMOUNTS),
    marginBps: given.marginBps,
    validUntil: given.validUntil,
    explanation: {
      ...amounts('quote.explanation', explained, FACTORS),
      ageSeconds: explained.ageSeconds,
      windowSeconds: explained.windowSeconds,
    },
  };
}

function amounts<Name extends string>(
  path: string,
  given: Readonly<Record<Name, unknown>>,
  names: readonly Name[],
): Record<Name, Wad> {
  const read = names.map((name) => [name, parseSnapshotWad(`${path}.${name}`, given[name])] as const);
  return Object.fromEntries(read) as Record<Name, Wad>;
}
