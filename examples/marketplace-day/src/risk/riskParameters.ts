import { type Bps, parseWad, type Seconds, type Wad } from '@phasegate/pricing/units';
import { type ChangePolicy, defaultSpreadParameters, type SpreadParameters } from '@phasegate/risk';

/** What the broker's risk desk assumes. */
export interface RiskParameters {
  /** How spreads widen, once a day; the fee is the half-spread of the broker's own margin. */
  readonly spread: Omit<SpreadParameters, 'feeBps'>;
  /** Weight that volatility keeps a day. */
  readonly lambda: number;
  /** Days over which volume and post-trade moves are averaged. */
  readonly averageDays: number;
  /** Trades from which on their post-trade moves are evidence rather than noise. */
  readonly leastTrades: number;
  /** Liquidity is what is on offer at up to this much above the lowest fresh ask. */
  readonly depthWithin: number;
  /** Open segments are repriced when their margin is this far from what their market's should be. */
  readonly repriceFromBps: number;
  /** The most a margin moves in a day, so that an ask stays well within its market's daily move. */
  readonly dailyMarginMoveBps: number;
  readonly sales: SalesLimits;
  readonly offers: OfferLimits;
}

/** Limits on what consumers buy between two settlements of the broker, one round apart. */
export interface SalesLimits {
  /** The most of any market whatever its volume, PAT. */
  readonly staticLimit: Wad;
  /** What a market may sell however thin it is, PAT: a few segments. */
  readonly thinMarket: Wad;
  /** What a consumer may buy however little is on offer, PAT. */
  readonly consumerFloor: Wad;
  readonly changePolicy: ChangePolicy;
}

/** Limits on what is on offer: a provider answers for the whole of a listing until its window ends. */
export interface OfferLimits {
  /** The most of any market, PAT at fresh asks. */
  readonly market: Wad;
  /** What a provider may have on offer in any case, PAT at fresh asks. */
  readonly providerFloor: Wad;
}

const DAY: Seconds = 86_400;

export const riskParameters: RiskParameters = {
  spread: {
    ...defaultSpreadParameters,
    volatilityWeight: 0.25,
    illiquidityBps: 60,
    referenceLiquidity: 20,
    exposureBps: 200,
    priorDailyVolatility: 0.12,
    priorLiquidity: 5,
    dataLifetimeSeconds: 14 * DAY,
    referenceDailyVolatility: 0.08,
    stressMultiplier: 1.1,
    stressEntry: 3,
    stressExitSeconds: 2 * DAY,
    narrowingSeconds: DAY,
  },
  lambda: 0.94,
  averageDays: 30,
  leastTrades: 150,
  depthWithin: 0.1,
  repriceFromBps: 500,
  dailyMarginMoveBps: 500,
  sales: {
    staticLimit: parseWad('500'),
    thinMarket: parseWad('150'),
    consumerFloor: parseWad('120'),
    changePolicy: { maxChangeBps: 2_500 as Bps, minimumStep: parseWad('20'), minimumDelaySeconds: DAY },
  },
  offers: { market: parseWad('6000'), providerFloor: parseWad('400') },
};
