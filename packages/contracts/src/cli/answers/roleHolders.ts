import { id, type LogDescription } from 'ethers';
import type { Session } from '../session.ts';
import { readLogs } from './readLogs.ts';

/** Who holds the roles that the contracts can't list, from their events. */
export interface RoleHolders {
  /** Who proposes to the owner's timelock. */
  readonly company: readonly string[];
  readonly listers: readonly string[];
  readonly pricers: readonly string[];
  /** Which contracts hand over access rights that their own deals have paid for. */
  readonly deliverers: readonly string[];
  /** Who brings trades to the clearing house, for accounts that let it in. */
  readonly matchers: readonly string[];
}

const PROPOSER = id('PROPOSER_ROLE');
const LISTER = 0n;
const PRICER = 1n;
const DELIVERER = 2n;

export async function roleHolders(session: Session): Promise<RoleHolders> {
  const timelock = await eventsOf(session, 'ownerTimelock', ['RoleGranted', 'RoleRevoked']);
  const marketplace = await eventsOf(session, 'marketplace', ['RoleSet']);
  return {
    company: holders(timelock, PROPOSER, ({ name }) => name === 'RoleGranted'),
    listers: holders(marketplace, LISTER, ({ args }) => args['granted'] === true),
    pricers: holders(marketplace, PRICER, ({ args }) => args['granted'] === true),
    deliverers: holders(marketplace, DELIVERER, ({ args }) => args['granted'] === true),
    matchers: registered(await eventsOf(session, 'clearingHouse', ['MatcherApplied', 'MatcherRemoved'])),
  };
}

function registered(events: readonly LogDescription[]): readonly string[] {
  const matchers = new Set<string>();
  for (const { name, args } of events) {
    if (name === 'MatcherApplied') matchers.add(String(args['matcher']));
    else matchers.delete(String(args['matcher']));
  }
  return [...matchers];
}

function holders(
  events: readonly LogDescription[],
  role: string | bigint,
  isGrant: (event: LogDescription) => boolean,
): readonly string[] {
  const accounts = new Set<string>();
  for (const event of events) {
    if (event.args['role'] !== role) continue;
    if (isGrant(event)) accounts.add(String(event.args['account']));
    else accounts.delete(String(event.args['account']));
  }
  return [...accounts];
}

async function eventsOf(
  { contracts, provider, fromBlock }: Session,
  name: 'clearingHouse' | 'marketplace' | 'ownerTimelock',
  events: readonly string[],
): Promise<readonly LogDescription[]> {
  const { address, interface: abi } = contracts[name];
  const topics = [events.map((event) => abi.getEvent(event)!.topicHash)];
  return (await readLogs(provider, { address, topics, fromBlock })).map((log) => abi.parseLog(log)!);
}
