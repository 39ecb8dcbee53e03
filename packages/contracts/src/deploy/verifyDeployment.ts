import { PhasegateError } from '@phasegate/pricing';
import type { Deployment } from './deployPhasegate.ts';

/** The chain does not hold what was deployed: another node answered, or a transaction was lost. */
export class DeploymentMismatchError extends PhasegateError {
  readonly item: string;
  readonly observed: unknown;
  readonly expected: unknown;

  constructor(item: string, observed: unknown, expected: unknown) {
    super(`${item} on chain is ${String(observed)}; deployed was ${String(expected)}. Deploy again`);
    this.item = item;
    this.observed = observed;
    this.expected = expected;
  }
}

/**
 * Reads a deployment back and compares it with what was asked for.
 *
 * @throws DeploymentMismatchError naming the first item that differs.
 */
export async function verifyDeployment(deployment: Deployment): Promise<void> {
  const { addresses, contracts, parameters } = deployment;
  const { pat, phaseGate, marketplace } = contracts;
  const [till, registry] = await Promise.all([
    marketplace.read('till', []),
    marketplace.read('registry', []),
  ]);
  const items: readonly [item: string, observed: unknown, expected: unknown][] = [
    ['PAT cap', await pat.read('cap', []), parameters.patCap],
    ['PAT owner', await pat.read('owner', []), parameters.owner],
    ['phase', await phaseGate.read('phase', []), 1],
    ['phase gate owner', await phaseGate.read('owner', []), parameters.owner],
    ['registrar', await phaseGate.read('registrar', []), parameters.registrar],
    ['marketplace PAT', await marketplace.read('pat', []), addresses.pat],
    ['marketplace phase gate', await marketplace.read('phaseGate', []), addresses.phaseGate],
    ['marketplace owner', await marketplace.read('owner', []), parameters.owner],
    ['broker wallet', till.brokerWallet, parameters.brokerWallet],
    ['paused', till.paused, false],
    ['liabilities', till.liabilities, 0n],
    ['broker margin', registry.brokerMarginBps, parameters.brokerMarginBps],
    ['backdating limit', registry.maxBackdate, parameters.maxBackdateSeconds],
    ['smallest index ask', await marketplace.read('minIndexAsk', []), parameters.minIndexAsk],
    [
      'smallest index margin',
      await marketplace.read('minIndexMarginBps', []),
      BigInt(parameters.minIndexMarginBps),
    ],
  ];
  for (const [item, observed, expected] of items) {
    if (String(observed).toLowerCase() !== String(expected).toLowerCase()) {
      throw new DeploymentMismatchError(item, observed, expected);
    }
  }
}
