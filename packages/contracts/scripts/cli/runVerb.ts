import {
  admitActs,
  advanceActs,
  ballotActs,
  governorActs,
  readinessActs,
  signReport,
  wrapActs,
} from './acts.ts';
import { deploy } from './deploy.ts';
import { toJson } from './files.ts';
import type { Options, Verb } from './options.ts';
import { type Act, type Outcome, perform } from './perform.ts';
import { openSession, type RoleName, type Session } from './session.ts';
import { powers, readinessVerdict, status } from './status.ts';

const ACTING: Readonly<Record<Verb, RoleName>> = {
  deploy: 'deployer',
  status: 'deployer',
  powers: 'deployer',
  advance: 'company',
  readiness: 'auditor',
  admit: 'registrar',
  wrap: 'voter',
  ballot: 'voter',
  propose: 'voter',
  vote: 'voter',
  queue: 'voter',
  execute: 'voter',
};

/** Runs one verb and gives what it prints. */
export async function runVerb(options: Options): Promise<string> {
  if (options.verb === 'deploy') return print(options, await deploy(options));
  const session = await openSession(options, ACTING[options.verb]);
  try {
    if (options.verb === 'status') return print(options, await status(session));
    if (options.verb === 'powers') return print(options, await powers(session));
    const acts = await actsOf(session, options);
    if (!Array.isArray(acts)) return print(options, acts as Record<string, unknown>);
    const outcomes: Outcome[] = [];
    for (const act of acts as readonly Act[]) outcomes.push(await perform(session, act, options.dryRun));
    return options.json ? toJson({ dryRun: options.dryRun, outcomes }) : outcomes.map(outcomeText).join('\n');
  } finally {
    await session.close();
  }
}

async function actsOf(session: Session, options: Options): Promise<readonly Act[] | Record<string, unknown>> {
  if (options.verb === 'advance') return advanceActs(session);
  if (options.verb === 'wrap') return wrapActs(session, options);
  if (options.verb === 'ballot') return ballotActs(session);
  if (options.verb === 'admit') return admitActs(session, options);
  if (options.verb !== 'readiness') return governorActs(session, options);
  const acts = await readinessActs(session, options);
  if (acts !== undefined) return acts;
  if (options.texts.report !== undefined) return { signature: await signReport(session, options) };
  return { readiness: await readinessVerdict(session.contracts) };
}

function print(options: Options, values: Record<string, unknown>): string {
  if (options.json) return toJson(values);
  const rows = Object.entries(values).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [[name, value]],
  );
  const text = (value: unknown): string =>
    Array.isArray(value) ? (value.length === 0 ? 'none' : value.join(', ')) : String(value);
  return rows.map(([name, value]) => `${name.padEnd(28)} ${text(value)}\n`).join('');
}

function outcomeText(outcome: Outcome): string {
  const { title, events = [], ...rest } = outcome;
  const lines = Object.entries(rest).map(([name, value]) => `  ${name.padEnd(12)} ${value}`);
  return `${[title, ...lines, ...events.map((event) => `  event        ${event}`)].join('\n')}\n`;
}
