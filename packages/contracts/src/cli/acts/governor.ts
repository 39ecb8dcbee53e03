import { type Proposal, proposal } from '../../governance/proposal.ts';
import { UsageError } from '../errors.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import type { Plan } from './act.ts';

/** Opens a ballot on phase 4, which the approval must then name. */
export async function ballotPlan({ contracts }: Session): Promise<Plan> {
  const { phaseGate } = contracts;
  const data = phaseGate.encode('openFinalBallot', []);
  const effect = 'phase 4 can be voted on for 60 days';
  return { acts: [{ title: 'open the ballot', effect, to: phaseGate.address, data }] };
}

export async function votePlan({ contracts }: Session, options: Options): Promise<Plan> {
  const { governor } = contracts;
  const number = needWhole(options, 'proposal');
  const support = ['against', 'for', 'abstain'].indexOf(need(options, 'support'));
  if (support === -1) throw new UsageError('--support is for, against or abstain');
  const data = governor.encode('castVote', [number, support]);
  const effect = `votes ${options.texts.support} on ${number}`;
  return { acts: [{ title: 'vote', effect, to: governor.address, data }] };
}

/** Proposes a call, queues it once the vote has passed, or executes it once the delay is over. */
export async function proposalPlan(session: Session, options: Options): Promise<Plan> {
  const { governor } = session.contracts;
  const to = governor.address;
  const built = buildProposal(session, options);
  const effect = `proposal ${built.id}: ${built.description}`;
  if (options.verb === 'propose') {
    return { acts: [{ title: 'propose', effect, to, data: governor.encode('propose', built.propose) }] };
  }
  const name = options.verb as 'queue' | 'execute';
  return { acts: [{ title: name, effect, to, data: governor.encode(name, built.settle) }] };
}

function buildProposal({ contracts, actor }: Session, options: Options): Proposal {
  const { phaseGate } = contracts;
  const name = need(options, 'call');
  const args = options.texts.args ?? '[]';
  let data: string;
  try {
    data = phaseGate.encode(name as 'approveFinalPhase', JSON.parse(args) as [string]);
  } catch (cause) {
    throw new UsageError(`--call ${name} with --args ${args}: ${(cause as Error).message}`);
  }
  const proposer = options.texts.proposer ?? actor;
  if (proposer === undefined) throw new UsageError('name the proposer with --proposer');
  const description = need(options, 'description');
  return proposal({ calls: [{ to: phaseGate.address, data }], description, proposer });
}
