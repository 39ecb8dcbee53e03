/**
 * The exact quantities, branded so that they are never mixed silently.
 * Brands exist at compile time only: at run time a `Wad` is a plain bigint and the others plain numbers.
 */

/**
 * Fixed point at 1e18: `10n ** 18n` is 1.0. Amounts of PAT in wei are `Wad` too (1 PAT = 1e18 wei), and so are prices in wei a
 * unit or a lot. The brand says the scale and nothing of sign or size: what a function takes is its checks' to say.
 */
export type Wad = bigint & { readonly __unit: 'wad' };
/** Basis points, an integer: 10,000 is 100 %. A multiplier may be more, a share not: the checks say so. */
export type Bps = number & { readonly __unit: 'bps' };
/** A duration: a whole number of seconds. */
export type Seconds = number;
/** A point in time: whole seconds since 1970-01-01T00:00:00Z. */
export type UnixSeconds = number;
/** A whole number of lots of a series, or of units of a delivered contract; below zero where a position is short. */
export type Quantity = bigint;
/** A word of the chain that is no amount: a packed table or matrix, an identifier, a nonce, an argument of integer code. */
export type Word = bigint;
/** A market (segment type x window x confidence band) as the chain numbers it: 0 to {@link MAX_MARKET_ID}. */
export type MarketId = number;

/** An account or contract of the chain: 0x and 40 hexadecimal digits. */
export type Address = `0x${string}`;

/** 1.0 as a {@link Wad}. */
export const WAD: Wad = (10n ** 18n) as Wad;
/** The largest {@link Wad} a function accepts: an unsigned 128-bit word, so that a product of two fits the chain's 256. */
export const MAX_WAD: Wad = ((1n << 128n) - 1n) as Wad;
/** The largest ask the chain can store, 88 bits: about 309 million PAT. */
export const MAX_ASK: Wad = ((1n << 88n) - 1n) as Wad;
/** 100 % in basis points. */
export const BPS: Bps = 10_000 as Bps;
/** The largest broker margin, 50 %: a broker never takes more than the provider. */
export const MAX_MARGIN_BPS: Bps = 5_000 as Bps;
/** Times and durations fit 40 bits on chain, so that a sum of two stays an exact integer. */
export const MAX_SECONDS: Seconds = 2 ** 40 - 1;
/** The longest window: interpolation of 16-bit knots over it stays exact in float64 integers (about 4,300 years). */
export const MAX_WINDOW_SECONDS: Seconds = 2 ** 37 - 1;
/** The largest {@link MarketId}: a market is 16 bits of a segment's slot. */
export const MAX_MARKET_ID: MarketId = 2 ** 16 - 1;
