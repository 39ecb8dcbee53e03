import { timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { named } from './texts.ts';

/** In the order of the contract's enumeration. */
const STATUSES = [
  'not open',
  'streaming',
  'closing',
  'completed',
  "ended by the provider's default",
  "ended by the buyer's default",
  'cancelled',
  'taken back',
] as const;

/** What to do about refusals of the streaming forward. */
export const streamAdvice: ByReason<string> = {
  StreamingForward_InvalidTerm: ({ term }) =>
    `the term '${term}' is out of bounds. Check the deal with streamingForward of the derivatives package`,
  StreamingForward_DealClosed: ({ status }) =>
    `the stream is ${named(STATUSES, status)}. Check the deal, or make a new one`,
  StreamingForward_OfferSpent: ({ status }) =>
    `this deal is ${named(STATUSES, status)} already. Make one with another salt`,
  StreamingForward_WrongStatus: ({ status }) =>
    `the stream is ${named(STATUSES, status)}, where this is not possible. Wait, or call it to a close first`,
  StreamingForward_WrongParty: ({ caller, required }) =>
    `only ${required} may do this; ${caller} called. Use its account`,
  StreamingForward_DeadlinePassed: ({ deadline }) =>
    `it was possible before ${timeText(deadline)}. It is too late`,
  StreamingForward_TooEarly: ({ earliest }) => `it is possible from ${timeText(earliest)}. Wait until then`,
  StreamingForward_InvalidSignature: ({ signer }) =>
    `the signature is not that of ${signer}, or of something else. Sign the deal, voucher or header as it is`,
  StreamingForward_StaleVoucher: ({ cumulativeWeight, vouched }) =>
    `the voucher stands for ${cumulativeWeight}; ${vouched} is vouched for. Bring the latest`,
  StreamingForward_VoucherExceedsOrder: ({ cumulativeWeight, ordered }) =>
    `the voucher stands for ${cumulativeWeight}, the order for ${ordered}. Sign less`,
  StreamingForward_TooManyPostings: ({ pending }) =>
    `${pending} postings are open, as many as may be. Settle one first`,
  StreamingForward_UnknownPosting: ({ posting }) =>
    `posting ${posting} is not open: settled, or never made. Check its number`,
  StreamingForward_OverDelivery: ({ offered, remaining }) =>
    `${offered} of weight were posted and ${remaining} are due. Post what is due`,
  StreamingForward_InvalidWeight: ({ units, weight }) =>
    `${units} units can't weigh ${weight} within the confidence that the terms allow. Check both`,
  StreamingForward_SerialGap: ({ first, next }) =>
    `the serials begin at ${first}; the provider's next is ${next}. Begin there`,
  StreamingForward_DisputeState: ({ posting, disputed }) =>
    `posting ${posting} is ${disputed ? 'disputed already' : 'not disputed'}. Nothing to do`,
  StreamingForward_PostingsPending: ({ pending }) =>
    `${pending} postings are open. Settle them when their time is over, then conclude`,
  StreamingForward_ForeignHeader: ({ serial }) =>
    `the header of serial ${serial} is not of these units. Show one that is`,
  StreamingForward_HeaderKeepsTerms: ({ serial }) =>
    `the unit of serial ${serial} is what was ordered. Dispute the posting if it never came`,
  StreamingForward_NotDoubleSale: ({ serial, other }) =>
    `serials ${serial} and ${other} prove nothing: that takes one content under two. Show two such`,
  StreamingForward_ZeroAddress: ({ field }) => `${field} must not be the zero address. Give the right one`,
};
