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
  type Provider,
  type Signer,
  type TransactionResponse,
} from 'ethers';
import { callError } from './callFailedError.ts';
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
  /** Sends a transaction; resolves when it is in the pool, `wait()` of the answer when it is in a block. */
  write<TName extends FunctionNames<TAbi, Writing>>(
    name: TName,
    args: Arguments<TAbi, TName>,
    options?: SendOptions,
  ): Promise<TransactionResponse>;
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
  function encode(name: string, args: readonly unknown[]): string {
    try {
      return iface.encodeFunctionData(fragmentOf(iface, name, args), args);
    } catch (cause) {
      throw callError(name, cause);
    }
  }

  async function call(name: string, args: readonly unknown[]): Promise<unknown> {
    try {
      const fragment = fragmentOf(iface, name, args);
      const data = await runner.call({ to: address, data: iface.encodeFunctionData(fragment, args) });
      const outputs = (JSON.parse(fragment.format('json')) as AbiFunction).outputs;
      return plainOutputs(outputs, iface.decodeFunctionResult(fragment, data));
    } catch (cause) {
      throw callError(name, cause);
    }
  }

  async function write(
    name: string,
    args: readonly unknown[],
    options: SendOptions = {},
  ): Promise<TransactionResponse> {
    // Type 2: EIP-1559 everywhere, and what ZKsync's EVM interpreter expects of calls without a paymaster.
    const request = { to: address, data: encode(name, args), type: 2, ...options };
    return (runner as Signer).sendTransaction(request).catch((cause: unknown) => {
      throw callError(name, cause);
    });
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

/** Overloads are told apart by their number of arguments. */
function fragmentOf(iface: Interface, name: string, args: readonly unknown[]): FunctionFragment {
  const found = iface.fragments.find(
    (fragment): fragment is FunctionFragment =>
      FunctionFragment.isFragment(fragment) &&
      fragment.name === name &&
      fragment.inputs.length === args.length,
  );
  if (found === undefined) throw new TypeError(`${name} with ${args.length} arguments is not in the ABI`);
  return found;
}
