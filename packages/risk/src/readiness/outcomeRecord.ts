import { BPS } from '@phasegate/pricing/units';
import type { ReadinessHistory } from './history.ts';
import type { EventReader } from './readinessEvents.ts';

const DAY = 86_400;

/** Counts what came of deals and series within the period. */
export class OutcomeRecord {
  readonly #fromDay: number;
  readonly #toDay: number;
  #delivered = { good: 0, all: 0 };
  #serviceLevel = { good: 0, all: 0 };
  #settled = { good: 0, all: 0 };
  #uncoveredAccounts = 0;
  #backtest = { exceptions: 0, observations: 0, alpha: 0.99 };

  constructor({ fromDay, toDay }: { readonly fromDay: number; readonly toDay: number }) {
    this.#fromDay = fromDay;
    this.#toDay = toDay;
  }

  take(reader: EventReader): void {
    const { name, blockTimestamp } = reader.event;
    if (blockTimestamp < this.#fromDay * DAY || blockTimestamp >= this.#toDay * DAY) return;
    switch (name) {
      case 'ForwardClosed': {
        const ordered = reader.integer('ordered');
        this.#delivered.all += ordered;
        this.#delivered.good += Math.min(ordered, reader.integer('delivered'));
        return;
      }
      case 'ServiceLevelMeasured':
        count(this.#serviceLevel, reader.boolean('met'));
        return;
      case 'SeriesSettled':
        count(this.#settled, reader.boolean('fromIndex'));
        return;
      case 'AccountSettled':
        if (reader.amount('loss') > reader.amount('collateral')) this.#uncoveredAccounts += 1;
        return;
      case 'RiskForecastChecked':
        this.#backtest.observations += 1;
        if (reader.boolean('exceeded')) this.#backtest.exceptions += 1;
        this.#backtest.alpha = reader.integer('alphaBps') / BPS;
        return;
      default:
    }
  }

  record(): Pick<ReadinessHistory, 'delivered' | 'serviceLevel' | 'synthetics'> {
    const outcomes = { delivered: this.#delivered, serviceLevel: this.#serviceLevel };
    if (this.#settled.all === 0) return outcomes;
    return {
      ...outcomes,
      synthetics: {
        settledSeries: this.#settled.all,
        settledFromIndex: this.#settled,
        uncoveredAccounts: this.#uncoveredAccounts,
        backtest: this.#backtest,
      },
    };
  }
}

function count(ratio: { good: number; all: number }, good: boolean): void {
  ratio.all += 1;
  if (good) ratio.good += 1;
}
