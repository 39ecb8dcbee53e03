import {
  BPS,
  type Bps,
  checkAmount,
  checkBps,
  checkDuration,
  checkObject,
  checkPositiveAmount,
  InvalidInputError,
  mulDivDown,
  mulDivUp,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import type { CallOption } from '../instrument/callOption.ts';
import type { PutOption } from '../instrument/putOption.ts';
import { premiumPerLot, type SeriesMarket } from './premiumPerLot.ts';

export interface RfqRequest {
  /** Identifier of the listed series, as the contract knows it. */
  readonly seriesId: Word;
  readonly series: CallOption | PutOption;
  readonly market: SeriesMarket;
  /** Annualised volatility, from the smile. */
  readonly volatility: Wad;
  readonly halfSpread: Wad;
  readonly takerBuys: boolean;
  readonly lots: Quantity;
  readonly minimumLots: Quantity;
  /** Only this account may fill; the zero address lets anyone. */
  readonly taker: `0x${string}`;
  /** How far the index may move before the quote can't be filled any more. */
  readonly indexBandBps: Bps;
  /** How long the quote lives, at most {@link MAX_RFQ_LIFETIME}. */
  readonly lifetime: Seconds;
  readonly nonce: Word;
}

/** What the broker signs; every field is bound by the signature and checked on chain at the fill. */
export interface RfqQuote {
  readonly seriesId: Word;
  readonly takerBuys: boolean;
  readonly lots: Quantity;
  readonly minimumLots: Quantity;
  /** Wei per lot. */
  readonly premiumPerLot: Wad;
  readonly taker: `0x${string}`;
  /** Last second at which the quote can be filled. */
  readonly deadline: UnixSeconds;
  /** The fill is refused when the index, in wei per lot, is below `indexLow` or above `indexHigh`. */
  readonly indexLow: Wad;
  readonly indexHigh: Wad;
  readonly nonce: Word;
}

/** A signed price is a free option for its taker: it lives five minutes at most. */
export const MAX_RFQ_LIFETIME: Seconds = 300;

/**
 * Builds the broker's firm quote for a series: Black-76 in the contract's own integers, half-spread against the taker,
 * premium rounded up for a buyer and down for a seller, band floored and ceiled around the forward. It commits to nothing
 * until it is signed; exposure limits are checked by the caller.
 *
 * @throws {InvalidInputError} an amount is not a bigint or out of range, minimum fill above the size, lifetime too long, no address.
 * @throws {CapBelowStrikeError} a cap below its strike.
 * @throws {StrikeTooFarError} as the integer pricer.
 * @example rfqQuote({ seriesId: 1n, series: putOption({ market: 7, expiry: 3_600, strike: 100n }), market: { forward: 80n as Wad, now: 3_600 }, volatility: parseWad('1'), halfSpread: parseWad('0.1'), takerBuys: true, lots: 10n, minimumLots: 1n, taker: '0x0000000000000000000000000000000000000000', indexBandBps: 100 as Bps, lifetime: 30, nonce: 0n }).premiumPerLot // 22n
 */

export function rfqQuote(request: RfqRequest): RfqQuote {
  checkObject('request', request);
  const { seriesId, market, takerBuys, lots, minimumLots, taker, indexBandBps, lifetime, nonce } = request;
  checkAmount('seriesId', seriesId);
  checkPositiveAmount('lots', lots);
  checkPositiveAmount('minimumLots', minimumLots);
  checkBps('indexBandBps', indexBandBps);
  checkDuration('lifetime', lifetime, MAX_RFQ_LIFETIME);
  checkAmount('nonce', nonce);
  if (minimumLots > lots) {
    throw new InvalidInputError({
      path: 'minimumLots',
      observed: minimumLots,
      allowed: `at most the ${lots} lots quoted`,
    });
  }
  if (!/^0x[0-9a-fA-F]{40}$/.test(taker)) {
    throw new InvalidInputError({ path: 'taker', observed: taker, allowed: 'an address of 20 bytes' });
  }
  const band = BigInt(indexBandBps);
  const whole = BigInt(BPS);
  return {
    seriesId,
    takerBuys,
    lots,
    minimumLots,
    premiumPerLot: premiumPerLot(request),
    taker,
    deadline: market.now + lifetime,
    indexLow: mulDivDown(market.forward, whole - band, whole),
    indexHigh: mulDivUp(market.forward, whole + band, whole),
    nonce,
  };
}
