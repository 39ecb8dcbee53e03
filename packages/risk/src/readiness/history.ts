import {
  checkAmount,
  checkBoolean,
  checkInteger,
  checkList,
  checkMarketId,
  checkNumber,
  checkObject,
  checkText,
  InvalidInputError,
  type MarketId,
  type Wad,
} from '@phasegate/pricing/units';

/** One day of the market that carries the evidence. */
export interface ReadinessDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** PAT wei bought by unaffiliated accounts. */
  readonly volume: Wad;
  /** Hours with a trade in the index, 0 to 24. */
  readonly tradedHours: number;
  /** Index price in wei per fresh unit at confidence 1.0; 0 when nothing was traded. */
  readonly price: Wad;
  /** PAT wei on offer within 2 % of the price, average over the day. */
  readonly depthAtTwoPercent: Wad;
  /** `|price / price of the seven days before - 1|`; undefined where either is missing. */
  readonly deviation: number | undefined;
  /** The meter digested the day, and what it keeps is what the events say. */
  readonly audited: boolean;
}

/** A count of good outcomes among all. */
export interface Ratio {
  readonly good: number;
  readonly all: number;
}

/** Evidence of phase 3, asked for before phase 4. */
export interface SyntheticsRecord {
  readonly settledSeries: number;
  /** Series settled from the index itself, not from a fallback. */
  readonly settledFromIndex: Ratio;
  /** Accounts whose loss exceeded their collateral. */
  readonly uncoveredAccounts: number;
  /** Backtest of the margin model: days whose loss exceeded the value at risk, at its confidence level. */
  readonly backtest: { readonly exceptions: number; readonly observations: number; readonly alpha: number };
}

/** What a readiness report is made from; `readinessHistory` builds it from events. */
export interface ReadinessHistory {
  readonly market: MarketId;
  /** The period is `[fromDay, toDay)`, days since 1970-01-01. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Every day of the period, in order. */
  readonly days: readonly ReadinessDay[];
  /** Unaffiliated buyers; their volumes sum to the days'. */
  readonly buyers: readonly { readonly account: string; readonly volume: Wad }[];
  /** Forward units delivered, of those ordered. */
  readonly delivered: Ratio;
  /** Service levels met, of those promised. */
  readonly serviceLevel: Ratio;
  readonly synthetics?: SyntheticsRecord;
}

/** Days with which an interval of a daily mean begins to mean something. */
const LEAST_DAYS = 4;

/**
 * Checks every field and that the parts agree with each other.
 *
 * @throws {InvalidInputError} a malformed field, a day of the period that is missing or outside of it, an account twice, or
 * buyers whose volumes don't sum to the days'
 */
export function checkHistory(history: ReadinessHistory): void {
  checkObject('history', history);
  checkMarketId('market', history.market);
  checkInteger('fromDay', history.fromDay, 0);
  checkInteger('toDay', history.toDay, history.fromDay + LEAST_DAYS);
  const sold = checkDays(history);
  const bought = checkBuyers(history);
  if (bought !== sold) {
    throw new InvalidInputError({
      path: 'buyers',
      observed: `volumes that sum to ${bought}`,
      allowed: `accounts whose volumes sum to the days', ${sold}`,
      remedy: 'Build both from the same events with readinessHistory',
    });
  }
  checkRatio('delivered', history.delivered);
  checkRatio('serviceLevel', history.serviceLevel);
  if (history.synthetics !== undefined) checkSynthetics(history.synthetics);
}

function checkDays({ days, fromDay, toDay }: ReadinessHistory): bigint {
  checkList('days', days, LEAST_DAYS);
  if (days.length !== toDay - fromDay) {
    throw new InvalidInputError({
      path: 'days.length',
      observed: days.length,
      allowed: `${toDay - fromDay}: every day of the period from ${fromDay} to ${toDay}`,
    });
  }
  let sold = 0n;
  for (const [i, day] of days.entries()) {
    const path = `days[${i}]`;
    checkObject(path, day);
    checkInteger(`${path}.day`, day.day, fromDay + i, fromDay + i);
    checkAmount(`${path}.volume`, day.volume);
    checkAmount(`${path}.price`, day.price);
    checkAmount(`${path}.depthAtTwoPercent`, day.depthAtTwoPercent);
    checkInteger(`${path}.tradedHours`, day.tradedHours, 0, 24);
    if (day.deviation !== undefined) checkNumber(`${path}.deviation`, day.deviation, 0);
    checkBoolean(`${path}.audited`, day.audited);
    sold += day.volume;
  }
  return sold;
}

function checkBuyers({ buyers }: ReadinessHistory): bigint {
  checkList('buyers', buyers);
  const seen = new Set<string>();
  let bought = 0n;
  for (const [i, buyer] of buyers.entries()) {
    checkObject(`buyers[${i}]`, buyer);
    checkText(`buyers[${i}].account`, buyer.account);
    checkAmount(`buyers[${i}].volume`, buyer.volume);
    if (seen.has(buyer.account)) {
      throw new InvalidInputError({
        path: `buyers[${i}].account`,
        observed: buyer.account,
        allowed: 'listed once',
      });
    }
    seen.add(buyer.account);
    bought += buyer.volume;
  }
  return bought;
}

function checkSynthetics(synthetics: SyntheticsRecord): void {
  checkObject('synthetics', synthetics);
  checkInteger('synthetics.settledSeries', synthetics.settledSeries, 0);
  checkRatio('synthetics.settledFromIndex', synthetics.settledFromIndex);
  checkInteger('synthetics.uncoveredAccounts', synthetics.uncoveredAccounts, 0);
  const { backtest } = synthetics;
  checkObject('synthetics.backtest', backtest);
  checkInteger('synthetics.backtest.observations', backtest.observations, 0);
  checkInteger('synthetics.backtest.exceptions', backtest.exceptions, 0, backtest.observations);
  checkNumber('synthetics.backtest.alpha', backtest.alpha, 0.5, 1 - 1e-9);
}

function checkRatio(path: string, ratio: Ratio): void {
  checkObject(path, ratio);
  checkInteger(`${path}.all`, ratio.all, 0);
  checkInteger(`${path}.good`, ratio.good, 0, ratio.all);
}
