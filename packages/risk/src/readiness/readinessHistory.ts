import {
  checkAmount,
  checkBoolean,
  checkInteger,
  checkList,
  checkNumber,
  checkObject,
  checkText,
  InvalidInputError,
} from '@phasegate/pricing/units';

/** One day of a marketplace. */
export interface ReadinessDay {
  /** Days since 1970-01-01, rising. */
  readonly day: number;
  /** PAT wei, trades of the broker and its affiliates left out. */
  readonly volume: bigint;
  /** PAT wei that can be traded within 2 % of the price, average over the day. */
  readonly depthAtTwoPercent: bigint;
  /** Hours with a trade, 0 to 24. */
  readonly tradedHours: number;
  /** Log return of the fresh-equivalent price. */
  readonly logReturn: number;
  /** |index / 7-day reference - 1|: how far prices are from having converged. */
  readonly deviation: number;
  /** The auditor signed the day. */
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

/** What a readiness report is made from: counted from events and signed by the auditor, not self-reported. */
export interface ReadinessHistory {
  readonly days: readonly ReadinessDay[];
  readonly buyers: readonly {
    readonly account: string;
    readonly volume: bigint;
    readonly affiliated: boolean;
  }[];
  /** Forward units delivered, of those ordered. */
  readonly delivered: Ratio;
  /** Service levels met, of those promised. */
  readonly serviceLevel: Ratio;
  readonly synthetics?: SyntheticsRecord;
}

function checkRatio(path: string, ratio: Ratio): void {
  checkObject(path, ratio);
  checkInteger(`${path}.all`, ratio.all, 0);
  checkInteger(`${path}.good`, ratio.good, 0, ratio.all);
}

/** Checks every field; at least four days, in order. */
export function checkHistory(history: ReadinessHistory): void {
  checkObject('history', history);
  checkList('days', history.days, 4);
  history.days.forEach((day, i) => {
    checkObject(`days[${i}]`, day);
    checkInteger(`days[${i}].day`, day.day, i === 0 ? 0 : history.days[i - 1]!.day + 1);
    checkAmount(`days[${i}].volume`, day.volume);
    checkAmount(`days[${i}].depthAtTwoPercent`, day.depthAtTwoPercent);
    checkInteger(`days[${i}].tradedHours`, day.tradedHours, 0, 24);
    checkNumber(`days[${i}].logReturn`, day.logReturn);
    checkNumber(`days[${i}].deviation`, day.deviation, 0);
    checkBoolean(`days[${i}].audited`, day.audited);
  });
  const seen = new Set<string>();
  checkList('buyers', history.buyers);
  history.buyers.forEach((buyer, i) => {
    checkObject(`buyers[${i}]`, buyer);
    checkAmount(`buyers[${i}].volume`, buyer.volume);
    checkBoolean(`buyers[${i}].affiliated`, buyer.affiliated);
    checkText(`buyers[${i}].account`, buyer.account);
    if (seen.has(buyer.account)) {
      throw new InvalidInputError({
        path: `buyers[${i}].account`,
        observed: buyer.account,
        allowed: 'listed once',
      });
    }
    seen.add(buyer.account);
  });
  checkRatio('delivered', history.delivered);
  checkRatio('serviceLevel', history.serviceLevel);
  if (history.synthetics !== undefined) {
    const { synthetics } = history;
    checkObject('synthetics', synthetics);
    checkInteger('synthetics.settledSeries', synthetics.settledSeries, 0);
    checkRatio('synthetics.settledFromIndex', synthetics.settledFromIndex);
    checkInteger('synthetics.uncoveredAccounts', synthetics.uncoveredAccounts, 0);
    checkObject('synthetics.backtest', synthetics.backtest);
  }
}
