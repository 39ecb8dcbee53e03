import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployProduction, type ProductionDeployment } from '@phasegate/contracts';
import { id, type JsonRpcSigner, MaxUint256, toBeHex, ZeroHash } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../src/cli/files.ts';
import { type Ended, runPhasegate } from '../cli/runPhasegate.ts';
import { type HardhatNode, startHardhatNode } from './hardhatNode.ts';

const DAY = 86_400;
const HOUR = 3_600;
const PAT = 10n ** 18n;
const ASK = 100n * PAT;
const STAKE = 10_000n * PAT;
/** In the gate's hot word phase 4 beside a row in which everybody opens everything: its own tests climb there. */
const PHASE_4 = (((1n << 48n) - 1n) << 8n) | 4n;

let node: HardhatNode;
let folder: string;
let production: ProductionDeployment;
let company: JsonRpcSigner;
let operator: JsonRpcSigner;
let buyer: JsonRpcSigner;
let matcher: JsonRpcSigner;
let wallet: JsonRpcSigner;
let accounts: readonly JsonRpcSigner[];
let today: number;
let segments = 0;

beforeAll(async () => {
  node = await startHardhatNode();
  [company, operator, buyer, matcher, wallet, ...accounts] = node.signers.slice(1, 11) as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
    ...JsonRpcSigner[],
  ];
  const [guardian, registrar, auditor] = node.signers.slice(11, 14) as [
    JsonRpcSigner,
    JsonRpcSigner,
    JsonRpcSigner,
  ];
  production = await deployProduction({
    signer: node.signers[0]!,
    parameters: {
      company: company.address,
      guardian: guardian.address,
      registrar: registrar.address,
      auditor: auditor.address,
      brokerWallet: company.address,
      brokerMarginBps: 5_000,
      minIndexMarginBps: 5_000,
      accountShareBps: 10_000,
      patAllocation: [buyer, ...accounts].map(({ address }) => ({ to: address, amount: 10_000_000n * PAT })),
    },
  });
  folder = await mkdtemp(join(tmpdir(), 'phasegate-clearing-'));
  await writeFile(join(folder, 'deployment.json'), toJson({ addresses: production.addresses }));
  await writeFile(join(folder, 'terms.json'), toJson(TERMS));
}, 120_000);
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true });
});

const TERMS = {
  segmentType: 'PURCHASE_INTENT',
  windowSeconds: 7 * DAY,
  confidenceLowBps: 7_000,
  confidenceHighBps: 10_000,
  referenceAskPat: '100',
  bandBps: 1_000,
  dailyMoveBps: 500,
  settlementPeriodHours: 24,
  settlementWindowHours: 4,
  settlementOffsetHours: 0,
};
/** Twelve series: what `--do create` is told of each. */
const SERIES = [
  ...[90, 95, 100, 105].map((strike) => ['call', '--strike', String(strike), '--cap', String(strike + 30)]),
  ...[85, 90, 95, 100, 110].map((strike) => ['put', '--strike', String(strike)]),
  ...[95, 100, 105].map((price) => ['collar', '--floor', '80', '--cap', '120', '--price', String(price)]),
];

test('behavior: what the owner sets of the clearing house takes the timelock', async () => {
  const owner = ['--matcher', matcher.address];
  const commands = [
    ['role', '--role', 'lister', '--account', operator.address],
    ['role', '--role', 'pricer', '--account', operator.address],
    ['market', '--terms', 'terms.json'],
    ['clearing', '--do', 'announce', ...owner],
    ['clearing', '--do', 'announce', '--matcher', production.addresses.underwritingVault],
    ['role', '--role', 'broker', '--account', production.addresses.underwritingVault],
    ['clearing', '--do', 'fees', '--account', wallet.address, '--bps', '100', '--amount', '0.001'],
    [
      'clearing',
      '--do',
      'requirement',
      '--phase',
      '4',
      '--class',
      'retail',
      '--product',
      'optionWrite',
      '--amount',
      '25',
    ],
  ];
  for (const command of commands) expect(await phasegate(company, ...command)).toContain('CallScheduled');
  await node.mineAt((await node.now()) + 7 * DAY);
  for (const command of commands) expect(await phasegate(company, ...command)).toContain('CallExecuted');
  const { clearingHouse } = production.contracts;
  expect(await clearingHouse.read('fees', [])).toEqual([wallet.address, 100n, PAT / 1_000n]);
  expect(await clearingHouse.read('collateralRequirement', [4, 0, 4])).toBe(25n * PAT);
  const early = await run(company, 'clearing', '--do', 'apply', ...owner);
  expect(early).toMatchObject({ code: 1 });
  expect(early.stdout).toContain('ClearingHouse_MatcherPending');
}, 60_000);

test('default: series, deposits, trades, settlement in batches, and everything leaves', async () => {
  const { clearingHouse, marketplace, pat, phaseGate } = production.contracts;
  await sent(marketplace.as(operator).write('addCurve', [MaxUint256]));
  await sent(pat.as(buyer).write('approve', [marketplace.address, MaxUint256]));
  today = Math.ceil((await node.now()) / DAY) * DAY;
  for (let day = 1; day <= 7; day++) await tradeWindowBefore(today + day * DAY);
  await node.provider.send('hardhat_setStorageAt', [phaseGate.address, toBeHex(4, 32), toBeHex(PHASE_4, 32)]);
  expect(await phasegate(buyer, 'clearing', '--do', 'apply', '--matcher', matcher.address)).toContain(
    `MatcherApplied(${matcher.address}, 0)`,
  );
  expect(JSON.parse(await phasegate(undefined, 'powers', '--json'))).toMatchObject({
    matchers: [matcher.address],
    walletOfFees: wallet.address,
    ownerOfClearingHouse: production.addresses.ownerTimelock,
  });
  expect(await phasegate(buyer, 'settlement', '--market', '1', '--do', 'cap')).toContain('CapRefreshed(1, ');

  const expiry = today + 9 * DAY;
  const book = ['--market', '1', '--expiry', String(expiry)];
  for (const terms of SERIES) {
    const created = await phasegate(buyer, 'clearing', ...book, '--do', 'create', '--kind', ...terms);
    expect(created).toContain('SeriesCreated(');
  }
  // The swap is refused: its other market does not exist.
  const swap = ['--kind', 'swap', '--against', '2', '--bound', '10', '--spread=-1.5'];
  expect(await run(buyer, 'clearing', ...book, '--do', 'create', ...swap)).toMatchObject({ code: 1 });
  for (const account of accounts) {
    expect(await phasegate(account, 'clearing', '--do', 'deposit', '--amount', '10000')).toContain(
      `Deposited(${account.address}, ${STAKE})`,
    );
    await phasegate(account, 'clearing', '--do', 'allow', '--matcher', matcher.address);
  }
  const bookId = (BigInt(expiry) << 32n) | (1n << 16n) | 1n;
  for (const [index] of SERIES.entries()) {
    const [maker, taker] = [accounts[index % 5]!, accounts[(index + 1 + (index % 3)) % 5]!];
    await trade({ seriesId: (bookId << 16n) | BigInt(index), maker, taker, lots: 1 + (index % 2) });
  }

  const shown = await phasegate(undefined, 'clearing', ...book);
  expect(shown).toContain('0: call at 90 PAT capped at 120 PAT');
  expect(shown).toContain('11: collar from 80 PAT to 120 PAT at 105 PAT');
  expect(shown).toMatch(/settled +not yet/);
  expect(shown.match(/ PAT locked: /g)).toHaveLength(5);

  await tradeWindowBefore(expiry);
  expect(await phasegate(buyer, 'clearing', ...book, '--do', 'settle')).toContain('BookSettled(');
  const end = ['clearing', ...book, '--do', 'positions', '--limit', '2'];
  expect(await phasegate(buyer, ...end)).toContain('2 positions of market 1');
  expect(await phasegate(buyer, ...end)).toContain('1 are left');
  expect(await phasegate(buyer, ...end)).toContain('0 are left');
  expect(await phasegate(buyer, ...end)).toContain('none is left');
  const settled = await phasegate(undefined, 'clearing', ...book);
  expect(settled).toMatch(/settled +at 100 PAT/);
  expect(settled).toContain('8: put at 110 PAT, pays 10 PAT a lot');
  expect(settled.match(/, ended: /g)).toHaveLength(5);
  await compareWithEvents(bookId, settled);

  for (const account of [...accounts, wallet]) await phasegate(account, 'clearing', '--do', 'withdraw');
  expect(await pat.read('balanceOf', [clearingHouse.address])).toBe(0n);
}, 180_000);

test('behavior: the vault is funded, priced, bought from, sold back to and left, from the command line', async () => {
  const { underwritingVault: vault, pat } = production.contracts;
  const [lender, holder] = accounts as [JsonRpcSigner, JsonRpcSigner, ...JsonRpcSigner[]];
  await phasegate(buyer, 'clearing', '--do', 'apply', '--matcher', vault.address);
  const terms = ['--base', '0.5', '--full', '2', '--spread', '0.02'];
  const termsOf = ['vault', '--do', 'terms', '--market', '1', ...terms];
  expect(await run(buyer, ...termsOf)).toMatchObject({ code: 1 });
  expect(await phasegate(company, ...termsOf)).toContain('TermsSet(1, ');
  expect(await phasegate(lender, 'vault', '--do', 'deposit', '--amount', '5000')).toContain(
    'DepositRequest(',
  );
  expect(await phasegate(buyer, 'vault', '--do', 'close')).toContain('EpochClosed(1, ');
  expect(await phasegate(lender, 'vault', '--do', 'claim')).toContain('5,000 PAT of shares');
  expect(await phasegate(lender, 'vault', '--do', 'claim')).toContain('nothing');

  // Four windows with trades, for the cap on open interest.
  const start = Math.ceil((await node.now()) / DAY) * DAY + 3 * DAY;
  for (let day = -3; day <= 0; day++) await tradeWindowBefore(start + day * DAY);
  const book = ['--market', '1', '--expiry', String(start + 5 * DAY)];
  await phasegate(buyer, 'settlement', '--market', '1', '--do', 'cap');
  await phasegate(buyer, 'clearing', ...book, '--do', 'create', '--kind', 'put', '--strike', '90');
  await phasegate(holder, 'clearing', '--do', 'deposit', '--amount', '1000');
  await phasegate(holder, 'clearing', '--do', 'allow', '--matcher', vault.address);
  const series = String(((BigInt(start + 5 * DAY) << 32n) | (1n << 16n) | 1n) << 16n);
  const trade = ['--series', series, '--lots', '2'];
  expect(await phasegate(holder, 'vault', '--do', 'buy', ...trade)).toContain('Traded(');
  const standing = JSON.parse(await phasegate(lender, 'vault', '--market', '1', '--json')) as object;
  expect(standing).toMatchObject({
    epoch: '2',
    obligations: '180 PAT',
    capital: '5,000 PAT',
    held: '5,000 PAT',
  });
  const greedy = await run(holder, 'vault', '--do', 'sell', ...trade, '--amount', '1000');
  expect(greedy).toMatchObject({ code: 1 });
  expect(greedy.stdout).toContain('UnderwritingVault_PremiumLimit');
  expect(await phasegate(holder, 'vault', '--do', 'sell', ...trade)).toContain('Traded(');

  expect(await phasegate(lender, 'vault', '--do', 'redeem', '--amount', '5000')).toContain('RedeemRequest(');
  await node.mineAt((await node.now()) + 7 * DAY);
  await phasegate(buyer, 'vault', '--do', 'close');
  await phasegate(lender, 'vault', '--do', 'claim');
  expect(await vault.read('totalSupply', [])).toBe(0n);
  expect(await pat.read('balanceOf', [vault.address])).toBe(0n);
}, 120_000);

/** The amounts in words are those that the contract moved. */
async function compareWithEvents(bookId: bigint, shown: string): Promise<void> {
  const { clearingHouse } = production.contracts;
  const filter = {
    address: clearingHouse.address,
    topics: [clearingHouse.interface.getEvent('AccountSettled')!.topicHash, toBeHex(bookId, 32)],
    fromBlock: 0,
  };
  const logs = await node.provider.getLogs(filter);
  expect(logs).toHaveLength(5);
  let sum = 0n;
  for (const log of logs) {
    const [, account, payoff] = clearingHouse.interface.parseLog(log)!.args as unknown as [
      bigint,
      string,
      bigint,
    ];
    const word = payoff < 0n ? 'pays' : 'receives';
    const size = (payoff < 0n ? -payoff : payoff) / PAT;
    expect(shown).toMatch(new RegExp(`${account}, ended: .*; ${word} ${size} PAT`));
    sum += payoff;
  }
  expect(sum).toBe(0n);
}

test('error: an option that is missing or not understood', async () => {
  const book = ['--market', '1', '--expiry', '2027-01-01'];
  const wrong: readonly (readonly [args: string[], words: string])[] = [
    [['clearing'], 'clearing needs --market'],
    [['clearing', ...book, '--do', 'close'], "--do is 'close'; create, settle"],
    [['clearing', ...book, '--do', 'create', '--kind', 'straddle'], "--kind is 'straddle'; one of call"],
    [['clearing', ...book, '--do', 'create', '--kind', 'call', '--strike', '1'], 'clearing needs --cap'],
    [['clearing', ...book, '--do', 'positions', '--limit', '0'], "--limit is '0'; at least 1"],
    [
      ['clearing', '--do', 'requirement', '--phase', '4', '--class', 'vip'],
      "--class is 'vip'; one of retail",
    ],
    [['vault', '--do', 'lend'], "--do is 'lend'; buy, sell"],
    [['vault', '--do', 'buy', '--series', 'x'], "--series is 'x'; a whole number"],
    [['clearing', '--do', 'deposit', '--amount', '1e'], "--amount is '1e'; an amount of PAT is needed"],
  ];
  for (const [args, words] of wrong) {
    const ended = await run(buyer, ...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(words);
  }
}, 60_000);

async function phasegate(actor: JsonRpcSigner | undefined, ...args: string[]): Promise<string> {
  const ended = await run(actor, ...args);
  expect(ended.code, `${ended.stderr}${ended.stdout}`).toBe(0);
  return ended.stdout;
}

function run(actor: JsonRpcSigner | undefined, ...args: string[]): Promise<Ended> {
  const target = ['--url', node.url, '--deployment', 'deployment.json'];
  return runPhasegate(folder, actor && node.keyOf(actor), [...args, ...target]);
}

async function trade(deal: {
  readonly seriesId: bigint;
  readonly maker: JsonRpcSigner;
  readonly taker: JsonRpcSigner;
  readonly lots: number;
}): Promise<void> {
  const { seriesId, maker, taker, lots } = deal;
  const fill = { seriesId, maker: maker.address, taker: taker.address, takerBuys: true, lots: BigInt(lots) };
  const house = production.contracts.clearingHouse.as(matcher);
  await sent(house.write('fill', [{ ...fill, premium: 7n * PAT }]));
}

/** Forty purchases two hours before, and half an hour before. */
async function tradeWindowBefore(expiry: number): Promise<void> {
  const { marketplace } = production.contracts;
  for (const before of [2 * HOUR, HOUR / 2]) {
    await node.mineAt(expiry - before);
    const listings = Array.from({ length: 40 }, () => ({
      contentHash: id(`content ${++segments}`),
      provider: operator.address,
      distributionRoot: ZeroHash,
      freshAsk: ASK,
      issuedAt: expiry - before,
      market: 1,
      confidenceBps: 10_000,
      capacity: 1,
      curve: 0,
    }));
    await sent(marketplace.as(operator).write('registerSegments', [listings]));
    const orders = listings.map((_, i) => ({ id: BigInt(segments - i), maxAsk: MaxUint256 }));
    await sent(marketplace.as(buyer).write('buySegments', [orders, true, buyer.address]));
  }
  await node.mineAt(expiry);
}

async function sent(transaction: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await transaction).wait();
}
