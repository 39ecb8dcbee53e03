import { checkObject, checkObjects, formatWad, patText, timeText } from '@phasegate/pricing/units';
import type { Series } from '../../instrument/series.ts';
import { placeOfSeries } from '../bookId.ts';
import type { SettlementStatement, StatementAccount } from './settlementStatement.ts';

type Row = readonly string[];

/**
 * A statement as plain text: what each series pays and why, each account's lines and total, and who paid whom.
 *
 * @throws {InvalidInputError} anything but a statement.
 * @example settlementStatementText(settlementStatement(state, bookId))
 */
export function settlementStatementText(statement: SettlementStatement): string {
  checkObject('statement', statement);
  const { bookId, market, against, expiry, figure, series, accounts, payments } = statement;
  checkObjects('statement.series', series);
  checkObjects('statement.accounts', accounts);
  checkObjects('statement.payments', payments);
  const place = market === against ? `market ${market}` : `market ${market} less market ${against}`;
  const names = new Map(series.map(({ seriesId, series: each }) => [seriesId, nameOf(each, seriesId)]));
  const lines = [
    `Book ${bookId}: ${place}, expired ${timeText(expiry)}, settled at ${patText(figure)}`,
    '',
    ...table([
      ['series', 'PAT a lot', 'because'],
      ...series.map(({ seriesId, payoffPerLot, reason }) => [
        names.get(seriesId)!,
        signed(payoffPerLot),
        reason,
      ]),
    ]),
    '',
    ...table([
      ['account', 'lots', 'PAT a lot', 'PAT'],
      ...accounts.flatMap((each) => accountRows(each, names)),
    ]),
    '',
    ...payments.map(({ from, to, amount }) => `${from} pays ${to} ${patText(amount)}`),
    `All totals sum to ${patText(accounts.reduce((sum, { total }) => sum + total, 0n))}.`,
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function accountRows({ account, lines, total }: StatementAccount, names: ReadonlyMap<bigint, string>): Row[] {
  return [
    [account, '', '', signed(total)],
    ...lines.map(({ seriesId, lots, payoffPerLot, amount }) => [
      `  ${names.get(seriesId)}`,
      lots > 0n ? `+${lots}` : String(lots),
      signed(payoffPerLot),
      signed(amount),
    ]),
  ];
}

/** `#3 call 100 to 150`: its number in the book and its terms, PAT. */
function nameOf(series: Series, seriesId: bigint): string {
  const number = `#${placeOfSeries(seriesId).index}`;
  const pat = (wei: bigint): string => formatWad(wei as Parameters<typeof formatWad>[0]);
  switch (series.kind) {
    case 'call':
      return `${number} call ${pat(series.strike)} to ${pat(series.cap)}`;
    case 'put':
      return `${number} put ${pat(series.strike)}`;
    case 'collar':
      return `${number} collar ${pat(series.floor)} to ${pat(series.cap)} at ${pat(series.price)}`;
    default:
      return `${number} swap ${pat(series.spread)} within ${pat(series.bound)}`;
  }
}

function signed(wei: bigint): string {
  const text = formatWad(wei as Parameters<typeof formatWad>[0]);
  return wei > 0n ? `+${text}` : text;
}

/** Columns as wide as their widest cell: the first and any text to the left, numbers to the right. */
function table(rows: readonly Row[]): string[] {
  const isNumber = (column: number): boolean => rows.slice(1).every((row) => /^[-+\d.]*$/.test(row[column]!));
  const columns = rows[0]!.map((_, i) => ({
    width: Math.max(...rows.map((row) => row[i]!.length)),
    isNumber: isNumber(i),
  }));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const { width, isNumber: toTheRight } = columns[i]!;
        return toTheRight ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  '),
  );
}
