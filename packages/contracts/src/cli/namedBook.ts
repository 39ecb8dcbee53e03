import { need, needWhole, type Options } from './options.ts';
import { instant, parseInstant } from './words.ts';

/** A book of series as `--market`, `--expiry` and for swaps `--against` name it. */
export interface NamedBook {
  readonly id: bigint;
  readonly market: bigint;
  readonly against: bigint;
  readonly expiry: bigint;
  /** In words. */
  readonly name: string;
}

/** @throws {UsageError} when an option is missing or malformed. */
export function namedBook(options: Options): NamedBook {
  const market = needWhole(options, 'market');
  const against = options.texts.against === undefined ? market : needWhole(options, 'against');
  const expiry = BigInt(parseInstant('expiry', need(options, 'expiry')));
  const markets = against === market ? `market ${market}` : `market ${market} against ${against}`;
  const id = (expiry << 32n) | (against << 16n) | market;
  return { id, market, against, expiry, name: `${markets} at ${instant(expiry)}` };
}
