import { PhasegateError } from '@phasegate/pricing/units';
import type { AbiError } from 'abitype';
import { Interface, isError } from 'ethers';
import { abis } from './abis.ts';
import { plainFields } from './values.ts';

/** A contract refused a call. `reason` is the custom error's name, `facts` its arguments by name. */
export class RevertError extends PhasegateError {
  readonly reason: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(reason: string, facts: Readonly<Record<string, unknown>>, cause?: unknown) {
    const listed = Object.entries(facts).map(([name, value]) => `${name} ${show(value)}`);
    super(listed.length === 0 ? reason : `${reason}: ${listed.join(', ')}`);
    this.reason = reason;
    this.facts = facts;
    this.cause = cause;
  }
}

/**
 * Turns whatever a provider or signer threw into a {@link RevertError} if there is revert data in it, and otherwise
 * returns it unchanged: a transport failure is not a refusal.
 */
export function decodeRevert(cause: unknown): unknown {
  const data = revertData(cause);
  return data === undefined ? cause : decodeRevertData(data, cause);
}

/** Decodes revert data: the contracts' custom errors, `Error(string)`, `Panic(uint256)`, or what is unknown as it is. */
export function decodeRevertData(data: string, cause?: unknown): RevertError {
  // A bare `revert()` and running out of gas leave no selector to look up.
  const parsed = data.length < 10 ? null : ERRORS.parseError(data);
  if (parsed === null) return new RevertError('UnknownRevert', { data }, cause);
  const inputs = (JSON.parse(parsed.fragment.format('json')) as AbiError).inputs;
  return new RevertError(parsed.name, plainFields(inputs, parsed.args), cause);
}

/** The custom errors of every contract, each once. */
const ERRORS = new Interface(
  Object.values(abis)
    .flatMap((abi): readonly { type: string; name?: string }[] => abi)
    .filter(
      (entry, i, all) =>
        entry.type === 'error' && all.findIndex((e) => e.name === entry.name && e.type === 'error') === i,
    ),
);

/** Providers bury revert data at different depths: ethers in `data`, JSON-RPC errors in `error.data` or `info`. */
function revertData(cause: unknown): string | undefined {
  const seen = new Set<unknown>();
  const queue: unknown[] = [cause];
  while (queue.length > 0) {
    const item = queue.shift();
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    const { data } = item as { data?: unknown };
    if (typeof data === 'string' && /^0x([0-9a-f]{2}){4,}$/i.test(data)) return data;
    const { error, info, cause: inner } = item as { error?: unknown; info?: unknown; cause?: unknown };
    queue.push(data, error, info, inner);
  }
  return isError(cause, 'CALL_EXCEPTION') && cause.data === '0x' ? '0x' : undefined;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  ).replaceAll('"', '');
}
