import type { Abi, AbiEvent, AbiParameter, AbiParameterToPrimitiveType, ExtractAbiEvents } from 'abitype';
import { Interface, type InterfaceAbi } from 'ethers';
import { abis } from '../../contract/abis.ts';
import { plainFields } from '../../contract/values.ts';
import type { KnownAddresses } from '../../deployment/deploymentAddresses.ts';

/** A log as plain JSON, the form in which a checkpoint keeps it. */
export interface PlainLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Unix seconds. */
  readonly blockTimestamp: number;
  readonly transactionHash: string;
  readonly transactionIndex: number;
  readonly logIndex: number;
}

/** The contracts that emit events, with their ABIs. */
const EMITTERS: {
  readonly pat: typeof abis.PAT;
  readonly phaseGate: typeof abis.PhaseGate;
  readonly marketplace: typeof abis.DataMarketplace;
  readonly readinessMeter: typeof abis.ReadinessMeter;
  readonly settlementOracle: typeof abis.SettlementOracle;
  readonly clearingHouse: typeof abis.ClearingHouse;
  readonly underwritingVault: typeof abis.UnderwritingVault;
  readonly streamingForward: typeof abis.StreamingForward;
  readonly quoteDesk: typeof abis.QuoteDesk;
  readonly governor: typeof abis.PhaseGovernor;
  readonly governorTimelock: typeof abis.OwnerTimelock;
  readonly ownerTimelock: typeof abis.OwnerTimelock;
} = {
  pat: abis.PAT,
  phaseGate: abis.PhaseGate,
  marketplace: abis.DataMarketplace,
  readinessMeter: abis.ReadinessMeter,
  settlementOracle: abis.SettlementOracle,
  clearingHouse: abis.ClearingHouse,
  underwritingVault: abis.UnderwritingVault,
  streamingForward: abis.StreamingForward,
  quoteDesk: abis.QuoteDesk,
  governor: abis.PhaseGovernor,
  governorTimelock: abis.OwnerTimelock,
  ownerTimelock: abis.OwnerTimelock,
};

export type EmitterName = keyof typeof EMITTERS;
export const EMITTER_NAMES: readonly EmitterName[] = Object.keys(EMITTERS) as EmitterName[];

type Plain<T> = T extends `0x${string}`
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
type ArgumentsOf<TInputs extends readonly AbiParameter[]> = {
  readonly [TInput in TInputs[number] as TInput extends { name: infer TName extends string }
    ? TName
    : never]: Plain<AbiParameterToPrimitiveType<TInput>>;
};
/** Where an event happened. */
interface Occurrence extends Omit<PlainLog, 'topics' | 'data'> {}
type EventsOf<TContract extends EmitterName, TAbi extends Abi> =
  ExtractAbiEvents<TAbi> extends infer TEvent
    ? TEvent extends AbiEvent
      ? Occurrence & {
          readonly contract: TContract;
          readonly name: TEvent['name'];
          readonly args: ArgumentsOf<TEvent['inputs']>;
        }
      : never
    : never;
/** An event that this version's ABIs don't know, for example of a later implementation. */
export type UnknownEvent = PlainLog & { readonly contract: EmitterName; readonly name: 'Unknown' };

/**
 * An event of a Phasegate contract as plain data: amounts are bigints in wei of PAT, integers up to 48 bits numbers.
 * `contract` and `name` tell which, and TypeScript then knows `args`.
 */
export type PhasegateEvent =
  | { [K in EmitterName]: EventsOf<K, (typeof EMITTERS)[K]> }[EmitterName]
  | UnknownEvent;

const INTERFACES: ReadonlyMap<EmitterName, Interface> = new Map(
  EMITTER_NAMES.map((name) => [name, new Interface(EMITTERS[name] as unknown as InterfaceAbi)]),
);

/**
 * Decodes a log of one of a deployment's contracts.
 *
 * @returns the event, or `undefined` for a log of any other contract.
 */
export function decodeEvent(addresses: KnownAddresses, log: PlainLog): PhasegateEvent | undefined {
  const contract = EMITTER_NAMES.find((name) => addresses[name]?.toLowerCase() === log.address.toLowerCase());
  if (contract === undefined) return undefined;
  const known = nameAndArguments(INTERFACES.get(contract)!, log);
  if (known === undefined) return { ...log, contract, name: 'Unknown' };
  const { topics: _, data: __, ...occurrence } = log;
  return { ...occurrence, contract, ...known } as PhasegateEvent;
}

function nameAndArguments(iface: Interface, log: PlainLog): { name: string; args: object } | undefined {
  try {
    const parsed = iface.parseLog({ topics: [...log.topics], data: log.data });
    if (parsed === null) return undefined;
    const { inputs } = JSON.parse(parsed.fragment.format('json')) as AbiEvent;
    return { name: parsed.name, args: plainFields(inputs, parsed.args) };
  } catch {
    // The same signature with other fields indexed, as a later implementation may have it.
    return undefined;
  }
}

/** A node's log as plain data; its block's time is looked up when the node leaves it out. */
export function plainLog(log: Record<string, unknown>, blockTimestamp: number): PlainLog {
  return {
    address: String(log['address']),
    topics: (log['topics'] as readonly string[]).map(String),
    data: String(log['data']),
    blockNumber: Number(log['blockNumber']),
    blockHash: String(log['blockHash']),
    blockTimestamp,
    transactionHash: String(log['transactionHash']),
    transactionIndex: Number(log['transactionIndex']),
    logIndex: Number(log['logIndex']),
  };
}
