import type { ClearingEvent } from '@phasegate/derivatives';
import { PARTICIPANT_CLASSES, PRODUCTS } from '@phasegate/derivatives';
import { type JsonRpcSigner, MaxUint256, ZeroHash } from 'ethers';
import { type ClearingChain, PAT } from './clearingChain.ts';

/** The contract's kinds, in order. */
export const KINDS = ['call', 'put', 'collar', 'indexSwap'] as const;
const SPREAD_END = 2n ** 80n;

/** The transaction that an event is: who sends it and what. */
export function callOf(
  world: ClearingChain,
  event: ClearingEvent,
): { readonly from: JsonRpcSigner; readonly data: string } {
  const { clearing, owner, stranger } = world;
  const call = (from: JsonRpcSigner, ...args: readonly unknown[]) => ({
    from,
    data: clearing.interface.encodeFunctionData(event.type, args),
  });
  const by = (address: string): JsonRpcSigner =>
    Object.values(world.actors).find((signer) => signer.address === address) ?? stranger;
  switch (event.type) {
    case 'deposit': {
      const { account, amount } = event;
      if ((amount / PAT) % 2n === 0n) return call(by(account), amount);
      // A permit that somebody has used already: the allowance stands, and so does the deposit.
      const { interface: clearingInterface } = clearing;
      const permit = [amount, MaxUint256, 27, ZeroHash, ZeroHash];
      return { from: by(account), data: clearingInterface.encodeFunctionData('depositWithPermit', permit) };
    }
    case 'withdraw':
      return call(by(event.account), event.amount);
    case 'setMatcher':
      return call(by(event.account), event.matcher, event.allowed);
    case 'announceMatcher':
    case 'removeMatcher':
      return call(owner, event.matcher);
    case 'applyMatcher':
      return call(stranger, event.matcher);
    case 'createSeries': {
      const { market, against, expiry, kind } = event;
      const { a, b, c } = wordArguments(event);
      return call(stranger, market, against, expiry, KINDS.indexOf(kind), a, b, c);
    }
    case 'fill': {
      const { seriesId, maker, taker, takerBuys, lots, premium } = event;
      return call(by(event.matcher), { seriesId, maker, taker, takerBuys, lots, premium });
    }
    case 'settle':
      return call(stranger, event.bookId);
    case 'settleAccounts':
      return call(stranger, event.bookId, event.accounts);
    case 'settleAndWithdraw':
      return call(by(event.account), event.bookIds);
    case 'setFees':
      return call(owner, event.brokerWallet, event.feeBps, event.timePremium);
    default: {
      const { phase, participantClass, product, amount } = event;
      const cell = [phase, PARTICIPANT_CLASSES.indexOf(participantClass), PRODUCTS.indexOf(product)];
      return call(owner, ...cell, amount);
    }
  }
}

/** Amounts as the contract takes them: a spread below zero in two's complement of 80 bits. */
export function wordArguments({ a, b, c }: Amounts): Amounts {
  return { a, b: b < 0n ? b + SPREAD_END : b, c };
}

type Amounts = Readonly<Record<'a' | 'b' | 'c', bigint>>;
