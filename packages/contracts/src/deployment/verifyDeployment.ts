import { marketplaceLens } from '../contract/marketplaceLens.ts';
import { type Seat, seats } from '../governance/seats.ts';
import { checkItems, type DeployedItem } from './deployedItems.ts';
import type { Deployment } from './deployment.ts';
import { patSupply } from './deploymentParameters.ts';

/**
 * Reads a deployment back and compares it with what was asked for.
 *
 * @throws {DeploymentMismatchError} naming the first item that differs.
 */
export async function verifyDeployment(deployment: Deployment): Promise<void> {
  const { addresses, contracts, parameters } = deployment;
  const { pat, phaseGate, marketplace } = contracts;
  const lens = marketplaceLens(marketplace);
  const [till, registry] = await Promise.all([lens.till(), lens.registry()]);
  const items: readonly DeployedItem[] = [
    ['PAT supply', await pat.read('totalSupply', []), patSupply(parameters.patAllocation)],
    ...(await Promise.all(parameters.patAllocation.map(({ to }) => holding(deployment, to)))),
    ['phase', await phaseGate.read('phase', []), 1],
    ['phase gate owner', await phaseGate.read('owner', []), parameters.owner],
    ...(await Promise.all(SEATS.map((seat) => holder(deployment, seat)))),
    ['marketplaces of the phase gate', await phaseGate.read('marketplaces', []), [addresses.marketplace]],
    ['marketplace PAT', await marketplace.read('pat', []), addresses.pat],
    ['marketplace phase gate', await marketplace.read('phaseGate', []), addresses.phaseGate],
    ['marketplace owner', await marketplace.read('owner', []), parameters.owner],
    ['broker wallet', till.brokerWallet, parameters.brokerWallet],
    ['pause levels', till.pauseLevels, 0],
    ['liabilities', till.liabilities, 0n],
    ['broker margin', registry.brokerMarginBps, parameters.brokerMarginBps],
    ['backdating limit', registry.maxBackdate, parameters.maxBackdateSeconds],
    ['smallest index ask', await marketplace.read('minIndexAsk', []), parameters.minIndexAsk],
    [
      'smallest index margin',
      await marketplace.read('minIndexMarginBps', []),
      BigInt(parameters.minIndexMarginBps),
    ],
    ['first curve', await marketplace.read('firstCurve', []), parameters.firstCurve],
  ];
  checkItems(items);
}

const SEATS = Object.keys(seats) as readonly Seat[];

async function holder({ contracts, parameters }: Deployment, seat: Seat): Promise<DeployedItem> {
  const office = await contracts.phaseGate.read('office', [seats[seat]]);
  return [seat, office.holder, parameters[seat]];
}

/** What an account of the allocation holds, all its parts together. */
async function holding({ contracts, parameters }: Deployment, to: string): Promise<DeployedItem> {
  const parts = parameters.patAllocation.filter((part) => part.to.toLowerCase() === to.toLowerCase());
  return [`PAT of ${to}`, await contracts.pat.read('balanceOf', [to]), patSupply(parts)];
}
