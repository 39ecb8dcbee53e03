import { getAddress, type SigningKey, Transaction, type TransactionLike, Wallet } from 'ethers';
import { asked } from '../../contract/callFailedError.ts';
import { MalformedPrivateKeyError, MalformedSignerError } from './errors.ts';

/** What the client needs of a signer. ethers' and zksync-ethers' signers have it, whichever copy of the types. */
export interface ClientSigner {
  getAddress(): Promise<string>;
  signTransaction(transaction: never): Promise<string>;
  signTypedData(domain: never, types: never, value: never): Promise<string>;
}

/** An account that sends: it signs here, or has the node sign. */
export interface SendingAccount {
  readonly address: string;
  readonly signer: ClientSigner;
  /** The signed transaction and its hash; `undefined` when the node keeps the key. */
  sign(transaction: TransactionLike): Promise<{ readonly raw: string; readonly hash: string } | undefined>;
}

/**
 * Makes an account of a private key or a signer.
 *
 * @throws {MalformedPrivateKeyError} when a text is not a private key. @throws {MalformedSignerError} for anything else.
 * @throws {CallFailedError} when the signer gives no address.
 */
export async function sendingAccount(signer: unknown): Promise<SendingAccount> {
  const able = typeof signer === 'string' ? walletOf(signer) : signer;
  if (!isSigner(able)) throw new MalformedSignerError(able);
  const address = await asked("the signer's getAddress", async () => getAddress(await able.getAddress()));
  return { address, signer: able, sign: (transaction) => signWith(able, transaction) };
}

function walletOf(privateKey: string): Wallet {
  if (!/^0x[0-9a-f]{64}$/i.test(privateKey)) throw new MalformedPrivateKeyError();
  try {
    return new Wallet(privateKey);
  } catch {
    // Zero and numbers beyond the curve's order; the cause would show the key.
    throw new MalformedPrivateKeyError();
  }
}

function isSigner(value: unknown): value is ClientSigner {
  const { getAddress: address, signTransaction, signTypedData } = (value ?? {}) as Partial<ClientSigner>;
  return [address, signTransaction, signTypedData].every((member) => typeof member === 'function');
}

async function signWith(
  signer: ClientSigner,
  fields: TransactionLike,
): Promise<{ raw: string; hash: string } | undefined> {
  // By shape and not by class: two copies of ethers don't know each other's classes.
  if ('sendUncheckedTransaction' in signer) return undefined;
  // An unsigned transaction has no sender: the signature tells it.
  const { from: _, ...unsigned } = fields;
  const transaction = Transaction.from(unsigned);
  if ('signingKey' in signer) {
    // Past `signTransaction`: zksync-ethers' asks the node for fees once more, which a plain EVM can't answer.
    transaction.signature = (signer.signingKey as SigningKey).sign(transaction.unsignedHash);
    return { raw: transaction.serialized, hash: transaction.hash! };
  }
  const raw = await asked("the signer's signTransaction", () => signer.signTransaction(fields as never));
  return { raw, hash: Transaction.from(raw).hash! };
}
