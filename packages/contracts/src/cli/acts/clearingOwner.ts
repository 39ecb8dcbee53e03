import { UsageError } from '../errors.ts';
import { need, needWhole, type Options } from '../options.ts';
import { PRODUCTS } from '../products.ts';
import type { Session } from '../session.ts';
import { parseAddress, parsePat, pat } from '../words.ts';
import type { Plan } from './act.ts';
import { ownerPlan } from './owner.ts';

const CLASSES = ['retail', 'institution', 'broker', 'lapsed'] as const;

/** What the owner does at the clearing house, each by its timelock. */
export async function clearingOwnerPlan(
  session: Session,
  options: Options,
  step: 'announce' | 'remove' | 'fees' | 'requirement',
): Promise<Plan> {
  const { effect, data } = actOf(session, options, step);
  return ownerPlan(session, { effect, calls: [{ to: session.contracts.clearingHouse.address, data }] });
}

function actOf(
  { contracts }: Session,
  options: Options,
  step: 'announce' | 'remove' | 'fees' | 'requirement',
): { readonly effect: string; readonly data: string } {
  const { clearingHouse: house } = contracts;
  if (step === 'fees') {
    const wallet = parseAddress('account', need(options, 'account'));
    const bps = needWhole(options, 'bps');
    const daily = parsePat('amount', need(options, 'amount'));
    return {
      effect: `who opens as taker pays ${bps} bps of the premium and ${pat(daily)} a lot and day to ${wallet}`,
      data: house.encode('setFees', [wallet, bps, daily]),
    };
  }
  if (step === 'requirement') {
    const phase = Number(needWhole(options, 'phase'));
    const ofClass = position(CLASSES, 'class', need(options, 'class'));
    const product = position(PRODUCTS, 'product', need(options, 'product'));
    const amount = parsePat('amount', need(options, 'amount'));
    return {
      effect: `in phase ${phase} ${CLASSES[ofClass]!} needs ${pat(amount)} free to open ${PRODUCTS[product]!}`,
      data: house.encode('setCollateralRequirement', [phase, ofClass, product, amount]),
    };
  }
  const matcher = parseAddress('matcher', need(options, 'matcher'));
  return step === 'announce'
    ? {
        effect: `the matcher ${matcher} can be registered 7 days later`,
        data: house.encode('announceMatcher', [matcher]),
      }
    : { effect: `the matcher ${matcher} is removed`, data: house.encode('removeMatcher', [matcher]) };
}

function position(names: readonly string[], option: string, given: string): number {
  const found = names.indexOf(given);
  if (found === -1) throw new UsageError(`--${option} is '${given}'; one of ${names.join(', ')} is needed`);
  return found;
}
