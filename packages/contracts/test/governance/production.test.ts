import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  admissionTypedData,
  connectPhasegate,
  defaultThresholds,
  deployProduction,
  ownerAct,
  type PhaseThresholds,
  type PlainCall,
  type ProductionDeployment,
  proposal,
  readinessTypedData,
  type SignedReadiness,
  seats,
} from '@phasegate/contracts';
import type { Bps, Wad } from '@phasegate/pricing/units';
import {
  type ChainEvent,
  defaultReadinessThresholds,
  type ReadinessReport,
  type ReadinessThresholds,
  readiness,
  readinessHistory,
  signedFigures,
} from '@phasegate/risk';
import { encodeBytes32String, HDNodeWallet, id, type JsonRpcSigner, MaxUint256, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../src/cli/files.ts';
import { runPhasegate } from '../cli/runPhasegate.ts';
import { type HardhatNode, startHardhatNode } from './hardhatNode.ts';

const DAY = 86_400;
const HOUR = 3_600;
const PAT = 10n ** 18n;
const ASK = 250n * PAT;
const HOURS_A_DAY = 9;
/** The lax end of the bounds: the shortest way that can be. */
const THRESHOLDS: ReadinessThresholds = {
  ...defaultReadinessThresholds,
  minDays: 60,
  minTradedHours: 500,
  minVolume: (100_000n * PAT) as Wad,
};
/** What of them the gate measures itself. */
const GATE_THRESHOLDS = Object.fromEntries(
  Object.keys(defaultThresholds).map((name) => [name, THRESHOLDS[name as keyof PhaseThresholds]]),
) as unknown as PhaseThresholds;
/** More than the thresholds ask for, each an account of its own with PAT of its own. */
const BUYERS = 27;
const PERIOD = 60;
const SPOT = 0;
const SYNTHETIC = 2;
const OPTION_WRITE = 4;

let node: HardhatNode;
let folder: string;
let production: ProductionDeployment;
let company: JsonRpcSigner;
let guardian: JsonRpcSigner;
let registrar: JsonRpcSigner;
let auditor: JsonRpcSigner;
let voter: JsonRpcSigner;
let buyer: JsonRpcSigner;
let buyers: readonly HDNodeWallet[];
let institution: JsonRpcSigner;
let stranger: JsonRpcSigner;
let treasury: JsonRpcSigner;
let salt = 0;
let marketDay = 0;

beforeAll(async () => {
  node = await startHardhatNode();
  const [deployer, ...rest] = node.signers as JsonRpcSigner[];
  [company, guardian, registrar, auditor, voter, buyer, institution, stranger, treasury] = rest as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
  ];
  const seed = HDNodeWallet.fromPhrase(
    'test test test test test test test test test test test junk',
    '',
    "m/44'/60'/9'",
  );
  buyers = Array.from({ length: BUYERS }, (_, i) => seed.deriveChild(i).connect(node.provider));
  for (const { address } of buyers)
    await node.provider.send('hardhat_setBalance', [address, '0x8ac7230489e80000']);
  production = await deployProduction({
    signer: deployer!,
    parameters: {
      company: company.address,
      guardian: guardian.address,
      registrar: registrar.address,
      auditor: auditor.address,
      brokerWallet: company.address,
      patAllocation: [
        { to: treasury.address, amount: 287_000_000n * PAT },
        { to: voter.address, amount: 12_000_000n * PAT },
        { to: buyer.address, amount: 1_000_000n * PAT },
      ],
      thresholds: GATE_THRESHOLDS,
    },
  });
  folder = await mkdtemp(join(tmpdir(), 'phasegate-production-'));
  await writeFile(join(folder, 'deployment.json'), toJson({ addresses: production.addresses }));
}, 120_000);
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true });
});

test('behavior: the deployer keeps nothing, and the company acts through its timelock alone', async () => {
  const { phaseGate, marketplace } = production.contracts;
  for (const signer of [node.signers[0]!, company, stranger]) {
    const refused = { reason: 'OwnableUnauthorizedAccount' };
    await expect(phaseGate.as(signer).write('advancePhase', [])).rejects.toMatchObject(refused);
    await expect(marketplace.as(signer).write('setPaused', [true])).rejects.toMatchObject(refused);
  }
  const act = ownerAct({
    calls: [call('phaseGate', phaseGate.encode('advancePhase', []))],
    delay: 7 * DAY - 1,
  });
  const timelock = production.contracts.ownerTimelock.as(company);
  await expect(timelock.write('scheduleBatch', act.schedule)).rejects.toMatchObject({
    reason: 'TimelockInsufficientDelay',
  });
});

test('behavior: set up and phase 2 by the timelock, after its delay', async () => {
  const { phaseGate, marketplace, pat } = production.contracts;
  const roles = [0, 1].map((role) => marketplace.encode('setRole', [role, company.address, true]));
  const market = marketplace.encode('addMarket', [
    {
      segmentType: encodeBytes32String('PURCHASE_INTENT'),
      window: 120 * DAY,
      confidenceLowBps: 7_000,
      confidenceHighBps: 8_500,
      referenceAsk: ASK,
      bandBps: 1_000,
      dailyMoveBps: 500,
      settlementPeriodHours: 24,
      settlementWindowHours: 4,
      settlementOffsetHours: 0,
    },
  ]);
  await asOwner([
    ...[...roles, market].map((data) => call('marketplace', data)),
    call('phaseGate', phaseGate.encode('advancePhase', [])),
  ]);
  expect(await phaseGate.read('phase', [])).toBe(2);
  for (const { address } of buyers) await sent(pat.as(treasury).write('transfer', [address, 10_000n * PAT]));
  await refusedAsOwner(
    [call('phaseGate', phaseGate.encode('advancePhase', []))],
    'PhaseGate_EvidenceRequired',
  );
});

test('behavior: institutions are admitted by batch and on their own attestation, and revoked for good', async () => {
  const { phaseGate } = production.contracts;
  const expiry = (await node.now()) + 1_000 * DAY;
  const others = node.signers
    .slice(10, 13)
    .map(({ address }) => ({ account: address, expiry, jurisdiction: 276 }));
  await sent(phaseGate.as(registrar).write('admitInstitutions', [others]));
  for (const { account } of others) expect(await phaseGate.read('classOf', [account])).toBe(1);
  await expect(phaseGate.as(stranger).write('admitInstitutions', [others])).rejects.toMatchObject({
    reason: 'PhaseGate_NotRegistrar',
  });
  const attested = await attest(expiry);
  await expect(phaseGate.as(stranger).write('presentAdmission', attested)).rejects.toMatchObject({
    reason: 'PhaseGate_NotPresenter',
  });
  await sent(phaseGate.as(institution).write('presentAdmission', attested));
  expect(await phaseGate.read('classOf', [institution.address])).toBe(1);
  await sent(phaseGate.as(registrar).write('revokeInstitution', [institution.address]));
  await expect(phaseGate.as(institution).write('presentAdmission', attested)).rejects.toMatchObject({
    reason: 'PhaseGate_InvalidSignature',
  });
  await sent(phaseGate.as(institution).write('presentAdmission', await attest(expiry)));
  expect(await phaseGate.read('classOf', [institution.address])).toBe(1);
});

test('behavior: a guardian pauses spot, withdrawals stay open, and it ends by itself', async () => {
  const { phaseGate, marketplace, pat } = production.contracts;
  await sent(marketplace.as(company).write('addCurve', [MaxUint256]));
  await sent(pat.as(buyer).write('approve', [marketplace.address, MaxUint256]));
  await list(550);
  await sent(marketplace.as(buyer).write('buySegment', [550n, ASK]));
  await sent(phaseGate.as(guardian).write('guardianPause', [1, 3 * DAY]));
  const until = Number(await phaseGate.read('pausedUntil', [SPOT]));
  const paused = { name: 'PausedError', facts: { byOwner: false, until } };
  await expect(marketplace.as(buyer).write('buySegment', [549n, ASK])).rejects.toMatchObject(paused);
  await sent(marketplace.as(stranger).write('withdrawEarnings', []));
  await node.mineAt((await node.now()) + 3 * DAY);
  await sent(marketplace.as(buyer).write('buySegment', [549n, ASK]));
  await expect(phaseGate.as(guardian).write('guardianPause', [1, DAY])).rejects.toMatchObject({
    reason: 'PhaseGate_GuardianSpent',
  });
  expect(await phaseGate.read('isProductPaused', [SPOT])).toBe(false);
});

test('behavior: phase 3 needs the auditor, the index and the owner, all three', {
  timeout: 120_000,
}, async () => {
  const { phaseGate } = production.contracts;
  const advance = [call('phaseGate', phaseGate.encode('advancePhase', []))];
  marketDay = Math.floor((await node.now()) / DAY) + 1;
  for (const one of buyers)
    await sent(
      production.contracts.pat
        .as(one)
        .write('approve', [production.contracts.marketplace.address, MaxUint256]),
    );
  await trade(0, 30);
  const digest = ['readiness', '--market', '1', '--count', '30', '--digest'];
  await phasegate(stranger, ...digest, String(marketDay));
  await trade(30, PERIOD);
  const undigested = `(day ${marketDay + 30}), the first can be digested before`;
  expect(await phasegate(undefined, 'status')).toContain(undigested);

  const expiry = (Math.floor((await node.now()) / DAY) + 2) * DAY;
  const settlement = ['settlement', '--market', '1', '--expiry', String(expiry)];
  expect(await phasegate(stranger, ...settlement, '--do', 'open')).toContain('SettlementOpened(1, ');

  // The last thirty days are not digested, so nothing bears the events out.
  expect(missed(await wholeReport())).toEqual(['auditedDays']);
  expect(await phasegate(stranger, ...digest, String(marketDay + 30))).toContain('DigestDue');
  const whole = await wholeReport();
  expect(missed(whole)).toEqual([]);
  expect(whole.figures).toMatchObject({ unaffiliatedBuyers: BUYERS, unaffiliatedVolume: 135_000n * PAT });

  await expect(phaseGate.write('recordReadiness', await signed(whole, stranger))).rejects.toMatchObject({
    reason: 'PhaseGate_InvalidSignature',
  });
  await refusedAsOwner(advance, 'PhaseGate_EvidenceRequired');
  const tooFew = await signed(whole, auditor, { unaffiliatedBuyers: 24 });
  await sent(phaseGate.as(stranger).write('recordReadiness', tooFew));
  await expect(phaseGate.read('checkReadiness', [])).rejects.toMatchObject({
    reason: 'PhaseGate_CriterionMissed',
  });
  const [corrected] = await signed(whole, auditor, { revision: 1 });
  await writeFile(join(folder, 'report.json'), toJson(corrected));
  const report = ['readiness', '--report', 'report.json'];
  const { signature } = JSON.parse(await phasegate(auditor, ...report, '--json')) as { signature: string };
  expect(await phasegate(stranger, ...report, '--signature', signature)).toContain('ReadinessRecorded');
  expect(await phasegate(undefined, 'readiness')).toContain('ready');
  await expect(phaseGate.as(auditor).write('advancePhase', [])).rejects.toMatchObject({
    reason: 'OwnableUnauthorizedAccount',
  });
  expect(await advanceByCommand()).toContain('PhaseAdvanced(2, 3)');
  expect(await phaseGate.read('phase', [])).toBe(3);
  expect(await phaseGate.read('isAllowed', [institution.address, SYNTHETIC, 0])).toBe(true);
  expect(await phaseGate.read('isAllowed', [stranger.address, SYNTHETIC, 0])).toBe(false);

  // Asks of 250 at a confidence of 0.75 are 333.3 a fresh unit. Nobody was hurried: whoever comes settles by the trading of the week before the expiry.
  expect(await phasegate(stranger, ...settlement, '--do', 'settle')).toContain(`Settled(1, ${expiry}, `);
  const standing = await phasegate(undefined, ...settlement);
  expect(standing).toContain('an extended window');
  expect(standing).toMatch(/price +333\.333333333333333333 PAT/);
  expect(await phasegate(stranger, 'settlement', '--market', '1', '--do', 'cap')).toContain(
    'CapRefreshed(1, ',
  );
});

test('behavior: phase 4 needs a passed vote and the owner', { timeout: 60_000 }, async () => {
  const { phaseGate, governor, governorTimelock } = production.contracts;
  const advance = [call('phaseGate', phaseGate.encode('advancePhase', []))];
  await refusedAsOwner(advance, 'PhaseGate_VoteRequired');
  await expect(phaseGate.as(voter).write('openFinalBallot', [])).rejects.toMatchObject({
    reason: 'PhaseGate_BallotTooEarly',
  });
  await node.mineAt(Number(await phaseGate.read('phaseOpenedAt', [3n])) + 90 * DAY);
  expect(await phasegate(voter, 'ballot')).toContain('FinalBallotOpened');
  const [ballot] = await phaseGate.read('finalBallot', []);
  const approve = [call('phaseGate', phaseGate.encode('approveFinalPhase', [ballot]))];
  await refusedAsOwner(approve, 'PhaseGate_NotGovernance');
  await expect(
    governorTimelock
      .as(company)
      .write('schedule', [phaseGate.address, 0n, approve[0]!.data, ZeroHash, ZeroHash, 2n * 86_400n]),
  ).rejects.toMatchObject({ reason: 'AccessControlUnauthorizedAccount' });

  const words = [
    '--call',
    'approveFinalPhase',
    '--args',
    JSON.stringify([ballot]),
    '--description',
    'Open phase 4',
  ];
  const ours = proposal({ calls: approve, description: 'Open phase 4', proposer: voter.address });
  await expect(governor.as(voter).write('propose', ours.propose)).rejects.toMatchObject({
    reason: 'GovernorInsufficientProposerVotes',
  });
  expect(await phasegate(voter, 'wrap', '--amount', '12000000')).toContain('DelegateVotesChanged');
  await node.mineAt((await node.now()) + 1);
  await expect(governor.as(stranger).write('propose', ours.propose)).rejects.toMatchObject({
    reason: 'GovernorRestrictedProposer',
  });
  expect(await phasegate(voter, 'propose', ...words)).toContain(`proposal ${ours.id}`);
  const unexpected = { reason: 'GovernorUnexpectedProposalState' };
  await expect(governor.as(voter).write('castVote', [ours.id, 1])).rejects.toMatchObject(unexpected);
  await node.mineAt((await node.now()) + DAY + 1);
  await phasegate(voter, 'vote', '--proposal', String(ours.id), '--support', 'for');
  await expect(governor.write('queue', ours.settle)).rejects.toMatchObject(unexpected);
  await node.mineAt((await node.now()) + 7 * DAY);
  await expect(governor.write('execute', ours.settle)).rejects.toMatchObject(unexpected);
  const settle = [...words, '--proposer', voter.address];
  await phasegate(stranger, 'queue', ...settle);
  await expect(governor.write('execute', ours.settle)).rejects.toMatchObject({
    reason: 'TimelockUnexpectedOperationState',
  });
  await node.mineAt((await node.now()) + 2 * DAY);
  expect(await phasegate(stranger, 'execute', ...settle)).toContain('FinalPhaseApproved');
  expect(await phaseGate.read('phase', [])).toBe(3);
  expect(await advanceByCommand()).toContain('PhaseAdvanced(3, 4)');
  expect(await phaseGate.read('phase', [])).toBe(4);
  expect(await phaseGate.read('isAllowed', [institution.address, OPTION_WRITE, 0])).toBe(true);
  expect(await phaseGate.read('isAllowed', [stranger.address, OPTION_WRITE, 0])).toBe(false);
  await refusedAsOwner(advance, 'PhaseGate_FinalPhase');
});

/** What the command line prints, run over HTTP with the key of whoever acts; it must go through. */
async function phasegate(actor: JsonRpcSigner | undefined, ...args: string[]): Promise<string> {
  const target = ['--url', node.url, '--deployment', 'deployment.json'];
  const ended = await runPhasegate(folder, actor && node.keyOf(actor), [...args, ...target]);
  expect(ended.code, ended.stderr).toBe(0);
  return ended.stdout;
}

/** Schedules the next phase, waits, executes. */
async function advanceByCommand(): Promise<string> {
  await phasegate(company, 'advance');
  await node.mineAt((await node.now()) + 7 * DAY);
  return phasegate(company, 'advance');
}

function call(name: 'phaseGate' | 'marketplace', data: string): PlainCall {
  return { to: production.contracts[name].address, data };
}

async function sent(transaction: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await transaction).wait();
}

/** Schedules at once, waits the delay, executes. */
async function asOwner(calls: readonly PlainCall[]): Promise<void> {
  const act = await scheduled(calls);
  await sent(production.contracts.ownerTimelock.as(company).write('executeBatch', act.execute));
}

/** The same, and the owner is refused all the same. */
async function refusedAsOwner(calls: readonly PlainCall[], reason: string): Promise<void> {
  const act = await scheduled(calls);
  await expect(
    production.contracts.ownerTimelock.as(company).write('executeBatch', act.execute),
  ).rejects.toMatchObject({ reason });
}

async function scheduled(calls: readonly PlainCall[]): Promise<ReturnType<typeof ownerAct>> {
  salt += 1;
  const act = ownerAct({ calls, delay: 7 * DAY, salt: id(`act ${salt}`) });
  const timelock = production.contracts.ownerTimelock.as(company);
  await sent(timelock.write('scheduleBatch', act.schedule));
  await expect(timelock.write('executeBatch', act.execute)).rejects.toMatchObject({
    reason: 'TimelockUnexpectedOperationState',
  });
  await node.mineAt((await node.now()) + 7 * DAY);
  return act;
}

async function list(count: number): Promise<void> {
  const issuedAt = await node.now();
  for (let from = 0; from < count; from += 50) {
    const listings = Array.from({ length: 50 }, (_, i) => ({
      contentHash: id(`content ${from + i}`),
      provider: stranger.address,
      distributionRoot: ZeroHash,
      freshAsk: ASK,
      issuedAt,
      market: 1,
      confidenceBps: 7_500,
      capacity: 1,
      curve: 0,
    }));
    await sent(production.contracts.marketplace.as(company).write('registerSegments', [listings]));
  }
}

/** A purchase in each of nine hours of each day of `[from, to)`, counted from the market's first day, by one buyer after another. */
async function trade(from: number, to: number): Promise<void> {
  const { marketplace } = production.contracts;
  const nonces = await Promise.all(buyers.map(({ address }) => node.provider.getTransactionCount(address)));
  for (let i = 0; i < (to - from) * HOURS_A_DAY; i++) {
    const day = marketDay + from + Math.floor(i / HOURS_A_DAY);
    const turn = i % BUYERS;
    await node.provider.send('evm_setNextBlockTimestamp', [day * DAY + (i % HOURS_A_DAY) * HOUR + 60]);
    const raw = await buyers[turn]!.signTransaction({
      to: marketplace.address,
      data: marketplace.encode('buySegment', [BigInt(from * HOURS_A_DAY + i + 1), ASK]),
      nonce: nonces[turn]!++,
      gasLimit: 400_000,
      maxFeePerGas: 10n ** 10n,
      maxPriorityFeePerGas: 0n,
      chainId: production.addresses.chainId,
    });
    await node.provider.send('eth_sendRawTransaction', [raw]);
  }
  await node.mineAt((marketDay + to) * DAY);
}

/** What the auditor makes of the chain's events alone. */
async function wholeReport(): Promise<ReadinessReport> {
  const history = readinessHistory(await chainEvents(), {
    market: 1,
    fromDay: marketDay,
    toDay: marketDay + PERIOD,
    marketplace: production.contracts.marketplace.address,
    minIndexAsk: production.parameters.minIndexAsk as Wad,
    minIndexMarginBps: production.parameters.minIndexMarginBps as Bps,
  });
  return readiness(history, { phase: 3, thresholds: THRESHOLDS });
}

const missed = ({ criteria }: ReadinessReport): readonly string[] =>
  criteria.filter(({ pass }) => !pass).map(({ name }) => name);

/** Everything the deployment has emitted, and outcomes of forwards, which no contract settles yet. */
async function chainEvents(): Promise<readonly ChainEvent[]> {
  const client = await connectPhasegate({ url: node.url, deployment: production.addresses });
  const events: ChainEvent[] = [];
  for await (const step of client.follow({ fromBlock: production.fromBlock })) {
    events.push(...(step.added as readonly ChainEvent[]));
    if (step.isCaughtUp) break;
  }
  client.close();
  const last = (marketDay + PERIOD) * DAY - 1;
  const outcomes: readonly ChainEvent[] = [
    { name: 'ForwardClosed', blockTimestamp: last, args: { ordered: 1_000n, delivered: 970n } },
    ...Array.from({ length: 200 }, (_, i) => ({
      name: 'ServiceLevelMeasured',
      blockTimestamp: last,
      args: { met: i > 3 },
    })),
  ];
  return [...events, ...outcomes].toSorted((a, b) => a.blockTimestamp - b.blockTimestamp);
}

/** What `recordReadiness` takes: the report's own figures, signed. */
async function signed(
  whole: ReadinessReport,
  signer: JsonRpcSigner,
  changes: Partial<SignedReadiness> = {},
): Promise<[SignedReadiness, string]> {
  const { phaseGate } = production.contracts;
  const { reportHash, unaffiliatedVolume, ...counts } = signedFigures(whole);
  const numbers = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
  const report = {
    reportHash,
    term: (await phaseGate.read('office', [seats.auditor])).term,
    revision: 0,
    unaffiliatedVolume,
    ...numbers,
    ...changes,
  } as SignedReadiness;
  const { chainId } = production.addresses;
  const data = readinessTypedData({ chainId, phaseGate: phaseGate.address, report });
  return [report, await signer.signTypedData(data.domain, data.types, data.message)];
}

async function attest(
  expiry: number,
): Promise<[{ account: string; expiry: number; jurisdiction: number }, bigint, string]> {
  const { phaseGate } = production.contracts;
  const { nonce } = await phaseGate.read('participant', [institution.address]);
  const deadline = BigInt(await node.now()) + 86_400n;
  const terms = { account: institution.address, expiry, jurisdiction: 840 };
  const { domain, types, message } = admissionTypedData({
    chainId: production.addresses.chainId,
    phaseGate: phaseGate.address,
    admission: { ...terms, nonce, term: (await phaseGate.read('office', [seats.registrar])).term, deadline },
  });
  return [terms, deadline, await registrar.signTypedData(domain, types, message)];
}
