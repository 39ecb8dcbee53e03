/**
 * A replacer for `JSON.stringify`, which refuses bigints otherwise: they become decimal strings, as other JSON of chains has
 * them, since JSON's numbers lose what exceeds 2^53. It takes whatever a package returns.
 *
 * @param _ the key, which does not matter.
 * @example JSON.stringify({ ask: 150000000000000000000n }, bigintText) // '{"ask":"150000000000000000000"}'
 */
export function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
