import {
  checkFields,
  checkInteger,
  checkUnixSeconds,
  type Quantity,
  type UnixSeconds,
  type Word,
} from '@phasegate/pricing/units';
import { type LiquidationPlan, liquidationPlan } from '@phasegate/risk';
import type { Account } from '../../lifecycle/deal/transfer.ts';
import type { ClearingState } from '../clearingState.ts';
import { checkAccount } from '../rules.ts';
import { BookExpiredError } from '../seriesErrors.ts';
import { placeIn } from '../seriesLookup.ts';
import { NoPositionError } from './errors.ts';

/** What the market does to whoever trades in it: as {@link liquidationPlan} takes it, per period of the plan. */
export interface ClosingMarket {
  readonly limitPerPeriod: Quantity;
  readonly volatility: number;
  readonly temporaryImpact: number;
  readonly permanentImpact: number;
  readonly halfSpread: number;
  readonly riskAversion: number;
}

/** An order that only ever brings a position nearer to zero. */
export interface ReduceOrder {
  /** Unix seconds, `until` excluded. */
  readonly from: UnixSeconds;
  readonly until: UnixSeconds;
  readonly seriesId: Word;
  readonly account: Account;
  /** Whether the account buys: it is short. */
  readonly buys: boolean;
  /** Above zero, together all that it holds. */
  readonly lots: Quantity;
}

export interface ClosingPlan {
  readonly orders: readonly ReduceOrder[];
  readonly plan: LiquidationPlan;
}

const MARKET_FIELDS = [
  'limitPerPeriod',
  'volatility',
  'temporaryImpact',
  'permanentImpact',
  'halfSpread',
  'riskAversion',
];

/**
 * How an account gets out of a series in time, period by period: the optimal liquidation of what it holds, as orders to reduce.
 * The periods are equal, and end when opening ends, because from then on only somebody who reduces too can take the other side;
 * asked later than that, they end at the expiry. A period in which nothing is traded has no order.
 *
 * @param input.periods at least 1, of whole seconds
 * @throws {NoPositionError} the account holds nothing of the series. @throws {BookExpiredError} it has expired.
 * @throws {LiquidationInfeasibleError} more lots than the limits let trade. @throws {UnknownSeriesError} no such series.
 * @throws {InvalidInputError} a malformed input.
 * @example closingPlan({ state, account: 'ann', seriesId, at, periods: 4, market }).orders.map(({ lots }) => lots) // [10n, 10n, 10n, 10n] for 40 lots without risk aversion
 */
export function closingPlan(input: {
  readonly state: ClearingState;
  readonly account: Account;
  readonly seriesId: Word;
  readonly at: UnixSeconds;
  readonly periods: number;
  readonly market: ClosingMarket;
}): ClosingPlan {
  checkFields('input', input, ['state', 'account', 'seriesId', 'at', 'periods', 'market']);
  const { state, account, seriesId, at, periods, market } = input;
  checkAccount('account', account);
  checkUnixSeconds('at', at);
  checkFields('market', market, MARKET_FIELDS);
  const { book, index } = placeIn(state, seriesId);
  if (at >= book.expiry) throw new BookExpiredError(book.expiry, at);
  const position = book.positions.get(account)?.lots.get(index) ?? 0n;
  if (position === 0n) throw new NoPositionError(account, seriesId);
  const end = at < book.openingEnds ? book.openingEnds : book.expiry;
  checkInteger('periods', periods, 1, end - at);
  const plan = liquidationPlan({ position, periods, ...market });
  const edge = (period: number): UnixSeconds => at + Math.floor(((end - at) * period) / periods);
  const orders = plan.trades.flatMap((trade, period): ReduceOrder[] => {
    const lots = trade < 0n ? 0n - trade : trade;
    if (lots === 0n) return [];
    const place = { from: edge(period), until: edge(period + 1) };
    return [{ ...place, seriesId, account, buys: trade > 0n, lots }];
  });
  return { orders, plan };
}
