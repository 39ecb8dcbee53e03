/**
 * The three kinds of exact quantity, branded so that they are never mixed silently.
 * Brands exist at compile time only: at run time a `Wad` is a plain bigint and the others plain numbers.
 */

/** Fixed point at 1e18: `10n ** 18n` is 1.0. Amounts of PAT in wei are `Wad` too (1 PAT = 1e18 wei). */
export type Wad = bigint & { readonly __unit: 'wad' };
/** Basis points, an integer: 10,000 is 100 %. */
export type Bps = number & { readonly __unit: 'bps' };

/** 1.0 as a {@link Wad}. */
export const WAD: Wad = (10n ** 18n) as Wad;
/** 100 % in basis points. */
export const BPS: Bps = 10_000 as Bps;
/** The largest broker margin, 50 %: a broker never takes more than the provider. */
export const MAX_MARGIN_BPS: Bps = 5_000 as Bps;
