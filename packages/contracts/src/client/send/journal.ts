/** One send as it is remembered: plain JSON. It is written before the transaction leaves. */
export interface SendRecord {
  readonly key: string;
  /** What the key stands for: a hash of chain, sender, recipient, data and value. */
  readonly fingerprint: string;
  readonly nonce: number;
  /** Absent when the node signs. */
  readonly hash?: string | undefined;
  /** The signed transaction, for handing over again; absent when the node signs. */
  readonly raw?: string | undefined;
  /** The newest block when it was sent: it can't be in an earlier one. */
  readonly afterBlock: number;
}

/**
 * Where sends with a key are remembered. In memory a key holds for the life of the client; a journal in a database, which
 * must write durably before `put` resolves, makes it hold across restarts.
 */
export interface SendJournal {
  get(key: string): Promise<SendRecord | undefined>;
  put(record: SendRecord): Promise<void>;
  /** Forgets a send that was refused, so that its key is free. */
  remove(key: string): Promise<void>;
}

/** A journal in memory. */
export function memoryJournal(): SendJournal {
  const records = new Map<string, SendRecord>();
  return {
    get: async (key) => records.get(key),
    put: async (record) => {
      records.set(record.key, record);
    },
    remove: async (key) => {
      records.delete(key);
    },
  };
}
