import {
  AbstractSigner,
  type Provider,
  resolveAddress,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from 'ethers';
import type { KeepsNonces } from '../../nonce/sendNumbered.ts';
import type { Clock } from '../transport/clock.ts';
import type { SendingAccount } from './account.ts';
import { TransactionOutcomeUnknownError } from './errors.ts';
import type { TransactionSender } from './transactionSender.ts';

const MAX_LOOKS = 30;
const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** The client's account as an ethers signer: contracts and deployments through it share the client's nonces. */
export class PhasegateSigner extends AbstractSigner implements KeepsNonces {
  readonly keepsNonces = true;
  readonly #sender: TransactionSender;
  readonly #clock: Clock;
  readonly #pollIntervalMs: number;

  constructor(input: {
    sender: TransactionSender;
    provider: Provider;
    clock: Clock;
    pollIntervalMs: number;
  }) {
    super(input.provider);
    this.#sender = input.sender;
    this.#clock = input.clock;
    this.#pollIntervalMs = input.pollIntervalMs;
  }

  get #account(): SendingAccount {
    return this.#sender.account;
  }

  override async getAddress(): Promise<string> {
    return this.#account.address;
  }

  /** It belongs to one node and its nonces. */
  override connect(): PhasegateSigner {
    return this;
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const { to, data, value, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas } = request;
    const { hash, nonce: usedNonce } = await this.#sender.send({
      to: isGiven(to) ? await resolveAddress(to, this.provider) : undefined,
      data: data ?? '0x',
      value: BigInt(value ?? 0),
      nonce: nonce ?? undefined,
      gasLimit: isGiven(gasLimit) ? BigInt(gasLimit) : undefined,
      maxFeePerGas: isGiven(maxFeePerGas) ? BigInt(maxFeePerGas) : undefined,
      maxPriorityFeePerGas: isGiven(maxPriorityFeePerGas) ? BigInt(maxPriorityFeePerGas) : undefined,
    });
    for (let look = 1; look <= MAX_LOOKS; ++look) {
      const response = await this.provider!.getTransaction(hash);
      if (response !== null) return response;
      // Handed over to one node, asked of another behind the same address.
      await this.#clock.sleep(this.#pollIntervalMs);
    }
    throw new TransactionOutcomeUnknownError({ key: undefined, hash, nonce: usedNonce });
  }

  override async signTransaction(transaction: TransactionRequest): Promise<string> {
    return this.#account.signer.signTransaction(transaction as never);
  }

  override async signMessage(message: string | Uint8Array): Promise<string> {
    return (this.#account.signer as unknown as AbstractSigner).signMessage(message);
  }

  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    return this.#account.signer.signTypedData(domain as never, types as never, value as never);
  }
}
