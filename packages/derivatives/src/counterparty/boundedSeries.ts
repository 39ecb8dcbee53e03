import { checkAmount, checkBoolean, InvalidInputError, mulDivDown, mulDivUp } from '@phasegate/pricing/units';
import { black76Integer } from '../integer/black76Integer.ts';

/** An option series as it is listed; strikes and caps in wei per lot. */
export type BoundedSeries = { kind: 'call'; strike: bigint; cap: bigint } | { kind: 'put'; strike: bigint };

/** Market state for a series: forward in wei per lot, seconds to expiry. */
export interface SeriesMarket {
  forward: bigint;
  timeToExpiry: bigint;
}

const WAD = 10n ** 18n;

/** The most one lot can pay, in wei: `cap - strike` or `strike`. */
export function worstPayout(series: BoundedSeries): bigint {
  checkAmount('strike', series.strike);
  if (series.kind === 'put') return series.strike;
  if (series.kind !== 'call') {
    throw new InvalidInputError({
      path: 'kind',
      observed: (series as { kind: unknown }).kind,
      allowed: "'call' or 'put'",
    });
  }
  checkAmount('cap', series.cap);
  if (series.cap < series.strike) {
    throw new InvalidInputError({
      path: 'cap',
      observed: series.cap,
      allowed: `at least the strike ${series.strike}`,
    });
  }
  return series.cap - series.strike;
}

/**
 * Price of one lot in wei with a half-spread, never better for the taker than the model: a buyer pays
 * `ceil(value_up (1 + s))`, a seller receives `floor(value_down (1 - s))`, both within [0, worst payout].
 */
export function premiumPerLot(
  series: BoundedSeries,
  market: SeriesMarket,
  volatility: bigint,
  halfSpread: bigint,
  takerBuys: boolean,
): bigint {
  const worst = worstPayout(series);
  checkBoolean('takerBuys', takerBuys);
  checkAmount('halfSpread', halfSpread);
  if (halfSpread > WAD) {
    throw new InvalidInputError({
      path: 'halfSpread',
      observed: halfSpread,
      allowed: 'at most 1e18 (100 %)',
    });
  }
  const value = (type: 'call' | 'put', strike: bigint, rounding: 'up' | 'down'): bigint =>
    black76Integer({ type, strike, volatility, rounding, ...market });
  const toward = takerBuys ? 'up' : 'down';
  const away = takerBuys ? 'down' : 'up';
  const model =
    series.kind === 'put'
      ? value('put', series.strike, toward)
      : value('call', series.strike, toward) - value('call', series.cap, away);
  const spread = takerBuys
    ? mulDivUp(model, WAD + halfSpread, WAD)
    : mulDivDown(model > 0n ? model : 0n, WAD - halfSpread, WAD);
  return spread > worst ? worst : spread;
}
