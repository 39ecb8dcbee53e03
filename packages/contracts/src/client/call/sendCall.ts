import { checkFields, InvalidInputError } from '@phasegate/pricing/units';
import type { Abi, ExtractAbiFunctionNames } from 'abitype';
import type { Arguments, ContractHandle } from '../../contract/contractHandle.ts';
import type { DeploymentAddresses } from '../../deployment/deployment.ts';
import type { Endpoint } from '../endpoint/openEndpoint.ts';
import { decodeEvent, type PhasegateEvent, plainLog } from '../follow/phasegateEvent.ts';
import { readHeader } from '../follow/readBlocks.ts';
import { confirm } from '../send/confirm.ts';
import { SignerRequiredError } from '../send/errors.ts';
import type { GivenFees } from '../send/fees.ts';

/** A call to send, and how. */
export interface SendCall<TAbi extends Abi, TName extends ExtractAbiFunctionNames<TAbi, 'nonpayable'>>
  extends GivenFees {
  readonly contract: ContractHandle<TAbi>;
  readonly name: TName;
  readonly args: Arguments<TAbi, TName>;
  /** A name for this send. The same key never sends twice: a second send finds the first one's transaction. */
  readonly key?: string | undefined;
}

/** How deep and how long to wait for a sent transaction. */
export interface WaitOptions {
  /** Blocks including the transaction's own; default 1. */
  readonly confirmations?: number;
  /** Default 120,000. */
  readonly timeoutMs?: number;
}

export const WAIT_FIELDS: readonly string[] = [
  'confirmations',
  'timeoutMs',
] as const satisfies readonly (keyof WaitOptions)[];
const CALL_FIELDS = [
  'contract',
  'name',
  'args',
  'key',
  'gasLimit',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
] as const satisfies readonly (keyof SendCall<Abi, never>)[];

/** A transaction in a block, with what the contracts said in it. */
export interface MinedTransaction {
  readonly hash: string;
  readonly nonce: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Gas units. */
  readonly gasUsed: bigint;
  readonly events: readonly PhasegateEvent[];
}

/** A transaction that the node has. */
export interface SentTransaction {
  readonly hash: string;
  readonly nonce: number;
  readonly key: string | undefined;
  /**
   * Waits for confirmations; may be called again, also after it threw.
   *
   * @throws {TransactionRevertedError} with the contract's reason. @throws {TransactionReplacedError},
   * ConfirmationTimeoutError, NodeUnreachableError.
   */
  wait(options?: WaitOptions): Promise<MinedTransaction>;
}

/**
 * Sends a call of a contract through the client's account.
 *
 * @throws {RevertError} or the libraries' own error when the contract would refuse it; nothing is sent then. @throws {SignerRequiredError} without an
 * account. @throws {IdempotencyKeyReusedError} {@link TransactionRefusedError} {@link TransactionReplacedError},
 * TransactionOutcomeUnknownError, NodeUnreachableError.
 */
export async function sendCall<
  const TAbi extends Abi,
  TName extends ExtractAbiFunctionNames<TAbi, 'nonpayable'>,
>(endpoint: Endpoint, addresses: DeploymentAddresses, call: SendCall<TAbi, TName>): Promise<SentTransaction> {
  checkFields('call', call, CALL_FIELDS);
  const { sender, transport, retry, pollIntervalMs } = endpoint;
  if (sender === undefined) throw new SignerRequiredError(call.name);
  const { contract, name, args, key, gasLimit, maxFeePerGas, maxPriorityFeePerGas } = call;
  const data = contract.encode(name, args);
  const sent = await sender.send({
    to: contract.address,
    data,
    key,
    gasLimit,
    maxFeePerGas,
    maxPriorityFeePerGas,
  });
  const { hash, nonce } = sent;
  return {
    hash,
    nonce,
    key,
    wait: async (options = {}) => {
      checkFields('options', options, WAIT_FIELDS);
      const { confirmations = 1, timeoutMs = 120_000 } = options;
      checkPositive('confirmations', confirmations);
      checkPositive('timeoutMs', timeoutMs);
      const terms = { confirmations, timeoutMs, pollIntervalMs };
      for (;;) {
        const receipt = await confirm(transport, retry.clock, sent, terms);
        const blockNumber = Number(receipt.blockNumber);
        const header = await readHeader(transport, blockNumber);
        // Moved to another block since: wait for that one.
        if (header?.hash !== receipt.blockHash) continue;
        const logs = receipt.logs.map((log) => plainLog(log as Record<string, unknown>, header.timestamp));
        return {
          hash,
          nonce,
          blockNumber,
          blockHash: receipt.blockHash,
          gasUsed: BigInt(receipt.gasUsed),
          events: logs.flatMap((log) => decodeEvent(addresses, log) ?? []),
        };
      }
    },
  };
}

function checkPositive(path: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new InvalidInputError({ path, observed: value, allowed: 'a whole number from 1' });
  }
}
