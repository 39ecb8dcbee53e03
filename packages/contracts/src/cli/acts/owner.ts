import { id } from 'ethers';
import { ownerAct, type PlainCall } from '../../governance/ownerAct.ts';
import type { Session } from '../session.ts';
import { instant, span } from '../words.ts';
import type { Plan } from './act.ts';

/** OpenZeppelin's states of a timelock's operation. */
const UNSET = 0;
const WAITING = 1;
const READY = 2;

/**
 * Calls in the owner's name, all in one: announced at its timelock, or executed when the same calls are due. While they wait
 * there is nothing to send but to say until when.
 */
export async function ownerPlan(
  { contracts, provider }: Session,
  input: { readonly effect: string; readonly calls: readonly PlainCall[] },
): Promise<Plan> {
  const { ownerTimelock } = contracts;
  const { effect, calls } = input;
  const delay = Number(await ownerTimelock.read('getMinDelay', []));
  const to = ownerTimelock.address;
  for (let time = 1; ; time++) {
    // The same calls may be wanted again after they were done: each time is an operation of its own.
    const act = ownerAct({ calls, delay, salt: id(`phasegate ${time}`) });
    const state = await ownerTimelock.read('getOperationState', [act.id]);
    if (state === UNSET) {
      const due = (await provider.getBlock('latest'))!.timestamp + delay;
      const data = ownerTimelock.encode('scheduleBatch', act.schedule);
      return {
        acts: [{ title: 'announce', effect: `${effect}; can be executed from ${instant(due)}`, to, data }],
      };
    }
    if (state === READY) {
      return {
        acts: [{ title: 'execute', effect, to, data: ownerTimelock.encode('executeBatch', act.execute) }],
      };
    }
    if (state === WAITING) {
      const due = await ownerTimelock.read('getTimestamp', [act.id]);
      const wait = Number(due) - (await provider.getBlock('latest'))!.timestamp;
      return {
        answer: { announced: effect, executableFrom: instant(due), remaining: span(wait), operation: act.id },
      };
    }
  }
}
