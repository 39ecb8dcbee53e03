import { parse } from 'csv-parse/sync';
import { FeedHeaderError } from './errors.ts';
import type { Session } from './session.ts';

/** A row that could not be used, and why. */
export interface MalformedRow {
  readonly line: number;
  readonly reason: string;
}

export interface Feed {
  readonly sessions: readonly Session[];
  readonly malformed: readonly MalformedRow[];
}

/** The columns of the Online Shoppers Purchasing Intention data, which a feed must have. */
export const FEED_COLUMNS = [
  'Administrative',
  'Administrative_Duration',
  'Informational',
  'Informational_Duration',
  'ProductRelated',
  'ProductRelated_Duration',
  'BounceRates',
  'ExitRates',
  'PageValues',
  'SpecialDay',
  'Month',
  'OperatingSystems',
  'Browser',
  'Region',
  'TrafficType',
  'VisitorType',
  'Weekend',
  'Revenue',
] as const;
type Column = (typeof FEED_COLUMNS)[number];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Names of the data and ours. */
export const VISITORS: Readonly<Record<string, Session['visitor']>> = {
  Returning_Visitor: 'returning',
  New_Visitor: 'new',
  Other: 'other',
};

/**
 * Reads a feed of sessions from CSV text. A malformed row is reported with its line and passed over.
 *
 * @throws {FeedHeaderError} when columns are missing: then nothing can be read.
 */
export function parseFeed(text: string): Feed {
  const malformed: MalformedRow[] = [];
  const rows = parse(text, {
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      malformed.push({ line: Number(error?.['lines'] ?? 0), reason: error?.message ?? 'unreadable' });
      return undefined;
    },
  }) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
  const header = rows[0]?.record.map((name) => name.trim()) ?? [];
  const missing = FEED_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new FeedHeaderError(missing, header);

  const sessions: Session[] = [];
  for (const { record, raw, info } of rows.slice(1)) {
    const row = new Row(header, record);
    const session = row.session(info.lines, raw.trim());
    if (row.problems.length > 0) malformed.push({ line: info.lines, reason: row.problems.join('; ') });
    else sessions.push(session);
  }
  return { sessions, malformed: malformed.sort((a, b) => a.line - b.line) };
}

/** One record being read; problems are collected, so that a row's report is complete. */
class Row {
  readonly problems: string[] = [];
  readonly #cells: ReadonlyMap<string, string>;

  constructor(header: readonly string[], record: readonly string[]) {
    this.#cells = new Map(header.map((name, i) => [name, (record[i] ?? '').trim()]));
    if (record.length !== header.length) {
      this.problems.push(`${header.length} columns expected, ${record.length} found`);
    }
  }

  session(line: number, text: string): Session {
    const origin = ['Region', 'TrafficType', 'OperatingSystems', 'Browser'] as const;
    return {
      line,
      text,
      administrativePages: this.#number('Administrative'),
      informationalPages: this.#number('Informational'),
      productPages: this.#number('ProductRelated'),
      productSeconds: this.#number('ProductRelated_Duration', Infinity, -1),
      bounceRate: this.#number('BounceRates', 1),
      exitRate: this.#number('ExitRates', 1),
      pageValue: this.#number('PageValues'),
      specialDay: this.#number('SpecialDay', 1),
      month: this.#month(),
      provider: origin.map((column) => this.#number(column)).join('-'),
      visitor: this.#choice('VisitorType', VISITORS),
      weekend: this.#choice('Weekend', { TRUE: true, FALSE: false }, (cell) => cell.toUpperCase()),
      revenue: this.#choice('Revenue', { TRUE: true, FALSE: false }, (cell) => cell.toUpperCase()),
    };
  }

  #number(column: Column, max = Infinity, min = 0): number {
    const cell = this.#cells.get(column) ?? '';
    const value = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : Number.NaN;
    if (!(value >= min && value <= max && Number.isFinite(value))) {
      const limit = max === Infinity ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
      this.problems.push(`${column} must be ${limit}; got '${cell}'`);
    }
    return value;
  }

  #month(): number {
    const cell = this.#cells.get('Month') ?? '';
    const month = MONTHS.indexOf(cell.slice(0, 3).toLowerCase());
    if (month === -1) this.problems.push(`Month must be a month's name; got '${cell}'`);
    return month;
  }

  #choice<T>(
    column: Column,
    choices: Readonly<Record<string, T>>,
    spelling = (cell: string): string => cell,
  ): T {
    const cell = this.#cells.get(column) ?? '';
    const choice = spelling(cell);
    if (!Object.hasOwn(choices, choice)) {
      this.problems.push(`${column} must be one of ${Object.keys(choices).join(', ')}; got '${cell}'`);
    }
    return choices[choice]!;
  }
}
