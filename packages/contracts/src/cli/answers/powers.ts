import { marketplaceLens } from '../../contract/marketplaceLens.ts';
import { type Seat, seats } from '../../governance/seats.ts';
import type { Session } from '../session.ts';
import { span } from '../words.ts';
import { type RoleHolders, roleHolders } from './roleHolders.ts';

/** Who holds which power. The bounds of each are in docs/admin-powers.md. Delays in seconds. */
export interface Powers extends RoleHolders {
  readonly chain: string;
  readonly ownerOfPhaseGate: string;
  readonly ownerOfMarketplace: string;
  readonly ownerOfOracle: string;
  readonly ownerOfClearingHouse: string;
  readonly ownerTimelock: string;
  readonly ownerDelay: number;
  readonly governor: string;
  readonly governorDelay: number;
  readonly seats: Readonly<Record<Seat, string>>;
  readonly brokerWallet: string;
  readonly walletOfFees: string;
  readonly meter: string;
}

/** Reads from the chain who holds which power. */
export async function powers(session: Session): Promise<Powers> {
  const { contracts, addresses, chain } = session;
  const { phaseGate, marketplace, settlementOracle, clearingHouse } = contracts;
  const { ownerTimelock, governorTimelock } = contracts;
  const holders = await Promise.all(
    (Object.keys(seats) as Seat[]).map(
      async (seat) => [seat, (await phaseGate.read('office', [seats[seat]])).holder] as const,
    ),
  );
  return {
    chain,
    ownerOfPhaseGate: await phaseGate.read('owner', []),
    ownerOfMarketplace: await marketplace.read('owner', []),
    ownerOfOracle: await settlementOracle.read('owner', []),
    ownerOfClearingHouse: await clearingHouse.read('owner', []),
    ownerTimelock: addresses.ownerTimelock,
    ownerDelay: Number(await ownerTimelock.read('getMinDelay', [])),
    ...(await roleHolders(session)),
    governor: addresses.governor,
    governorDelay: Number(await governorTimelock.read('getMinDelay', [])),
    seats: Object.fromEntries(holders) as Record<Seat, string>,
    brokerWallet: (await marketplaceLens(marketplace).till()).brokerWallet,
    walletOfFees: (await clearingHouse.read('fees', []))[0],
    meter: await phaseGate.read('meter', []),
  };
}

/** The same for people. */
export function powersText(powers: Powers): Readonly<Record<string, unknown>> {
  return {
    chain: powers.chain,
    'owner of the phase gate': powers.ownerOfPhaseGate,
    'owner of the marketplace': powers.ownerOfMarketplace,
    'owner of the oracle': powers.ownerOfOracle,
    'owner of the clearing house': powers.ownerOfClearingHouse,
    "owner's timelock": powers.ownerTimelock,
    "owner's delay": span(powers.ownerDelay),
    'company (acts by the timelock)': powers.company,
    governor: powers.governor,
    "governor's delay": span(powers.governorDelay),
    ...powers.seats,
    listers: powers.listers,
    pricers: powers.pricers,
    deliverers: powers.deliverers,
    matchers: powers.matchers,
    'broker wallet': powers.brokerWallet,
    'wallet of fees': powers.walletOfFees,
    meter: powers.meter,
  };
}
