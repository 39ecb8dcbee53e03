import { escapeHtml, type Html } from './html.ts';

/** A heading of a part of the report. */
export function heading(text: string): Html {
  return `<h2>${escapeHtml(text)}</h2>` as Html;
}

/**
 * A paragraph.
 *
 * @param tone `good` and `bad` are set apart as a verdict, `note` is quieter than the text.
 */
export function paragraph(text: string, tone?: 'good' | 'bad' | 'note'): Html {
  return `<p${tone === undefined ? '' : ` class="${tone}"`}>${escapeHtml(text)}</p>` as Html;
}

/** A list of sentences. */
export function list(items: readonly string[]): Html {
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>` as Html;
}
