import { refusalOf, type Seat, seats } from '@phasegate/contracts';
import type { Session } from './session.ts';

const PRODUCTS = ['spot', 'forward', 'synthetic', 'optionBuy', 'optionWrite', 'vaultShares'];

/** Where a deployment stands, read from the chain. */
export async function status({ contracts, provider }: Session): Promise<Record<string, unknown>> {
  const { phaseGate, marketplace, ownerTimelock, governor } = contracts;
  const now = (await provider.getBlock('latest'))!.timestamp;
  const pauses = await Promise.all(
    PRODUCTS.map(async (name, i) => [name, Number(await phaseGate.read('pausedUntil', [i]))] as const),
  );
  const report = await phaseGate.read('readinessReport', []);
  const [ballot, ballotEndsAt] = await phaseGate.read('finalBallot', []);
  const till = await marketplace.read('till', []);
  return {
    chainTime: now,
    phase: await phaseGate.read('phase', []),
    phase2OpenedAt: await phaseGate.read('phaseOpenedAt', [2n]),
    readiness: await readinessVerdict(contracts),
    report: report.term === 0 ? 'none' : `${report.reportHash}, term ${report.term}, to day ${report.toDay}`,
    auditorTerm: (await phaseGate.read('office', [seats.auditor])).term,
    undigested: await undigestedDays(contracts, now),
    finalBallot: ballotEndsAt > now ? `${ballot} until ${ballotEndsAt}` : 'none open',
    finalPhaseApprovedUntil: await phaseGate.read('finalPhaseApprovedUntil', []),
    paused: pauses.filter(([, until]) => until > now).map(([name, until]) => `${name} until ${until}`),
    marketplacePauseLevels: till.pauseLevels,
    ownerDelay: await ownerTimelock.read('getMinDelay', []),
    quorum: await governor.read('quorumVotes', []),
  };
}

const DAY = 86_400;
const HOUR = 3_600;
/** What the index's ring holds. */
const RING_HOURS = 1_024;

/** By market, the days since phase 2 that are over and that nobody has kept yet, and until when they can be. */
async function undigestedDays({ phaseGate, marketplace, readinessMeter }: Session['contracts'], now: number) {
  const opened = Number(await phaseGate.read('phaseOpenedAt', [2n]));
  const { markets } = await marketplace.read('registry', []);
  const today = Math.floor(now / DAY);
  if (opened === 0) return [];
  // Earlier days are lost: the ring may have overwritten their first hour.
  const earliest = Math.floor((now / HOUR - RING_HOURS) / 24) + 1;
  const from = Math.max(Math.ceil(opened / DAY), earliest);
  const days = Array.from({ length: Math.max(0, today - from) }, (_, i) => BigInt(from + i));
  const lines: string[] = [];
  for (let market = 1n; market <= BigInt(markets); market++) {
    const kept = await Promise.all(days.map((day) => readinessMeter.read('dayOf', [market, day])));
    const missing = days.filter((_, i) => !kept[i]!.digested);
    if (missing.length === 0) continue;
    const lostAt = await readinessMeter.read('lostAt', [missing[0]!]);
    lines.push(
      `market ${market}: ${missing.length} days from ${missing[0]}, the first can be digested before ${lostAt}`,
    );
  }
  return lines;
}

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

/** Who holds which power now. The bounds of each are in docs/admin-powers.md. */
export async function powers({ contracts, addresses }: Session): Promise<Record<string, unknown>> {
  const { phaseGate, marketplace, ownerTimelock, governorTimelock } = contracts;
  const offices = await Promise.all(
    (Object.keys(seats) as Seat[]).map(
      async (seat) => [seat, (await phaseGate.read('office', [seats[seat]])).holder] as const,
    ),
  );
  return {
    'owner of the phase gate': await phaseGate.read('owner', []),
    'owner of the marketplace': await marketplace.read('owner', []),
    "owner's timelock": addresses.ownerTimelock,
    "owner's delay (seconds)": await ownerTimelock.read('getMinDelay', []),
    governor: addresses.governor,
    "governor's delay (seconds)": await governorTimelock.read('getMinDelay', []),
    ...Object.fromEntries(offices),
    meter: await phaseGate.read('meter', []),
  };
}
