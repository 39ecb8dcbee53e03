import {
  type Bps,
  checkFields,
  checkInteger,
  checkMap,
  checkObject,
  checkText,
  checkUnixSeconds,
  type MarketId,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { emptyQueue, type RequestQueue } from './requestQueue.ts';
import type { TermsInForce } from './vaultTerms.ts';

/** What a vault keeps besides its account in the clearing house, where its money and positions are. Plain data. */
export interface VaultState {
  /** Its name, as an account and a matcher of the clearing house. */
  readonly name: Account;
  readonly epochLength: Seconds;
  /** Obligations may reach this part of the capital, and of the balance where that is less. */
  readonly maxUtilisationBps: Bps;
  /** From 1. */
  readonly epoch: number;
  /** From this second on anyone may close it. */
  readonly epochEnds: UnixSeconds;
  /** Balance when the epoch began, wei: what utilisation is measured by. */
  readonly capital: Wad;
  /** The worst case of all it has sold, each series apart, wei, and how much of it lies in which book. */
  readonly obligations: Wad;
  readonly ofBook: ReadonlyMap<Word, Wad>;
  /** By holder; the vault itself holds those that are on their way in or out. */
  readonly shares: ReadonlyMap<Account, Quantity>;
  /** Wei for shares, and shares for wei. */
  readonly deposits: RequestQueue;
  readonly redeems: RequestQueue;
  readonly terms: ReadonlyMap<MarketId, TermsInForce>;
}

const DAY = 86_400;
/** Covers the clearing house's largest multiplier, 1.25. */
const MAX_UTILISATION_BPS = 8_000;

/**
 * A vault before its first deposit.
 *
 * @param parameters.epochLength 1 to 31 days @param parameters.maxUtilisationBps 1 to 8,000
 * @throws {InvalidInputError} anything else.
 * @example vaultState({ name: 'vault', epochLength: 86_400, maxUtilisationBps: 8_000 as Bps, at: 0 }).epochEnds // 86400
 */
export function vaultState(parameters: {
  readonly name: Account;
  readonly epochLength: Seconds;
  readonly maxUtilisationBps: Bps;
  readonly at: UnixSeconds;
}): VaultState {
  checkFields('parameters', parameters, ['name', 'epochLength', 'maxUtilisationBps', 'at']);
  const { name, epochLength, maxUtilisationBps, at } = parameters;
  checkText('name', name);
  checkInteger('epochLength', epochLength, DAY, 31 * DAY);
  checkInteger('maxUtilisationBps', maxUtilisationBps, 1, MAX_UTILISATION_BPS);
  checkUnixSeconds('at', at);
  return {
    name,
    epochLength,
    maxUtilisationBps,
    epoch: 1,
    epochEnds: at + epochLength,
    capital: 0n as Wad,
    obligations: 0n as Wad,
    ofBook: new Map(),
    shares: new Map(),
    deposits: emptyQueue,
    redeems: emptyQueue,
    terms: new Map(),
  };
}

/**
 * All shares, those that the vault holds for others included.
 *
 * @throws {InvalidInputError} a malformed state.
 * @example shareSupply({ shares: new Map([['ann', 5n], ['vault', 2n]]) }) // 7n
 */
export function shareSupply(state: Pick<VaultState, 'shares'>): Quantity {
  checkObject('state', state);
  const { shares } = state;
  checkMap('state.shares', shares);
  let supply = 0n;
  for (const held of shares.values()) supply += held;
  return supply;
}

/** The state with a holder's shares changed. */
export function withShares(state: VaultState, holder: Account, change: Quantity): VaultState {
  const held = (state.shares.get(holder) ?? 0n) + change;
  const shares = new Map(state.shares);
  if (held === 0n) shares.delete(holder);
  else shares.set(holder, held);
  return { ...state, shares };
}
