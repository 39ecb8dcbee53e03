import type { Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearingAccountOf } from '../accounts.ts';
import { bookIdOf, seriesIdOf } from '../bookId.ts';
import { CREATIONS, candidates, picks } from '../candidates.testing.ts';
import { reduceClearing } from '../reduceClearing.ts';
import { UnknownSeriesError } from '../seriesErrors.ts';
import {
  call,
  collar,
  EXPIRY,
  fillOf,
  marketsAt,
  NOW,
  pat,
  play,
  put,
  swap,
  type World,
  withSeries,
  world,
} from '../world.testing.ts';
import { BookNotSettledError } from './errors.ts';
import { payoffReason } from './payoffReason.ts';
import { settlementStatement } from './settlementStatement.ts';
import { settlementStatementText } from './settlementStatementText.ts';

const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const PAIR = bookIdOf({ market: 7, against: 8, expiry: EXPIRY });
const EMPTY = withSeries(world(), collar, call, put, swap);
const TRADED = play(EMPTY, [
  fillOf(EMPTY, collar),
  fillOf(EMPTY, call, { maker: 'fund', taker: 'cat', premium: pat(20), lots: 3n }),
  fillOf(EMPTY, put, { maker: 'fund', taker: 'ben', premium: pat(5) }),
  fillOf(EMPTY, swap),
]);
const settled = (from: World, bookId = BOOK) => play(from, [{ type: 'settle', at: EXPIRY, bookId }]);

test('default: per account and series what it receives, per account the total, and who paid whom', () => {
  const statement = settlementStatement(settled(TRADED).state, BOOK);
  expect(statement.figure).toBe(pat(117));
  expect(statement.accounts.map(({ account, total, released }) => [account, total, released])).toEqual([
    ['ann', pat(-34), pat(60)],
    ['ben', pat(34), pat(20)],
    ['cat', pat(51), 0n],
    ['fund', pat(-51), pat(180)],
  ]);
  expect(statement.accounts[1]!.lines).toEqual([
    { seriesId: seriesIdOf(BOOK, 0), lots: 2n, payoffPerLot: pat(17), amount: pat(34) },
    { seriesId: seriesIdOf(BOOK, 2), lots: 2n, payoffPerLot: 0n, amount: 0n },
  ]);
  expect(statement.payments).toEqual([
    { from: 'ann', to: 'ben', amount: pat(34) },
    { from: 'fund', to: 'cat', amount: pat(51) },
  ]);
});

test('default: the text of it', () => {
  expect(settlementStatementText(settlementStatement(settled(TRADED).state, BOOK))).toMatchInlineSnapshot(`
    "Book 7731188522916708359: market 7, expired 2027-01-16T00:00:00Z, settled at 117 PAT

    series                      PAT a lot  because
    #0 collar 80 to 130 at 100        +17  117 PAT less the price 100 PAT
    #1 call 100 to 150                +17  117 PAT less the strike 100 PAT
    #2 put 90                           0  not below the strike 90 PAT

    account                       lots  PAT a lot  PAT
    ann                                            -34
      #0 collar 80 to 130 at 100    -2        +17  -34
    ben                                            +34
      #0 collar 80 to 130 at 100    +2        +17  +34
      #2 put 90                     +2          0    0
    cat                                            +51
      #1 call 100 to 150            +3        +17  +51
    fund                                           -51
      #1 call 100 to 150            -3        +17  -51
      #2 put 90                     -2          0    0

    ann pays ben 34 PAT
    fund pays cat 51 PAT
    All totals sum to 0 PAT.
    "
  `);
  const pair = settlementStatement(settled(TRADED, PAIR).state, PAIR);
  expect(settlementStatementText(pair)).toContain('market 7 less market 8');
});

test.each([
  [call, 100, 'not above the strike 100 PAT'],
  [call, 101, '101 PAT less the strike 100 PAT'],
  [call, 150, 'at its most: the cap 150 PAT less the strike 100 PAT'],
  [put, 90, 'not below the strike 90 PAT'],
  [put, 89, 'the strike 90 PAT less 89 PAT'],
  [collar, 79, 'the floor 80 PAT less the price 100 PAT'],
  [collar, 80, '80 PAT less the price 100 PAT'],
  [collar, 131, 'the cap 130 PAT less the price 100 PAT'],
  [swap, 35, 'the difference 35 PAT less the spread -5 PAT'],
  [swap, 36, 'the difference 36 PAT less the spread -5 PAT, at most the bound 40 PAT either way'],
] as const)('behavior: why %o pays at %i what it does', (series, figure, reason) => {
  expect(payoffReason(series, pat(figure))).toBe(reason);
});

test('whatever was traded, amounts sum to zero in each series and in all, payments settle every total, and accounts receive it', () => {
  let moved = 0;
  const start = withSeries(world({ markets: marketsAt([117, 100], 1) }), ...CREATIONS);
  fc.assert(
    fc.property(fc.noBias(fc.nat(2 ** 32 - 1)), (seed) => {
      const pick = picks(seed);
      let traded = start;
      for (let i = 0; i < 60; i++)
        for (const event of candidates(traded, NOW, pick))
          if (event.type === 'fill') traded = attempted(traded, event);
      for (const bookId of [BOOK, PAIR]) {
        const { state } = settled(traded, bookId);
        const { accounts, payments, series } = settlementStatement(state, bookId);
        expect(sum(accounts.map(({ total }) => total))).toBe(0n);
        for (const { seriesId } of series) {
          const own = accounts.flatMap(({ lines }) => lines.filter((line) => line.seriesId === seriesId));
          expect([sum(own.map(({ lots }) => lots)), sum(own.map(({ amount }) => amount))]).toEqual([0n, 0n]);
        }
        expect(payments.length).toBeLessThan(Math.max(1, accounts.length));
        const names = accounts.map(({ account }) => account);
        const after = play({ ...traded, state }, [
          { type: 'settleAccounts', at: EXPIRY, bookId, accounts: names },
        ]);
        for (const { account, total } of accounts) {
          const received = sum(
            payments.map(({ from, to, amount }) =>
              to === account ? amount : from === account ? 0n - amount : 0n,
            ),
          );
          expect(received).toBe(total);
          const { balance } = clearingAccountOf(state, account);
          expect(clearingAccountOf(after.state, account).balance).toBe(balance + total);
        }
        moved += payments.length;
      }
    }),
    { numRuns: runs(60) },
  );
  expect(moved).toBeGreaterThan(runs(60));
});

test('error: BookNotSettledError, UnknownSeriesError', () => {
  expect(() => settlementStatement(TRADED.state, BOOK)).toThrow(BookNotSettledError);
  expect(() => settlementStatement(TRADED.state, BOOK + 1n)).toThrow(UnknownSeriesError);
});

function attempted(before: World, event: Parameters<typeof reduceClearing>[1]): World {
  try {
    return play(before, [event]);
  } catch {
    return before;
  }
}

function sum(amounts: readonly bigint[]): Wad {
  return amounts.reduce((all, amount) => all + amount, 0n) as Wad;
}
