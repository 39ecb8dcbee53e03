import { PhasegateError } from '@phasegate/pricing/units';
import { toQuantity } from 'ethers';
import { decodeRevert, decodeRevertData, refusalOf } from '../../contract/revert.ts';
import type { Clock } from '../transport/clock.ts';
import { RpcError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';
import { ConfirmationTimeoutError, TransactionReplacedError, TransactionRevertedError } from './errors.ts';
import { findNonceUse, latestBlock } from './lookup.ts';
import type { Sent } from './transactionSender.ts';

/** A receipt as nodes give it; quantities are hexadecimal text. */
export interface RpcReceipt {
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly status: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice?: string;
  readonly contractAddress?: string | null;
  readonly logs: readonly unknown[];
}

/** How long and how deep to wait. */
export interface ConfirmationTerms {
  /** Blocks including the transaction's own, at least 1. */
  readonly confirmations: number;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
}

/**
 * Waits until a transaction is `confirmations` blocks deep; the depth starts anew when a reorganisation moves it, and a
 * transaction that fell out of blocks and pool is handed over again.
 *
 * @throws {TransactionRevertedError} with the contract's reason. @throws {TransactionReplacedError} when its nonce went to
 * another transaction. @throws {ConfirmationTimeoutError}. @throws {NodeUnreachableError}.
 */
export async function confirm(
  transport: Transport,
  clock: Clock,
  sent: Sent,
  terms: ConfirmationTerms,
): Promise<RpcReceipt> {
  const deadline = clock.now() + terms.timeoutMs;
  for (;;) {
    const receipt = (await transport.request('eth_getTransactionReceipt', [sent.hash])) as RpcReceipt | null;
    if (receipt === null || receipt === undefined) {
      await recover(transport, sent);
    } else if ((await latestBlock(transport)) - Number(receipt.blockNumber) + 1 >= terms.confirmations) {
      if (receipt.status !== '0x0') return receipt;
      throw await revertedError(transport, sent, Number(receipt.blockNumber));
    }
    if (clock.now() >= deadline) {
      throw new ConfirmationTimeoutError(sent.hash, terms.confirmations, terms.timeoutMs);
    }
    await clock.sleep(terms.pollIntervalMs);
  }
}

/** Without a receipt a transaction waits in the pool, was replaced, or was dropped. */
async function recover(transport: Transport, sent: Sent): Promise<void> {
  const known = await transport.request('eth_getTransactionByHash', [sent.hash]);
  if (known !== null && known !== undefined) return;
  const use = await findNonceUse(transport, sent);
  if (use?.sought === false) throw new TransactionReplacedError(sent.hash, sent.nonce, use.hash);
  if (use !== undefined || sent.raw === undefined) return;
  await transport.request('eth_sendRawTransaction', [sent.raw]).catch((cause: unknown) => {
    // Refused for now, or known by now: the next look tells.
    if (!(cause instanceof RpcError)) throw cause;
  });
}

/** Receipts carry no reason, so the call is repeated on the state before its block. */
async function revertedError(
  transport: Transport,
  sent: Sent,
  blockNumber: number,
): Promise<TransactionRevertedError> {
  const call = { from: sent.from, data: sent.data, ...(sent.to === undefined ? {} : { to: sent.to }) };
  const decoded = await transport.request('eth_call', [call, toQuantity(blockNumber - 1)]).then(
    () => undefined,
    (cause: unknown) => decodeRevert(cause),
  );
  // Something earlier in the same block made the difference.
  const refusal =
    decoded instanceof PhasegateError && refusalOf(decoded) !== undefined ? decoded : decodeRevertData('0x');
  return new TransactionRevertedError(sent.hash, blockNumber, refusal);
}
