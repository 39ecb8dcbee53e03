import { playSpotMarket } from './playSpotMarket.ts';
import type { SpotMarketEvent, SpotMarketEventType, SpotMarketOutcomes } from './spotMarketEvent.ts';
import type { SpotMarketState } from './state/spotMarketState.ts';

/**
 * The spot market after an event, and what the event brought about. The state given in is not changed.
 *
 * Every event copies the whole state, so its cost grows with the market; {@link playSpotMarket} has the same rules in
 * place, for replays of many thousand events.
 *
 * @throws {PhasegateError} whatever {@link playSpotMarket} throws, under the same conditions.
 * @example
 * const { state: next } = reduceSpotMarket(state, { type: 'setPaused', at, paused: true });
 * [state.paused, next.paused] // [false, true]
 */
export function reduceSpotMarket<T extends SpotMarketEventType>(
  state: SpotMarketState,
  event: SpotMarketEvent<T>,
): { readonly state: SpotMarketState } & SpotMarketOutcomes[T] {
  const next = structuredClone(state);
  const outcome = playSpotMarket(next, event);
  return { state: next, ...outcome };
}
