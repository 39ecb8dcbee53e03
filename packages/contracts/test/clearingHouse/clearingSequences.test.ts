import { type ClearingEvent, clearingHeld, settlementKey } from '@phasegate/derivatives';
import { runs } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inputs } from '../differential/inputs.ts';
import { beginningSeries } from './beginningSeries.ts';
import { Choices } from './choices.ts';
import { type ClearingChain, DAY, GENESIS, HOUR, MARKETS, openClearingChain, PAT } from './clearingChain.ts';
import { ClearingRun } from './clearingRun.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x434c4541n);
const SEQUENCES = runs(200);
const STEPS = 50;
/** Eight days of trading come before, and the first books expire nine days after. */
const OPENING = GENESIS + 16 * HOUR + 8 * DAY;
const EXPIRY = OPENING + 9 * DAY;
/** Numbers of matchers that are gone, of 32. */
const SPENT = 30;

let world: ClearingChain;
let beginning: ClearingRun;
const met = new Map<string, number>();

beforeAll(async () => {
  world = await openClearingChain();
  beginning = ClearingRun.start(world, new Map(), GENESIS + DAY);
  await setUp(beginning);
}, 120_000);
afterAll(() => world.chain.close());

/** Trading, marks of the gate, matchers and money, all of it on both sides. */
async function setUp(run: ClearingRun): Promise<void> {
  const { actors } = world;
  for (const name of ['ann', 'ben', 'fund', 'desk', 'gone'] as const)
    await run.mark({ admit: [actors[name].address, name === 'gone' ? OPENING : OPENING + 900 * DAY] });
  await run.mark({ broker: actors.broker.address });
  await run.mark({ affiliate: [actors.sister.address, true] });
  const spent = Array.from({ length: SPENT }, (_, i) => `0x${(i + 1).toString(16).padStart(40, '0')}`);
  const matchers = [actors.desk.address, ...spent];
  for (const matcher of matchers) await run.play({ type: 'announceMatcher', at: run.now, matcher });
  for (let day = 1; day <= 8; day++) await run.tradeTowards(GENESIS + 16 * HOUR + day * DAY);
  for (const matcher of matchers) await run.play({ type: 'applyMatcher', at: run.now, matcher });
  const at = run.now;
  for (const name of ['ann', 'ben', 'fund', 'broker', 'cat', 'gone', 'sister', 'desk'] as const) {
    const account = actors[name].address;
    const amount = (BigInt(name === 'broker' ? 20_000 : 3_000) * PAT) as never;
    await run.play({ type: 'deposit', at, account, amount });
    if (name !== 'desk')
      await run.play({ type: 'setMatcher', at, account, matcher: actors.desk.address, allowed: true });
  }
  for (const word of beginningSeries(EXPIRY)) await run.play({ type: 'createSeries', at, ...word });
  for (const market of MARKETS.keys()) await run.refreshCap(market);
}

test('I53: random sequences of events, marks and clocks: the clearing house equals its reducer after each, and refuses as it does', {
  timeout: 3_600_000,
}, async () => {
  const inputs = new Inputs(SEED);
  let snapshot = await world.chain.request('evm_snapshot');
  for (let i = 0; i < SEQUENCES; i++) {
    await sequence(beginning.fork(met), new Choices(inputs, world, EXPIRY));
    await world.chain.request('evm_revert', [snapshot]);
    snapshot = await world.chain.request('evm_snapshot');
  }
  checkCoverage();
});

async function sequence(run: ClearingRun, choices: Choices): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    if (choices.below(20) === 0) await wait(run, choices, step > STEPS / 2);
    if (choices.below(12) === 0) await mark(run, choices);
    for (const event of choices.events(run.now, [...run.state.books.keys()])) {
      // Where one of many fills is refused, the others are too.
      if (!(await run.play(event)) && event.type === 'fill') break;
    }
  }
  await close(run, choices);
}

/** A little, a day with its trading or without, or to the edges of a book. */
async function wait(run: ClearingRun, choices: Choices, isLate: boolean): Promise<void> {
  const today = OPENING + Math.ceil((run.now - OPENING + 1) / DAY) * DAY;
  const kind = choices.below(isLate ? 8 : 4);
  if (kind === 0) run.now += choices.below(HOUR);
  else if (kind < 4) {
    if (choices.below(4) > 0) await run.tradeTowards(today);
    run.now = Math.max(run.now, today + choices.one([0, 0, HOUR]));
    if (choices.below(2) === 0) await run.refreshCap(choices.one([1, 2]));
  } else {
    const expiry = EXPIRY + choices.below(2) * DAY;
    const edges = [-6 * HOUR - 1, -6 * HOUR, -4 * HOUR - 1, -4 * HOUR, -1, 0, 3 * DAY];
    const ahead = edges.map((edge) => expiry + edge).filter((edge) => edge >= run.now);
    if (ahead.length === 0) return;
    const edge = choices.one(ahead);
    if (choices.below(2) === 0 && edge >= expiry) await run.tradeTowards(expiry);
    run.now = Math.max(run.now, edge);
  }
}

async function mark(run: ClearingRun, choices: Choices): Promise<void> {
  const kind = choices.below(4);
  const { ann, fund, sister } = world.actors;
  const until = run.now + choices.one([1, HOUR, DAY]);
  if (kind === 0) await run.mark({ pause: [choices.one([2, 3, 4]), choices.below(3) === 0 ? 0 : until] });
  else if (kind === 1)
    await run.mark({ affiliate: [choices.one([sister, fund]).address, choices.below(2) === 0] });
  else
    await run.mark({ admit: [choices.one([ann, fund]).address, run.now + choices.one([1, DAY, 900 * DAY])] });
}

/** Time and whoever owns an account empty the clearing house to the last wei. */
async function close(run: ClearingRun, choices: Choices): Promise<void> {
  const books = [...run.state.books.values()];
  let at = Math.max(run.now, ...books.map(({ expiry }) => expiry));
  for (const { id, market, expiry, figure, positions } of books) {
    const settle: ClearingEvent = { type: 'settle', at, bookId: id };
    if (!(await run.play(settle))) {
      at += 3 * DAY;
      expect(await run.play({ ...settle, at })).toBe(true);
    }
    const { rung } = run.settlement.settlements.get(settlementKey(market, expiry))!.settled!;
    if (figure === null && positions.size > 0) run.count(`settled by ${rung}`);
    // Of some accounts strangers see to it, in batches of any size; the rest do it themselves.
    const accounts = choices.someAccounts();
    await run.play({ type: 'settleAccounts', at, bookId: id, accounts });
  }
  const bookIds = books.map(({ id }) => id);
  for (const account of run.state.accounts.keys())
    expect(await run.play({ type: 'settleAndWithdraw', at, account, bookIds })).toBe(true);
  expect(clearingHeld(run.state)).toBe(0n);
  run.count('emptied');
}

/**
 * Each event accepted often, each end reached often, each refusal met. Not of a sequence's are 65,535 series in a book, and what a
 * constructor refuses.
 */
function checkCoverage(): void {
  const events = ['deposit', 'withdraw', 'setMatcher', 'announceMatcher', 'applyMatcher', 'removeMatcher'];
  const more = [
    'createSeries',
    'fill',
    'settle',
    'settleAccounts',
    'settleAndWithdraw',
    'setFees',
    'setCollateralRequirement',
  ];
  const ends = ['settled by window', 'settled by extendedWindow', 'settled by fallback', 'emptied'];
  for (const name of [...events, ...more, ...ends]) expect(met.get(name), name).toBeGreaterThanOrEqual(20);
  expect([...met.keys()].filter((name) => name.endsWith('Error')).sort()).toEqual([
    'AccessDeniedError',
    'AccountCappedError',
    'BookExpiredError',
    'ExceedsFreeError',
    'FeesOutOfBoundsError',
    'HouseCappedError',
    'IndexStaleError',
    'LotsOutOfBoundsError',
    'MalformedSeriesError',
    'MatcherKnownError',
    'MatcherNotAllowedError',
    'MatcherPendingError',
    'NegativePremiumError',
    'NoMatcherAnnouncedError',
    'NotExpiredError',
    'NotMatcherError',
    'OffCalendarError',
    'OpenInterestCappedError',
    'OpeningEndedError',
    'RequirementOutOfBoundsError',
    'RequirementUnmetError',
    'SelfTradeError',
    'SettlementPendingError',
    'TenorOutOfBoundsError',
    'TooManyLegsError',
    'TooManyMatchersError',
    'UncoveredError',
    'UnknownSeriesError',
    'ZeroAddressError',
    'ZeroAmountError',
  ]);
}
