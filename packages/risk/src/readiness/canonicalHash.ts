import { keccak_256 } from '@noble/hashes/sha3.js';
import { InvalidInputError } from '@phasegate/pricing/units';

/**
 * The canonical JSON text of plain data: keys in UTF-16 order, no spaces, numbers as ECMAScript writes them (the rules
 * of RFC 8785), bigints as decimal text in quotes. Equal data gives equal text on every machine, whatever the order
 * in which it was built. Fields that are undefined are left out.
 *
 * @throws {InvalidInputError} NaN, infinities, functions, symbols, class instances other than arrays: no JSON
 * @example
 * canonicalJson({ b: 1n, a: [0.1, null] }) // '{"a":[0.1,null],"b":"1"}'
 */
export function canonicalJson(value: unknown, path: string = 'value'): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`)).join(',')}]`;
  }
  if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field, `${path}.${key}`)}`);
    return `{${fields.join(',')}}`;
  }
  throw new InvalidInputError({
    path,
    observed: typeof value === 'object' ? 'an instance of a class' : value,
    allowed: 'null, boolean, text, finite number, bigint, array or plain object',
  });
}

/**
 * `keccak256` of the UTF-8 of {@link canonicalJson}, as 0x-prefixed lower-case hex: what a contract records.
 *
 * @throws {InvalidInputError} a value that is not plain data
 * @example
 * canonicalHash({}) // '0xb48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d'
 */
export function canonicalHash(value: unknown): `0x${string}` {
  const bytes = keccak_256(new TextEncoder().encode(canonicalJson(value)));
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
