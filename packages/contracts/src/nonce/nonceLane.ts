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

/** What the chain knows of one account. */
export interface AccountOnChain {
  /** Its transactions in blocks and pool. */
  transactionCount(): Promise<number>;
  isKnown(hash: string): Promise<boolean>;
}

/**
 * The nonces of one account: `max(transactions in blocks and pool, 1 + last nonce handed over)`.
 *
 * The pool's count alone may lag behind a node balancer; the last nonce alone would leave a gap for ever when a
 * reorganisation or a restart of the node drops what was handed over. So a remembered nonce ahead of the pool counts only
 * while the node still knows its transaction.
 */
export function nonceLane(account: AccountOnChain): NonceLane {
  let tail: Promise<unknown> = Promise.resolve();
  let last: { readonly nonce: number; readonly hash: string } | undefined;
  let settlement: (() => Promise<unknown>) | undefined;

  const turn: Turn = {
    next: async () => {
      await settlement?.();
      settlement = undefined;
      const count = await account.transactionCount();
      if (last === undefined || count > last.nonce) return count;
      if (!(await account.isKnown(last.hash))) last = undefined;
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
