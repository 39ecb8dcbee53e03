import { checkFields, InvalidInputError } from '@phasegate/pricing/units';
import type { Provider } from 'ethers';
import { type ChainKind, detectChain } from '../chain/detectChain.ts';
import { openProvider } from '../chain/openProvider.ts';
import { type SendingAccount, sendingAccount } from '../send/account.ts';
import { memoryJournal, type SendJournal } from '../send/journal.ts';
import { PhasegateSigner } from '../send/phasegateSigner.ts';
import { type TransactionSender, transactionSender } from '../send/transactionSender.ts';
import { type Retrying, type RetryPolicy, retrying } from '../transport/backoff.ts';
import { type Clock, systemClock } from '../transport/clock.ts';
import { NodeUnreachableError } from '../transport/errors.ts';
import { httpTransport, type Transport } from '../transport/httpTransport.ts';

/** How to reach a node and who sends. */
export interface EndpointOptions {
  /** An http or https URL. */
  readonly url: string;
  /** A private key (0x and 64 digits) or a signer; without it the connection is for reading. */
  readonly signer?: unknown;
  /** Retrying after failures of transport; default five tries with full jitter. Reverts are never retried. */
  readonly retry?: Partial<RetryPolicy>;
  /** Longest wait for one answer, in milliseconds; default 15,000. */
  readonly timeoutMs?: number;
  /** Pause between looks for a receipt or a new block, in milliseconds; default 1,000. */
  readonly pollIntervalMs?: number;
  /** Time; default the machine's. */
  readonly clock?: Clock;
  /** Source of jitter, uniform in [0, 1); default `Math.random`. */
  readonly jitter?: () => number;
  /** Where keyed sends are remembered; default in memory. */
  readonly journal?: SendJournal;
}

const FIELDS = [
  'url',
  'signer',
  'retry',
  'timeoutMs',
  'pollIntervalMs',
  'clock',
  'jitter',
  'journal',
] as const satisfies readonly (keyof EndpointOptions)[];

/** A node that answered, and the account that sends through it. */
export interface Endpoint {
  readonly chainId: number;
  readonly chain: ChainKind;
  readonly transport: Transport;
  readonly provider: Provider;
  readonly retry: Retrying;
  readonly pollIntervalMs: number;
  readonly account: SendingAccount | undefined;
  readonly sender: TransactionSender | undefined;
  /** The account as an ethers signer that shares the sender's nonces. */
  readonly signer: PhasegateSigner | undefined;
  close(): void;
}

/**
 * Reaches a node, finds out what chain it serves and prepares sending.
 *
 * @throws {MalformedUrlError} {@link MalformedPrivateKeyError} {@link MalformedSignerError} {@link InvalidInputError} before anything is sent.
 * @throws {NodeUnreachableError} {@link HttpRefusedError} when there is no node.
 */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  checkFields('options', options, FIELDS);
  checkFields('retry', options.retry ?? {}, ['attempts', 'baseDelayMs', 'maxDelayMs']);
  const { clock = systemClock, jitter, pollIntervalMs = 1_000, timeoutMs = 15_000 } = options;
  const retry = retrying({ ...options.retry, clock, ...(jitter === undefined ? {} : { jitter }) });
  checkMilliseconds('pollIntervalMs', pollIntervalMs);
  checkMilliseconds('timeoutMs', timeoutMs);
  const transport = httpTransport({ url: options.url, retry, timeoutMs });
  const account = options.signer === undefined ? undefined : await sendingAccount(options.signer);
  const chainId = Number(await transport.request('eth_chainId'));
  if (!Number.isSafeInteger(chainId)) {
    const { origin } = transport;
    throw new NodeUnreachableError({
      origin,
      method: 'eth_chainId',
      attempts: 1,
      reason: 'no chain id in its answer',
    });
  }
  const chain = await detectChain(transport);
  const client = await openProvider({ transport, chain, chainId, pollIntervalMs });
  const provider: Provider = client.provider;
  const journal = options.journal ?? memoryJournal();
  const sender = account && transactionSender({ transport, client, chainId, account, retry, journal });
  return {
    chainId,
    chain,
    transport,
    provider,
    retry,
    pollIntervalMs,
    account,
    sender,
    signer: sender && new PhasegateSigner({ sender, provider, clock, pollIntervalMs }),
    close: () => client.provider.destroy(),
  };
}

function checkMilliseconds(path: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new InvalidInputError({
      path,
      observed: value,
      allowed: 'a finite number of milliseconds above 0',
    });
  }
}
