import { parseExpressionAt } from 'acorn';

/**
 * Splits what a comment states into the value and the explanation behind a colon: `40n: the spread loses 20 a lot`.
 * `expression` is there when the value is JavaScript; anything else (`Map(1) { ... }`) is compared as text.
 */
export function statedText(comment: string): { readonly text: string; readonly expression?: string } {
  const text = comment.trim();
  try {
    const { end } = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
    const value = text.slice(0, end);
    return /^\s*(:|$)/.test(text.slice(end)) ? { text: value, expression: value } : { text };
  } catch {
    return { text };
  }
}
