import { marketplaceLens } from '../../contract/marketplaceLens.ts';
import { seats } from '../../governance/seats.ts';
import { PRODUCTS } from '../products.ts';
import { readinessVerdict } from '../readinessVerdict.ts';
import type { Session } from '../session.ts';
import { dayText, instant, pat, span } from '../words.ts';
import { type PendingOperation, pendingOperations } from './operations.ts';
import { type UndigestedDays, undigestedDays } from './undigestedDays.ts';

/** Where a deployment stands. Amounts in wei, times in Unix seconds. */
export interface Status {
  readonly chain: string;
  readonly chainTime: number;
  readonly phase: number;
  readonly phase2OpenedAt: number;
  readonly readiness: string;
  readonly report: { readonly hash: string; readonly term: number; readonly toDay: number } | null;
  readonly auditorTerm: number;
  readonly undigested: readonly UndigestedDays[];
  readonly finalBallot: { readonly ballot: string; readonly endsAt: number } | null;
  readonly finalPhaseApprovedUntil: number;
  readonly paused: readonly { readonly product: string; readonly until: number }[];
  readonly marketplacePauseLevels: number;
  readonly pending: readonly PendingOperation[];
  readonly ownerDelay: number;
  readonly quorum: bigint;
  readonly owedToProviders: bigint;
}

/** Reads from the chain where a deployment stands. */
export async function status(session: Session): Promise<Status> {
  const { contracts, provider, chain } = session;
  const { phaseGate, marketplace, ownerTimelock, governor } = contracts;
  const now = (await provider.getBlock('latest'))!.timestamp;
  const pauses = await Promise.all(
    PRODUCTS.map(async (product, i) => ({
      product,
      until: Number(await phaseGate.read('pausedUntil', [i])),
    })),
  );
  const report = await phaseGate.read('readinessReport', []);
  const [ballot, ballotEndsAt] = await phaseGate.read('finalBallot', []);
  const till = await marketplaceLens(marketplace).till();
  return {
    chain,
    chainTime: now,
    phase: await phaseGate.read('phase', []),
    phase2OpenedAt: Number(await phaseGate.read('phaseOpenedAt', [2n])),
    readiness: await readinessVerdict(contracts),
    report: report.term === 0 ? null : { hash: report.reportHash, term: report.term, toDay: report.toDay },
    auditorTerm: (await phaseGate.read('office', [seats.auditor])).term,
    undigested: await undigestedDays(contracts, now),
    finalBallot: ballotEndsAt > now ? { ballot, endsAt: Number(ballotEndsAt) } : null,
    finalPhaseApprovedUntil: Number(await phaseGate.read('finalPhaseApprovedUntil', [])),
    paused: pauses.filter(({ until }) => until > now),
    marketplacePauseLevels: till.pauseLevels,
    pending: await pendingOperations(session),
    ownerDelay: Number(await ownerTimelock.read('getMinDelay', [])),
    quorum: await governor.read('quorumVotes', []),
    owedToProviders: till.liabilities,
  };
}

/** The same for people. */
export function statusText(status: Status): Readonly<Record<string, unknown>> {
  const { report, finalBallot: ballot, finalPhaseApprovedUntil: approved } = status;
  return {
    chain: status.chain,
    'time of the chain': instant(status.chainTime),
    phase: status.phase,
    'phase 2 opened': status.phase2OpenedAt === 0 ? 'not yet' : instant(status.phase2OpenedAt),
    'phase 3 on this evidence': status.readiness,
    report: report === null ? 'none' : `${report.hash}, term ${report.term}, to ${dayText(report.toDay)}`,
    'term of the auditor': status.auditorTerm,
    'days nobody digested': status.undigested.map(
      ({ market, days, firstDay, lostAt }) =>
        `market ${market}: ${days} from ${dayText(firstDay)} (day ${firstDay}), the first can be digested before ${instant(lostAt)}`,
    ),
    'ballot on phase 4': ballot === null ? 'none open' : `${ballot.ballot} until ${instant(ballot.endsAt)}`,
    'phase 4 approved until': approved === 0 ? 'not approved' : instant(approved),
    paused: status.paused.map(({ product, until }) => `${product} until ${instant(until)}`),
    'marketplace paused by': pausers(status.marketplacePauseLevels),
    announced: status.pending.map(
      ({ timelock, calls, executableFrom }) =>
        `${timelock}: ${calls.join(' and ')}, can be executed from ${instant(executableFrom)}`,
    ),
    "owner's delay": span(status.ownerDelay),
    'quorum of a vote': pat(status.quorum),
    'owed to providers': pat(status.owedToProviders),
  };
}

/** The till's pause levels: 1 is the owner's own pause, 2 the gate's of spot. */
function pausers(levels: number): readonly string[] {
  return [...((levels & 1) === 0 ? [] : ['its owner']), ...((levels & 2) === 0 ? [] : ['the phase gate'])];
}
