import { patText, timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { named, signedPat } from './texts.ts';

/** In the order of the contracts' enumeration. */
const KINDS = ['call', 'put', 'collar', 'index swap'] as const;

/** What to do about refusals of the clearing house. */
export const clearingAdvice: ByReason<string> = {
  ClearingHouse_ZeroAmount: () => 'an amount must be at least 1 wei. Give one',
  ClearingHouse_ZeroAddress: ({ field }) => `${field} must not be the zero address. Give the right one`,
  ClearingHouse_ExceedsFree: ({ account, amount, free }) =>
    `${account} has ${patText(free)} free, not ${patText(amount)}. Withdraw less, or reduce a position first`,
  ClearingHouse_NotMatcher: ({ caller }) =>
    `${caller} is no registered matcher. Trade through one that is, or register it`,
  ClearingHouse_MatcherNotAllowed: ({ account, matcher }) =>
    `${account} has not let the matcher ${matcher} in. It does so with setMatcher`,
  ClearingHouse_MatcherKnown: ({ matcher }) => `${matcher} is registered or announced already. Nothing to do`,
  ClearingHouse_NoMatcherAnnounced: ({ matcher }) =>
    `${matcher} is not announced. The owner does that with announceMatcher`,
  ClearingHouse_MatcherPending: ({ applicableFrom }) =>
    `the matcher can be registered from ${timeText(applicableFrom)}. Wait until then`,
  ClearingHouse_TooManyMatchers: ({ max }) =>
    `all ${max} numbers of matchers have been given. There are no more`,
  ClearingHouse_MalformedSeries: ({ kind, a, b, c }) =>
    `no ${named(KINDS, kind)} has the terms ${a}, ${b}, ${c} in this book. Give wei per lot in rising order, and a swap two markets`,
  ClearingHouse_UnknownSeries: ({ seriesId }) =>
    `there is no series ${seriesId}. Create it, or check its number`,
  ClearingHouse_TooManySeries: ({ max }) => `the book has ${max} series, as many as fit. Trade one of them`,
  ClearingHouse_OpeningEnded: ({ openingEnds }) =>
    `nothing opens since the settlement window began at ${timeText(openingEnds)}. Reduce only, or take a later expiry`,
  ClearingHouse_BookExpired: ({ expiry }) =>
    `the series expired at ${timeText(expiry)} and is not traded any more. Settle it`,
  ClearingHouse_SelfTrade: ({ account }) => `${account} can't trade with itself. Name another side`,
  ClearingHouse_LotsOutOfBounds: ({ lots, max }) =>
    `lots must lie from 1 to ${max}; got ${lots}. Trade within`,
  ClearingHouse_NegativePremium: ({ premium }) =>
    `a call or put has no premium below zero; got ${premium} wei. Give what the buyer pays`,
  ClearingHouse_RequirementUnmet: ({ account, required, free }) =>
    `${account} needs ${patText(required)} free to open and has ${patText(free)}. Deposit more`,
  ClearingHouse_TooManyLegs: ({ account, max }) =>
    `${account} holds ${max} series of this book, as many as it may. Close one first`,
  ClearingHouse_OpenInterestCapped: ({ market, lots, cap }) =>
    `market ${market} bears ${cap} lots of open interest; there would be ${lots}. Trade fewer, or refresh the cap`,
  ClearingHouse_AccountCapped: ({ account, lots, cap }) =>
    `${account} may hold ${cap} lots in this book; it would hold ${lots}. Trade fewer, or refresh the cap`,
  ClearingHouse_HouseCapped: ({ lots, cap }) =>
    `broker, affiliates and vault together may hold ${cap} lots net in this book; it would be ${lots}. Trade fewer`,
  ClearingHouse_Uncovered: ({ account, locked, balance }) =>
    `${account} would have ${signedPat(balance)} against a requirement of ${patText(locked)}. Deposit more, or trade less`,
  ClearingHouse_FeesOutOfBounds: ({ feeBps, maxFeeBps, timePremium, maxTimePremium }) =>
    `fees are at most ${maxFeeBps} basis points and ${patText(maxTimePremium)} a lot and day; got ${feeBps} and ${patText(timePremium)}. Choose lower ones`,
  ClearingHouse_RequirementOutOfBounds: ({ phase, amount, max }) =>
    `a requirement is whole PAT, at most ${patText(max)}, in phase 2 to 4; got ${patText(amount)} in phase ${phase}. Choose one within`,
  ClearingHouse_SharesOutOfBounds: ({ accountShareBps, houseShareBps }) =>
    `shares of a cap lie from 1 to 10000 basis points; got ${accountShareBps} and ${houseShareBps}. Choose within`,
};
