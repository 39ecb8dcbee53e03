import type { Seconds } from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import type { ClearingEventOf } from './clearingEvent.ts';
import type { ClearingAccount, ClearingState } from './clearingState.ts';
import {
  MatcherKnownError,
  MatcherNotAllowedError,
  MatcherPendingError,
  NoMatcherAnnouncedError,
  NotMatcherError,
  TooManyMatchersError,
} from './matcherErrors.ts';
import { checkAccount, checkSomebody } from './rules.ts';

/** Between announcing a matcher and putting it in force. */
const MATCHER_DELAY: Seconds = 7 * 86_400;
/** An account has a bit for each, for ever. */
const MAX_MATCHERS = 32;

/** The number of a matcher in force. @throws {NotMatcherError} {@link InvalidInputError} */
export function numberOf(state: ClearingState, matcher: Account): number {
  checkAccount('event.matcher', matcher);
  const number = state.matchers.get(matcher);
  if (number === undefined) throw new NotMatcherError(matcher);
  return number;
}

/** @throws {MatcherNotAllowedError} unless the account allows the matcher of this number, or is that matcher. */
export function checkMatcherAllowed(
  account: { readonly name: Account } & Pick<ClearingAccount, 'matchers'>,
  matcher: { readonly name: Account; readonly number: number },
): void {
  const isAllowed = ((account.matchers >> BigInt(matcher.number)) & 1n) === 1n;
  if (account.name !== matcher.name && !isAllowed)
    throw new MatcherNotAllowedError(account.name, matcher.name);
}

/** The owner says who will match. */
export function announceMatcher(
  state: ClearingState,
  { at, matcher }: ClearingEventOf<'announceMatcher'>,
): ClearingState {
  checkSomebody('event.matcher', matcher);
  if (state.matchers.has(matcher) || state.announcedMatchers.has(matcher))
    throw new MatcherKnownError(matcher);
  return {
    ...state,
    announcedMatchers: new Map(state.announcedMatchers).set(matcher, at + MATCHER_DELAY),
  };
}

/** Anyone puts an announced matcher in force, under the next number. */
export function applyMatcher(
  state: ClearingState,
  { at, matcher }: ClearingEventOf<'applyMatcher'>,
): ClearingState {
  checkAccount('event.matcher', matcher);
  const applicableFrom = state.announcedMatchers.get(matcher);
  if (applicableFrom === undefined) throw new NoMatcherAnnouncedError(matcher);
  if (at < applicableFrom) throw new MatcherPendingError(applicableFrom, at);
  if (state.matchersApplied === MAX_MATCHERS) throw new TooManyMatchersError(MAX_MATCHERS);
  return {
    ...state,
    announcedMatchers: without(state.announcedMatchers, matcher),
    matchers: new Map(state.matchers).set(matcher, state.matchersApplied),
    matchersApplied: state.matchersApplied + 1,
  };
}

/** The owner removes a matcher at once, or takes its announcement back. */
export function removeMatcher(
  state: ClearingState,
  { matcher }: ClearingEventOf<'removeMatcher'>,
): ClearingState {
  checkAccount('event.matcher', matcher);
  if (!state.matchers.has(matcher) && !state.announcedMatchers.has(matcher))
    throw new NoMatcherAnnouncedError(matcher);
  return {
    ...state,
    announcedMatchers: without(state.announcedMatchers, matcher),
    matchers: without(state.matchers, matcher),
  };
}

function without<Value>(map: ReadonlyMap<Account, Value>, key: Account): ReadonlyMap<Account, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
