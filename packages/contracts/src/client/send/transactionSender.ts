import { keccak256, type TransactionLike, toBeHex, toUtf8Bytes } from 'ethers';
import { nonceLane } from '../../nonce/nonceLane.ts';
import type { ClientProvider } from '../chain/openProvider.ts';
import type { Retrying } from '../transport/backoff.ts';
import { NodeUnreachableError } from '../transport/errors.ts';
import type { Transport } from '../transport/httpTransport.ts';
import type { SendingAccount } from './account.ts';
import { broadcast, type Parcel } from './broadcast.ts';
import {
  IdempotencyKeyReusedError,
  TransactionOutcomeUnknownError,
  TransactionRefusedError,
} from './errors.ts';
import { estimateFees, type Fees, type GivenFees } from './fees.ts';
import type { SendJournal, SendRecord } from './journal.ts';
import { findTransaction, latestBlock, transactionCount } from './lookup.ts';

/** A transaction to send. Without `to` it creates a contract. */
export interface SendRequest extends GivenFees {
  readonly to?: string | undefined;
  readonly data: string;
  readonly value?: bigint | undefined;
  /** The same key never sends twice. */
  readonly key?: string | undefined;
  /** Set by hand, it is taken as it is. */
  readonly nonce?: number | undefined;
}

/** A transaction that the node has. */
export type Sent = Parcel & { readonly hash: string };

/** Sends transactions of one account, in order and without gaps, however many are asked for at once. */
export interface TransactionSender {
  readonly account: SendingAccount;
  /** Resolves when the node has the transaction. */
  send(request: SendRequest): Promise<Sent>;
}

/** How often a send is signed anew because another process took its nonce. */
const MAX_NONCES_TRIED = 5;

/**
 * A sender for one account; two processes that send from the same account compete for nonces.
 *
 * Estimates run side by side; nonce, signature and hand-over run one after the other, so a send that fails before it
 * leaves takes no nonce. A keyed send is written to the journal before it leaves.
 */
export function transactionSender(options: {
  transport: Transport;
  client: ClientProvider;
  chainId: number;
  account: SendingAccount;
  retry: Retrying;
  journal: SendJournal;
}): TransactionSender {
  const { transport, client, chainId, account, retry, journal } = options;
  const from = account.address;
  const lane = nonceLane({
    transactionCount: () => transactionCount(transport, from, 'pending'),
    isKnown: async (hash) => ((await transport.request('eth_getTransactionByHash', [hash])) ?? null) !== null,
  });
  const running = new Map<string, { fingerprint: string; sent: Promise<Sent> }>();

  const deliver = (parcel: Parcel, mayHaveArrived: boolean): Promise<string | undefined> =>
    broadcast({ transport, retry, parcel, mayHaveArrived });

  async function sendKeyed(key: string, request: SendRequest): Promise<Sent> {
    const fingerprint = fingerprintOf(chainId, from, request);
    const before = running.get(key);
    if (before !== undefined) {
      if (before.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError(key);
      return before.sent;
    }
    const sent = (async () => {
      const record = await journal.get(key);
      if (record === undefined) return sendNew(request, fingerprint);
      if (record.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError(key);
      return resume(record, request);
    })();
    running.set(key, { fingerprint, sent });
    try {
      return await sent;
    } finally {
      running.delete(key);
    }
  }

  async function parcelOf(input: {
    request: SendRequest;
    fees: Fees;
    nonce: number;
    afterBlock: number;
  }): Promise<Parcel> {
    const { request, fees, nonce, afterBlock } = input;
    const fields: TransactionLike = {
      type: 2,
      chainId,
      from,
      to: request.to ?? null,
      data: request.data,
      value: request.value ?? 0n,
      nonce,
      ...fees,
    };
    const signed = await account.sign(fields);
    const { to, data, key } = request;
    return { from, to, data, nonce, afterBlock, key, fields, raw: signed?.raw, hash: signed?.hash };
  }

  async function sendNew(request: SendRequest, fingerprint?: string): Promise<Sent> {
    const fees = await feesOf(request);
    return lane.run(async (turn) => {
      for (let attempt = 1; ; ++attempt) {
        const nonce = request.nonce ?? (await turn.next());
        const parcel = await parcelOf({ request, fees, nonce, afterBlock: await latestBlock(transport) });
        if (fingerprint !== undefined) await journal.put(recordOf(parcel, fingerprint));
        try {
          const hash = await deliver(parcel, false);
          if (hash !== undefined) {
            turn.used(nonce, hash);
            return { ...parcel, hash };
          }
          if (request.nonce !== undefined || attempt === MAX_NONCES_TRIED) {
            throw new TransactionRefusedError({ hash: parcel.hash, nonce, reason: 'nonce too low' });
          }
        } catch (cause) {
          if (cause instanceof TransactionOutcomeUnknownError) {
            turn.unsettled(() => settled(deliver(parcel, true)));
          }
          if (cause instanceof TransactionRefusedError && request.key !== undefined) {
            await journal.remove(request.key);
          }
          throw cause;
        }
        // Another process sent from this account meanwhile: what was signed never left, so sign anew.
        turn.forget();
      }
    });
  }

  /** The send of an earlier call, perhaps of an earlier process: found, or handed over with the same nonce. */
  async function resume(record: SendRecord, request: SendRequest): Promise<Sent> {
    return lane.run(async (turn) => {
      const { key, nonce, afterBlock, raw, hash } = record;
      const { to, data } = request;
      const kept: Parcel = { from, to, data, nonce, afterBlock, key, fields: {}, raw, hash };
      const found = await findTransaction(transport, kept);
      // A node that signs gets the nonce again with fees of today; what was signed here is handed over as it is.
      const parcel =
        found === undefined && raw === undefined
          ? await parcelOf({ request, fees: await feesOf(request), nonce, afterBlock })
          : kept;
      const known = found ?? (await deliver(parcel, true))!;
      turn.used(nonce, known);
      return { ...parcel, hash: known };
    });
  }

  const feesOf = (request: SendRequest): Promise<Fees> =>
    estimateFees(client, { from, to: request.to, data: request.data, value: request.value ?? 0n }, request);

  return {
    account,
    send: (request) => (request.key === undefined ? sendNew(request) : sendKeyed(request.key, request)),
  };
}

/** An earlier transaction blocks the lane only while nobody can be asked about it. */
async function settled(delivery: Promise<unknown>): Promise<void> {
  await delivery.catch((failure: unknown) => {
    const cause = failure instanceof Error ? failure.cause : undefined;
    if (cause instanceof NodeUnreachableError) throw cause;
  });
}

function recordOf(parcel: Parcel, fingerprint: string): SendRecord {
  const { key, nonce, hash, raw, afterBlock } = parcel;
  return {
    key: key!,
    fingerprint,
    nonce,
    afterBlock,
    ...(hash === undefined ? {} : { hash }),
    ...(raw === undefined ? {} : { raw }),
  };
}

function fingerprintOf(chainId: number, from: string, request: SendRequest): string {
  const { to = null, data, value = 0n } = request;
  return keccak256(
    toUtf8Bytes(JSON.stringify([chainId, from, to?.toLowerCase() ?? null, data, toBeHex(value)])),
  );
}
