import { patText, timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { dayText } from './texts.ts';

const hourText = (hour: bigint): string => timeText(hour * 3_600n);

/** What to do about refusals of the settlement oracle. */
export const settlementAdvice: ByReason<string> = {
  SettlementOracle_OffCalendar: ({ market, expiry }) =>
    `market ${market} does not settle at ${timeText(expiry)}. Take one of its settlement hours`,
  SettlementOracle_TenorOutOfBounds: ({ windowStart, latest }) =>
    `an expiry is opened before its window, which begins at ${timeText(windowStart)}, and lies at most 92 days ahead, by ${timeText(latest)}. Choose another`,
  SettlementOracle_IndexStale: ({ market, hour }) =>
    `no trade entered the index of market ${market} in the 24 hours before ${hourText(hour)}. Wait for one`,
  SettlementOracle_FallbackCurrent: ({ hour }) =>
    `the fallback is that of ${hourText(hour)} already. Refresh it in a later hour`,
  SettlementOracle_SettlementNotOpen: ({ market, expiry }) =>
    `market ${market} has no settlement at ${timeText(expiry)}. Open it before its window`,
  SettlementOracle_NotExpired: ({ expiry }) =>
    `nothing is fixed or settled before the expiry at ${timeText(expiry)}. Wait until then`,
  SettlementOracle_AlreadySettled: ({ price }) => `it is settled at ${patText(price)} a lot. Nothing to do`,
  SettlementOracle_SettlementPending: ({ settleableAt }) =>
    `trading was too thin for the index; it settles from ${timeText(settleableAt)} on. Wait until then`,
  SettlementOracle_NotSigner: ({ account }) =>
    `${account} is no signer of this expiry. Let one of its signers fix`,
  SettlementOracle_AlreadyFixed: ({ account }) =>
    `${account} has fixed a price, and the first one counts. Nothing to do`,
  SettlementOracle_InvalidSignature: ({ signer }) => `the fixing is not signed by ${signer}. Sign it anew`,
  SettlementOracle_SignersOutOfBounds: ({ count }) =>
    `signers are none, or 3 to 9 different addresses in rising order; got ${count}. Sort them`,
  SettlementOracle_NoSignersAnnounced: () =>
    'no signers are announced. The owner does that with announceSigners',
  SettlementOracle_SignersPending: ({ applicableFrom }) =>
    `the signers can be put in force from ${timeText(applicableFrom)}. Wait until then`,
  SettlementOracle_CapCurrent: ({ day, lots }) =>
    `the cap of ${dayText(day)} is ${lots} lots already. Refresh it tomorrow`,
  SettlementOracle_BandOutOfBounds: ({ bandBps, low, high }) =>
    `the band must lie from ${low} to ${high} basis points; got ${bandBps}. Choose one within`,
};
