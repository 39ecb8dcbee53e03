import { runs } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inputs } from '../differential/inputs.ts';
import { beginRun, EXPIRY } from './beginning.ts';
import { Choices } from './choices.ts';
import { type ClearingChain, openClearingChain } from './clearingChain.ts';
import type { ClearingRun } from './clearingRun.ts';
import { mark, wait } from './clocksAndMarks.ts';
import { close } from './closing.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x434c4541n);
const SEQUENCES = runs(200);
const STEPS = 50;
/** Numbers of matchers that are gone, of 32. */
const SPENT = 30;

let world: ClearingChain;
let beginning: ClearingRun;
const met = new Map<string, number>();

beforeAll(async () => {
  world = await openClearingChain();
  const spent = Array.from({ length: SPENT }, (_, i) => `0x${(i + 1).toString(16).padStart(40, '0')}`);
  beginning = await beginRun(world, [world.actors.desk.address, ...spent]);
}, 120_000);
afterAll(() => world.chain.close());

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
