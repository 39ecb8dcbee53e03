import {
  ownerAct,
  type Proposal,
  proposal,
  readinessTypedData,
  type SignedReadiness,
} from '@phasegate/contracts';
import { id } from 'ethers';
import { admissionsCsv } from './admissionsCsv.ts';
import { UsageError } from './errors.ts';
import { readJson, readText } from './files.ts';
import { need, needWhole, type Options } from './options.ts';
import type { Act } from './perform.ts';
import type { Session } from './session.ts';

const BATCH = 100;
/** OpenZeppelin's states of a timelock's operation. */
const UNSET = 0;
const READY = 2;

/** Makes votes of PAT: allows, deposits, delegates to the signer itself. */
export async function wrapActs({ contracts, signer }: Session, options: Options): Promise<readonly Act[]> {
  const { pat, votePat } = contracts;
  const amount = needWhole(options, 'amount');
  if (signer === undefined) throw new UsageError('wrapping needs the key of the voter');
  const voter = await signer.getAddress();
  const effect = `${amount} wei of PAT for ${voter}`;
  return [
    {
      title: 'allow',
      effect: `VotePAT may take ${effect}`,
      to: pat.address,
      data: pat.encode('approve', [votePat.address, amount]),
    },
    {
      title: 'wrap',
      effect: `VotePAT ${effect}`,
      to: votePat.address,
      data: votePat.encode('depositFor', [voter, amount]),
    },
    {
      title: 'delegate',
      effect: `${voter} votes for itself`,
      to: votePat.address,
      data: votePat.encode('delegate', [voter]),
    },
  ];
}

/** Opens a ballot on phase 4, which the approval must then name. */
export function ballotActs({ contracts }: Session): readonly Act[] {
  const { phaseGate } = contracts;
  const data = phaseGate.encode('openFinalBallot', []);
  return [
    { title: 'open the ballot', effect: 'phase 4 can be voted on for 60 days', to: phaseGate.address, data },
  ];
}

/** Schedules the next phase at the owner's timelock, or executes it when it is due. */
export async function advanceActs({ contracts, provider }: Session): Promise<readonly Act[]> {
  const { phaseGate, ownerTimelock } = contracts;
  const phase = await phaseGate.read('phase', []);
  const delay = Number(await ownerTimelock.read('getMinDelay', []));
  const calls = [{ to: phaseGate.address, data: phaseGate.encode('advancePhase', []) }];
  // Each phase is an operation of its own; one that was refused stays due and can be executed again.
  const act = ownerAct({ calls, delay, salt: id(`phasegate advance from ${phase}`) });
  const state = await ownerTimelock.read('getOperationState', [act.id]);
  const to = ownerTimelock.address;
  const step = `phase ${phase} -> ${phase + 1}`;
  if (state === UNSET) {
    const due = (await provider.getBlock('latest'))!.timestamp + delay;
    const data = ownerTimelock.encode('scheduleBatch', act.schedule);
    return [{ title: 'schedule advancePhase', effect: `${step} may be executed from ${due}`, to, data }];
  }
  if (state === READY) {
    const data = ownerTimelock.encode('executeBatch', act.execute);
    return [{ title: 'execute advancePhase', effect: step, to, data }];
  }
  const due = await ownerTimelock.read('getTimestamp', [act.id]);
  throw new UsageError(`${step} is scheduled and due at ${due}; advance again from then on`);
}

export async function admitActs({ contracts }: Session, options: Options): Promise<readonly Act[]> {
  const { phaseGate } = contracts;
  const admissions = admissionsCsv(await readText(need(options, 'csv')));
  const batches = Array.from({ length: Math.ceil(admissions.length / BATCH) }, (_, i) =>
    admissions.slice(i * BATCH, (i + 1) * BATCH),
  );
  return batches.map((batch, i) => ({
    title: `admit batch ${i + 1} of ${batches.length}`,
    effect: `${batch.length} institutions admitted or renewed: ${batch.map(({ account }) => account).join(' ')}`,
    to: phaseGate.address,
    data: phaseGate.encode('admitInstitutions', [batch]),
  }));
}

export async function governorActs(session: Session, options: Options): Promise<readonly Act[]> {
  const { governor } = session.contracts;
  const to = governor.address;
  if (options.verb === 'vote') {
    const number = needWhole(options, 'proposal');
    const support = ['against', 'for', 'abstain'].indexOf(need(options, 'support'));
    if (support === -1) throw new UsageError('--support is for, against or abstain');
    const data = governor.encode('castVote', [number, support]);
    return [{ title: 'vote', effect: `votes ${options.texts.support} on ${number}`, to, data }];
  }
  const built = await buildProposal(session, options);
  const effect = `proposal ${built.id}: ${built.description}`;
  if (options.verb === 'propose') {
    return [{ title: 'propose', effect, to, data: governor.encode('propose', built.propose) }];
  }
  const name = options.verb as 'queue' | 'execute';
  return [{ title: name, effect, to, data: governor.encode(name, built.settle) }];
}

async function buildProposal({ contracts, signer }: Session, options: Options): Promise<Proposal> {
  const { phaseGate } = contracts;
  const name = need(options, 'call');
  let data: string;
  try {
    const args: unknown = JSON.parse(options.texts.args ?? '[]');
    data = phaseGate.encode(name as 'approveFinalPhase', args as [string]);
  } catch (cause) {
    throw new UsageError(
      `--call ${name} with --args ${options.texts.args ?? '[]'}: ${(cause as Error).message}`,
    );
  }
  const proposer = options.texts.proposer ?? (await signer?.getAddress());
  if (proposer === undefined) throw new UsageError('name the proposer with --proposer');
  return proposal({
    calls: [{ to: phaseGate.address, data }],
    description: need(options, 'description'),
    proposer,
  });
}

/** Digests, or records a signed report; `undefined` when neither is asked for. */
export async function readinessActs(session: Session, options: Options): Promise<readonly Act[] | undefined> {
  const { phaseGate, readinessMeter } = session.contracts;
  if (options.texts.digest !== undefined) {
    const [market, day, count] = (['market', 'digest', 'count'] as const).map((name) =>
      needWhole(options, name),
    );
    const data = readinessMeter.encode('digest', [market!, day!, count!]);
    const effect = `keeps ${count} days of market ${market} from day ${day}`;
    return [{ title: 'digest', effect, to: readinessMeter.address, data }];
  }
  const { signature } = options.texts;
  if (signature === undefined) return undefined;
  const report = await readReport(options);
  return [
    {
      title: 'record readiness',
      effect: `report ${report.reportHash} over days ${report.fromDay} to ${report.toDay}`,
      to: phaseGate.address,
      data: phaseGate.encode('recordReadiness', [report, signature]),
    },
  ];
}

/** The auditor's signature of the report's figures. */
export async function signReport({ addresses, signer }: Session, options: Options): Promise<string> {
  if (signer === undefined) throw new UsageError('signing needs the key of the auditor');
  const { chainId, phaseGate } = addresses;
  const data = readinessTypedData({ chainId, phaseGate, report: await readReport(options) });
  return signer.signTypedData(data.domain, data.types, data.message);
}

async function readReport(options: Options): Promise<SignedReadiness> {
  const file = need(options, 'report');
  const report = await readJson(file, ['unaffiliatedVolume']);
  if (typeof report['unaffiliatedVolume'] !== 'bigint') {
    throw new UsageError(`${file}: unaffiliatedVolume must be wei as decimal text`);
  }
  for (const name of [
    'term',
    'revision',
    'market',
    'fromDay',
    'toDay',
    'unaffiliatedBuyers',
    'largestBuyerBps',
    'deliveredBps',
  ]) {
    if (!Number.isSafeInteger(report[name])) throw new UsageError(`${file}: ${name} must be a whole number`);
  }
  if (!/^0x[0-9a-f]{64}$/i.test(String(report['reportHash'])))
    throw new UsageError(`${file}: reportHash must be 32 bytes`);
  return report as unknown as SignedReadiness;
}
