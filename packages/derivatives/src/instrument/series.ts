import { checkObject, InvalidInputError } from '@phasegate/pricing/units';
import { type CallOption, callOption } from './callOption.ts';
import { type CollaredSynthetic, collaredSynthetic } from './collaredSynthetic.ts';
import { type IndexSwap, indexSwap } from './indexSwap.ts';
import { type PutOption, putOption } from './putOption.ts';

/** Anything the series engine can list. */
export type Series = CollaredSynthetic | CallOption | PutOption | IndexSwap;

/** Checks any series again, for data that did not come from a constructor. */
export function checkedSeries(series: Series): Series {
  checkObject('series', series);
  switch (series.kind) {
    case 'collar':
      return collaredSynthetic(series);
    case 'call':
      return callOption(series);
    case 'put':
      return putOption(series);
    case 'indexSwap':
      return indexSwap(series);
    default:
      throw new InvalidInputError({
        path: 'series.kind',
        observed: (series as { kind?: unknown }).kind,
        allowed: 'collar, call, put or indexSwap',
      });
  }
}
