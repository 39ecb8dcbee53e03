import { Interface, type InterfaceAbi } from 'ethers';
import { abis } from '../../contract/abis.ts';
import { groupedBy } from '../../contract/groupedBy.ts';
import type { Session } from '../session.ts';
import { readLogs } from './readLogs.ts';

/** An act that waits at a timelock. */
export interface PendingOperation {
  readonly operation: string;
  readonly timelock: 'owner' | 'governor';
  /** Unix second from which it can be executed. */
  readonly executableFrom: number;
  /** What it calls, decoded. */
  readonly calls: readonly string[];
}

/** What is announced at the owner's and the governor's timelock and neither executed nor cancelled. */
export async function pendingOperations(session: Session): Promise<readonly PendingOperation[]> {
  return [...(await pendingAt(session, 'owner')), ...(await pendingAt(session, 'governor'))];
}

async function pendingAt(
  { contracts, provider, fromBlock }: Session,
  timelock: PendingOperation['timelock'],
): Promise<readonly PendingOperation[]> {
  const contract = timelock === 'owner' ? contracts.ownerTimelock : contracts.governorTimelock;
  const { address, interface: abi } = contract;
  const topics = [[abi.getEvent('CallScheduled')!.topicHash]];
  const scheduled = (await readLogs(provider, { address, topics, fromBlock })).map(
    (log) => abi.parseLog(log)!.args,
  );
  const pending: PendingOperation[] = [];
  for (const [operation, calls] of groupedBy(scheduled, (args) => String(args['id']))) {
    if (!(await contract.read('isOperationPending', [operation]))) continue;
    const executableFrom = Number(await contract.read('getTimestamp', [operation]));
    const texts = calls.map((args) => describeCall(String(args['data'])));
    pending.push({ operation, timelock, executableFrom, calls: texts });
  }
  return pending;
}

const INTERFACES = Object.values(abis).map((abi) => new Interface(abi as unknown as InterfaceAbi));

/** A call in words, `setBrokerMargin(3500)`; its selector where nobody knows it. */
function describeCall(data: string): string {
  for (const abi of INTERFACES) {
    const call = abi.parseTransaction({ data });
    if (call !== null) return `${call.name}(${call.args.map(String).join(', ')})`;
  }
  return `unknown call ${data.slice(0, 10)}`;
}
