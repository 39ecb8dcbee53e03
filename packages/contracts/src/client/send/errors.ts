import { InvalidInputError, PhasegateError } from '@phasegate/pricing/units';
import { RevertError, refusalOf } from '../../contract/revert.ts';
import { shortened } from '../../contract/shortened.ts';

/** The private key is not one. The key itself is in neither message nor properties. */
export class MalformedPrivateKeyError extends PhasegateError {
  constructor() {
    super(
      'signer must be 0x and 64 hexadecimal digits, a number of secp256k1; got another text. Check the secret',
    );
  }
}

/** The signer is no account that can sign. */
export class MalformedSignerError extends InvalidInputError {
  constructor(observed: unknown) {
    super({
      path: 'signer',
      observed,
      allowed: 'a private key, or an ethers or zksync-ethers signer (getAddress, signTransaction)',
    });
  }
}

/** Something is to be signed or sent, and the client was connected for reading. */
export class SignerRequiredError extends PhasegateError {
  readonly operation: string;

  constructor(operation: string) {
    super(`${operation} needs a signer; the client has none. Connect with \`signer\``);
    this.operation = operation;
  }
}

/** An idempotency key came back with another transaction. */
export class IdempotencyKeyReusedError extends PhasegateError {
  readonly key: string;

  constructor(key: string) {
    super(
      `Key ${JSON.stringify(key)} was used for another transaction; a key belongs to one. Choose a new key`,
    );
    this.key = key;
  }
}

/** A node would not take a transaction into its pool. Nothing was sent and the nonce is free. */
export class TransactionRefusedError extends PhasegateError {
  readonly hash: string | undefined;
  readonly nonce: number;
  readonly reason: string;

  constructor(input: { hash: string | undefined; nonce: number; reason: string; cause?: unknown }) {
    const said = shortened(input.reason);
    super(`The node refused the transaction of nonce ${input.nonce}: ${said}. Nothing was sent`);
    this.hash = input.hash;
    this.nonce = input.nonce;
    this.reason = input.reason;
    this.cause = input.cause;
  }
}

/** A transaction was handed over and no answer came, nor could it be found since. */
export class TransactionOutcomeUnknownError extends PhasegateError {
  readonly key: string | undefined;
  readonly hash: string | undefined;
  readonly nonce: number;

  constructor(input: {
    key: string | undefined;
    hash: string | undefined;
    nonce: number;
    cause?: unknown;
  }) {
    super(
      `Whether the node took the transaction of nonce ${input.nonce} (${input.hash ?? 'hash unknown'}) is unknown. ` +
        (input.key === undefined
          ? 'Look for it before sending again, and give sends a key'
          : `Send again with the key ${JSON.stringify(input.key)}: it can't be executed twice`),
    );
    this.key = input.key;
    this.hash = input.hash;
    this.nonce = input.nonce;
    this.cause = input.cause;
  }
}

/** Another transaction used the nonce; this one can never be executed. */
export class TransactionReplacedError extends PhasegateError {
  readonly hash: string | undefined;
  readonly nonce: number;
  readonly replacedBy: string;

  constructor(hash: string | undefined, nonce: number, replacedBy: string) {
    super(
      `Nonce ${nonce} of ${hash ?? 'the transaction'} was used by ${replacedBy}, so it can't be executed any more. ` +
        'Send again with a new key if it is still wanted, from one process per account',
    );
    this.hash = hash;
    this.nonce = nonce;
    this.replacedBy = replacedBy;
  }
}

/** A transaction did not reach the confirmations asked for in time. It may still. */
export class ConfirmationTimeoutError extends PhasegateError {
  readonly hash: string;
  readonly confirmations: number;
  readonly timeoutMs: number;

  constructor(hash: string, confirmations: number, timeoutMs: number) {
    super(
      `${hash} did not reach ${confirmations} confirmation(s) within ${timeoutMs} ms. Wait again: it may still`,
    );
    this.hash = hash;
    this.confirmations = confirmations;
    this.timeoutMs = timeoutMs;
  }
}

/** A transaction was executed and reverted: only its gas is spent. `cause` is the refusal, of the libraries' own class if they have one. */
export class TransactionRevertedError extends RevertError {
  readonly hash: string;
  readonly blockNumber: number;

  constructor(hash: string, blockNumber: number, refusal: PhasegateError) {
    const { reason, facts } = refusalOf(refusal)!;
    super(
      reason,
      facts,
      refusal,
      `${hash} was executed in block ${blockNumber} and reverted: ${refusal.message}`,
    );
    this.hash = hash;
    this.blockNumber = blockNumber;
  }
}
