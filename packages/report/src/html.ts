/** HTML that may stand on a page as it is: made by this package's functions, which escape every text they are given. */
export type Html = string & { readonly __content: 'html' };

/**
 * Text made safe for HTML content and for quoted attributes.
 *
 * @example escapeHtml('a < b & "c"') // 'a &lt; b &amp; &quot;c&quot;'
 */
export function escapeHtml(text: string): Html {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;') as Html;
}
