import {
  AccessDeniedError,
  type ParticipantClass,
  type Phase,
  type Product,
} from '@phasegate/pricing/refusals';
import { checkMap, checkObject, InvalidInputError, type Word } from '@phasegate/pricing/units';
import { isAllowed } from '../access/accessMatrix.ts';
import type { Account } from '../lifecycle/deal/transfer.ts';

/** What the clearing house asks of the gate, at the time of the event. Plain data. */
export interface ClearingGate {
  readonly phase: Phase;
  readonly matrix: Word;
  /** Products that can't be opened now. */
  readonly paused: ReadonlySet<Product>;
  /** Whoever isn't here is retail. */
  readonly classes: ReadonlyMap<Account, ParticipantClass>;
  /** Accounts related to the broker. */
  readonly affiliates: ReadonlySet<Account>;
}

/** @throws {AccessDeniedError} the account may not open the product now: it is paused, or the matrix says no. */
export function checkOpen(gate: ClearingGate, account: Account, product: Product): void {
  const { phase, matrix } = gate;
  const cell = { phase, participantClass: classIn(gate, account), product, action: 'open' } as const;
  if (gate.paused.has(product)) throw new AccessDeniedError({ cell, paused: true });
  if (!isAllowed({ matrix, ...cell })) throw new AccessDeniedError({ cell, paused: false });
}

export function classIn(gate: ClearingGate, account: Account): ParticipantClass {
  return gate.classes.get(account) ?? 'retail';
}

/** The broker and whoever is related to it: their trades don't enter the index, and they share one cap. */
export function isHouseIn(gate: ClearingGate, account: Account): boolean {
  return classIn(gate, account) === 'broker' || gate.affiliates.has(account);
}

/** @throws {InvalidInputError} */
export function checkGate(gate: ClearingGate): void {
  checkObject('gate', gate);
  checkMap('gate.classes', gate.classes);
  for (const field of ['paused', 'affiliates'] as const)
    if (!(gate[field] instanceof Set))
      throw new InvalidInputError({ path: `gate.${field}`, observed: gate[field], allowed: 'a Set' });
}
