import type { Bps, MarketId, UnixSeconds, Wad } from '@phasegate/pricing/units';
import { checkSegmentId } from './checkSegmentId.ts';
import type { SpotSource } from './spotSource.ts';

/** What a segment costs in the latest block, and its terms. */
export interface SegmentOffer {
  readonly id: bigint;
  /** Wei of PAT; never above it in a later block until the segment is repriced. */
  readonly ask: Wad;
  /** The provider's part of it, rounded down. */
  readonly payout: Wad;
  /** The broker's part: the rest. */
  readonly brokerSpread: Wad;
  readonly marginBps: Bps;
  readonly confidenceBps: Bps;
  readonly market: MarketId;
  readonly issuedAt: UnixSeconds;
  /** Purchasable, and readable once bought, while the chain's clock is before it. */
  readonly expiry: UnixSeconds;
  /** Access rights left. */
  readonly remaining: number;
}

/**
 * Asks the chain for a segment's ask of now.
 *
 * @throws {SegmentUnknownError} {@link SegmentExpiredError} {@link SegmentSoldOutError}, the spot market's own.
 * @throws {InvalidInputError} unless `id` is a positive bigint.
 */
export async function quoteOnChain(source: SpotSource, id: bigint): Promise<SegmentOffer> {
  checkSegmentId('id', id);
  const { marketplace } = source.contracts;
  const [asked, segment] = await Promise.all([
    marketplace.read('askOf', [id]),
    marketplace.read('segment', [id]),
  ]);
  const [ask, payout, brokerSpread] = asked;
  const { marginBps, confidenceBps, market, issuedAt, window, remaining } = segment;
  return {
    id,
    ask: ask as Wad,
    payout: payout as Wad,
    brokerSpread: brokerSpread as Wad,
    marginBps: marginBps as Bps,
    confidenceBps: confidenceBps as Bps,
    market,
    issuedAt,
    expiry: issuedAt + window,
    remaining,
  };
}
