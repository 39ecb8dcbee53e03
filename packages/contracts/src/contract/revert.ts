import { PhasegateError } from '@phasegate/pricing/units';
import type { AbiError } from 'abitype';
import { Interface, isError } from 'ethers';
import { abis } from './abis.ts';
import { refusalText } from './advice/refusalText.ts';
import type { RefusalReason } from './reason.ts';
import { ownError } from './refusals.ts';
import { plainFields } from './values.ts';

/** What a contract said when it refused: the custom error's name, and its arguments by name. */
export interface ContractRefusal {
  readonly reason: RefusalReason;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A contract refused a call by an error for which the libraries have no class of their own. */
export class RevertError extends PhasegateError implements ContractRefusal {
  readonly reason: RefusalReason;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    reason: RefusalReason,
    facts: Readonly<Record<string, unknown>>,
    cause?: unknown,
    message: string = refusalText(reason, facts),
  ) {
    super(message);
    this.reason = reason;
    this.facts = facts;
    this.cause = cause;
  }
}

const refusals = new WeakMap<object, ContractRefusal>();

/**
 * What the contract itself said, if an error stands for its refusal: the name and arguments of its custom error.
 *
 * @param error anything caught. @returns nothing for errors that no contract caused.
 * @example refusalOf(decodeRevert(new Error('socket hang up'))) // undefined
 */
export function refusalOf(error: unknown): ContractRefusal | undefined {
  if (error instanceof RevertError) return error;
  return typeof error === 'object' && error !== null ? refusals.get(error) : undefined;
}

/**
 * Turns whatever a provider or signer threw into a typed error if there is revert data in it: the libraries' own class,
 * which their rules throw for the same reason (`SegmentExpiredError`), or else a {@link RevertError}. Returns it
 * unchanged otherwise: a transport failure is not a refusal.
 */
export function decodeRevert(cause: unknown): unknown {
  const data = revertData(cause);
  return data === undefined ? cause : decodeRevertData(data, cause);
}

/** Decodes revert data: the contracts' custom errors, `Error(string)`, `Panic(uint256)`, or what is unknown as it is. */
export function decodeRevertData(data: string, cause?: unknown): PhasegateError {
  // A bare `revert()` and running out of gas leave no selector to look up.
  const parsed = data.length < 10 ? null : ERRORS.parseError(data);
  if (parsed === null) return new RevertError('UnknownRevert', { data }, cause);
  const inputs = (JSON.parse(parsed.fragment.format('json')) as AbiError).inputs;
  const facts = plainFields(inputs, parsed.args);
  const own = ownError(parsed.name, facts);
  const reason = parsed.name as RefusalReason;
  if (own === undefined) return new RevertError(reason, facts, cause);
  own.cause = cause;
  refusals.set(own, { reason, facts });
  return own;
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
