import {
  type Address,
  BPS,
  type Bps,
  checkBps,
  checkDuration,
  checkObject,
  checkSignedWad,
  mulDivUp,
  type Quantity,
  type Seconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import { ANY_INDEX, checkRfqQuote, MAX_RFQ_LIFETIME, type RfqQuote } from '../quoteDesk/quote.ts';
import { type PremiumInput, premiumPerLot } from './premiumPerLot.ts';
import type { PricedSeries } from './pricedSeries.ts';

/** What a quote is asked for, and what its maker makes the price from. */
export type RfqRequest = PremiumInput & {
  /** Who will sign. */
  readonly maker: Address;
  /** Only this account may fill; `ANYONE` lets everybody. */
  readonly taker: Address;
  /** Identifier of the listed series, as the contract knows it. */
  readonly seriesId: Word;
  readonly lots: Quantity;
  readonly minimumLots: Quantity;
  /** The index now, wei per lot, for a swap less the other market's: the middle of the band. */
  readonly index: Wad;
  /**
   * How far the index may move before the quote can't be filled any more: a part of the forward, for a swap of the larger one.
   * `any` also lets it be filled while there is no recent index.
   */
  readonly indexBandBps: Bps | 'any';
  /** How long the quote lives, at most {@link MAX_RFQ_LIFETIME}. */
  readonly lifetime: Seconds;
  readonly nonce: Word;
};

/**
 * Builds a market maker's firm quote for any bounded series: Black-76 in the contract's own integers (a swap of two indices in
 * float64 with its error added), half-spread against the taker, premium rounded up for a buyer and down for a seller, band
 * rounded outward around the index. It commits to nothing until it is signed; exposure limits are checked by the caller.
 *
 * @throws {InvalidInputError} an amount is not a bigint or out of range, minimum fill above the size, lifetime too long, no address.
 * @throws {CapBelowStrikeError} a cap below its strike or floor.
 * @throws {StrikeTooFarError} as the integer pricer.
 * @example rfqQuote({ maker: `0x${'01'.repeat(20)}`, taker: ANYONE, seriesId: 1n, series: putOption({ market: 7, expiry: 3_600, strike: 100n }), market: { forward: 80n as Wad, now: 3_600 }, volatility: parseWad('1'), halfSpread: parseWad('0.1'), takerBuys: true, lots: 10n, minimumLots: 1n, index: 80n as Wad, indexBandBps: 100 as Bps, lifetime: 30, nonce: 0n }).premiumPerLot // 22n
 */
export function rfqQuote(request: RfqRequest): RfqQuote {
  checkObject('request', request);
  const { maker, taker, seriesId, takerBuys, lots, minimumLots, lifetime, nonce } = request;
  checkDuration('lifetime', lifetime, MAX_RFQ_LIFETIME);
  const quote: RfqQuote = {
    maker,
    taker,
    seriesId,
    takerBuys,
    lots,
    minimumLots,
    premiumPerLot: premiumPerLot(request),
    deadline: request.market.now + lifetime,
    ...indexBand(request),
    nonce,
  };
  checkRfqQuote(quote);
  return quote;
}

function indexBand(request: RfqRequest): Pick<RfqQuote, 'indexLow' | 'indexHigh'> {
  const { index, indexBandBps } = request;
  checkSignedWad('index', index);
  if (indexBandBps === 'any') return ANY_INDEX;
  checkBps('indexBandBps', indexBandBps);
  const width = mulDivUp(largerForward(request), BigInt(indexBandBps), BigInt(BPS));
  return { indexLow: (index - width) as Wad, indexHigh: (index + width) as Wad };
}

function largerForward({ market }: PricedSeries): Wad {
  const { forward } = market;
  return 'against' in market && market.against.forward > forward ? market.against.forward : forward;
}
