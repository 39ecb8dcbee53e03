import type { MalformedRow } from './parseFeed.ts';

/** Lines named of each complaint. */
const NAMED = 3;

/** Complaints for a person: equal ones once, with how many rows and where the first stand. */
export function malformedText(malformed: readonly MalformedRow[]): string {
  const groups = Map.groupBy(malformed, ({ reason }) => reason);
  return [...groups]
    .map(([reason, rows]) => {
      const lines = rows.slice(0, NAMED).map(({ line }) => line);
      const where =
        rows.length === 1
          ? `line ${lines[0]}`
          : `${rows.length.toLocaleString('en')} rows, lines ${lines.join(', ')}${rows.length > NAMED ? ', ...' : ''}`;
      return `${where}: ${reason}; passed over\n`;
    })
    .join('');
}
