import { vaultStanding } from '../answers/vaultStanding.ts';
import { UsageError } from '../errors.ts';
import { namedBook } from '../namedBook.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parseAddress, parsePat, pat } from '../words.ts';
import type { Act, Plan } from './act.ts';
import { ownerPlan } from './owner.ts';
import { vaultTradePlan } from './vaultTrade.ts';

/** Where the vault stands, or one act of it. */
export async function vaultPlan(session: Session, options: Options): Promise<Plan> {
  const { underwritingVault: vault } = session.contracts;
  const step = options.texts.do;
  const act = (title: string, effect: string, data: string): Plan => {
    const single: Act = { title, effect, to: vault.address, data };
    return { acts: [single] };
  };
  switch (step) {
    case undefined:
      return { answer: await vaultStanding(session, options) };
    case 'buy':
    case 'sell':
      return vaultTradePlan(session, options, step);
    case 'deposit':
      return depositPlan(session, options);
    case 'redeem': {
      const actor = actorOf(session);
      const shares = parsePat('amount', need(options, 'amount'));
      const effect = `${pat(shares)} of shares leave when the epoch is closed`;
      return act('request', effect, vault.encode('requestRedeem', [shares, actor, actor]));
    }
    case 'claim':
      return claimPlan(session);
    case 'close':
      return act('close', "the epoch's requests are answered", vault.encode('closeEpoch', []));
    case 'release': {
      const { id, name } = namedBook(options);
      return act('release', `the vault owes nothing more on ${name}`, vault.encode('releaseBook', [id]));
    }
    case 'terms': {
      const market = needWhole(options, 'market');
      const [base, full, spread] = (['base', 'full', 'spread'] as const).map((name) =>
        parsePat(name, need(options, name)),
      ) as [bigint, bigint, bigint];
      const effect = `market ${market} is priced at volatilities from ${need(options, 'base')} to ${need(options, 'full')}, half-spread ${need(options, 'spread')}`;
      return act('terms', effect, vault.encode('setTerms', [market, base, full, spread]));
    }
    case 'risk': {
      const account = parseAddress('account', need(options, 'account'));
      const data = vault.encode('setRiskManager', [account]);
      return ownerPlan(session, {
        effect: `${account} sets the vault's terms`,
        calls: [{ to: vault.address, data }],
      });
    }
    default:
      throw new UsageError(
        `--do is '${step}'; buy, sell, deposit, redeem, claim, close, release, terms or risk is needed`,
      );
  }
}

/** Allows, where that is not done, and requests. */
async function depositPlan(session: Session, options: Options): Promise<Plan> {
  const { underwritingVault: vault, pat: token } = session.contracts;
  const actor = actorOf(session);
  const amount = parsePat('amount', need(options, 'amount'));
  const isAllowed = (await token.read('allowance', [actor, vault.address])) >= amount;
  const allow: Act = {
    title: 'allow',
    effect: `the vault may take ${pat(amount)} of ${actor}`,
    to: token.address,
    data: token.encode('approve', [vault.address, amount]),
  };
  const request: Act = {
    title: 'request',
    effect: `${pat(amount)} become shares when the epoch is closed`,
    to: vault.address,
    data: vault.encode('requestDeposit', [amount, actor, actor]),
  };
  return { acts: isAllowed ? [request] : [allow, { ...request, follows: true }] };
}

/** All shares and all wei that answered requests have brought. */
async function claimPlan(session: Session): Promise<Plan> {
  const { underwritingVault: vault } = session.contracts;
  const actor = actorOf(session);
  const [shares, wei] = [await vault.read('maxMint', [actor]), await vault.read('maxWithdraw', [actor])];
  const acts: Act[] = [];
  if (shares > 0n) {
    const data = vault.encode('mint', [shares, actor, actor]);
    acts.push({ title: 'claim', effect: `${pat(shares)} of shares go to ${actor}`, to: vault.address, data });
  }
  if (wei > 0n) {
    const data = vault.encode('withdraw', [wei, actor, actor]);
    acts.push({ title: 'claim', effect: `${pat(wei)} go to ${actor}`, to: vault.address, data });
  }
  return acts.length === 0 ? { answer: { claimable: 'nothing' } } : { acts };
}

function actorOf({ actor }: Session): string {
  if (actor === undefined) throw new UsageError('a request needs the key of its account, or --from');
  return actor;
}
