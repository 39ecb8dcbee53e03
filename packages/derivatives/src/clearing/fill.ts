import {
  BPS,
  checkBigint,
  checkBoolean,
  checkSignedWad,
  mulDivUp,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { clearingAccountOf, credited, freeOf } from './accounts.ts';
import { checkCaps } from './caps.ts';
import type { ClearingSurroundings, Fill } from './clearingEvent.ts';
import { checkOpen, classIn } from './clearingGate.ts';
import type { ClearingBook, ClearingState } from './clearingState.ts';
import { checkMatcherAllowed, numberOf } from './matchers.ts';
import { openingProduct } from './openingProduct.ts';
import { changedBook, MAX_LOTS, type Side, sideOf } from './position.ts';
import { checkAccount, collateralRequirement } from './rules.ts';
import { BookExpiredError, OpeningEndedError } from './seriesErrors.ts';
import { placeIn } from './seriesLookup.ts';
import {
  LotsOutOfBoundsError,
  NegativePremiumError,
  RequirementUnmetError,
  SelfTradeError,
  UncoveredError,
} from './tradeErrors.ts';

const DAY = 86_400;

/**
 * A trade, refused in this order: matcher, lots, self-trade, series, expiry, consent (the maker's first), sign of the premium; what
 * opens (the maker first: window, gate, requirement); positions (the maker's first: lots, legs); caps; cover (the maker's first,
 * over its whole account). A side that reduces is asked for nothing but that what it keeps is covered.
 */
export function fill(state: ClearingState, event: Fill, surroundings: ClearingSurroundings): ClearingState {
  const { at, maker, taker, takerBuys, premium, seriesId } = event;
  const matcher = { name: event.matcher, number: numberOf(state, event.matcher) };
  checkTerms(event);
  const { book, index, series } = placeIn(state, seriesId);
  if (at >= book.expiry) throw new BookExpiredError(book.expiry, at);
  for (const name of [maker, taker])
    checkMatcherAllowed({ name, ...clearingAccountOf(state, name) }, matcher);
  const isOption = series.kind === 'call' || series.kind === 'put';
  if (isOption && premium < 0n) throw new NegativePremiumError(premium);
  const trade = { book, index, matcher: matcher.name, gate: surroundings.gate };
  const sides: readonly Side[] = [
    sideOf(trade, maker, takerBuys ? -event.lots : event.lots),
    sideOf(trade, taker, takerBuys ? event.lots : -event.lots),
  ];
  for (const side of sides) if (side.opens) checkAccess(state, book, { ...trade, ...side, at, surroundings });
  const fee = sides[1]!.opens ? feeOf(state, book, event) : 0n;
  const [buyer, seller] = takerBuys ? [taker, maker] : [maker, taker];
  let next = credited(state, buyer, { balance: 0n - premium });
  next = credited(next, seller, { balance: premium });
  next = credited(next, taker, { balance: -fee });
  next = credited(next, state.fees.brokerWallet, { balance: fee });
  const { book: changed, locked } = changedBook(trade, sides);
  for (const [i, { account }] of sides.entries()) next = credited(next, account, { locked: locked[i]! });
  next = { ...next, books: new Map(next.books).set(book.id, changed) };
  next = checkCaps(next, { before: book, after: changed, sides, at, surroundings });
  for (const { account } of sides) checkCovered(next, account);
  return next;
}

function checkTerms(event: Fill): void {
  const { maker, taker, takerBuys, lots, premium } = event;
  checkAccount('event.maker', maker);
  checkAccount('event.taker', taker);
  checkBoolean('event.takerBuys', takerBuys);
  checkBigint('event.lots', lots, 0n, 2n ** 256n - 1n);
  if (lots < 1n || lots > MAX_LOTS) throw new LotsOutOfBoundsError(lots, MAX_LOTS);
  checkSignedWad('event.premium', premium);
  if (maker === taker) throw new SelfTradeError(maker);
}

/** What a side that opens needs: time before the window, the gate's leave, and its class's free balance. */
function checkAccess(
  state: ClearingState,
  book: ClearingBook,
  side: {
    readonly account: Account;
    readonly change: Quantity;
    readonly index: number;
    readonly at: UnixSeconds;
    readonly surroundings: ClearingSurroundings;
  },
): void {
  const { account, change, index, at } = side;
  const { gate } = side.surroundings;
  if (at >= book.openingEnds) throw new OpeningEndedError(book.openingEnds, at);
  const product = openingProduct(book.series[index]!, change > 0n ? 'long' : 'short');
  checkOpen(gate, account, product);
  const required = collateralRequirement(state, {
    phase: gate.phase,
    participantClass: classIn(gate, account),
    product,
  });
  const free = freeOf(clearingAccountOf(state, account));
  if (free < required) throw new RequirementUnmetError({ account, required, free });
}

/** `ceil(|premium| feeBps / 10000) + lots x time premium x days begun until the expiry`, rounded up for the broker. */
function feeOf({ fees }: ClearingState, { expiry }: ClearingBook, { premium, lots, at }: Fill): bigint {
  const paid = (premium < 0n ? 0n - premium : premium) as Wad;
  const days = BigInt(Math.ceil((expiry - at) / DAY));
  return mulDivUp(paid, BigInt(fees.feeBps), BigInt(BPS)) + lots * fees.timePremium * days;
}

function checkCovered(state: ClearingState, account: Account): void {
  const { balance, locked } = clearingAccountOf(state, account);
  if (balance < locked) throw new UncoveredError({ account, locked, balance });
}
