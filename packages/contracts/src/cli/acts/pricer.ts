import { type FreshnessSpec, freshnessCurve } from '@phasegate/pricing';
import { marketplaceLens } from '../../contract/marketplaceLens.ts';
import { UsageError } from '../errors.ts';
import { readJson } from '../files.ts';
import { need, needWhole, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import { parsePat, pat } from '../words.ts';
import type { Plan } from './act.ts';

/** Adds a freshness curve, from its specification. */
export async function curvePlan({ contracts }: Session, options: Options): Promise<Plan> {
  const { marketplace } = contracts;
  const file = need(options, 'curve');
  const spec = await readJson(file);
  let table: bigint;
  try {
    ({ table } = freshnessCurve(spec as unknown as FreshnessSpec));
  } catch (cause) {
    throw new UsageError(`${file}: ${(cause as Error).message}`);
  }
  const { curves } = await marketplaceLens(marketplace).registry();
  const data = marketplace.encode('addCurve', [table]);
  const effect = `curve ${curves} is ${JSON.stringify(spec)}`;
  return { acts: [{ title: 'add curve', effect, to: marketplace.address, data }] };
}

/** Moves a market's reference ask, within its daily move and outside its settlement window. */
export async function referencePlan({ contracts }: Session, options: Options): Promise<Plan> {
  const { marketplace } = contracts;
  const market = needWhole(options, 'market');
  const ask = parsePat('ask', need(options, 'ask'));
  const data = marketplace.encode('setReferenceAsk', [market, ask]);
  const { referenceAsk } = await marketplace.read('market', [market]);
  const effect = `reference ask of market ${market}: ${pat(referenceAsk)} -> ${pat(ask)}`;
  return { acts: [{ title: 'set reference ask', effect, to: marketplace.address, data }] };
}
