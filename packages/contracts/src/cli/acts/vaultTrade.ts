import { signedPat } from '../answers/seriesText.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parsePat } from '../words.ts';
import type { Act, Plan } from './act.ts';

/** What the quote may move by until the transaction is there, unless `--amount` says so. */
const SLIPPAGE_BPS = 100n;

/** Buys from the vault or sells back, at the quote of now and at most one per cent worse, or within `--amount`. */
export async function vaultTradePlan(
  session: Session,
  options: Options,
  step: 'buy' | 'sell',
): Promise<Plan> {
  const { underwritingVault: vault } = session.contracts;
  const buys = step === 'buy';
  const [seriesId, lots] = [needWhole(options, 'series'), needWhole(options, 'lots')];
  const [premium] = await vault.read('quote', [seriesId, lots, buys]);
  const size = premium < 0n ? -premium : premium;
  const slack = (size * SLIPPAGE_BPS) / 10_000n;
  const given = options.texts.amount;
  const limit = given === undefined ? premium + (buys ? slack : -slack) : parsePat('amount', given);
  const trade: Act = {
    title: step,
    effect: `${lots} lots of series ${need(options, 'series')} ${buys ? 'for' : 'bring'} ${signedPat(premium)}, ${buys ? 'at most' : 'at least'} ${signedPat(limit)}, fees apart`,
    to: vault.address,
    data: vault.encode(buys ? 'buy' : 'sellBack', [seriesId, lots, limit]),
  };
  return { acts: [trade] };
}
