import { RevertError } from '@phasegate/contracts';
import type { Session } from './session.ts';

const PRODUCTS = ['spot', 'forward', 'synthetic', 'optionBuy', 'optionWrite', 'vaultShares'];

/** Where a deployment stands, read from the chain. */
export async function status({ contracts, provider }: Session): Promise<Record<string, unknown>> {
  const { phaseGate, marketplace, ownerTimelock, governor } = contracts;
  const now = (await provider.getBlock('latest'))!.timestamp;
  const pauses = await Promise.all(
    PRODUCTS.map(async (name, i) => [name, Number(await phaseGate.read('pausedUntil', [i]))] as const),
  );
  const [report, signer] = await phaseGate.read('readinessReport', []);
  const till = await marketplace.read('till', []);
  return {
    chainTime: now,
    phase: await phaseGate.read('phase', []),
    phase2OpenedAt: await phaseGate.read('phaseOpenedAt', [2n]),
    readiness: await readinessVerdict(contracts),
    reportHash: signer === '0x0000000000000000000000000000000000000000' ? 'none' : report.reportHash,
    finalPhaseApprovedUntil: await phaseGate.read('finalPhaseApprovedUntil', []),
    paused: pauses.filter(([, until]) => until > now).map(([name, until]) => `${name} until ${until}`),
    marketplacePauseLevels: till.pauseLevels,
    ownerDelay: await ownerTimelock.read('getMinDelay', []),
    quorum: await governor.read('quorumVotes', []),
  };
}

/** `ready`, or the reason for which phase 3 can't be opened on the recorded report. */
export async function readinessVerdict(contracts: Session['contracts']): Promise<string> {
  return contracts.phaseGate.read('checkReadiness', []).then(
    () => 'ready',
    (cause: unknown) => {
      if (cause instanceof RevertError) return cause.message;
      throw cause;
    },
  );
}

/** Who holds which power now. The bounds of each are in docs/admin-powers.md. */
export async function powers({ contracts, addresses }: Session): Promise<Record<string, unknown>> {
  const { phaseGate, marketplace, ownerTimelock, governorTimelock } = contracts;
  return {
    'owner of the phase gate': await phaseGate.read('owner', []),
    'owner of the marketplace': await marketplace.read('owner', []),
    "owner's timelock": addresses.ownerTimelock,
    "owner's delay (seconds)": await ownerTimelock.read('getMinDelay', []),
    governance: await phaseGate.read('governance', []),
    governor: addresses.governor,
    "governor's delay (seconds)": await governorTimelock.read('getMinDelay', []),
    registrar: await phaseGate.read('registrar', []),
    guardian: await phaseGate.read('guardian', []),
    auditor: await phaseGate.read('auditor', []),
    meter: await phaseGate.read('meter', []),
  };
}
