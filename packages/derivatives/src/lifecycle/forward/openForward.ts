import { checkBoolean, checkObject, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { checkBefore } from '../deal/deadline.ts';
import { startClock } from '../deal/dealClock.ts';
import { openingFees } from '../deal/openingFees.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import { checkedForwardTerms, type ForwardState, type ForwardTerms } from './forwardState.ts';

/**
 * Makes a delivered forward or freshness lock: both bonds and the lock premium go to the escrow, fee and time premium
 * to the broker, and with `prefunded` the notional too. Whether the parties may open is `requireAccess`'s question.
 *
 * @param input.at unix seconds of the trade; must lie before `fundingDeadline` (at that second it is too late)
 * @throws {InvalidInputError} a malformed term or time. @throws {DeadlinePassedError} at or after `fundingDeadline`.
 * @example openForward({ terms, at: 1_700_000_000, prefunded: true }).state.status // 'delivering'
 */
export function openForward(input: {
  readonly terms: ForwardTerms;
  readonly at: UnixSeconds;
  readonly prefunded: boolean;
}): Step<ForwardState> {
  checkObject('input', input);
  const terms = checkedForwardTerms(input.terms);
  checkBoolean('prefunded', input.prefunded);
  const clock = startClock(input.at);
  checkBefore(clock, 'opening', terms.fundingDeadline);
  const notional = (terms.quantity * terms.pricePerUnit) as Wad;
  const payment = input.prefunded ? notional : (0n as Wad);
  const lockPremium = terms.kind === 'freshnessLock' ? terms.lockPremium : (0n as Wad);
  return {
    state: {
      terms,
      status: input.prefunded ? 'delivering' : 'funding',
      clock,
      delivered: 0n,
      lockedIn: 0n,
      sealed: new Set(),
      payment,
      lockPremium,
      buyerBond: terms.buyerBond,
      providerBond: terms.providerBond,
    },
    transfers: transfersOf(
      ['buyer', 'escrow', terms.buyerBond],
      ['provider', 'escrow', terms.providerBond],
      ['buyer', 'broker', openingFees({ ...terms, notional })],
      ['buyer', 'escrow', lockPremium],
      ['buyer', 'escrow', payment],
    ),
  };
}
