import { PARTICIPANT_CLASSES, PHASES, PRODUCTS } from '@phasegate/pricing/refusals';
import {
  type Bps,
  checkAmount,
  checkInteger,
  checkMap,
  checkObject,
  checkOneOf,
  checkWad,
  InvalidInputError,
  type Wad,
} from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { FeesOutOfBoundsError, RequirementOutOfBoundsError, ZeroAddressError } from './accountErrors.ts';
import type { ClearingEventOf } from './clearingEvent.ts';
import type { ClearingState, RequirementCell } from './clearingState.ts';

/** What a taker that opens pays, into the broker wallet's balance. */
export interface ClearingFees {
  readonly brokerWallet: Account;
  /** Of the premium, whichever way it runs; at most 500. */
  readonly feeBps: Bps;
  /** Wei a lot for each day begun until the expiry; at most 1 PAT. */
  readonly timePremium: Wad;
}

const PAT = 10n ** 18n;
const MAX_FEE_BPS = 500 as Bps;
const MAX_TIME_PREMIUM = PAT as Wad;
const MAX_REQUIREMENT = (1_000_000n * PAT) as Wad;
const ZERO_ADDRESS = `0x${'0'.repeat(40)}`;

/** @throws {InvalidInputError} unless a name other than the clearing house's own. */
export function checkAccount(path: string, account: unknown): asserts account is Account {
  if (typeof account !== 'string' || account === '' || account === 'escrow')
    throw new InvalidInputError({ path, observed: account, allowed: "a name other than '' and 'escrow'" });
}

/** @throws {ZeroAddressError} {@link InvalidInputError} */
export function checkSomebody(path: string, account: unknown): asserts account is Account {
  checkAccount(path, account);
  if (account === ZERO_ADDRESS) throw new ZeroAddressError(path.slice(path.lastIndexOf('.') + 1));
}

/** @throws {ZeroAddressError} {@link FeesOutOfBoundsError} {@link InvalidInputError} */
export function checkFees(fees: ClearingFees): void {
  checkObject('fees', fees);
  const { brokerWallet, feeBps, timePremium } = fees;
  checkSomebody('fees.brokerWallet', brokerWallet);
  checkInteger('fees.feeBps', feeBps, 0);
  checkAmount('fees.timePremium', timePremium);
  if (feeBps > MAX_FEE_BPS || timePremium > MAX_TIME_PREMIUM)
    throw new FeesOutOfBoundsError({
      feeBps,
      maxFeeBps: MAX_FEE_BPS,
      timePremium,
      maxTimePremium: MAX_TIME_PREMIUM,
    });
}

/** The owner's fees, for trades from now on. */
export function setFees(state: ClearingState, event: ClearingEventOf<'setFees'>): ClearingState {
  const { brokerWallet, feeBps, timePremium } = event;
  const fees = { brokerWallet, feeBps, timePremium };
  checkFees(fees);
  return { ...state, fees };
}

/** The free balance that the owner asks of whoever opens; none in phase 1, where nothing clears. */
export function setCollateralRequirement(
  state: ClearingState,
  event: ClearingEventOf<'setCollateralRequirement'>,
): ClearingState {
  const { amount } = event;
  const key = requirementKey(event);
  checkWad('event.amount', amount);
  const { phase } = event;
  if (phase === 1 || amount > MAX_REQUIREMENT || amount % PAT !== 0n)
    throw new RequirementOutOfBoundsError({ phase, amount, max: MAX_REQUIREMENT });
  return { ...state, requirements: new Map(state.requirements).set(key, amount) };
}

/**
 * The free balance that an account of a class needs before it may open a product, wei.
 *
 * @throws {InvalidInputError} an unknown phase, class or product.
 * @example collateralRequirement(state, { phase: 1, participantClass: 'retail', product: 'optionBuy' }) // 0n
 */
export function collateralRequirement(
  state: Pick<ClearingState, 'requirements'>,
  cell: RequirementCell,
): Wad {
  checkObject('state', state);
  checkMap('state.requirements', state.requirements);
  return state.requirements.get(requirementKey(cell)) ?? (0n as Wad);
}

function requirementKey(cell: RequirementCell): string {
  checkObject('cell', cell);
  const { phase, participantClass, product } = cell;
  checkInteger('phase', phase, PHASES[0], PHASES.length);
  checkOneOf('participantClass', participantClass, PARTICIPANT_CLASSES);
  checkOneOf('product', product, PRODUCTS);
  return `${phase}/${participantClass}/${product}`;
}
