import { refusalOf } from '../contract/revert.ts';
import type { Session } from './session.ts';

/** `ready`, or the reason for which phase 3 can't be opened on the recorded report. */
export async function readinessVerdict(contracts: Session['contracts']): Promise<string> {
  return contracts.phaseGate.read('checkReadiness', []).then(
    () => 'ready',
    (cause: unknown) => {
      if (cause instanceof Error && refusalOf(cause) !== undefined) return cause.message;
      throw cause;
    },
  );
}
