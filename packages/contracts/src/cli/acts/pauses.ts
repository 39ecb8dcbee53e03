import { UsageError } from '../errors.ts';
import { need, needWhole, type Options } from '../options.ts';
import { PRODUCTS } from '../products.ts';
import type { Session } from '../session.ts';
import { instant, parseInstant } from '../words.ts';
import type { Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

const DAY = 86_400;

/** Stops openings: the guardian for days, the owner until a date; exits are never stopped. */
export async function pausePlan(session: Session, options: Options): Promise<Plan> {
  const { phaseGate } = session.contracts;
  const asked = readProducts(options);
  if (isByOwner(options)) {
    if (asked === 'marketplace') return marketplacePlan(session, true);
    const until = parseInstant('until', need(options, 'until'));
    const data = phaseGate.encode('setPausedUntil', [asked.bits, until]);
    const effect = `openings of ${asked.names} are paused until ${instant(until)}`;
    return ownerPlan(session, { effect, calls: [{ to: phaseGate.address, data }] });
  }
  if (asked === 'marketplace') throw new UsageError('the marketplace is paused --by owner');
  const days = needWhole(options, 'days');
  const data = phaseGate.encode('guardianPause', [asked.bits, Number(days) * DAY]);
  const effect = `openings of ${asked.names} are paused for ${days} days`;
  return { acts: [{ title: 'pause', effect, to: phaseGate.address, data }] };
}

/** Lifts a pause: the guardian its own, the owner any. */
export async function resumePlan(session: Session, options: Options): Promise<Plan> {
  const { phaseGate } = session.contracts;
  const asked = readProducts(options);
  if (isByOwner(options)) {
    if (asked === 'marketplace') return marketplacePlan(session, false);
    const data = phaseGate.encode('setPausedUntil', [asked.bits, 0]);
    return ownerPlan(session, { effect: `${asked.names} resume`, calls: [{ to: phaseGate.address, data }] });
  }
  if (asked === 'marketplace') throw new UsageError('the marketplace is resumed --by owner');
  const data = phaseGate.encode('guardianResume', [asked.bits]);
  return { acts: [{ title: 'resume', effect: `${asked.names} resume`, to: phaseGate.address, data }] };
}

async function marketplacePlan(session: Session, paused: boolean): Promise<Plan> {
  const { marketplace } = session.contracts;
  const effect = paused ? 'listing and buying are paused until resumed' : 'listing and buying resume';
  const calls = [{ to: marketplace.address, data: marketplace.encode('setPaused', [paused]) }];
  return ownerPlan(session, { effect, calls });
}

function isByOwner({ texts }: Options): boolean {
  const by = texts.by ?? 'guardian';
  if (by !== 'owner' && by !== 'guardian')
    throw new UsageError(`--by is '${by}'; owner or guardian is needed`);
  return by === 'owner';
}

function readProducts(options: Options): 'marketplace' | { readonly names: string; readonly bits: number } {
  const given = need(options, 'product');
  if (given === 'marketplace') return given;
  const names: readonly string[] = given === 'all' ? PRODUCTS : given.split(',').map((name) => name.trim());
  const numbers = names.map((name) => (PRODUCTS as readonly string[]).indexOf(name));
  const unknown = names.filter((_, i) => numbers[i] === -1);
  if (unknown.length > 0) {
    throw new UsageError(
      `--product has ${unknown.join(', ')}; some of ${PRODUCTS.join(', ')}, all, or marketplace alone`,
    );
  }
  return { names: names.join(', '), bits: numbers.reduce((bits, number) => bits | (1 << number), 0) };
}
