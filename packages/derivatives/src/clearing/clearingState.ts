import type { ParticipantClass, Phase, Product } from '@phasegate/pricing/refusals';
import {
  type Bps,
  checkBps,
  checkFields,
  checkMap,
  checkObject,
  type Quantity,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import type { Series } from '../instrument/series.ts';
import type { Account } from '../lifecycle/deal/transfer.ts';
import type { BookScope } from './bookId.ts';
import { type ClearingFees, checkFees } from './rules.ts';

/** An account's money, which serves all its books. */
export interface ClearingAccount {
  readonly balance: Wad;
  /** The sum of its requirements: `balance - locked` is free, and never below zero. */
  readonly locked: Wad;
  /** A bit for each matcher number that may trade for it. */
  readonly matchers: Word;
}

/** What an account holds in a book. */
export interface ClearingPosition {
  /** Requirement, until the account is settled. */
  readonly locked: Wad;
  /** Whether it counted as the house's when it took its first position there. */
  readonly isHouse: boolean;
  /** Lots by index of the series, above zero long, below zero short, never zero; at most 16, in the contract's order. */
  readonly lots: ReadonlyMap<number, Quantity>;
}

/** The series of one market and expiry, which net, or the swaps of two markets. */
export interface ClearingBook extends BookScope {
  readonly id: Word;
  /** When the settlement window begins: from this second on nothing opens. */
  readonly openingEnds: UnixSeconds;
  /** Requirement over worst case, by the market's trading when the book opened. */
  readonly marginMultiplierBps: Bps;
  /** In order of creation: the position is the index of {@link seriesIdOf}. */
  readonly series: readonly Series[];
  readonly positions: ReadonlyMap<Account, ClearingPosition>;
  /** The house's net lots by index of the series. */
  readonly houseLots: ReadonlyMap<number, Quantity>;
  /** What the series settle on: S, of a swap book S - A; `null` until it is settled. */
  readonly figure: Wad | null;
}

/** What the clearing house keeps. Plain data. */
export interface ClearingState {
  /** Share of a market's open-interest cap that one account may hold of a book, and the house together. */
  readonly accountShareBps: Bps;
  readonly houseShareBps: Bps;
  readonly fees: ClearingFees;
  /** Wei by {@link requirementKey}. */
  readonly requirements: ReadonlyMap<string, Wad>;
  /** Numbers of the matchers in force. */
  readonly matchers: ReadonlyMap<Account, number>;
  /** How many have ever been in force: the next one's number. */
  readonly matchersApplied: number;
  readonly announcedMatchers: ReadonlyMap<Account, UnixSeconds>;
  readonly accounts: ReadonlyMap<Account, ClearingAccount>;
  readonly books: ReadonlyMap<Word, ClearingBook>;
  /** Long lots of a market and expiry, swaps included, by the number of the market's own book. */
  readonly openInterest: ReadonlyMap<Word, Quantity>;
}

/** Which cell of {@link ClearingState.requirements}. */
export interface RequirementCell {
  readonly phase: Phase;
  readonly participantClass: ParticipantClass;
  readonly product: Product;
}

/**
 * A clearing house before its first event.
 *
 * @throws {InvalidInputError} malformed shares. @throws {FeesOutOfBoundsError} {@link ZeroAddressError} fees that no owner may set.
 * @example clearingState({ accountShareBps: 2_500 as Bps, houseShareBps: 5_000 as Bps, fees: { brokerWallet: 'broker', feeBps: 0 as Bps, timePremium: 0n as Wad } }).books.size // 0
 */
export function clearingState(parameters: {
  readonly accountShareBps: Bps;
  readonly houseShareBps: Bps;
  readonly fees: ClearingFees;
}): ClearingState {
  checkFields('parameters', parameters, ['accountShareBps', 'houseShareBps', 'fees']);
  const { accountShareBps, houseShareBps, fees } = parameters;
  checkBps('accountShareBps', accountShareBps, 1);
  checkBps('houseShareBps', houseShareBps, 1);
  checkFees(fees);
  return {
    accountShareBps,
    houseShareBps,
    fees,
    requirements: new Map(),
    matchers: new Map(),
    matchersApplied: 0,
    announcedMatchers: new Map(),
    accounts: new Map(),
    books: new Map(),
    openInterest: new Map(),
  };
}

/**
 * The PAT that the clearing house holds, wei: all balances, and what accounts of settled books that nobody has settled yet
 * receive less what they pay.
 *
 * @throws {InvalidInputError} a malformed state.
 * @example clearingHeld(state) // 0n before the first deposit
 */
export function clearingHeld(state: ClearingState): Wad {
  checkObject('state', state);
  checkMap('state.accounts', state.accounts);
  checkMap('state.books', state.books);
  let held = 0n;
  for (const { balance } of state.accounts.values()) held += balance;
  for (const book of state.books.values())
    for (const position of book.positions.values()) held += positionPayoff(book, position);
  return held as Wad;
}

/** What a position receives at settlement, wei, below zero when it pays; nothing before. */
export function positionPayoff({ series, figure }: ClearingBook, { lots }: ClearingPosition): Wad {
  let payoff = 0n;
  if (figure !== null)
    for (const [index, quantity] of lots) payoff += quantity * seriesPayoff(series[index]!, figure);
  return payoff as Wad;
}
