import { UsageError } from '../errors.ts';
import { need, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parseAddress } from '../words.ts';
import type { Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

/** The marketplace's roles, by their number on chain. */
const MARKETPLACE_ROLES = ['lister', 'pricer', 'deliverer'] as const;
const NAMES = [...MARKETPLACE_ROLES, 'guardian', 'registrar', 'broker', 'affiliate'] as const;

/** Gives a role, or with `--revoke` takes it. */
export async function rolePlan(session: Session, options: Options): Promise<Plan> {
  const { marketplace, phaseGate } = session.contracts;
  const given = need(options, 'role');
  const role = NAMES.find((name) => name === given);
  if (role === undefined) throw new UsageError(`--role is '${given}'; one of ${NAMES.join(', ')} is needed`);
  const account = parseAddress('account', need(options, 'account'));
  const isGiven = !options.revoke;
  const effect = `${account} ${isGiven ? 'becomes' : 'is no longer'} ${role}`;
  const number = (MARKETPLACE_ROLES as readonly string[]).indexOf(role);
  if (number !== -1) {
    const data = marketplace.encode('setRole', [number, account, isGiven]);
    return ownerPlan(session, { effect, calls: [{ to: marketplace.address, data }] });
  }
  if (role === 'broker' || role === 'affiliate') {
    const data = phaseGate.encode(role === 'broker' ? 'setBroker' : 'setAffiliate', [account, isGiven]);
    return ownerPlan(session, { effect, calls: [{ to: phaseGate.address, data }] });
  }
  if (options.revoke) throw new UsageError(`the ${role} is replaced, not revoked: name another --account`);
  const data = phaseGate.encode(role === 'guardian' ? 'setGuardian' : 'setRegistrar', [account]);
  return ownerPlan(session, { effect, calls: [{ to: phaseGate.address, data }] });
}
