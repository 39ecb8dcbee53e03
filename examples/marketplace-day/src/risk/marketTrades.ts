import { freshEquivalent, volatility } from '@phasegate/pricing';
import type { UnixSeconds, Wad } from '@phasegate/pricing/units';
import { adverseImpactBps } from '@phasegate/risk';
import type { RiskParameters } from './riskParameters.ts';

/** A sale as the risk desk sees it. */
export interface Trade {
  readonly at: UnixSeconds;
  readonly ask: Wad;
  readonly payout: Wad;
  readonly freshness: Wad;
}

/** What a market's own trades have shown up to the end of a day; no figure where there is nothing to know it from. */
export interface TradeFigures {
  /** Of fresh-equivalent mid prices, a day. */
  readonly dailyVolatility: number | undefined;
  readonly adverseImpactBps: number;
  /** PAT. */
  readonly averageDailyVolume: Wad;
}

interface TradeDay {
  readonly at: UnixSeconds;
  /** Volume-weighted fresh-equivalent mid, PAT. */
  readonly mid: number | undefined;
  readonly trades: number;
  readonly volume: bigint;
}

const DAY = 86_400;

/**
 * The trades of one market, day by day. Mid prices, `(ask + payout) / 2`, because the broker's own margin would otherwise
 * read as volatility and widen itself; fresh-equivalent, because decay would.
 */
export class MarketTrades {
  readonly #lambda: number;
  readonly #averageDays: number;
  readonly #leastTrades: number;
  readonly #days: TradeDay[] = [];
  #today: Trade[] = [];

  constructor(options: Pick<RiskParameters, 'lambda' | 'averageDays' | 'leastTrades'>) {
    this.#lambda = options.lambda;
    this.#averageDays = options.averageDays;
    this.#leastTrades = options.leastTrades;
  }

  add(trade: Trade): void {
    this.#today.push(trade);
  }

  /** Ends a day at `now` and says what is known. Without a trade the day is silent on volatility. */
  closeDay(now: UnixSeconds): TradeFigures {
    const today = this.#today;
    this.#today = [];
    this.#days.push({
      at: now,
      mid: meanMid(today),
      trades: today.length,
      volume: today.reduce((sum, { ask }) => sum + ask, 0n),
    });
    const recent = this.#days.slice(-this.#averageDays);
    const priced = this.#days.flatMap(({ at, mid }) => (mid === undefined ? [] : [{ at, price: mid }]));
    const isSilent = today.length === 0 || priced.length < 2;
    return {
      dailyVolatility: isSilent
        ? undefined
        : volatility.ewmaOfTicks(priced, { lambda: this.#lambda, tauSeconds: DAY }),
      adverseImpactBps: this.#adverseImpactBps(recent),
      averageDailyVolume: (recent.reduce((sum, { volume }) => sum + volume, 0n) /
        BigInt(recent.length)) as Wad,
    };
  }

  #adverseImpactBps(days: readonly TradeDay[]): number {
    const impacts = days.slice(1).flatMap(({ mid: midAfter }, i) => {
      const { mid: midBefore, trades } = days[i]!;
      if (midBefore === undefined || midAfter === undefined) return [];
      return Array.from({ length: trades }, () => ({ side: 'buy', midBefore, midAfter }) as const);
    });
    return impacts.length < this.#leastTrades ? 0 : adverseImpactBps(impacts);
  }
}

function meanMid(trades: readonly Trade[]): number | undefined {
  let [weighted, volume] = [0, 0];
  for (const { ask, payout, freshness } of trades) {
    const mid = ((ask + payout) / 2n) as Wad;
    weighted += Number(freshEquivalent(mid, freshness)) * 1e-18 * Number(ask);
    volume += Number(ask);
  }
  return volume === 0 ? undefined : weighted / volume;
}
