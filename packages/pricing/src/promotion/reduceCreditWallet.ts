import { CREDITS_PER_GBP } from '../floor/wholesaleFloor.ts';
import { checkInteger, checkObject, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Seconds, type UnixSeconds, WAD, type Wad } from '../units/units.ts';
import type { CreditWallet, PaidTool, RunPayment } from './creditWallet.ts';
import { InsufficientCreditsError, SelfDealingError } from './errors.ts';

/** Credits (Wad) that the account has bought, at face value or in a promotion. */
export interface ReceiveCredits {
  readonly type: 'receive';
  readonly kind: 'face' | 'discounted';
  readonly credits: Wad;
}

/** One run of a tool. `holdSeconds`: `pricingParameters().promotion.holdSeconds`. */
export interface SpendCredits {
  readonly type: 'spend';
  readonly at: UnixSeconds;
  readonly tool: PaidTool;
  readonly holdSeconds: Seconds;
}

export type CreditWalletEvent = ReceiveCredits | SpendCredits;

/** The wallet afterwards and, of a run, who receives what. */
export interface CreditWalletStep {
  readonly state: CreditWallet;
  readonly payment?: RunPayment;
}

/**
 * The next state of a wallet. A run is paid with discounted credits first, except on tools that pay their buyer or an
 * affiliate.
 *
 * The developer receives the markup at face value; the part of it that may stem from discounted credits, the smaller of
 * markup and discounted credits used, is held. GBP rounds down, as a payout.
 *
 * @throws {SelfDealingError} only discounted credits could cover it and the tool pays the buyer.
 * @throws {InsufficientCreditsError} the wallet is short.
 * @throws {InvalidInputError} a malformed wallet or event.
 * @example reduceCreditWallet(creditWallet({ account: 'carl' }), { type: 'receive', kind: 'face', credits: WAD }).state.faceCredits // 1000000000000000000n
 */
export function reduceCreditWallet(
  state: CreditWallet,
  event: SpendCredits,
): { readonly state: CreditWallet; readonly payment: RunPayment };
export function reduceCreditWallet(state: CreditWallet, event: CreditWalletEvent): CreditWalletStep;
export function reduceCreditWallet(state: CreditWallet, event: CreditWalletEvent): CreditWalletStep {
  checkObject('state', state);
  checkWad('state.faceCredits', state.faceCredits);
  checkWad('state.discountedCredits', state.discountedCredits);
  checkObject('event', event);
  switch (event.type) {
    case 'receive':
      return { state: receive(state, event) };
    case 'spend':
      return spend(state, event);
    default:
      throw new InvalidInputError({
        path: 'event.type',
        observed: (event as { type?: unknown }).type,
        allowed: 'receive or spend',
      });
  }
}

function receive(state: CreditWallet, { kind, credits }: ReceiveCredits): CreditWallet {
  checkWad('event.credits', credits);
  if (kind !== 'face' && kind !== 'discounted') {
    throw new InvalidInputError({ path: 'event.kind', observed: kind, allowed: 'face or discounted' });
  }
  return kind === 'face'
    ? { ...state, faceCredits: (state.faceCredits + credits) as Wad }
    : { ...state, discountedCredits: (state.discountedCredits + credits) as Wad };
}

function spend(
  state: CreditWallet,
  { tool, at, holdSeconds }: SpendCredits,
): { readonly state: CreditWallet; readonly payment: RunPayment } {
  checkObject('event.tool', tool);
  checkWad('event.tool.floorCredits', tool.floorCredits);
  checkWad('event.tool.markupCredits', tool.markupCredits);
  checkUnixSeconds('event.at', at);
  checkInteger('event.holdSeconds', holdSeconds, 0, 2 ** 40 - 1);
  if (!Array.isArray(tool.affiliates)) {
    throw new InvalidInputError({
      path: 'event.tool.affiliates',
      observed: tool.affiliates,
      allowed: 'an array of accounts',
    });
  }
  const price = (tool.floorCredits + tool.markupCredits) as Wad;
  const held = (state.faceCredits + state.discountedCredits) as Wad;
  if (held < price) throw new InsufficientCreditsError(held, price);
  const paysBuyer = tool.developer === state.account || tool.affiliates.includes(state.account);
  if (paysBuyer && state.faceCredits < price) throw new SelfDealingError(state.account, tool.toolId);
  const discounted = paysBuyer ? 0n : smaller(state.discountedCredits, price);
  return {
    state: {
      account: state.account,
      faceCredits: (state.faceCredits - (price - discounted)) as Wad,
      discountedCredits: (state.discountedCredits - discounted) as Wad,
    },
    payment: {
      floorCredits: tool.floorCredits,
      developerCredits: tool.markupCredits,
      developerGbp: ((tool.markupCredits * WAD) / CREDITS_PER_GBP) as Wad,
      heldCredits: smaller(tool.markupCredits, discounted) as Wad,
      heldUntil: at + holdSeconds,
    },
  };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
