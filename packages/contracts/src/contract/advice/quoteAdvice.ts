import { timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { signedPat } from './texts.ts';

/** What to do about refusals of the quote desk. */
export const quoteAdvice: ByReason<string> = {
  QuoteDesk_QuoteExpired: ({ deadline }) =>
    `the quote could be filled until ${timeText(deadline)}. Ask for a new one`,
  QuoteDesk_DeadlineTooFar: ({ deadline, latest }) =>
    `a quote lives five minutes at most, now until ${timeText(latest)}; its deadline is ${timeText(deadline)}. Fill it later, or sign a shorter one`,
  QuoteDesk_NotTaker: ({ caller, taker }) =>
    `the quote is for ${taker}, not for ${caller}. Ask for one of your own`,
  QuoteDesk_QuoteCancelled: ({ maker, nonce }) =>
    `${maker} has cancelled its quotes of nonce ${nonce}. Ask for a new one`,
  QuoteDesk_QuoteFilled: ({ lots, left }) => `${left} lots are left of the quote; got ${lots}. Take fewer`,
  QuoteDesk_FillTooSmall: ({ lots, minimum }) =>
    `a fill of this quote is at least ${minimum} lots; got ${lots}. Take more`,
  QuoteDesk_InvalidSignature: ({ maker }) =>
    `${maker} has not signed this quote. Give every field as it was signed, for this desk and chain`,
  QuoteDesk_NoIndex: ({ market }) =>
    `no trade entered the index of market ${market} in this hour or the last, and the quote is bound to it. Wait for one`,
  QuoteDesk_IndexOutOfBand: ({ index, low, high }) =>
    `the quote holds while the index is from ${signedPat(low)} to ${signedPat(high)}; it is ${signedPat(index)}. Ask for a new one`,
  QuoteDesk_ZeroAddress: ({ field }) => `${field} must not be the zero address. Give the right one`,
};
