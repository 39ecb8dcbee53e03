import { abis, decodeRevert, type PlainCall, refusalOf } from '@phasegate/contracts';
import { Interface, type InterfaceAbi } from 'ethers';
import { UsageError } from './errors.ts';
import { KEY_VARIABLE } from './help.ts';
import type { Session } from './session.ts';

/** A transaction that a verb asks for. */
export interface Act extends PlainCall {
  readonly title: string;
  /** What it changes, in words. */
  readonly effect: string;
}

/** What became of it. `events` are those of the receipt; a dry run has none. */
export interface Outcome {
  readonly title: string;
  readonly effect: string;
  readonly to: string;
  readonly data: string;
  readonly gas?: string;
  readonly refused?: string;
  readonly transaction?: string;
  readonly events?: readonly string[];
}

/**
 * Simulates an act by the signer, and sends it unless the run is dry. A dry run reports a refusal; a real one throws it.
 *
 * @throws {UsageError} without a signer. @throws {RevertError} or the libraries' own error when the contract refuses.
 */
export async function perform(session: Session, act: Act, dryRun: boolean): Promise<Outcome> {
  const { signer, provider } = session;
  const { to, data, title, effect } = act;
  if (signer === undefined) {
    throw new UsageError(`${KEY_VARIABLE} is not set. Set it to the key of the account that acts`);
  }
  const from = await signer.getAddress();
  let gas: bigint;
  try {
    await provider.call({ from, to, data });
    gas = await provider.estimateGas({ from, to, data });
  } catch (cause) {
    const reason = decodeRevert(cause);
    if (!dryRun || refusalOf(reason) === undefined) throw reason;
    return { title, effect, to, data, refused: (reason as Error).message };
  }
  if (dryRun) return { title, effect, to, data, gas: String(gas) };
  const receipt = await (await signer.sendTransaction({ to, data, type: 2 })).wait();
  return {
    title,
    effect,
    to,
    data,
    gas: String(receipt!.gasUsed),
    transaction: receipt!.hash,
    events: receipt!.logs.map(describe),
  };
}

const INTERFACES = Object.values(abis).map((abi) => new Interface(abi as unknown as InterfaceAbi));

function describe(log: { readonly topics: readonly string[]; readonly data: string }): string {
  for (const iface of INTERFACES) {
    const parsed = iface.parseLog(log);
    if (parsed !== null) return `${parsed.name}(${parsed.args.map(String).join(', ')})`;
  }
  return `unknown event ${log.topics[0]}`;
}
