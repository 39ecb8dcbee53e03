import type { MarketId, UnixSeconds } from '@phasegate/pricing/units';
import { AlreadySettledError, NotExpiredError, SettlementNotOpenError } from './errors.ts';
import { type Settlement, type SettlementState, settlementKey } from './settlementOracle.ts';

/** @throws {SettlementNotOpenError} */
export function opened(state: SettlementState, market: MarketId, expiry: UnixSeconds): Settlement {
  const settlement = state.settlements.get(settlementKey(market, expiry));
  if (settlement === undefined) throw new SettlementNotOpenError(market, expiry);
  return settlement;
}

/** Opened, expired and without a price. @throws {SettlementNotOpenError} {@link AlreadySettledError} {@link NotExpiredError} */
export function unsettled(
  state: SettlementState,
  market: MarketId,
  expiry: UnixSeconds,
  at: UnixSeconds,
): Settlement {
  const settlement = opened(state, market, expiry);
  if (settlement.settled !== null) throw new AlreadySettledError(settlement.settled.price);
  if (at < expiry) throw new NotExpiredError(expiry, at);
  return settlement;
}

export function replaced(state: SettlementState, settlement: Settlement): SettlementState {
  const key = settlementKey(settlement.market, settlement.expiry);
  return { ...state, settlements: new Map(state.settlements).set(key, settlement) };
}
