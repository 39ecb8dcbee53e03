/** One fenced block of TypeScript and the heading it stands under. */
export interface MarkdownListing {
  readonly heading: string;
  readonly code: string;
}

/** The ```` ```ts ```` blocks of a Markdown text, in order. */
export function markdownListings(markdown: string): readonly MarkdownListing[] {
  let heading = '';
  const listings: MarkdownListing[] = [];
  for (const [, title, code] of markdown.matchAll(/^#+ (.+)$|^```ts\n([\s\S]*?)^```$/gm)) {
    if (code === undefined) heading = title ?? '';
    else listings.push({ heading, code });
  }
  return listings;
}
