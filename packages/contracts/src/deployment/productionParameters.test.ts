import { InvalidInputError } from '@phasegate/pricing/units';
import { ZeroAddress } from 'ethers';
import { expect, test } from 'vitest';
import { defaultThresholds } from './deploymentParameters.ts';
import { type ProductionParameters, productionParameters } from './productionParameters.ts';

const address = (i: number): string => `0x${String(i).padStart(40, '0')}`;
const named: ProductionParameters = {
  company: address(1),
  guardian: address(2),
  registrar: address(3),
  auditor: address(4),
  brokerWallet: address(5),
  patAllocation: [{ to: address(6), amount: 300_000_000n * 10n ** 18n }],
};
const DAY = 86_400;

test('default: a week for the owner, 4 % of all PAT for a vote', () => {
  const { governance, spot } = productionParameters(named);
  expect(governance).toEqual({
    company: address(1),
    ownerDelay: 604_800,
    votingDelay: 86_400,
    votingPeriod: 604_800,
    proposalThreshold: 300_000n * 10n ** 18n,
    quorumBps: 400,
    governorDelay: 172_800,
    settlementBandBps: 1_000,
    minWindowVolume: 100n * 10n ** 18n,
    accountShareBps: 2_500,
    houseShareBps: 5_000,
    riskManager: address(1),
    vaultEpoch: 604_800,
    vaultUtilisationBps: 8_000,
  });
  expect(spot).toMatchObject({ guardian: address(2), auditor: address(4), thresholds: defaultThresholds });
});

test.each([
  ['ownerDelay', 7 * DAY, 60 * DAY],
  ['votingDelay', DAY, 14 * DAY],
  ['votingPeriod', 3 * DAY, 30 * DAY],
  ['quorumBps', 400, 5_000],
  ['governorDelay', 2 * DAY, 14 * DAY],
  ['settlementBandBps', 100, 3_000],
  ['accountShareBps', 1, 10_000],
  ['houseShareBps', 1, 10_000],
  ['vaultEpoch', DAY, 31 * DAY],
  ['vaultUtilisationBps', 1, 8_000],
] as const)('behavior: %s from %i to %i', (name, low, high) => {
  for (const value of [low, high]) {
    expect(productionParameters({ ...named, [name]: value }).governance[name]).toBe(value);
  }
  for (const value of [
    low - 1,
    high + 1,
    low + 0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    BigInt(low),
    null,
  ]) {
    const given = { ...named, [name]: value } as ProductionParameters;
    expect(() => productionParameters(given), String(value)).toThrow(InvalidInputError);
  }
});

test('error: InvalidInputError', () => {
  const wrong: readonly Record<string, unknown>[] = [
    { ...named, company: undefined },
    { ...named, guardian: ZeroAddress },
    { ...named, auditor: '0x12' },
    { ...named, auditor: named.company },
    { ...named, guardian: named.company },
    { ...named, registrar: named.auditor },
    { ...named, owner: address(9) },
    { ...named, governance: address(9) },
    { ...named, proposalThreshold: 0n },
    { ...named, proposalThreshold: 1 },
    { ...named, patAllocation: undefined },
    { ...named, patAllocation: [{ to: address(6), amount: '1' }] },
    { ...named, thresholds: null },
    { ...named, thresholds: { ...defaultThresholds, minDays: -1 } },
    { ...named, thresholds: { ...defaultThresholds, minVolume: 1 } },
    { ...named, thresholds: {} },
    { ...named, quorum: 400 },
  ];
  for (const given of wrong) {
    expect(() => productionParameters(given as unknown as ProductionParameters)).toThrow(InvalidInputError);
  }
  for (const given of [undefined, null, 7, 'company']) {
    expect(() => productionParameters(given as unknown as ProductionParameters)).toThrow(InvalidInputError);
  }
});
