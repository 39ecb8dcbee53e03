import { UsageError } from '../errors.ts';
import { need, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parsePat, pat } from '../words.ts';
import type { Plan } from './act.ts';

/** Makes votes of PAT: allows, deposits, delegates to the voter itself. */
export async function wrapPlan({ contracts, actor }: Session, options: Options): Promise<Plan> {
  const { pat: token, votePat } = contracts;
  const amount = parsePat('amount', need(options, 'amount'));
  if (actor === undefined) throw new UsageError('wrapping needs the key of the voter, or --from');
  return {
    acts: [
      {
        title: 'allow',
        effect: `VotePAT may take ${pat(amount)} of ${actor}`,
        to: token.address,
        data: token.encode('approve', [votePat.address, amount]),
      },
      {
        title: 'wrap',
        effect: `${pat(amount)} become votes of ${actor}`,
        to: votePat.address,
        data: votePat.encode('depositFor', [actor, amount]),
        follows: true,
      },
      {
        title: 'delegate',
        effect: `${actor} votes for itself`,
        to: votePat.address,
        data: votePat.encode('delegate', [actor]),
      },
    ],
  };
}
