import type { MarketId, UnixSeconds, Wad } from '@phasegate/pricing/units';
import type { ExposureLevel, ExposureLimit } from './node.ts';

/** A trade to be checked: who, what, which way, how much. */
export interface ExposureOrder {
  readonly participant: string;
  readonly segment: string;
  /** From the participant's side. */
  readonly side: 'buy' | 'sell';
  /** PAT wei at current prices, above zero; options delta-weighted (see `exposureNotional`). */
  readonly notional: Wad;
}

/** An order that holds its exposure under an id until it is committed or released. */
export interface ReserveOrder extends ExposureOrder {
  /** Unique among open reservations. */
  readonly id: string;
  /** Unix seconds after which `releaseExpired` frees it; without it the reservation stays until released. */
  readonly expiresAt?: UnixSeconds | undefined;
}

/** Everything that changes a tree. Played into an empty tree in order, the same events give the same state. */
export type ExposureEvent =
  | { readonly kind: 'registerParticipant'; readonly participant: string; readonly participantClass: string }
  | {
      readonly kind: 'registerSegment';
      readonly segment: string;
      readonly market: MarketId;
      readonly segmentType: string;
      readonly window: string;
    }
  | { readonly kind: 'removeSegment'; readonly segment: string }
  | ({ readonly kind: 'reserve' } & ReserveOrder)
  | { readonly kind: 'commit'; readonly id: string; readonly notional: Wad }
  | { readonly kind: 'release'; readonly id: string }
  | { readonly kind: 'releaseExpired'; readonly now: UnixSeconds; readonly limit: number }
  | { readonly kind: 'settle'; readonly participant: string; readonly segment: string }
  | { readonly kind: 'age'; readonly segment: string; readonly freshness: Wad }
  | { readonly kind: 'setReduceOnly'; readonly participant: string; readonly reduceOnly: boolean }
  | {
      readonly kind: 'announceLimit';
      readonly level: ExposureLevel;
      readonly key: string;
      readonly limit: ExposureLimit;
      readonly now: UnixSeconds;
    }
  | { readonly kind: 'activateLimits'; readonly now: UnixSeconds };
