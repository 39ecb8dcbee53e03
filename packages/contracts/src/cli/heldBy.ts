import type { ContractRefusal } from '../contract/revert.ts';
import { type Seat, seats } from '../governance/seats.ts';
import { roleHolders } from './answers/roleHolders.ts';
import type { Session } from './session.ts';

const SEATS: Readonly<Record<string, Seat>> = {
  PhaseGate_NotRegistrar: 'registrar',
  PhaseGate_NotGuardian: 'guardian',
  PhaseGate_NotAuditor: 'auditor',
  PhaseGate_NotGovernance: 'governance',
};

/** Which role a refusal asks for and who holds it, in words; `undefined` for a refusal about anything else. */
export async function heldBy(
  session: Session,
  { reason, facts }: ContractRefusal,
): Promise<string | undefined> {
  const { phaseGate } = session.contracts;
  const seat = SEATS[reason];
  if (seat !== undefined) return named(seat, [(await phaseGate.read('office', [seats[seat]])).holder]);
  if (reason === 'OwnableUnauthorizedAccount') return named('owner', [await phaseGate.read('owner', [])]);
  if (reason !== 'AccessControlUnauthorizedAccount' && reason !== 'DataMarketplace_NotRole') return undefined;
  const { company, listers, pricers } = await roleHolders(session);
  if (reason === 'AccessControlUnauthorizedAccount') return named('company', company);
  return Number(facts['role']) === 0 ? named('lister', listers) : named('pricer', pricers);
}

const named = (role: string, holders: readonly string[]): string =>
  `${role}, which is ${holders.length === 0 ? 'nobody' : holders.join(' or ')}`;
