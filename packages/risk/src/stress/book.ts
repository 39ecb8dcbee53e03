import {
  type Bps,
  checkAmount,
  checkInteger,
  checkList,
  checkMarketId,
  checkObject,
  checkSignedAmount,
  checkText,
  InvalidInputError,
  type MarketId,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { checkLeg } from '../series/checkSeriesTerms.ts';
import { seriesPayoff } from '../series/seriesPayoff.ts';
import type { SeriesLeg } from '../series/seriesTerms.ts';

/** A delivered forward: `quantity` lots (above zero buys) at `price`, PAT wei a lot; worth `quantity x (S - price)`. */
export interface ForwardLeg {
  readonly kind: 'forward';
  readonly price: Wad;
  readonly quantity: Quantity;
}

/** One position of a book. */
export interface BookPosition {
  readonly participant: string;
  readonly market: MarketId;
  /** Unix seconds. */
  readonly expiry: UnixSeconds;
  readonly instrument: SeriesLeg | ForwardLeg;
}

/** A market as a book sees it, PAT wei a lot. */
export interface BookMarket {
  readonly market: MarketId;
  /** Present index price. */
  readonly price: Wad;
  /** What settles when the index is out: the series' fallback. */
  readonly fallbackPrice: Wad;
  /** k, the band around the reference that a manipulated index can reach, integer bps. */
  readonly bandBps: Bps;
}

/** Positions, the markets they are in, and each participant's collateral in PAT wei (missing means 0). */
export interface Book {
  readonly markets: readonly BookMarket[];
  readonly positions: readonly BookPosition[];
  readonly collateral: Readonly<Record<string, Wad>>;
}

/** Value of an instrument to its holder at a settlement price, PAT wei, positive when it receives. */
export function instrumentValue(instrument: SeriesLeg | ForwardLeg, settlementPrice: Wad): Wad {
  const perLot =
    instrument.kind === 'forward'
      ? settlementPrice - instrument.price
      : seriesPayoff(instrument, settlementPrice);
  return (instrument.quantity * perLot) as Wad;
}

/** The book by market name, after checking every field. */
export function checkedMarkets(book: Book): Map<MarketId, BookMarket> {
  checkObject('book', book);
  const markets = new Map<MarketId, BookMarket>();
  checkList('book.markets', book.markets);
  book.markets.forEach((m, i) => {
    checkObject(`markets[${i}]`, m);
    checkAmount(`markets[${i}].price`, m.price);
    checkAmount(`markets[${i}].fallbackPrice`, m.fallbackPrice);
    checkInteger(`markets[${i}].bandBps`, m.bandBps, 0, 10_000);
    checkMarketId(`markets[${i}].market`, m.market);
    if (markets.has(m.market)) {
      throw new InvalidInputError({
        path: `markets[${i}].market`,
        observed: m.market,
        allowed: 'named once',
      });
    }
    markets.set(m.market, m);
  });
  checkList('book.positions', book.positions);
  book.positions.forEach((p, i) => {
    checkObject(`positions[${i}]`, p);
    checkText(`positions[${i}].participant`, p.participant);
    checkInteger(`positions[${i}].expiry`, p.expiry, 0);
    if (!markets.has(p.market)) {
      throw new InvalidInputError({
        path: `positions[${i}].market`,
        observed: p.market,
        allowed: "one of the book's markets",
      });
    }
    if (p.instrument?.kind === 'forward') {
      checkAmount(`positions[${i}].instrument.price`, p.instrument.price);
      checkSignedAmount(`positions[${i}].instrument.quantity`, p.instrument.quantity);
    } else {
      checkLeg('instruments', i, p.instrument);
    }
  });
  checkObject('book.collateral', book.collateral);
  for (const [who, amount] of Object.entries(book.collateral)) checkAmount(`collateral.${who}`, amount);
  return markets;
}
