import type { Session } from '../session.ts';
import type { Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

/** The next phase. One that was refused stays due and can be executed again. */
export async function advancePlan(session: Session): Promise<Plan> {
  const { phaseGate } = session.contracts;
  const phase = await phaseGate.read('phase', []);
  const calls = [{ to: phaseGate.address, data: phaseGate.encode('advancePhase', []) }];
  return ownerPlan(session, { effect: `phase ${phase} -> ${phase + 1}`, calls });
}
