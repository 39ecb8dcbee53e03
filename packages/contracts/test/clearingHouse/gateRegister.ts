import {
  type ClearingGate,
  defaultAccessMatrix,
  type ParticipantClass,
  PRODUCTS,
  participantClassAt,
} from '@phasegate/derivatives';

/** What admissions, marks and pauses of the gate were set to. */
export interface Register {
  readonly admittedUntil: ReadonlyMap<string, number>;
  readonly brokers: ReadonlySet<string>;
  readonly affiliates: ReadonlyMap<string, boolean>;
  /** By number of the product. */
  readonly pausedUntil: ReadonlyMap<number, number>;
}

export const EMPTY_REGISTER: Register = {
  admittedUntil: new Map(),
  brokers: new Set(),
  affiliates: new Map(),
  pausedUntil: new Map(),
};

/** One of what the gate's offices do; a pause that ends at 0 ends at once. */
export type GateChange =
  | { readonly admit: readonly [account: string, until: number] }
  | { readonly broker: string }
  | { readonly affiliate: readonly [account: string, isOne: boolean] }
  | { readonly pause: readonly [product: number, until: number] };

/** The gate's function for a change. */
export function gateCall(change: GateChange): { readonly name: string; readonly args: readonly unknown[] } {
  if ('admit' in change) return { name: 'admitInstitution', args: [...change.admit, 1] };
  if ('broker' in change) return { name: 'setBroker', args: [change.broker, true] };
  if ('affiliate' in change) return { name: 'setAffiliate', args: change.affiliate };
  const [product, until] = change.pause;
  return { name: 'setPausedUntil', args: [1 << product, until] };
}

export function changedRegister(register: Register, change: GateChange): Register {
  const { admittedUntil, brokers, affiliates, pausedUntil } = register;
  if ('admit' in change) return { ...register, admittedUntil: new Map(admittedUntil).set(...change.admit) };
  if ('broker' in change) return { ...register, brokers: new Set([...brokers, change.broker]) };
  if ('affiliate' in change) return { ...register, affiliates: new Map(affiliates).set(...change.affiliate) };
  return { ...register, pausedUntil: new Map(pausedUntil).set(...change.pause) };
}

/** What the clearing house's reducer is told of the gate. */
export function gateAt(register: Register, now: number): ClearingGate {
  const classes = new Map<string, ParticipantClass>();
  for (const [account, whitelistExpiry] of register.admittedUntil)
    classes.set(account, participantClassAt({ registered: 'institution', whitelistExpiry, now }));
  for (const account of register.brokers) classes.set(account, 'broker');
  const paused = new Set(PRODUCTS.filter((_, i) => now < (register.pausedUntil.get(i) ?? 0)));
  const affiliates = new Set(
    [...register.affiliates].flatMap(([account, isOne]) => (isOne ? [account] : [])),
  );
  return { phase: 4, matrix: defaultAccessMatrix, paused, classes, affiliates };
}
