import { type Act, type Plan } from './acts/act.ts';
import { admitPlan } from './acts/admit.ts';
import { advancePlan } from './acts/advance.ts';
import { clearingPlan } from './acts/clearing.ts';
import { ballotPlan, proposalPlan, votePlan } from './acts/governor.ts';
import { marginPlan, marketPlan, walletPlan } from './acts/marketplace.ts';
import { pausePlan, resumePlan } from './acts/pauses.ts';
import { curvePlan, referencePlan } from './acts/pricer.ts';
import { readinessPlan } from './acts/readiness.ts';
import { rolePlan } from './acts/role.ts';
import { settlementPlan } from './acts/settlement.ts';
import { vaultPlan } from './acts/vault.ts';
import { wrapPlan } from './acts/wrap.ts';
import { powers, powersText } from './answers/powers.ts';
import { status, statusText } from './answers/status.ts';
import { deploy } from './deploy.ts';
import { UsageError } from './errors.ts';
import { toJson } from './files.ts';
import type { RoleName } from './localSession.ts';
import { openSession } from './openSession.ts';
import type { Options, Verb } from './options.ts';
import { type Outcome, perform } from './perform.ts';
import { outcomeText, rowsText } from './print.ts';
import { writeSafeBatch } from './safeBatch.ts';
import type { Session } from './session.ts';

type ActingVerb = Exclude<Verb, 'deploy' | 'status' | 'powers'>;

/** What each verb plans, and whose account it takes on a chain in this process. */
const ACTING: Readonly<
  Record<ActingVerb, readonly [RoleName, (session: Session, options: Options) => Promise<Plan>]>
> = {
  advance: ['company', advancePlan],
  pause: ['guardian', pausePlan],
  resume: ['guardian', resumePlan],
  role: ['company', rolePlan],
  margin: ['company', marginPlan],
  wallet: ['company', walletPlan],
  market: ['company', marketPlan],
  curve: ['pricer', curvePlan],
  reference: ['pricer', referencePlan],
  readiness: ['auditor', readinessPlan],
  settlement: ['deployer', settlementPlan],
  clearing: ['deployer', clearingPlan],
  vault: ['deployer', vaultPlan],
  admit: ['registrar', admitPlan],
  wrap: ['voter', wrapPlan],
  ballot: ['voter', ballotPlan],
  propose: ['voter', proposalPlan],
  vote: ['voter', votePlan],
  queue: ['voter', proposalPlan],
  execute: ['voter', proposalPlan],
};

/** What a run of the command line came to. */
export interface Ended {
  readonly output: string;
  /** Something was refused: by a contract, or by the simulation of a dry run. */
  readonly isRefused: boolean;
}

/** Runs one verb and gives what it prints. */
export async function runVerb(options: Options): Promise<Ended> {
  const { verb } = options;
  if (options.texts.safe !== undefined && options.texts.from === undefined) {
    throw new UsageError('--safe needs --from, the address of the Safe');
  }
  if (verb === 'deploy') return answered(options, await deploy(options));
  const role = verb === 'status' || verb === 'powers' ? 'deployer' : roleOf(verb, options);
  const session = await openSession(options, role);
  try {
    if (verb === 'status') return answered(options, await status(session), statusText);
    if (verb === 'powers') return answered(options, await powers(session), powersText);
    const plan = await ACTING[verb][1](session, options);
    if ('answer' in plan) return answered(options, plan.answer);
    return await performed(session, options, plan.acts);
  } finally {
    await session.close();
  }
}

function roleOf(verb: ActingVerb, { texts }: Options): RoleName {
  return texts.by === 'owner' ? 'company' : ACTING[verb][0];
}

async function performed(session: Session, options: Options, acts: readonly Act[]): Promise<Ended> {
  const { from, safe } = options.texts;
  const isUnsent = options.dryRun || from !== undefined;
  const outcomes: Outcome[] = [];
  for (const act of acts) {
    const outcome = await perform(session, act, isUnsent);
    outcomes.push(outcome);
    // What follows would only be refused too.
    if (outcome.refused !== undefined) break;
  }
  const isRefused = outcomes.some(({ refused }) => refused !== undefined);
  if (safe !== undefined && !isRefused) await writeSafeBatch(session, safe, acts);
  const output = options.json ? toJson({ sent: !isUnsent, outcomes }) : outcomes.map(outcomeText).join('\n');
  return { output, isRefused };
}

function answered<T extends object>(
  options: Options,
  answer: T,
  text: (answer: T) => object = (same) => same,
): Ended {
  return { output: options.json ? toJson(answer) : rowsText(text(answer)), isRefused: false };
}
