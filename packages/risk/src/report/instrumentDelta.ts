import type { SeriesLeg } from '../margin/seriesLeg.ts';
import type { ForwardLeg } from '../stress/book.ts';

/**
 * Slope of an instrument's settlement value in the settlement price, in signed lots: what one wei more a lot adds.
 * At a kink the slope to the right counts.
 */
export function instrumentDelta(instrument: SeriesLeg | ForwardLeg, price: bigint): bigint {
  switch (instrument.kind) {
    case 'forward':
      return instrument.quantity;
    case 'put':
      return price < instrument.strike ? -instrument.quantity : 0n;
    case 'call':
      return price >= instrument.strike && price < instrument.cap ? instrument.quantity : 0n;
    default:
      return price >= instrument.floor && price < instrument.cap ? instrument.quantity : 0n;
  }
}
