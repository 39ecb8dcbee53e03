import { PhasegateError } from '@phasegate/pricing/units';
import { Interface, id, type ParamType } from 'ethers';
import { expect, expectTypeOf, test } from 'vitest';
import { abis } from '../abis.ts';
import type { RefusalReason } from '../reason.ts';
import { decodeRevertData, RevertError } from '../revert.ts';
import { refusalText } from './refusalText.ts';

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

test('default: what was seen, what is allowed, what to do, and the name of the error', () => {
  expect(refusalText('DataMarketplace_NotRole', { caller: ACCOUNT, role: 0 })).toBe(
    `${ACCOUNT} does not have the role lister. The owner gives it with setRole (DataMarketplace_NotRole)`,
  );
});

test.each<[reason: RefusalReason, facts: Record<string, unknown>, words: string]>([
  [
    'ERC2612ExpiredSignature',
    { deadline: 1_767_225_600n },
    'the permit expired at 2026-01-01T00:00:00Z. Sign a new one',
  ],
  ['PAT_SupplyOutOfBounds', { supply: 0n, low: 1n, high: 10n ** 20n }, 'to 100 PAT; got 0 PAT'],
  [
    'PhaseGate_GuardianSpent',
    { product: 3, availableAt: 1_767_225_600n },
    'paused optionBuy within the last 30 days and may again at 2026-01-01T00:00:00Z',
  ],
  [
    'PhaseGate_AlreadyPaused',
    { products: 0b100_001n, until: 0n },
    "the owner's pause of spot, vaultShares lasts",
  ],
  ['PhaseGate_TooManyTerms', { seat: 2, max: 9n }, 'the office of auditor'],
  [
    'PhaseGate_CriterionMissed',
    { criterion: 3, measured: 10n ** 18n, threshold: 10n ** 20n },
    'volume: 1 PAT measured, 100 PAT is the limit',
  ],
  [
    'PhaseGate_CriterionMissed',
    { criterion: 9, measured: 90_000n, threshold: 86_400n },
    "the report's age: 25 hours measured, 1 day is the limit",
  ],
  [
    'AccessControlUnauthorizedAccount',
    { account: ACCOUNT, neededRole: id('PROPOSER_ROLE') },
    'does not have the role proposer of the timelock',
  ],
  ['TimelockInsufficientDelay', { delay: 60n, minDelay: 604_800n }, 'at least 7 days; got 60 seconds'],
  [
    'TimelockUnexpectedOperationState',
    { operationId: id('x'), expectedStates: `0x${'4'.padStart(64, '0')}` },
    'is not ready. Schedule it',
  ],
  [
    'GovernorInsufficientProposerVotes',
    { proposer: ACCOUNT, votes: 0n, threshold: 10n ** 18n },
    'has 0 PAT of votes; a proposal takes 1 PAT',
  ],
  ['ReadinessMeter_DayNotOver', { day: 20_460n, timestamp: 1_767_830_000n }, '2026-01-07 is not over'],
  [
    'ClearingHouse_Uncovered',
    { account: ACCOUNT, locked: 10n ** 20n, balance: -(10n ** 18n) },
    'would have -1 PAT against a requirement of 100 PAT',
  ],
  [
    'QuoteDesk_IndexOutOfBand',
    { index: -(3n * 10n ** 18n), low: -(2n * 10n ** 18n), high: 10n ** 18n },
    'while the index is from -2 PAT to 1 PAT; it is -3 PAT',
  ],
  [
    'UnderwritingVault_PremiumLimit',
    { premium: -(10n ** 18n), limit: -(2n * 10n ** 18n) },
    'the premium is -1 PAT, past the limit of -2 PAT',
  ],
  ['StreamingForward_DealClosed', { status: 4 }, "ended by the provider's default"],
  ['UnderwritingVault_TermsMove', { from: 5n * 10n ** 17n, to: 10n ** 18n }, 'from 0.5 to 1 is more'],
  [
    'SettlementOracle_SettlementPending',
    { settleableAt: 1_767_225_600n, timestamp: 0n },
    'settles from 2026-01-01T00:00:00Z',
  ],
  ['Panic', { code: 17n }, 'an amount over- or underflows'],
  ['UnknownRevert', { data: '0x' }, 'the contract gave no reason'],
])('behavior: %s in units and names', (reason, facts, words) => {
  expect(refusalText(reason, facts)).toContain(words);
});

/** A value of any type of the ABI, as large as it may be. */
function sample({ type, baseType, arrayChildren, components }: ParamType): unknown {
  if (baseType === 'array') return [sample(arrayChildren!)];
  if (baseType === 'tuple') return components!.map(sample);
  if (type === 'bool') return true;
  if (type === 'string') return 'x'.repeat(1_000);
  if (type === 'address') return ACCOUNT;
  if (type.startsWith('bytes')) return `0x${'ab'.repeat(Number(type.slice(5)) || 1_000)}`;
  if (type.startsWith('int')) return -(2n ** (BigInt(type.slice(3)) - 1n));
  return 2n ** BigInt(/\d+/.exec(type)![0]) - 1n;
}

const entries = Object.values(abis).flatMap((abi) =>
  new Interface(abi).fragments.filter((fragment) => fragment.type === 'error'),
);

test.each([...new Set(entries.map((fragment) => fragment.format('full')))])(
  'behavior: %s with the largest facts there are is an error of ours, in one or two lines',
  (signature) => {
    const contract = new Interface([signature]);
    const fragment = contract.getError(contract.fragments[0]!.format())!;
    const error = decodeRevertData(contract.encodeErrorResult(fragment, fragment.inputs.map(sample)));
    expect(error).toBeInstanceOf(PhasegateError);
    expect(error.message.length).toBeLessThan(420);
    if (error instanceof RevertError) expect(error.reason).toBe(fragment.name);
  },
);

test('default: the reason is one of the known ones', () => {
  expectTypeOf<'PhaseGate_NotAuditor' | 'Panic' | 'UnknownRevert'>().toExtend<RefusalReason>();
  expectTypeOf<string>().not.toExtend<RefusalReason>();
  // @ts-expect-error a name that no contract has
  const wrong: RefusalReason = 'DataMarketplace_NoSuchThing';
  expect(wrong).toBeTypeOf('string');
});
