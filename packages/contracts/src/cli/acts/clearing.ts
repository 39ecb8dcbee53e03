import { openPositions } from '../answers/bookPositions.ts';
import { clearingBook } from '../answers/clearingBook.ts';
import { UsageError } from '../errors.ts';
import { namedBook } from '../namedBook.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parseAddress, parsePat, pat } from '../words.ts';
import type { Act, Plan } from './act.ts';
import { clearingOwnerPlan } from './clearingOwner.ts';
import { createSeriesPlan } from './clearingSeries.ts';

/** Positions that end in one transaction, unless `--limit` says so: some 14,000 gas each, and more where they have many series. */
const LIMIT = 100;

/** What a book holds, or one act of the clearing house. */
export async function clearingPlan(session: Session, options: Options): Promise<Plan> {
  const { clearingHouse: house } = session.contracts;
  const step = options.texts.do;
  const act = (title: string, effect: string, data: string): Plan => {
    const single: Act = { title, effect, to: house.address, data };
    return { acts: [single] };
  };
  switch (step) {
    case undefined:
      return { answer: await clearingBook(session, namedBook(options)) };
    case 'create':
      return createSeriesPlan(session, options);
    case 'settle': {
      const { id, name } = namedBook(options);
      return act('settle', `the series of ${name} settle`, house.encode('settle', [id]));
    }
    case 'positions':
      return positionsPlan(session, options);
    case 'deposit':
      return depositPlan(session, options);
    case 'withdraw':
      return withdrawPlan(session, options);
    case 'allow': {
      const matcher = parseAddress('matcher', need(options, 'matcher'));
      const effect = `${matcher} ${options.revoke ? 'no longer trades' : 'may trade'} the positions of ${session.actor}`;
      return act('allow', effect, house.encode('setMatcher', [matcher, !options.revoke]));
    }
    case 'apply': {
      const matcher = parseAddress('matcher', need(options, 'matcher'));
      return act('apply', `the matcher ${matcher} is registered`, house.encode('applyMatcher', [matcher]));
    }
    case 'announce':
    case 'remove':
    case 'fees':
    case 'requirement':
      return clearingOwnerPlan(session, options, step);
    default:
      throw new UsageError(
        `--do is '${step}'; create, settle, positions, deposit, withdraw, allow, announce, apply, remove, fees or requirement is needed`,
      );
  }
}

/** Ends positions of a settled book, or settles it first: so many in one transaction, and the same command ends the next ones. */
async function positionsPlan(session: Session, options: Options): Promise<Plan> {
  const { clearingHouse: house } = session.contracts;
  const book = namedBook(options);
  const limit = options.texts.limit === undefined ? LIMIT : Number(needWhole(options, 'limit'));
  if (limit === 0) throw new UsageError("--limit is '0'; at least 1 is needed");
  const open = await openPositions(session, book.id);
  if (open.length === 0) return { answer: { book: book.name, positions: 'none is left' } };
  const batch = open.slice(0, limit);
  return {
    acts: [
      {
        title: 'end positions',
        effect: `${batch.length} positions of ${book.name} end; ${open.length - batch.length} are left`,
        to: house.address,
        data: house.encode('settleAccounts', [book.id, batch]),
      },
    ],
  };
}

/** Allows, where that is not done, and deposits. */
async function depositPlan({ contracts, actor }: Session, options: Options): Promise<Plan> {
  const { clearingHouse: house, pat: token } = contracts;
  const amount = parsePat('amount', need(options, 'amount'));
  if (actor === undefined) throw new UsageError('a deposit needs the key of its account, or --from');
  const isAllowed = (await token.read('allowance', [actor, house.address])) >= amount;
  const allow: Act = {
    title: 'allow',
    effect: `the clearing house may take ${pat(amount)} of ${actor}`,
    to: token.address,
    data: token.encode('approve', [house.address, amount]),
  };
  const deposit: Act = {
    title: 'deposit',
    effect: `${pat(amount)} become the balance of ${actor}`,
    to: house.address,
    data: house.encode('deposit', [amount]),
  };
  return { acts: isAllowed ? [deposit] : [allow, { ...deposit, follows: true }] };
}

/** An amount, or all that is free. */
async function withdrawPlan({ contracts, actor }: Session, options: Options): Promise<Plan> {
  const { clearingHouse: house } = contracts;
  if (actor === undefined) throw new UsageError('a withdrawal needs the key of its account, or --from');
  const given = options.texts.amount;
  const amount = given === undefined ? await house.read('freeOf', [actor]) : parsePat('amount', given);
  const data = house.encode('withdraw', [amount]);
  return { acts: [{ title: 'withdraw', effect: `${pat(amount)} go to ${actor}`, to: house.address, data }] };
}
