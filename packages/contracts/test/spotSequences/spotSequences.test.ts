import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Action, anyAction, type ListedItem } from './actions.ts';
import { compareStates } from './compare.ts';
import { perform } from './perform/perform.ts';
import { type Run, startRun } from './run.ts';
import { createWorld, resetWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.chain.close());

/** Two curves and three markets, so that most actions of a short sequence find something to act on. */
const PROLOGUE: readonly Action[] = [
  { kind: 'addCurve', steps: Array<number>(15).fill(0), flaw: 'none' },
  { kind: 'addCurve', steps: Array<number>(15).fill(4_000), flaw: 'none' },
  { kind: 'addMarket', shape: 0, flaw: 'none' },
  { kind: 'addMarket', shape: 1, flaw: 'none' },
  { kind: 'addMarket', shape: 2, flaw: 'none' },
];

async function runSequence(actions: readonly Action[], met?: Set<string>): Promise<Run> {
  await resetWorld(world);
  const run = startRun(world, met);
  for (const action of [...PROLOGUE, ...actions]) await perform(run, action);
  await compareStates(run);
  return run;
}

const sequence = fc.array(anyAction, { minLength: 1, maxLength: 60, size: 'max' });

// ------------------------------------------------------------------ generated sequences

test('after any sequence of actions the contracts and the rules of the spot market hold the same state', async () => {
  const numRuns = runs(100);
  await fc.assert(
    fc.asyncProperty(sequence, async (actions) => {
      await runSequence(actions);
    }),
    { numRuns },
  );
}, 3_600_000);

/** Everything a sequence can meet but `TooManyCurves`, which takes 256 of them: that has a case of its own. */
const REACHABLE: readonly string[] = `
AskAboveMax AskMoveTooLarge AskOutsideBand BatchSize ConfidenceOutsideBand ContentAlreadySealed CurveUnknown InvalidMarketTerms
InvalidProof InvalidShare IssuedAtOutOfRange
MarginBandTooWide MarginOutsideBand MarginTooHigh MarginTooLow MarketExists MarketUnknown NoConsent NoSurplus
NotAccountOwner NotDistribution NotProvider NothingToClaim NothingToWithdraw OneOfProviderAndDistribution Paused PricesFrozen
ReferenceMoveTooLarge RepricedTooSoon SegmentAlreadyOwned SegmentExpired SegmentSoldOut SegmentUnknown WalletIsMarketplace ZeroAddress
ZeroCapacity ZeroContentHash ERC20InsufficientAllowance ERC20InsufficientBalance FreshnessCurve_InvalidKnot
PhaseGate_NotBroker
skipped:AskAboveMax skipped:SegmentAlreadyOwned skipped:SegmentExpired skipped:SegmentSoldOut skipped:SegmentUnknown
buyWithPermit:valid buyWithPermit:lastSecond buyWithPermit:replayed buyWithPermit:frontRun buyWithPermit:expired
buyWithPermit:otherSigner addCurve addMarket list listBatch reprice moveReference buy buyFor buyBatch:strict
buyBatch:skipping deliver consent margin marginBand pause wallet withdraw withdrawTo claim donate transfer approve recoverSurplus
mark:broker mark:affiliate permit refreshIndexStanding:inside refreshIndexStanding:outside upgrade`
  .trim()
  .split(/\s+/);

test('behavior: generated sequences meet every refusal and every way to succeed', async () => {
  const met = new Set<string>();
  // A fixed seed: whether the generator reaches everything must not depend on luck.
  await fc.assert(
    fc.asyncProperty(sequence, async (actions) => {
      await runSequence(actions, met);
    }),
    { numRuns: 160, seed: 20_260_102 },
  );
  expect([...met].sort()).toEqual(REACHABLE.toSorted());
}, 120_000);

// ------------------------------------------------------------------ permanent cases

const item = (content: number, more: Partial<ListedItem> = {}): ListedItem => ({
  content,
  provider: 0,
  ask: 'reference',
  age: 'now',
  market: 0,
  confidence: 'low',
  capacity: 1,
  curve: 0,
  ...more,
});
const list = (...items: readonly ListedItem[]): Action => ({ kind: 'list', batch: true, items });
const buy = (payer: number, recent = 0): Action => ({ kind: 'buy', payer, id: { recent }, maxAsk: 'none' });
const order = { id: { recent: 0 }, maxAsk: 'none' } as const;

/** What the sequence meets after the listed actions, beyond what the prologue has met. */
async function meets(actions: readonly Action[]): Promise<ReadonlySet<string>> {
  return (await runSequence(actions)).met;
}

test('behavior: the last right, ordered twice in a batch, is sold out the second time and not owned', async () => {
  const batch = { kind: 'buyBatch', payer: 3, recipient: 'payer', orders: [order, order] } as const;
  const strict = await meets([list(item(0)), { ...batch, strict: true }]);
  expect(strict).toContain('SegmentSoldOut');
  const skipping = await meets([list(item(0)), { ...batch, strict: false }]);
  expect(skipping).toContain('skipped:SegmentSoldOut');
  const more = await meets([list(item(0, { capacity: 2 })), { ...batch, strict: false }]);
  expect(more).toContain('skipped:SegmentAlreadyOwned');
});

test('behavior: a right is bought in the last second of its window, not in the next', async () => {
  const last = [list(item(0)), { kind: 'waitForExpiry', id: { recent: 0 }, edge: -1 }, buy(3)] as const;
  expect(await meets(last)).toContain('buy');
  const over = [list(item(0)), { kind: 'waitForExpiry', id: { recent: 0 }, edge: 0 }, buy(3)] as const;
  expect(await meets(over)).toContain('SegmentExpired');
});

test('behavior: after 1,024 hours a bucket of the ring is begun anew, an hour earlier it is another', async () => {
  for (const hours of [0, -1] as const) {
    const round: Action = { kind: 'waitForRing', hours };
    const run = await runSequence([
      list(item(0)),
      buy(3),
      buy(4),
      round,
      list(item(1)),
      buy(3),
      round,
      list(item(2)),
      buy(5),
    ]);
    expect([...run.spotMarket.index.get(1)!.values()].map(({ trades }) => trades)).toEqual(
      hours === 0 ? [1] : [1, 1, 1],
    );
  }
});

test('behavior: access rights lie in words of 256 ids', async () => {
  const hundred = (from: number): Action =>
    list(...Array.from({ length: 100 }, (_, i) => item(from + i, { capacity: 2 })));
  const listed = [hundred(1_000), hundred(1_100), hundred(1_200)];
  // Ids run to 300; `recent` reaches the last six, so 57 more are listed between the purchases around 256.
  const around: Action = list(...Array.from({ length: 57 }, (_, i) => item(1_300 + i, { capacity: 2 })));
  const run = await runSequence([
    ...listed.slice(0, 2),
    around,
    ...[0, 1, 2].map((recent) => buy(3, recent)),
    buy(4, 1),
  ]);
  expect([...run.spotMarket.access.get(world.actors.at(3)!.toLowerCase())!].sort((a, b) => a - b)).toEqual([
    255, 256, 257,
  ]);
});

test('behavior: there is no 257th curve', async () => {
  const curve: Action = { kind: 'addCurve', steps: Array<number>(15).fill(1), flaw: 'none' };
  const met = await meets(Array.from({ length: 255 }, () => curve));
  expect(met).toContain('TooManyCurves');
});

test('behavior: a confidence or margin above 100 % is refused as one outside its band or too high', async () => {
  expect(await meets([list(item(0, { confidence: 'beyondOne' }))])).toContain('ConfidenceOutsideBand');
  expect(await meets([{ kind: 'margin', marginBps: 10_001 }])).toContain('MarginTooHigh');
  const reprice: Action = {
    kind: 'reprice',
    id: { recent: 0 },
    within: 'band',
    ask: 'reference',
    marginBps: 65_535,
  };
  expect(await meets([list(item(0)), reprice])).toContain('MarginTooHigh');
});

test('behavior: a withdrawal to nobody is refused for that, whoever asks', async () => {
  const met = await meets([list(item(0)), { kind: 'withdrawTo', actor: 5, account: 1, to: 'zero' }]);
  expect(met).toContain('ZeroAddress');
  expect(met).not.toContain('NotAccountOwner');
});

test("behavior: somebody else's account and a distribution are nobody's to withdraw", async () => {
  const shares = item(1, { provider: { shares: 'partition' } });
  const run = await meets([
    list(item(0), shares),
    buy(3),
    { kind: 'withdrawTo', actor: 1, account: 1, to: 1 },
    { kind: 'withdrawTo', actor: 1, account: 2, to: 1 },
  ]);
  expect(run).toContain('NotAccountOwner');
  expect(run).not.toContain('withdrawTo');
});

test('behavior: shares that partition take every wei, overlapping ones never more than there is', async () => {
  for (const shares of ['partition', 'overlapping'] as const) {
    const claims = [0, 1, 2].map((leaf): Action => ({ kind: 'claim', recent: 0, leaf, flaw: 'none' }));
    const run = await runSequence([
      list(item(0, { provider: { shares }, market: 2, ask: 'highest', capacity: 3 })),
      buy(3),
      ...claims,
      buy(4),
      ...claims,
    ]);
    expect(run.spotMarket.liabilities).toBe(0n);
    expect(run.spotMarket.accounts.at(0)!.claimed).toBe(6n);
  }
});
