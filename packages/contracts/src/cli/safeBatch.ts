import type { Act } from './acts/act.ts';
import { writeNew } from './files.ts';
import type { Session } from './session.ts';

/** Writes acts as a batch that Safe's transaction builder imports. @throws {UsageError} when the file exists. */
export async function writeSafeBatch(session: Session, file: string, acts: readonly Act[]): Promise<void> {
  const batch = {
    version: '1.0',
    chainId: String(session.addresses.chainId),
    createdAt: Date.now(),
    meta: {
      name: acts.map(({ title }) => title).join(', '),
      description: acts.map(({ effect }) => effect).join('; '),
      createdFromSafeAddress: session.actor,
    },
    transactions: acts.map(({ to, data }) => ({
      to,
      value: '0',
      data,
      contractMethod: null,
      contractInputsValues: null,
    })),
  };
  await writeNew(file, `${JSON.stringify(batch, undefined, 2)}\n`);
}
