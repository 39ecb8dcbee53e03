import { PhasegateError } from '@phasegate/pricing/units';
import { isError } from 'ethers';
import { decodeRevert } from './revert.ts';
import { shortened } from './shortened.ts';

/** A call failed for a reason that is neither a contract's refusal nor one with a class of its own; it is in `cause`. */
export class CallFailedError extends PhasegateError {
  readonly call: string;

  constructor(call: string, cause: unknown) {
    super(`${call} failed: ${briefly(cause)}. See cause for all of it`);
    this.call = call;
    this.cause = cause;
  }
}

/** Whatever a provider, signer or encoder threw, as an error of the libraries: a refusal, what it was, or a failed call. */
export function callError(call: string, thrown: unknown): PhasegateError {
  const error = decodeRevert(thrown);
  return error instanceof PhasegateError ? error : new CallFailedError(call, error);
}

/**
 * Asks a provider or a signer.
 *
 * @throws {CallFailedError} named after `call`, or what {@link callError} makes of it.
 */
export async function asked<T>(call: string, answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (cause) {
    throw callError(call, cause);
  }
}

/** What a provider, signer or encoder said, without the request that it repeats. */
export function briefly(cause: unknown): string {
  const { shortMessage, message } = (cause ?? {}) as { shortMessage?: unknown; message?: unknown };
  return shortened(String(nodeMessage(cause) ?? shortMessage ?? message ?? cause));
}

/** Where ethers can't tell what a node's answer means ("could not coalesce error"), the node's own words. */
function nodeMessage(cause: unknown): unknown {
  return isError(cause, 'UNKNOWN_ERROR')
    ? (cause as { error?: { message?: unknown } }).error?.message
    : undefined;
}
