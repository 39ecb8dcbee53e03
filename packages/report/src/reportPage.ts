import { escapeHtml, type Html } from './html.ts';
import { STYLE } from './style.ts';

/** A report: its title, what it says in a few sentences, and its parts in order. */
export interface ReportPage {
  readonly title: string;
  /** The first paragraph: what happened or what was found, in words, for whoever reads no further. */
  readonly lead: string;
  readonly parts: readonly Html[];
}

/** The page: one file that needs nothing else. No script, no font, no request. */
export function reportPage({ title, lead, parts }: ReportPage): string {
  const name = escapeHtml(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${name}</h1>
<p class="lead">${escapeHtml(lead)}</p>
${parts.join('\n')}
</body>
</html>
`;
}
