import type { NamedBook } from '../namedBook.ts';
import type { Session } from '../session.ts';
import { instant, pat } from '../words.ts';
import { type Lots, tradedPositions } from './bookPositions.ts';
import { lotPayoff, type SeriesTerms, seriesText, signedPat } from './seriesText.ts';

/** A book: its series, what is held in it, and once it is settled who receives or pays how much and why. */
export async function clearingBook(session: Session, named: NamedBook): Promise<Record<string, unknown>> {
  const { clearingHouse: house } = session.contracts;
  const book = await house.read('book', [named.id]);
  if (book.seriesCount === 0) return { book: named.name, series: [] };
  const terms: SeriesTerms[] = [];
  for (let index = 0; index < book.seriesCount; index++) {
    const [kind, a, b, c] = await house.read('seriesTerms', [(named.id << 16n) | BigInt(index)]);
    terms.push({ kind, a, b, c });
  }
  const figure = book.isSettled ? book.figure : undefined;
  return {
    book: named.name,
    bookId: named.id,
    openingEnds: instant(book.openingEnds),
    marginMultiplierBps: book.marginMultiplierBps,
    settled: figure === undefined ? 'not yet' : `at ${signedPat(figure)}`,
    openInterestLots: book.openInterest,
    houseLots: book.houseLots,
    series: terms.map((each, index) => `${index}: ${seriesText(each)}${paid(each, figure)}`),
    accounts: await accountLines(session, named.id, terms, figure),
  };
}

const paid = (terms: SeriesTerms, figure: bigint | undefined): string =>
  figure === undefined ? '' : `, pays ${signedPat(lotPayoff(terms, figure))} a lot`;

async function accountLines(
  session: Session,
  bookId: bigint,
  terms: readonly SeriesTerms[],
  figure: bigint | undefined,
): Promise<readonly string[]> {
  const { clearingHouse: house } = session.contracts;
  const lines: string[] = [];
  for (const [account, traded] of await tradedPositions(session, bookId)) {
    const [locked, isHouse, held] = await house.read('positionOf', [account, bookId]);
    const lots = [...traded].filter(([, quantity]) => quantity !== 0n);
    if (lots.length === 0) continue;
    const state = held.length === 0 ? 'ended' : `${pat(locked)} locked`;
    lines.push(`${account}${isHouse ? ' (house)' : ''}, ${state}: ${lotsText(new Map(lots), terms, figure)}`);
  }
  return lines;
}

/** `2 long of 0, 1 short of 3`; settled, what each comes to, and in all. */
function lotsText(lots: Lots, terms: readonly SeriesTerms[], figure: bigint | undefined): string {
  const words = [...lots].map(([index, quantity]) => {
    const held = `${quantity < 0n ? -quantity : quantity} ${quantity < 0n ? 'short' : 'long'} of ${index}`;
    return figure === undefined ? held : `${held} ${signedPat(quantity * lotPayoff(terms[index]!, figure))}`;
  });
  if (figure === undefined) return words.join(', ');
  const sum = [...lots].reduce(
    (all, [index, quantity]) => all + quantity * lotPayoff(terms[index]!, figure),
    0n,
  );
  return `${words.join(', ')}; ${sum < 0n ? 'pays' : 'receives'} ${pat(sum < 0n ? -sum : sum)}`;
}
