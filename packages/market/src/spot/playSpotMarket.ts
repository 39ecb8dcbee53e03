import { TimeRunsBackwardsError } from '@phasegate/pricing';
import { checkObject, checkOneOf, checkUnixSeconds } from '@phasegate/pricing/units';
import { claimDistribution } from './earnings/claimDistribution.ts';
import { recoverSurplus } from './earnings/recoverSurplus.ts';
import { withdrawEarnings } from './earnings/withdrawEarnings.ts';
import { addCurve } from './listing/addCurve.ts';
import { addMarket } from './listing/addMarket.ts';
import { registerSegments } from './listing/registerSegments.ts';
import { repriceSegment } from './listing/repriceSegment.ts';
import { setReferenceAsk } from './listing/setReferenceAsk.ts';
import { buySegment } from './purchase/buySegment.ts';
import { buySegments } from './purchase/buySegments.ts';
import { deliverAccess } from './purchase/deliverAccess.ts';
import { setPurchaseConsent } from './purchase/setPurchaseConsent.ts';
import {
  refreshIndexStanding,
  setBrokerMargin,
  setBrokerWallet,
  setMarginBand,
  setPaused,
} from './settings/settings.ts';
import type { SpotMarketEvent, SpotMarketEventType, SpotMarketOutcomes } from './spotMarketEvent.ts';
import type { SpotMarketState } from './state/spotMarketState.ts';
import { allocatePat, approvePat, transferPat } from './token/pat.ts';

/**
 * Plays an event in place: the fast path of {@link reduceSpotMarket} for long replays, which copies nothing.
 *
 * All or nothing: a refusal throws and leaves the state as it was. Block timestamps may stand still, never fall.
 *
 * @returns what the event brought about; the state is changed.
 * @throws {TimeRunsBackwardsError} when `at` lies before the last event. @throws {InvalidInputError} on a malformed event.
 * @throws {SpotRefusalError} of the class named in the event's rule. @throws {SegmentExpiredError} when a segment's window
 * is over. @throws {InvalidCurveError} on anything but a curve's word. @throws {MarginTooHighError} above 50 %.
 * @example playSpotMarket(state, { type: 'withdrawEarnings', at, owner: provider }).amount // 70n * WAD
 */
export function playSpotMarket<T extends SpotMarketEventType>(
  state: SpotMarketState,
  event: SpotMarketEvent<T>,
): SpotMarketOutcomes[T] {
  checkObject('event', event);
  const { type, at }: { type: T; at: unknown } = event;
  checkOneOf('event.type', type, TYPES);
  checkUnixSeconds('event.at', at);
  if (at < state.lastTimestamp) throw new TimeRunsBackwardsError(state.lastTimestamp, at);
  const outcome = RULES[type](state, event) ?? {};
  state.lastTimestamp = at;
  return outcome as SpotMarketOutcomes[T];
}

type Rules = {
  readonly [T in SpotMarketEventType]: (
    state: SpotMarketState,
    event: SpotMarketEvent<T>,
  ) => SpotMarketOutcomes[T] | void;
};

/** Each rule checks everything before it changes anything; one that returns nothing brings about nothing but the next state. */
const RULES: Rules = {
  addCurve: (state, { table }) => ({ curve: addCurve(state, table) }),
  addMarket: (state, { terms, at }) => ({ market: addMarket(state, terms, at) }),
  setReferenceAsk: (state, { market, referenceAsk, at }) => setReferenceAsk(state, market, referenceAsk, at),
  registerSegments: (state, { listings, at }) => ({ firstId: registerSegments(state, listings, at) }),
  repriceSegment: (state, event) => repriceSegment(state, event),
  buySegment: (state, event) => ({ fill: buySegment(state, event) }),
  buySegments,
  deliverAccess: (state, event) => deliverAccess(state, event),
  setPurchaseConsent: (state, { recipient, payer, consented }) =>
    setPurchaseConsent(state, recipient, payer, consented),
  withdrawEarnings: (state, event) => ({ amount: withdrawEarnings(state, event) }),
  claimDistribution: (state, { contentHash, share }) => ({
    amount: claimDistribution(state, contentHash, share),
  }),
  recoverSurplus: (state, { to }) => ({ amount: recoverSurplus(state, to) }),
  setBrokerMargin: (state, { marginBps }) => setBrokerMargin(state, marginBps),
  setMarginBand: (state, { bandBps }) => setMarginBand(state, bandBps),
  setBrokerWallet: (state, { wallet }) => setBrokerWallet(state, wallet),
  setPaused: (state, { paused }) => setPaused(state, paused),
  refreshIndexStanding: (state, { account, countsForIndex }) =>
    refreshIndexStanding(state, account, countsForIndex),
  allocatePat: (state, { to, amount }) => allocatePat(state, to, amount),
  approvePat: (state, { owner, amount }) => approvePat(state, owner, amount),
  transferPat: (state, { from, to, amount }) => transferPat(state, from, to, amount),
};
const TYPES = Object.keys(RULES) as readonly SpotMarketEventType[];
