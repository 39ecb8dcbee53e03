import { askOf, playSpotMarket } from '@phasegate/market';
import { liquidity } from '@phasegate/pricing';
import { type Bps, mulDivUp, parseWad, type Wad } from '@phasegate/pricing/units';
import { listingMargin } from '../risk/spreadDesk.ts';
import type { Step } from './step.ts';
import { call, type OpenSegment, type YearState } from './year.ts';

const DAY = 86_400;
/** A broker margin that would move by less is left alone. */
const LEAST_MOVE_BPS = 50;

/**
 * What the risk desk does when a day begins: it measures each market by its own trades, widens or narrows its spread, sets
 * the limits of tomorrow, moves the margin that new listings are stamped with and reprices what stands too far from it.
 */
export function* riskDay(year: YearState, now: number): Generator<Step> {
  const { desk, log, parameters, spotMarket } = year;
  desk.limits.activate(now);
  const markets = parameters.markets.map((_, i) => marketDay(year, i + 1, now));
  const openSupply = markets.reduce((sum, { windowSupply }) => sum + windowSupply, 0n) as Wad;
  desk.limits.limitConsumers(
    year.consumers.map(({ name }) => name),
    openSupply,
    now,
  );
  const margin = listingMargin(markets, spotMarket.brokerMarginBps, parameters.risk);
  if (Math.abs(margin - spotMarket.brokerMarginBps) >= LEAST_MOVE_BPS) {
    playSpotMarket(spotMarket, { type: 'setBrokerMargin', at: now, marginBps: margin });
    const data = year.contracts.marketplace.encode('setBrokerMargin', [BigInt(margin)]);
    yield call({ kind: 'owner', at: now, from: 'owner', data });
    log.marginMoves += 1;
  }
  for (const [i, segments] of year.open.entries()) yield* reprice(year, i + 1, segments, now);
}

/** Measures a market, widens its spread and announces its limit. */
function marketDay(
  year: YearState,
  market: number,
  now: number,
): { readonly marginBps: Bps; readonly volume: Wad; readonly windowSupply: Wad } {
  const { desk, log, parameters, spotMarket } = year;
  const figures = desk.trades[market - 1]!.closeDay(now);
  const open = year.open[market - 1]!.filter(({ expiry }) => expiry > now)
    .map(({ id }) => ({ id, segment: spotMarket.segments[id - 1]! }))
    .filter(({ segment }) => segment.remaining > 0);
  const levels = open.map(({ segment }) => ({
    price: Number(segment.freshAsk) * 1e-18,
    quantity: segment.remaining,
  }));
  const lowest = Math.min(...levels.map(({ price }) => price));
  const depth = (within: number) => liquidity.depth(levels, { reference: lowest, within });
  const isOnOffer = levels.length > 0;
  const windowSupply = open.reduce(
    (sum, { id, segment }) => sum + askOf(spotMarket, id, now).ask * BigInt(segment.remaining),
    0n,
  ) as Wad;
  const spread = desk.spreads.day(
    market,
    {
      dailyVolatility: figures.dailyVolatility,
      // Nothing on offer says nothing about depth.
      liquidity: isOnOffer ? depth(parameters.risk.depthWithin).quantity : undefined,
      adverseImpactBps: figures.adverseImpactBps,
      utilisation: desk.limits.utilisation(market),
    },
    desk.baseMarginBps,
    now,
  );
  log.spreads.push(spread);
  const { averageDailyVolume } = figures;
  const { binding } = desk.limits.limitMarket(
    market,
    {
      windowSupply,
      averageDailyVolume,
      depthAtTwoPercent: isOnOffer ? parseWad(depth(0.02).cost.toFixed(18)) : (0n as Wad),
    },
    now,
  );
  log.limitTerms.set(binding, (log.limitTerms.get(binding) ?? 0) + 1);
  return { marginBps: spread.marginBps, volume: averageDailyVolume, windowSupply };
}

/** A spread reaches what is listed already: open segments far from their market's margin get a new margin and ask. */
function* reprice(
  year: YearState,
  market: number,
  segments: readonly OpenSegment[],
  now: number,
): Generator<Step> {
  const { desk, spotMarket, contracts, parameters } = year;
  const { repriceFromBps, dailyMarginMoveBps } = parameters.risk;
  const { brokerMarginBps, marginBandBps } = spotMarket;
  const target = desk.spreads.holdInBand(market, brokerMarginBps, marginBandBps);
  for (const { id, expiry } of segments) {
    const segment = spotMarket.segments[id - 1]!;
    const away = target - segment.marginBps;
    // What expires within the day is not worth a transaction.
    if (Math.abs(away) < repriceFromBps || expiry <= now + DAY || segment.remaining === 0) continue;
    const step = Math.max(-dailyMarginMoveBps, Math.min(dailyMarginMoveBps, away));
    const marginBps = (segment.marginBps + step) as Bps;
    // What a day can't bring into the band stays as it was listed.
    if (Math.abs(marginBps - brokerMarginBps) > marginBandBps) continue;
    // The mid price stays: the ask carries the factor 20000 / (20000 - margin).
    const freshAsk = mulDivUp(
      segment.freshAsk,
      BigInt(20_000 - segment.marginBps),
      BigInt(20_000 - marginBps),
    );
    playSpotMarket(spotMarket, { type: 'repriceSegment', at: now, id, freshAsk, marginBps });
    const data = contracts.marketplace.encode('repriceSegment', [BigInt(id), freshAsk, marginBps]);
    yield call({ kind: 'reprice', at: now, from: 'pricer', data });
    year.log.repriced += 1;
  }
}
