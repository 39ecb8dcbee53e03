import { escapeHtml, type Html } from './html.ts';

/** A column: its title, and whether its cells are figures, which stand to the right. */
export interface Column {
  readonly title: string;
  readonly isFigure?: boolean;
}

/** More columns than fit a phone, where each row then becomes a card of `title: cell` lines. */
const MOST_ON_A_PHONE = 3;

/** A table; the first column names the rows. */
export function table(input: {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}): Html {
  const { columns, rows } = input;
  const attributes = columns.map(({ title, isFigure }) => ({
    figure: isFigure === true ? ' class="figure"' : '',
    label: ` data-title="${escapeHtml(title)}"`,
  }));
  const head = columns.map(({ title }, i) => `<th${attributes[i]!.figure}>${escapeHtml(title)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const { figure = '', label = '' } = attributes[i] ?? {};
      return `<td${figure}${i === 0 ? '' : label}>${escapeHtml(cell)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const kind = columns.length > MOST_ON_A_PHONE ? ' class="wide"' : '';
  return `<table${kind}><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>` as Html;
}
