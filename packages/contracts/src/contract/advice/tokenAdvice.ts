import { patText, timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';

/** What to do about refusals of PAT, its wrapper and the libraries they are made of. */
export const tokenAdvice: ByReason<string> = {
  ERC2612ExpiredSignature: ({ deadline }) =>
    `the permit expired at ${timeText(deadline)}. Sign a new one with a later deadline`,
  ERC2612InvalidSigner: ({ signer, owner }) =>
    `the permit is signed by ${signer} and not by ${owner}, or for another nonce, amount or chain. Sign it anew`,
  VotesExpiredSignature: ({ expiry }) =>
    `the delegation expired at ${timeText(expiry)}. Sign a new one with a later expiry`,
  InvalidAccountNonce: ({ account, currentNonce }) =>
    `the signature is not for nonce ${currentNonce} of ${account}, the next one. Sign it anew`,
  ERC20InvalidReceiver: ({ receiver }) => `${receiver} can not receive tokens. Name an account`,
  ERC20InvalidSpender: ({ spender }) => `${spender} can not be a spender. Name an account`,
  ERC20ExceededSafeSupply: ({ increasedSupply, cap }) =>
    `at most ${patText(cap)} can be wrapped; it would be ${patText(increasedSupply)}. Wrap less`,
  ERC5805FutureLookup: ({ timepoint, clock }) =>
    `votes are known up to ${timeText(clock)}; asked for was ${timeText(timepoint)}. Ask for an earlier second`,
  PAT_SupplyOutOfBounds: ({ supply, low, high }) =>
    `the allocation must sum to ${patText(low)} to ${patText(high)}; got ${patText(supply)}. Change its amounts`,
  ECDSAInvalidSignature: () => 'the signature is of no account. Sign again and pass all of it',
  OwnableUnauthorizedAccount: ({ account }) =>
    `${account} is not the owner. Act as the owner, or schedule it in the owner's timelock`,
  OwnableInvalidOwner: ({ owner }) => `${owner} can not be the owner. Name an account`,
  InvalidInitialization: () => 'the contract is initialized already, once and for all. Use what it has',
  ERC1967InvalidImplementation: ({ implementation }) =>
    `there is no contract at ${implementation}. Deploy the implementation first`,
  UUPSUnsupportedProxiableUUID: () =>
    'the contract offered can not stand behind a proxy. Offer a marketplace',
  ReentrancyGuardReentrantCall: () => 'a call came in while another one ran. Call again when it is over',
};
