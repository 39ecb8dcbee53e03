import { runs } from '@phasegate/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { quoteDeskBytecode } from '../../src/generated/quoteDesk/bytecode.ts';
import { beginRun, EXPIRY } from '../clearingHouse/beginning.ts';
import { Choices } from '../clearingHouse/choices.ts';
import { type ClearingChain, HOUR, openClearingChain } from '../clearingHouse/clearingChain.ts';
import type { ClearingRun } from '../clearingHouse/clearingRun.ts';
import { mark, wait } from '../clearingHouse/clocksAndMarks.ts';
import { close } from '../clearingHouse/closing.ts';
import { Inputs } from '../differential/inputs.ts';
import { QuoteChoices } from './quoteChoices.ts';
import { learnKeys, type QuoteDesk, QuoteRun } from './quoteRun.ts';

const SEED = BigInt(process.env['PHASEGATE_SEED'] ?? 0x51554f54n);
const SEQUENCES = runs(100);
const STEPS = 50;

let world: ClearingChain;
let desk: QuoteDesk;
let beginning: ClearingRun;
const met = new Map<string, number>();

beforeAll(async () => {
  world = await openClearingChain();
  learnKeys(world.chain.signers.length);
  desk = await deployContract(world.owner, 'QuoteDesk', quoteDeskBytecode, [world.clearing.address]);
  beginning = await beginRun(world, [desk.address]);
}, 120_000);
afterAll(() => world.chain.close());

test('I54: random sequences of quotes, fills, cancellations and clocks: the quote desk and its clearing house equal their reducers after each, and refuse as they do', {
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
  const quotes = new QuoteRun(run, desk);
  const acts = new QuoteChoices(choices, desk);
  for (let step = 0; step < STEPS; step++) {
    if (choices.below(8) === 0) run.now += choices.below(200);
    if (choices.below(5) === 0) await run.trade(choices.one([1, 2]));
    if (choices.below(40) === 0) await wait(run, choices, step > STEPS / 2);
    if (choices.below(20) === 0) await mark(run, choices);
    if (choices.below(40) === 0) run.now += HOUR;
    if (choices.below(12) === 0) await acts.prepare(quotes);
    await acts.act(quotes);
  }
  await close(run, choices);
}

/** Each act accepted often, each of the desk's refusals met, and those of the clearing house that a signed quote can lead to. */
function checkCoverage(): void {
  for (const name of ['fill', 'cancel', 'emptied']) expect(met.get(name), name).toBeGreaterThanOrEqual(20);
  const ofTheDesk = [
    'DeadlineTooFarError',
    'FillTooSmallError',
    'IndexOutOfBandError',
    'InvalidSignatureError',
    'NoIndexError',
    'NotTakerError',
    'QuoteCancelledError',
    'QuoteExpiredError',
    'QuoteFilledError',
  ];
  const ofTheClearingHouse = [
    'AccessDeniedError',
    'BookExpiredError',
    'LotsOutOfBoundsError',
    'MatcherNotAllowedError',
    'NegativePremiumError',
    'OpenInterestCappedError',
    'OpeningEndedError',
    'SelfTradeError',
    'UncoveredError',
    'UnknownSeriesError',
  ];
  expect([...met.keys()]).toEqual(expect.arrayContaining([...ofTheDesk, ...ofTheClearingHouse]));
}
