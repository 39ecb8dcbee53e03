import {
  checkMap,
  checkMarketId,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type MarketId,
  type Quantity,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import { CapCurrentError } from './errors.ts';
import { openInterestCap } from './openInterestCap.ts';
import { open, refreshFallback } from './opening.ts';
import type {
  EventOf,
  IndexedMarket,
  IndexedMarkets,
  SettlementEvent,
  SettlementState,
} from './settlementOracle.ts';
import { settle, submitFixing } from './settling.ts';
import { announceSigners, applySigners } from './signers.ts';

const DAY = 86_400;
/** How long a cap is good. */
const CAP_DAYS = 8;

/**
 * Settlement prices as a state machine, the twin of the contract `SettlementOracle`. Anyone may do each step, a price once
 * settled never changes, and from 72 hours after an expiry on `settle` always succeeds.
 *
 * @param markets the marketplace at the time of the event; only read.
 * @throws errors of this folder when the contract refuses; {@link InvalidInputError} for a malformed event.
 * @example reduceSettlement(state, { type: 'settle', at: 1_000_000, market: 7, expiry: 996_400 }, markets)
 */
export function reduceSettlement(
  state: SettlementState,
  event: SettlementEvent,
  markets: IndexedMarkets,
): SettlementState {
  checkObject('state', state);
  checkObject('event', event);
  checkMap('markets', markets);
  checkUnixSeconds('event.at', event.at);
  switch (event.type) {
    case 'open':
      return open(state, event, marketOf(markets, event.market));
    case 'refreshFallback':
      return refreshFallback(state, event, marketOf(markets, event.market));
    case 'submitFixing':
      return submitFixing(state, event);
    case 'settle':
      return settle(state, event, marketOf(markets, event.market));
    case 'announceSigners':
      return announceSigners(state, event);
    case 'applySigners':
      return applySigners(state, event.at);
    case 'refreshCap':
      return refreshCap(state, event, marketOf(markets, event.market));
    default:
      throw new InvalidInputError({
        path: 'event.type',
        observed: (event as { type?: unknown }).type,
        allowed: 'open, refreshFallback, submitFixing, settle, announceSigners, applySigners or refreshCap',
      });
  }
}

/** The open interest that a market bears at a time: nothing when the cap is more than eight days old. */
export function openInterestCapAt(state: SettlementState, market: MarketId, at: UnixSeconds): Quantity {
  checkObject('state', state);
  checkMarketId('market', market);
  checkUnixSeconds('at', at);
  const cap = state.caps.get(market);
  return cap === undefined || Math.floor(at / DAY) - cap.day > CAP_DAYS ? 0n : cap.lots;
}

function refreshCap(
  state: SettlementState,
  { at, market }: EventOf<'refreshCap'>,
  indexed: IndexedMarket,
): SettlementState {
  const day = Math.floor(at / DAY);
  const cap = state.caps.get(market);
  if (cap?.day === day) throw new CapCurrentError(day, cap.lots);
  const { minIndexMarginBps, rules } = state;
  const lots = openInterestCap(market, indexed, { at, minIndexMarginBps, bandBps: rules.bandBps });
  return { ...state, caps: new Map(state.caps).set(market, { lots, day }) };
}

function marketOf(markets: IndexedMarkets, market: MarketId): IndexedMarket {
  checkMarketId('event.market', market);
  const found = markets.get(market);
  if (found === undefined) {
    throw new InvalidInputError({
      path: 'event.market',
      observed: market,
      allowed: 'a market of the marketplace',
    });
  }
  return found;
}
