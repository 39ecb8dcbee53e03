import { patText, timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { dayText, durationText, named, namedBits, timelockRole } from './texts.ts';

/** In the order of OpenZeppelin's enumerations. */
const OPERATION = ['unknown', 'waiting', 'ready', 'done'] as const;
const PROPOSAL = [
  'pending',
  'active',
  'cancelled',
  'defeated',
  'succeeded',
  'queued',
  'expired',
  'executed',
] as const;

/** A setting of the governor: votes in PAT, times as such, the quorum in basis points. */
function settingText(setting: string, value: bigint): string {
  if (setting === 'proposalThreshold') return patText(value);
  return setting === 'quorumBps' ? `${value} basis points` : durationText(value);
}

/** What to do about refusals of the timelocks and of the governor. */
export const governanceAdvice: ByReason<string> = {
  AccessControlUnauthorizedAccount: ({ account, neededRole }) =>
    `${account} does not have the role ${timelockRole(neededRole)} of the timelock. Act as an account that has it`,
  BoundedTimelock_DelayOutOfBounds: ({ delay, shortest, longest }) =>
    `the delay must lie from ${durationText(shortest)} to ${durationText(longest)}; got ${durationText(delay)}. Choose one within`,
  BoundedTimelock_RoleRequired: ({ role, account }) =>
    `${account} can not give up the role ${timelockRole(role)}. Let the timelock revoke it`,
  TimelockInsufficientDelay: ({ delay, minDelay }) =>
    `the delay must be at least ${durationText(minDelay)}; got ${durationText(delay)}. Schedule with a longer one`,
  TimelockUnauthorizedCaller: ({ caller }) =>
    `${caller} is not the timelock, which alone may do this. Schedule a call of the timelock to itself`,
  TimelockUnexecutedPredecessor: ({ predecessorId }) =>
    `operation ${predecessorId} has to be executed first. Execute it`,
  TimelockUnexpectedOperationState: ({ operationId, expectedStates }) =>
    `operation ${operationId} is not ${namedBits(OPERATION, BigInt(expectedStates))}. Schedule it, or wait until its delay is over; done is done`,
  GovernorAlreadyCastVote: ({ voter }) => `${voter} has voted on this proposal already. A vote is final`,
  GovernorAlreadyQueuedProposal: ({ proposalId }) => `proposal ${proposalId} is queued already. Execute it`,
  GovernorInsufficientProposerVotes: ({ proposer, votes, threshold }) =>
    `${proposer} has ${patText(votes)} of votes; a proposal takes ${patText(threshold)}. Wrap PAT and delegate before`,
  GovernorNonexistentProposal: ({ proposalId }) =>
    `there is no proposal ${proposalId}. Check its calls, description and proposer: the id is their hash`,
  GovernorOnlyExecutor: ({ account }) =>
    `${account} is not governance itself, which alone may do this. Propose it`,
  GovernorRestrictedProposer: ({ proposer }) =>
    `the description names another proposer than ${proposer}. Propose as the account that it names`,
  GovernorUnableToCancel: ({ proposalId, account }) =>
    `${account} can not cancel proposal ${proposalId}. Its proposer can, before the vote begins`,
  GovernorUnexpectedProposalState: ({ proposalId, current, expectedStates }) =>
    `proposal ${proposalId} is ${named(PROPOSAL, current)}; it must be ${namedBits(PROPOSAL, BigInt(expectedStates))}. Look at its dates`,
  GovernorInvalidSignature: ({ voter }) => `the vote is not signed by ${voter}. Sign it anew`,
  GovernorInvalidVoteType: () => 'a vote is 0 against, 1 for or 2 abstain. Give one of them',
  PhaseGovernor_OutOfBounds: ({ setting, value, low, high }) =>
    `${setting} must lie from ${settingText(setting, low)} to ${settingText(setting, high)}; got ${settingText(setting, value)}. Choose one within`,
  PhaseGovernor_TimelockFixed: ({ timelock }) =>
    `the governor keeps its timelock ${timelock}. Hand the phase gate to another governor instead`,
  ReadinessMeter_DayNotOver: ({ day, timestamp }) =>
    `${dayText(day)} is not over; it is ${timeText(timestamp)}. Digest it tomorrow`,
  ReadinessMeter_DayLost: ({ day }) =>
    `hours of ${dayText(day)} may be overwritten in the index by now. Digest days within 42 days; begin the period later`,
  ReadinessMeter_DayMissing: ({ market, day }) =>
    `${dayText(day)} of market ${market} was never digested. Digest it while the index has it, or begin the period later`,
  ReadinessMeter_PeriodLength: ({ fromDay, toDay, max }) =>
    `a period has 1 to ${max} days; got ${dayText(fromDay)} to ${dayText(toDay)}. Choose another`,
  ReadinessMeter_BatchSize: ({ size, max }) => `a digest takes 1 to ${max} days; got ${size}. Split it`,
  ReadinessMeter_ZeroAddress: ({ field }) => `${field} must be an account; got the zero address. Name one`,
};
