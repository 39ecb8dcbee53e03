import { Interface, type InterfaceAbi } from 'ethers';
import { abis } from '../contract/abis.ts';
import { decodeRevert, refusalOf } from '../contract/revert.ts';
import type { Act } from './acts/act.ts';
import { UsageError } from './errors.ts';
import { heldBy } from './heldBy.ts';
import { KEY_VARIABLE } from './help.ts';
import type { Session } from './session.ts';

/** What became of an act. `events` are those of the receipt; what was not sent has none. */
export interface Outcome {
  readonly title: string;
  readonly effect: string;
  readonly to: string;
  readonly data: string;
  readonly gas?: string;
  /** Why the contract would refuse it, and who may. */
  readonly refused?: string;
  readonly note?: string;
  readonly transaction?: string;
  readonly events?: readonly string[];
}

/**
 * Simulates an act in the actor's name, and unless it is `unsent` sends it, when the simulation went through.
 *
 * @throws {UsageError} without a key to send with.
 */
export async function perform(session: Session, act: Act, unsent: boolean): Promise<Outcome> {
  const { signer, provider, actor } = session;
  const { to, data, title, effect } = act;
  const outcome = { title, effect, to, data };
  if (actor === undefined) {
    throw new UsageError(
      `${KEY_VARIABLE} is not set. Set it to the key of the account that acts, or name the account by --from`,
    );
  }
  if (unsent && act.follows) return { ...outcome, note: 'not simulated: it needs the act before' };
  let gas: bigint;
  try {
    await provider.call({ from: actor, to, data });
    gas = await provider.estimateGas({ from: actor, to, data });
  } catch (cause) {
    const reason = decodeRevert(cause);
    const refusal = refusalOf(reason);
    if (refusal === undefined) throw reason;
    const holder = await heldBy(session, refusal);
    const who = holder === undefined ? '' : `. It needs the ${holder}; ${actor} acts`;
    return { ...outcome, refused: `${(reason as Error).message}${who}` };
  }
  if (unsent) return { ...outcome, gas: String(gas) };
  const receipt = await (await signer!.sendTransaction({ to, data, type: 2 })).wait();
  return {
    ...outcome,
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
