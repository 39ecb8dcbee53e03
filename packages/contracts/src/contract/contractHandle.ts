import { checkFields, InvalidInputError } from '@phasegate/pricing/units';
import type {
  Abi,
  AbiFunction,
  AbiParametersToPrimitiveTypes,
  AbiStateMutability,
  ExtractAbiFunction,
  ExtractAbiFunctionNames,
} from 'abitype';
import {
  FunctionFragment,
  Interface,
  type InterfaceAbi,
  type ParamType,
  type Provider,
  type Signer,
  type TransactionReceipt,
} from 'ethers';
import { sendNumbered } from '../nonce/sendNumbered.ts';
import { asked, briefly } from './callFailedError.ts';
import { plainOutputs } from './values.ts';

type Reading = 'pure' | 'view';
type Writing = 'nonpayable' | 'payable';
type FunctionNames<TAbi extends Abi, TMutability extends AbiStateMutability> = ExtractAbiFunctionNames<
  TAbi,
  TMutability
>;
type FunctionOf<TAbi extends Abi, TName extends string> = ExtractAbiFunction<TAbi, TName>;
/** ethers speaks of addresses and bytes as `string`; abitype's template literals would need a cast at every call. */
type Strings<T> = T extends `0x${string}`
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Strings<T[K]> }
    : T;
/** The arguments of a function; of an overloaded one, those of any of its forms. */
export type Arguments<TAbi extends Abi, TName extends string> =
  FunctionOf<TAbi, TName> extends infer TFunction
    ? TFunction extends AbiFunction
      ? Strings<AbiParametersToPrimitiveTypes<TFunction['inputs'], 'inputs'>>
      : never
    : never;
type Outputs<TOutputs extends readonly unknown[]> = TOutputs extends readonly []
  ? undefined
  : TOutputs extends readonly [infer TOnly]
    ? TOnly
    : TOutputs;
/** What a function returns: nothing, its one value, or a tuple. */
export type Returns<TAbi extends Abi, TName extends string> =
  FunctionOf<TAbi, TName> extends infer TFunction
    ? TFunction extends AbiFunction
      ? Strings<Outputs<AbiParametersToPrimitiveTypes<TFunction['outputs'], 'outputs'>>>
      : never
    : never;

/** What may be set on a transaction; everything else is chosen at the time of sending. */
export interface SendOptions {
  readonly gasLimit?: bigint;
  readonly nonce?: number;
  readonly maxFeePerGas?: bigint;
  readonly maxPriorityFeePerGas?: bigint;
}

const SEND_FIELDS = [
  'gasLimit',
  'nonce',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
] as const satisfies readonly (keyof SendOptions)[];

/** A transaction in the pool. */
export interface WrittenTransaction {
  readonly hash: string;
  readonly nonce: number;
  /**
   * Resolves when it is in a block.
   *
   * @param confirmations blocks including its own; default 1.
   * @throws {CallFailedError} when it was executed and reverted, or was replaced.
   */
  wait(confirmations?: number): Promise<TransactionReceipt>;
}

/**
 * A contract at an address: typed reads, writes and simulations. Reverts throw the
 * libraries' own errors (`decodeRevert`), everything else that fails is a {@link CallFailedError}.
 */
export interface ContractHandle<TAbi extends Abi> {
  readonly address: string;
  readonly abi: TAbi;
  readonly interface: Interface;
  /** Calls a view at the latest block. */
  read<TName extends FunctionNames<TAbi, Reading>>(
    name: TName,
    args: Arguments<TAbi, TName>,
  ): Promise<Returns<TAbi, TName>>;
  /** Runs a writing function without sending it: what it would return, or the revert it would meet. */
  simulate<TName extends FunctionNames<TAbi, Writing>>(
    name: TName,
    args: Arguments<TAbi, TName>,
  ): Promise<Returns<TAbi, TName>>;
  /**
   * Sends a transaction; resolves when it is in the pool, `wait()` of the answer when it is in a block. Any number of them may
   * be sent at once: their nonces are counted here.
   */
  write<TName extends FunctionNames<TAbi, Writing>>(
    name: TName,
    args: Arguments<TAbi, TName>,
    options?: SendOptions,
  ): Promise<WrittenTransaction>;
  /** The calldata of a call, for multisigs, timelocks and batches. */
  encode<TName extends FunctionNames<TAbi, AbiStateMutability>>(
    name: TName,
    args: Arguments<TAbi, TName>,
  ): string;
  /** The same contract acting as another account. */
  as(signer: Signer): ContractHandle<TAbi>;
}

/**
 * Binds an ABI to an address.
 *
 * @param input.runner a signer with a provider for reading and writing, or a provider for reading only.
 */
export function contractHandle<const TAbi extends Abi>(input: {
  abi: TAbi;
  address: string;
  runner: Signer | Provider;
}): ContractHandle<TAbi> {
  const { abi, address, runner } = input;
  const iface = new Interface(abi as unknown as InterfaceAbi);
  const encode = (name: string, args: readonly unknown[]): string => encoded(iface, name, args).data;

  async function call(name: string, args: readonly unknown[]): Promise<unknown> {
    const { fragment, data } = encoded(iface, name, args);
    return asked(name, async () => {
      const answer = await runner.call({ to: address, data });
      const outputs = (JSON.parse(fragment.format('json')) as AbiFunction).outputs;
      return plainOutputs(outputs, iface.decodeFunctionResult(fragment, answer));
    });
  }

  async function write(
    name: string,
    args: readonly unknown[],
    options: SendOptions = {},
  ): Promise<WrittenTransaction> {
    checkFields('options', options, SEND_FIELDS);
    // Type 2: EIP-1559 everywhere, and what ZKsync's EVM interpreter expects of calls without a paymaster.
    const request = { to: address, data: encode(name, args), type: 2, ...options };
    const sent = await asked(name, () => sendNumbered(runner as Signer, request));
    const { hash, nonce } = sent;
    return {
      hash,
      nonce,
      wait: (confirmations = 1) => asked(name, async () => (await sent.wait(confirmations))!),
    };
  }

  return {
    address,
    abi,
    interface: iface,
    read: call,
    simulate: call,
    write,
    encode,
    as: (signer) => contractHandle({ abi, address, runner: signer }),
  } as ContractHandle<TAbi>;
}

/** A call as the chain takes it. @throws {InvalidInputError} for a function or arguments that the ABI does not have. */
function encoded(
  iface: Interface,
  name: string,
  args: unknown,
): { readonly fragment: FunctionFragment; readonly data: string } {
  const forms = iface.fragments.filter(
    (fragment): fragment is FunctionFragment =>
      FunctionFragment.isFragment(fragment) && fragment.name === name,
  );
  if (forms.length === 0) {
    throw new InvalidInputError({
      path: 'name',
      observed: name,
      allowed: "a function of the contract's ABI",
    });
  }
  const refused = (cause?: unknown): InvalidInputError => {
    const shown = forms.map(({ inputs }) => `(${inputs.map(parameterText).join(', ')})`);
    // Of the right number it is their values that are wrong.
    const isCounted = Array.isArray(args) && forms.some(({ inputs }) => inputs.length === args.length);
    const error = new InvalidInputError({
      path: `the arguments of ${name}`,
      observed: isCounted ? (args as readonly unknown[]).map(shortText).join(', ') : args,
      allowed: `${isCounted ? 'values' : 'an array'} for ${shown.join(' or ')}`,
      ...(cause === undefined ? {} : { remedy: `The encoder says: ${briefly(cause)}` }),
    });
    error.cause = cause;
    return error;
  };
  if (!Array.isArray(args)) throw refused();
  // Overloads are told apart by their number of arguments.
  const fragment = forms.find(({ inputs }) => inputs.length === args.length);
  if (fragment === undefined) throw refused();
  try {
    return { fragment, data: iface.encodeFunctionData(fragment, args) };
  } catch (cause) {
    throw refused(cause);
  }
}

function parameterText({ type, name }: ParamType): string {
  return `${type.replace(/^tuple\(.*\)/, 'struct')} ${name}`.trim();
}

/** Text of a value that never throws: of objects only that they are. */
function shortText(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
