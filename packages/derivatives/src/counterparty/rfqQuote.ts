import {
  checkAmount,
  checkPositiveAmount,
  InvalidInputError,
  mulDivDown,
  mulDivUp,
} from '@phasegate/pricing/units';
import { type BoundedSeries, premiumPerLot, type SeriesMarket } from './boundedSeries.ts';

export interface RfqRequest {
  /** Identifier of the listed series, as the contract knows it. */
  seriesId: bigint;
  series: BoundedSeries;
  market: SeriesMarket;
  /** Annualised volatility at scale 1e18, from the smile. */
  volatility: bigint;
  /** Half-spread at scale 1e18. */
  halfSpread: bigint;
  takerBuys: boolean;
  lots: bigint;
  minimumLots: bigint;
  /** Only this account may fill; the zero address lets anyone. */
  taker: `0x${string}`;
  /** How far the index may move, in basis points, before the quote can't be filled any more. */
  indexBandBps: bigint;
  /** Unix seconds. */
  now: bigint;
  /** Seconds the quote lives, at most {@link MAX_RFQ_LIFETIME}. */
  lifetime: bigint;
  nonce: bigint;
}

/** What the broker signs; every field is bound by the signature and checked on chain at the fill. */
export interface RfqQuote {
  seriesId: bigint;
  takerBuys: boolean;
  lots: bigint;
  minimumLots: bigint;
  /** Wei per lot. */
  premiumPerLot: bigint;
  taker: `0x${string}`;
  /** Last unix second at which the quote can be filled. */
  deadline: bigint;
  /** The fill is refused when the index, in wei per lot, is below `indexLow` or above `indexHigh`. */
  indexLow: bigint;
  indexHigh: bigint;
  nonce: bigint;
}

/** A signed price is a free option for its taker: it lives five minutes at most. */
export const MAX_RFQ_LIFETIME = 300n;
const BPS = 10_000n;

/**
 * Builds the broker's firm quote for a series: Black-76 in the contract's own integers, half-spread against the taker,
 * premium rounded up for a buyer and down for a seller, band floored and ceiled around the forward. It commits to nothing
 * until it is signed; exposure limits are checked by the caller.
 *
 * @throws {InvalidInputError} an amount is no bigint or out of range, minimum fill above the size, lifetime too long, no address.
 * @throws {InvalidInputError | StrikeTooFarError} as the integer pricer.
 * @example rfqQuote({ seriesId: 1n, series: { kind: 'put', strike: 100n }, market: { forward: 80n, timeToExpiry: 0n }, volatility: 10n ** 18n, halfSpread: 10n ** 17n, takerBuys: true, lots: 10n, minimumLots: 1n, taker: '0x0000000000000000000000000000000000000000', indexBandBps: 100n, now: 0n, lifetime: 30n, nonce: 0n }).premiumPerLot // 22n
 */
export function rfqQuote(request: RfqRequest): RfqQuote {
  const { series, market, volatility, halfSpread, takerBuys, lots, minimumLots, taker, indexBandBps } =
    request;
  checkAmount('seriesId', request.seriesId);
  checkPositiveAmount('lots', lots);
  checkPositiveAmount('minimumLots', minimumLots);
  checkAmount('indexBandBps', indexBandBps);
  checkAmount('now', request.now);
  checkPositiveAmount('lifetime', request.lifetime);
  checkAmount('nonce', request.nonce);
  if (minimumLots > lots) {
    throw new InvalidInputError({
      path: 'minimumLots',
      observed: minimumLots,
      allowed: `at most the ${lots} lots quoted`,
    });
  }
  if (indexBandBps > BPS) {
    throw new InvalidInputError({
      path: 'indexBandBps',
      observed: indexBandBps,
      allowed: 'at most 10,000',
    });
  }
  if (request.lifetime > MAX_RFQ_LIFETIME) {
    throw new InvalidInputError({
      path: 'lifetime',
      observed: request.lifetime,
      allowed: `at most ${MAX_RFQ_LIFETIME} seconds`,
    });
  }
  if (!/^0x[0-9a-fA-F]{40}$/.test(taker)) {
    throw new InvalidInputError({
      path: 'taker',
      observed: taker,
      allowed: 'an address of 20 bytes',
    });
  }
  return {
    seriesId: request.seriesId,
    takerBuys,
    lots,
    minimumLots,
    premiumPerLot: premiumPerLot(series, market, volatility, halfSpread, takerBuys),
    taker,
    deadline: request.now + request.lifetime,
    indexLow: mulDivDown(market.forward, BPS - indexBandBps, BPS),
    indexHigh: mulDivUp(market.forward, BPS + indexBandBps, BPS),
    nonce: request.nonce,
  };
}
