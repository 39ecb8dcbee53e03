import { AccessDeniedError } from '@phasegate/pricing/refusals';
import type { Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { NotExpiredError } from '../settlement/errors.ts';
import { ExceedsFreeError } from './accountErrors.ts';
import { clearingAccountOf } from './accounts.ts';
import { bookIdOf } from './bookId.ts';
import type { ClearingEvent } from './clearingEvent.ts';
import { clearingHeld } from './clearingState.ts';
import { MatcherNotAllowedError, NotMatcherError } from './matcherErrors.ts';
import { reduceClearing } from './reduceClearing.ts';
import { BookExpiredError, OpeningEndedError } from './seriesErrors.ts';
import {
  call,
  EXPIRY,
  fillOf,
  GATE,
  NOW,
  pat,
  play,
  put,
  swap,
  WINDOW,
  type World,
  withSeries,
  world,
} from './world.testing.ts';

const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const START = withSeries(world(), call, put, swap);
/** `ann` wrote two calls that `ben` bought for 20 PAT; they end 17 PAT in the money each. */
const TRADED = play(START, [fillOf(START, call, { premium: pat(20) })]);
const refusing = (from: World, event: ClearingEvent) => () => reduceClearing(from.state, event, from);
const balance = ({ state }: World, name: string) => clearingAccountOf(state, name).balance;
const settle = (accounts: readonly string[], at = EXPIRY): ClearingEvent => ({
  type: 'settleAccounts',
  at,
  bookId: BOOK,
  accounts,
});

test('attack: selling what was never bought is writing it, which retail may not and everybody covers', () => {
  expect(refusing(TRADED, fillOf(TRADED, call, { taker: 'cat', takerBuys: false, maker: 'ben' }))).toThrow(
    AccessDeniedError,
  );
  const written = play(TRADED, [fillOf(TRADED, call, { taker: 'fund', takerBuys: false, maker: 'ben' })]);
  expect(clearingAccountOf(written.state, 'fund').locked).toBe(pat(100));
});

test('attack: settled twice, by others and by itself, an account is paid once', () => {
  const once = play(TRADED, [settle(['ben'])]);
  expect(balance(once, 'ben')).toBe(balance(TRADED, 'ben') + pat(34));
  const again = play(once, [
    settle(['ben', 'ben']),
    { type: 'settleAndWithdraw', at: EXPIRY, account: 'ben', bookIds: [BOOK, BOOK] },
  ]);
  expect(clearingHeld(again.state)).toBe(clearingHeld(TRADED.state) - balance(once, 'ben'));
});

test('attack: the wrong order: settling before the expiry, trading after it, and neither moves anything', () => {
  expect(refusing(TRADED, settle(['ann', 'ben'], EXPIRY - 1))).toThrow(NotExpiredError);
  const settled = play(TRADED, [settle(['ann'])]);
  for (const event of [
    fillOf(settled, call, { at: EXPIRY }),
    fillOf(settled, call, { at: EXPIRY, takerBuys: false }),
  ])
    expect(refusing(settled, event)).toThrow(BookExpiredError);
});

test('attack: whoever settles another’s deal pays it its own, and gets nothing', () => {
  const cat: ClearingEvent = { type: 'settleAndWithdraw', at: EXPIRY, account: 'cat', bookIds: [BOOK] };
  const step = reduceClearing(TRADED.state, cat, TRADED);
  expect(step.transfers).toEqual([{ from: 'escrow', to: 'cat', amount: pat(100_000) }]);
  expect(step.state.books.get(BOOK)!.positions.size).toBe(2);
});

test('attack: money that covers a position does not leave before it is settled, whatever is claimed', () => {
  const more = clearingAccountOf(TRADED.state, 'ann');
  const amount = (more.balance - more.locked + 1n) as Wad;
  expect(refusing(TRADED, { type: 'withdraw', at: EXPIRY, account: 'ann', amount })).toThrow(
    ExceedsFreeError,
  );
  // Of another book nothing is released.
  const pair = bookIdOf({ market: 7, against: 8, expiry: EXPIRY });
  const left = play(TRADED, [{ type: 'settleAndWithdraw', at: EXPIRY, account: 'ann', bookIds: [pair] }]);
  expect(clearingAccountOf(left.state, 'ann')).toMatchObject({ balance: pat(100), locked: pat(100) });
});

test('attack: lapsed, paused and in the window a holder gets out, and nobody gets in', () => {
  const classes = new Map([...GATE.classes, ['ben', 'lapsed'] as const]);
  const shut: World = {
    ...TRADED,
    gate: { ...GATE, classes, paused: new Set(['optionBuy', 'optionWrite']) },
  };
  const out = play(shut, [fillOf(shut, call, { at: WINDOW, takerBuys: false })]);
  expect(out.state.books.get(BOOK)!.positions.size).toBe(0);
  expect(refusing(shut, fillOf(shut, call, { at: WINDOW - 1 }))).toThrow(AccessDeniedError);
  expect(refusing(shut, fillOf(shut, call, { at: WINDOW }))).toThrow(OpeningEndedError);
});

test('attack: a matcher that was removed, or that only one side let in, moves nothing', () => {
  const vault: readonly ClearingEvent[] = [
    { type: 'announceMatcher', at: NOW - 7 * 86_400, matcher: 'vault' },
    { type: 'applyMatcher', at: NOW, matcher: 'vault' },
    { type: 'setMatcher', at: NOW, account: 'ben', matcher: 'vault', allowed: true },
  ];
  const half = play(TRADED, vault);
  const fill = fillOf(half, call, { matcher: 'vault', takerBuys: false });
  expect(refusing(half, fill)).toThrow(
    expect.objectContaining({ name: MatcherNotAllowedError.name, account: 'ann' }),
  );
  const removed = play(half, [{ type: 'removeMatcher', at: NOW, matcher: 'vault' }]);
  expect(refusing(removed, fill)).toThrow(NotMatcherError);
});
