import { InvalidInputError } from '@phasegate/pricing';
import {
  requireAmount,
  requireBigint,
  requireInteger,
  requireList,
  requireObject,
  requireText,
} from '../input/require.ts';
import { legPayoff } from '../margin/legPayoff.ts';
import { requireLeg, type SeriesLeg } from '../margin/seriesLeg.ts';

/** A delivered forward: `quantity` lots (above zero buys) at `price`, PAT wei a lot; worth `quantity x (S - price)`. */
export interface ForwardLeg {
  readonly kind: 'forward';
  readonly price: bigint;
  readonly quantity: bigint;
}

/** One position of a book. */
export interface BookPosition {
  readonly participant: string;
  readonly market: string;
  /** Unix seconds. */
  readonly expiry: number;
  readonly instrument: SeriesLeg | ForwardLeg;
}

/** A market as a book sees it, PAT wei a lot. */
export interface BookMarket {
  readonly market: string;
  /** Present index price. */
  readonly price: bigint;
  /** What settles when the index is out: the series' fallback. */
  readonly fallbackPrice: bigint;
  /** k, the band around the reference that a manipulated index can reach, integer bps. */
  readonly bandBps: number;
}

/** Positions, the markets they are in, and each participant's collateral in PAT wei (missing means 0). */
export interface Book {
  readonly markets: readonly BookMarket[];
  readonly positions: readonly BookPosition[];
  readonly collateral: Readonly<Record<string, bigint>>;
}

/** Value of an instrument to its holder at a settlement price, PAT wei, positive when it receives. */
export function instrumentValue(instrument: SeriesLeg | ForwardLeg, settlementPrice: bigint): bigint {
  return instrument.kind === 'forward'
    ? instrument.quantity * (settlementPrice - instrument.price)
    : legPayoff(instrument, settlementPrice);
}

/** The book by market name, after checking every field. */
export function requireBook(book: Book): Map<string, BookMarket> {
  requireObject('book', book);
  const markets = new Map<string, BookMarket>();
  requireList('book.markets', book.markets).forEach((m, i) => {
    requireObject(`markets[${i}]`, m);
    requireAmount(`markets[${i}].price`, m.price);
    requireAmount(`markets[${i}].fallbackPrice`, m.fallbackPrice);
    requireInteger(`markets[${i}].bandBps`, m.bandBps, 0, 10_000);
    if (markets.has(requireText(`markets[${i}].market`, m.market))) {
      throw new InvalidInputError({
        path: `markets[${i}].market`,
        observed: m.market,
        allowed: 'named once',
      });
    }
    markets.set(m.market, m);
  });
  requireList('book.positions', book.positions).forEach((p, i) => {
    requireObject(`positions[${i}]`, p);
    requireText(`positions[${i}].participant`, p.participant);
    requireInteger(`positions[${i}].expiry`, p.expiry, 0);
    if (!markets.has(p.market)) {
      throw new InvalidInputError({
        path: `positions[${i}].market`,
        observed: p.market,
        allowed: "one of the book's markets",
      });
    }
    if (p.instrument?.kind === 'forward') {
      requireAmount(`positions[${i}].instrument.price`, p.instrument.price);
      requireBigint(`positions[${i}].instrument.quantity`, p.instrument.quantity);
    } else {
      requireLeg('instruments', i, p.instrument);
    }
  });
  requireObject('book.collateral', book.collateral);
  for (const [who, amount] of Object.entries(book.collateral)) requireAmount(`collateral.${who}`, amount);
  return markets;
}
