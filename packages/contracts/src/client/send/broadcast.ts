import { type TransactionLike, toQuantity } from 'ethers';
import { backoffDelayMs, type Retrying } from '../transport/backoff.ts';
import { HttpRefusedError, NodeUnreachableError, RpcError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';
import {
  TransactionOutcomeUnknownError,
  TransactionRefusedError,
  TransactionReplacedError,
} from './errors.ts';
import { findNonceUse, findTransaction, type Sought } from './lookup.ts';

/** A transaction ready to leave: signed, or with its fields for a node that signs. */
export interface Parcel extends Sought {
  readonly key: string | undefined;
  readonly raw: string | undefined;
  readonly fields: TransactionLike;
}

/** Pools of different nodes say it differently. */
const NONCE_TAKEN = /nonce (?:is )?too low|nonce has already been used|old nonce/i;

/**
 * Hands a transaction to the node until it is certain that the node has it.
 *
 * After a failure of transport the transaction is looked for first and handed over again only when the node does not know
 * it; signed bytes and nonce are the same each time, so a second copy can't be executed.
 *
 * @param input.mayHaveArrived true when an earlier attempt, perhaps before a restart, may have reached the node.
 * @returns its hash, or `undefined` when its nonce was taken before anything can have arrived.
 * @throws {TransactionRefusedError} when the node would not take it. @throws {TransactionReplacedError} when its nonce went to
 * another transaction. @throws {TransactionOutcomeUnknownError} when that can't be told.
 */
export async function broadcast(input: {
  transport: Transport;
  retry: Retrying;
  parcel: Parcel;
  mayHaveArrived: boolean;
}): Promise<string | undefined> {
  const { retry, parcel } = input;
  let { mayHaveArrived } = input;
  let cause: unknown;
  for (let attempt = 0; attempt < retry.attempts; ++attempt) {
    if (attempt > 0) await retry.clock.sleep(backoffDelayMs(retry, attempt - 1));
    try {
      return await attemptOnce(input.transport, parcel, mayHaveArrived);
    } catch (failure) {
      if (failure instanceof HttpRefusedError && !mayHaveArrived) {
        const { hash, nonce } = parcel;
        throw new TransactionRefusedError({ hash, nonce, reason: failure.message, cause: failure });
      }
      if (!isOfTransport(failure)) throw failure;
      mayHaveArrived = true;
      cause = failure;
    }
  }
  const { key, hash, nonce } = parcel;
  throw new TransactionOutcomeUnknownError({ key, hash, nonce, cause });
}

const isOfTransport = (failure: unknown): boolean =>
  [NodeUnreachableError, HttpRefusedError, RpcError].some((kind) => failure instanceof kind);

async function attemptOnce(
  transport: Transport,
  parcel: Parcel,
  mayHaveArrived: boolean,
): Promise<string | undefined> {
  const earlier = mayHaveArrived ? await findTransaction(transport, parcel) : undefined;
  if (earlier !== undefined) return earlier;
  try {
    return await handOver(transport, parcel);
  } catch (refusal) {
    if (!(refusal instanceof RpcError)) throw refusal;
    // "Already known", or an execution that failed in a block that was mined at once: either way it is there.
    const found = await findTransaction(transport, parcel);
    if (found !== undefined) return found;
    const { hash, nonce } = parcel;
    if (NONCE_TAKEN.test(refusal.reason)) {
      if (!mayHaveArrived) return undefined;
      const use = await findNonceUse(transport, parcel);
      if (use?.sought === true) return use.hash;
      if (use !== undefined) throw new TransactionReplacedError(hash, nonce, use.hash);
    } else if (!mayHaveArrived) {
      throw new TransactionRefusedError({ hash, nonce, reason: refusal.reason, cause: refusal });
    }
    // A node behind a balancer may know a nonce before it finds the transaction: look again.
    throw refusal;
  }
}

async function handOver(transport: Transport, parcel: Parcel): Promise<string> {
  if (parcel.raw !== undefined) {
    await transport.request('eth_sendRawTransaction', [parcel.raw]);
    return parcel.hash!;
  }
  return String(await transport.request('eth_sendTransaction', [rpcForm(parcel.fields)]));
}

function rpcForm(fields: TransactionLike): Record<string, unknown> {
  const { from, to, data, value, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas } = fields;
  return {
    from,
    ...(to === undefined || to === null ? {} : { to }),
    data,
    value: toQuantity(value ?? 0),
    nonce: toQuantity(nonce!),
    gas: toQuantity(gasLimit!),
    maxFeePerGas: toQuantity(maxFeePerGas!),
    maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas!),
  };
}
