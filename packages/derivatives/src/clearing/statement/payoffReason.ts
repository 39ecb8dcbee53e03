import { patText, type Wad } from '@phasegate/pricing/units';
import type { Series } from '../../instrument/series.ts';

/** Where a lot's payoff comes from, in words: which side of which kink the figure lies. */
export function payoffReason(series: Series, figure: Wad): string {
  switch (series.kind) {
    case 'call': {
      const { strike, cap } = series;
      if (figure <= strike) return `not above the strike ${patText(strike)}`;
      if (figure >= cap) return `at its most: the cap ${patText(cap)} less the strike ${patText(strike)}`;
      return `${patText(figure)} less the strike ${patText(strike)}`;
    }
    case 'put': {
      const { strike } = series;
      if (figure >= strike) return `not below the strike ${patText(strike)}`;
      return `the strike ${patText(strike)} less ${patText(figure)}`;
    }
    case 'collar': {
      const { price, floor, cap } = series;
      const bound = figure < floor ? `the floor ${patText(floor)}` : `the cap ${patText(cap)}`;
      const paid = figure < floor || figure > cap ? bound : patText(figure);
      return `${paid} less the price ${patText(price)}`;
    }
    default: {
      const { spread, bound } = series;
      const difference = figure - spread;
      const text = `the difference ${patText(figure)} less the spread ${patText(spread)}`;
      const isBound = difference > bound || difference < 0n - bound;
      return isBound ? `${text}, at most the bound ${patText(bound)} either way` : text;
    }
  }
}
