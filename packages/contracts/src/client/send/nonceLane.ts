import { NodeUnreachableError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';
import { transactionCount } from './lookup.ts';

/** What a task may do with the account's nonces while it is its turn. */
export interface Turn {
  /** The next free nonce. Asking does not use it up. */
  next(): Promise<number>;
  /** The node has this transaction of that nonce. */
  used(nonce: number, hash: string): void;
  /** Drops what is remembered: the chain alone tells the next nonce. */
  forget(): void;
  /** A transaction may or may not have arrived; `settle` finds out before the next nonce is given. */
  unsettled(settle: () => Promise<unknown>): void;
}

/** Runs tasks of one account one after the other. */
export interface NonceLane {
  run<T>(task: (turn: Turn) => Promise<T>): Promise<T>;
}

/**
 * The nonces of one account: `max(transactions in blocks and pool, 1 + last nonce handed over)`.
 *
 * The pool's count alone may lag behind a node balancer; the last nonce alone would leave a gap for ever when a
 * reorganisation or a restart of the node drops what was handed over. So a remembered nonce ahead of the pool counts only
 * while the node still knows its transaction.
 */
export function nonceLane(options: { transport: Transport; address: string }): NonceLane {
  const { transport, address } = options;
  let tail: Promise<unknown> = Promise.resolve();
  let last: { readonly nonce: number; readonly hash: string } | undefined;
  let settlement: (() => Promise<unknown>) | undefined;

  const turn: Turn = {
    next: async () => {
      if (settlement !== undefined) await settle(settlement);
      settlement = undefined;
      const count = await transactionCount(transport, address, 'pending');
      if (last === undefined || count > last.nonce) return count;
      const known = await transport.request('eth_getTransactionByHash', [last.hash]);
      if (known === null || known === undefined) last = undefined;
      return last === undefined ? count : last.nonce + 1;
    },
    used: (nonce, hash) => {
      if (last === undefined || nonce > last.nonce) last = { nonce, hash };
    },
    forget: () => {
      last = undefined;
    },
    unsettled: (found) => {
      settlement = found;
    },
  };

  return {
    run: (task) => {
      const result = tail.then(() => task(turn));
      tail = result.catch(() => undefined);
      return result;
    },
  };
}

/** An earlier transaction blocks the lane only while nobody can be asked about it. */
async function settle(settlement: () => Promise<unknown>): Promise<void> {
  await settlement().catch((failure: unknown) => {
    const cause = failure instanceof Error ? failure.cause : undefined;
    if (cause instanceof NodeUnreachableError) throw cause;
  });
}
