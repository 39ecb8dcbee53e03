import { BPS, type MarketId, mulDivDown, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import {
  type ExposureDecision,
  type ExposureLevel,
  type ExposureLimit,
  type ExposureTree,
  exposureLevels,
  exposureTree,
  type MarketLimit,
  type MarketLimitInput,
  marketLimit,
  participantLimit,
  type Refusal,
} from '@phasegate/risk';
import type { RiskParameters } from './riskParameters.ts';

/** A refusal as the report needs it. */
export interface RefusedTrade {
  readonly kind: 'sale' | 'listing';
  readonly at: UnixSeconds;
  readonly market: MarketId;
  readonly participant: string;
  readonly notional: Wad;
  readonly binding: Refusal['binding'];
}

/** A segment as the trees file it. */
export interface FiledSegment {
  readonly segment: string;
  readonly market: MarketId;
  readonly segmentType: string;
  readonly window: string;
}

/** What a market's limit is computed from at the end of a day, all in PAT wei. */
export type MarketDay = Pick<MarketLimitInput, 'windowSupply' | 'averageDailyVolume' | 'depthAtTwoPercent'>;

const CONSUMERS = 'institution';
const PROVIDERS = 'retail';

/**
 * The broker's limits as two exposure trees: what consumers buy between two settlements, and what providers have on
 * offer. They are apart because supply is no position against which a sale could be netted.
 */
export class LimitDesk {
  readonly #parameters: RiskParameters;
  readonly #sales: ExposureTree;
  readonly #offers: ExposureTree;
  readonly #known = new Set<string>();
  readonly #unsettled: {
    readonly participant: string;
    readonly segment: string;
    readonly market: MarketId;
  }[] = [];
  /** Limits in force or announced for tomorrow. */
  readonly #limits = new Map<string, Wad>();
  /** The fullest that each market's limit on sales was at the end of a round of this day. */
  readonly #fullest = new Map<MarketId, number>();

  constructor(parameters: RiskParameters, markets: number) {
    this.#parameters = parameters;
    const { sales, offers } = parameters;
    const whole = (sales.staticLimit * BigInt(markets)) as Wad;
    this.#sales = exposureTree({
      limits: levels(whole, { market: sales.staticLimit, participant: sales.consumerFloor }),
      changePolicy: sales.changePolicy,
    });
    const supply = (offers.market * BigInt(markets)) as Wad;
    this.#offers = exposureTree({
      limits: levels(supply, {
        market: offers.market,
        participant: participantLimit({
          participantClass: PROVIDERS,
          openInterest: supply,
          floor: offers.providerFloor,
          marketLimit: offers.market,
        }),
      }),
    });
  }

  /** Takes a listing on offer until its window ends, or says what refuses it. */
  offer(input: FiledSegment & { provider: string; notional: Wad; expiresAt: UnixSeconds }): ExposureDecision {
    const { provider, notional, expiresAt, ...segment } = input;
    this.#meet(this.#offers, provider, PROVIDERS);
    this.#offers.registerSegment(segment);
    const order = { participant: provider, segment: segment.segment, side: 'sell', notional } as const;
    const decision = this.#offers.reserve({ id: segment.segment, ...order, expiresAt });
    if (decision.accepted) this.#sales.registerSegment(segment);
    else this.#offers.removeSegment({ segment: segment.segment });
    return decision;
  }

  /** Takes a sale, or says what refuses it. What is taken is then bought or let go. */
  sell(input: { consumer: string; segment: string; notional: Wad }): ExposureDecision {
    const { consumer, segment, notional } = input;
    this.#meet(this.#sales, consumer, CONSUMERS);
    return this.#sales.reserve({ id: saleId(input), participant: consumer, segment, side: 'buy', notional });
  }

  /** Ends what {@link sell} took: bought for what it cost, or let go. */
  conclude(input: { consumer: string; segment: string; market: MarketId; bought: Wad | undefined }): void {
    const { consumer, segment, market, bought } = input;
    const id = saleId(input);
    if (bought === undefined) return this.#sales.release({ id });
    this.#sales.commit({ id, notional: bought });
    this.#unsettled.push({ participant: consumer, segment, market });
    return undefined;
  }

  /** The broker settles what was sold since the last round, and what expired is no longer on offer. */
  settleRound(now: UnixSeconds): void {
    for (const market of new Set(this.#unsettled.map((sale) => sale.market))) {
      const { gross, limit } = this.#sales.use({ level: 'market', key: String(market) });
      const share = Number(gross) / Number(limit.gross);
      this.#fullest.set(market, Math.max(share, this.#fullest.get(market) ?? 0));
    }
    for (const sale of this.#unsettled.splice(0)) this.#sales.settle(sale);
    for (const segment of this.#offers.releaseExpired({ now, limit: 100_000 })) {
      this.#offers.removeSegment({ segment });
      this.#sales.removeSegment({ segment });
    }
  }

  /** How full a market's limit on sales was at most since this was last asked, from 0. */
  utilisation(market: MarketId): number {
    const fullest = this.#fullest.get(market) ?? 0;
    this.#fullest.delete(market);
    return fullest;
  }

  /** Announces tomorrow's limit of a market from its day, as far as the change policy lets it move. */
  limitMarket(market: MarketId, day: MarketDay, now: UnixSeconds): MarketLimit {
    const { staticLimit, thinMarket } = this.#parameters.sales;
    // No derivative on the index is open before phase 3: nothing is to be won by moving it.
    const computed = marketLimit({ staticLimit, corruptionCap: staticLimit, ...day });
    const limit = computed.limit > thinMarket ? computed.limit : thinMarket;
    this.#announce('market', String(market), limit, staticLimit, now);
    return { limit, binding: computed.binding };
  }

  /** Announces tomorrow's limit of every consumer from what is on offer. */
  limitConsumers(consumers: readonly string[], openSupply: Wad, now: UnixSeconds): void {
    const { consumerFloor: floor, staticLimit } = this.#parameters.sales;
    const limit = participantLimit({
      participantClass: CONSUMERS,
      openInterest: openSupply,
      floor,
      marketLimit: staticLimit,
    });
    for (const consumer of consumers) this.#announce('participant', consumer, limit, floor, now);
  }

  /** Puts into force what was announced a day ago. */
  activate(now: UnixSeconds): void {
    this.#sales.activateLimits({ now });
  }

  #announce(level: ExposureLevel, key: string, to: Wad, initial: Wad, now: UnixSeconds): void {
    const { maxChangeBps, minimumStep } = this.#parameters.sales.changePolicy;
    const current = this.#limits.get(`${level} ${key}`) ?? initial;
    const relative = mulDivDown(current, BigInt(maxChangeBps), BigInt(BPS));
    const step = relative > minimumStep ? relative : minimumStep;
    const next = (to > current + step ? current + step : to < current - step ? current - step : to) as Wad;
    if (next === current) return;
    this.#sales.announceLimit({ level, key, limit: { gross: next, net: next }, now });
    this.#limits.set(`${level} ${key}`, next);
  }

  #meet(tree: ExposureTree, participant: string, participantClass: string): void {
    const key = `${participantClass} ${participant}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    tree.registerParticipant({ participant, participantClass });
  }
}

const saleId = ({ consumer, segment }: { consumer: string; segment: string }): string =>
  `${consumer} ${segment}`;

/** The same limit at every level but those named. */
function levels(
  whole: Wad,
  own: Readonly<Partial<Record<ExposureLevel, Wad>>>,
): Record<ExposureLevel, ExposureLimit> {
  return Object.fromEntries(
    exposureLevels.map((level) => [level, { gross: own[level] ?? whole, net: own[level] ?? whole }]),
  ) as Record<ExposureLevel, ExposureLimit>;
}
