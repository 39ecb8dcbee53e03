import { fc } from '@fast-check/vitest';
import * as refusals from '@phasegate/pricing/refusals';
import { PhasegateError, parseWad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { anyEvents } from './anyEvent.test.support.ts';
import { playSpotMarket } from './playSpotMarket.ts';
import { reduceSpotMarket } from './reduceSpotMarket.ts';
import { BUYERS, listedMarket, listing, NOW, openMarket } from './spotMarket.test.support.ts';
import type { SpotMarketEvent } from './spotMarketEvent.ts';
import type { SpotMarketState } from './state/spotMarketState.ts';
import { patBalance } from './token/pat.ts';

test('default: the next state and the outcome, and the state given in as it was', () => {
  const state = listedMarket(listing(1));
  const before = structuredClone(state);
  const { state: next, fill } = reduceSpotMarket(state, {
    type: 'buySegment',
    at: NOW,
    payer: BUYERS[0],
    id: 1,
  });
  expect(fill).toEqual({ id: 1, ask: parseWad('100'), payout: parseWad('70'), brokerSpread: parseWad('30') });
  expect(patBalance(next, BUYERS[0])).toBe(parseWad('900'));
  expect(state).toEqual(before);
});

/** The outcome, or the refusal as its class and all it says. */
function outcomeOf(act: () => object): object {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    return { refusal: error.name, message: error.message };
  }
}

/** An open market whose curves are almost used up, so that sequences reach the last. */
function fullMarket(): SpotMarketState {
  const state = openMarket();
  while (state.curves.length < 255) state.curves.push(state.curves[0]!);
  return state;
}

/** Folds the reducer and plays in place, and insists on the same outcomes and states; returns what was met. */
function compare(events: readonly SpotMarketEvent[]): ReadonlySet<string> {
  const met = new Set<string>();
  const played = fullMarket();
  let reduced = fullMarket();
  for (const event of events) {
    const before = structuredClone(reduced);
    const given = reduced;
    const outcome = outcomeOf(() => {
      const { state, ...rest } = reduceSpotMarket(given, event);
      reduced = state;
      return rest;
    });
    expect(given).toEqual(before);
    expect(outcomeOf(() => playSpotMarket(played, event))).toEqual(outcome);
    expect(played).toEqual(reduced);
    if ('refusal' in outcome) {
      met.add(String(outcome.refusal));
      expect(reduced).toBe(given);
    } else met.add(event.type);
  }
  return met;
}

test('reducing and playing in place agree on every outcome, refusal and state of any sequence', () => {
  fc.assert(
    fc.property(anyEvents, (events) => void compare(events)),
    { numRuns: runs(30) },
  );
});

const EVERY_TYPE: readonly SpotMarketEvent['type'][] = [
  'addCurve',
  'addMarket',
  'setReferenceAsk',
  'registerSegments',
  'repriceSegment',
  'buySegment',
  'buySegments',
  'deliverAccess',
  'setPurchaseConsent',
  'withdrawEarnings',
  'claimDistribution',
  'recoverSurplus',
  'setBrokerMargin',
  'setMarginBand',
  'setBrokerWallet',
  'setPaused',
  'refreshIndexStanding',
  'allocatePat',
  'approvePat',
  'transferPat',
];
const FROM_PRICING = [
  'InvalidCurveError',
  'InvalidInputError',
  'MarginTooHighError',
  'TimeRunsBackwardsError',
];

/** More accounts or markets than a sequence opens; `listing.test.ts` meets them. */
const BEYOND_A_SEQUENCE = new Set(['TooManyAccountsError', 'TooManyMarketsError']);

test('behavior: the generated sequences have every type accepted and every error met', () => {
  const met = new Set<string>();
  // A fixed seed: what the generator reaches must not depend on luck.
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (const one of compare(events)) met.add(one);
    }),
    { numRuns: 150, seed: 20_260_101 },
  );
  const own = Object.entries(refusals)
    .filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof refusals.SpotRefusalError,
    )
    .map(([name]) => name)
    .filter((name) => !BEYOND_A_SEQUENCE.has(name));
  expect([...met].toSorted()).toEqual([...EVERY_TYPE, ...own, ...FROM_PRICING].toSorted());
});
