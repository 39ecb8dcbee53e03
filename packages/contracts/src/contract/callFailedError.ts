import { PhasegateError } from '@phasegate/pricing/units';
import { decodeRevert } from './revert.ts';

/** Providers and signers put whole requests into their messages; this much of it says what went wrong. */
const LONGEST = 200;

/** A call failed for a reason that is neither a contract's refusal nor one with a class of its own; it is in `cause`. */
export class CallFailedError extends PhasegateError {
  readonly call: string;

  constructor(call: string, cause: unknown) {
    super(`${call} failed: ${brief(cause)}. See cause for all of it`);
    this.call = call;
    this.cause = cause;
  }
}

/** Whatever a provider, signer or encoder threw, as an error of the libraries: a refusal, what it was, or a failed call. */
export function callError(call: string, thrown: unknown): PhasegateError {
  const error = decodeRevert(thrown);
  return error instanceof PhasegateError ? error : new CallFailedError(call, error);
}

function brief(cause: unknown): string {
  const { shortMessage, message } = (cause ?? {}) as { shortMessage?: unknown; message?: unknown };
  const text = String(shortMessage ?? message ?? cause).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
