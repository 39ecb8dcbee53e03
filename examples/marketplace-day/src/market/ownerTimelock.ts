import { ownerAct } from '@phasegate/contracts';
import { id } from 'ethers';
import type { TransactionStep } from './step.ts';
import { call, type YearState } from './year.ts';

/** Seconds: what production needs at least. */
export const OWNER_DELAY: number = 7 * 86_400;

/** What the company has the phase gate's owner, a timelock, do. */
export type OwnerErrand = 'acceptOwnership' | 'advancePhase';

/** The two transactions of an errand, with a week between them. */
export function ownerErrand(
  year: YearState,
  errand: OwnerErrand,
  at: number,
): { readonly schedule: TransactionStep; readonly execute: TransactionStep } {
  const { phaseGate, ownerTimelock } = year.contracts;
  const act = ownerAct({
    calls: [{ to: phaseGate.address, data: phaseGate.encode(errand, []) }],
    delay: OWNER_DELAY,
    salt: id(errand),
  });
  const step = (data: string): TransactionStep =>
    call({ kind: 'owner', at, from: 'owner', to: 'ownerTimelock', data });
  return {
    schedule: step(ownerTimelock.encode('scheduleBatch', act.schedule)),
    execute: step(ownerTimelock.encode('executeBatch', act.execute)),
  };
}
