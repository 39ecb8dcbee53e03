import { seriesText } from '../answers/seriesText.ts';
import { UsageError } from '../errors.ts';
import { namedBook } from '../namedBook.ts';
import { need, type Options, type TextName } from '../options.ts';
import type { Session } from '../session.ts';
import { parsePat } from '../words.ts';
import type { Plan } from './act.ts';

/** Kinds of series, by their number on chain. */
const KINDS = ['call', 'put', 'collar', 'swap'] as const;

/** Lists a series of a book; where its terms are listed already, the act finds it. */
export async function createSeriesPlan(session: Session, options: Options): Promise<Plan> {
  const { clearingHouse: house } = session.contracts;
  const { market, against, expiry, name } = namedBook(options);
  const given = need(options, 'kind');
  const kind = KINDS.indexOf(given as (typeof KINDS)[number]);
  if (kind === -1) throw new UsageError(`--kind is '${given}'; one of ${KINDS.join(', ')} is needed`);
  const [a, b, c] = termsOf(options, given as (typeof KINDS)[number]);
  const data = house.encode('createSeries', [market, against, expiry, kind, a, b, c]);
  const effect = `${seriesText({ kind, a, b, c })} of ${name} can be traded`;
  return { acts: [{ title: 'create', effect, to: house.address, data }] };
}

function termsOf(options: Options, kind: (typeof KINDS)[number]): readonly [bigint, bigint, bigint] {
  const wei = (name: TextName): bigint => parsePat(name, need(options, name));
  if (kind === 'call') return [wei('strike'), wei('cap'), 0n];
  if (kind === 'put') return [wei('strike'), 0n, 0n];
  if (kind === 'collar') return [wei('floor'), wei('cap'), wei('price')];
  return [wei('bound'), BigInt.asUintN(80, signedWei(need(options, 'spread'))), 0n];
}

function signedWei(text: string): bigint {
  return text.startsWith('-') ? -parsePat('spread', text.slice(1)) : parsePat('spread', text);
}
