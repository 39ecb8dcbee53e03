import { InsufficientAllowanceError, InsufficientBalanceError } from '@phasegate/pricing/refusals';
import { InvalidInputError, parseWad, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import {
  BUYERS,
  emptyMarket,
  expectRefusal,
  MARKETPLACE,
  NO_ADDRESSES,
  NO_AMOUNTS,
  openMarket,
} from '../spotMarket.test.support.ts';
import { UNLIMITED } from '../state/spotMarketState.ts';
import { allocatePat, approvePat, checkPayment, patBalance, takePayment, transferPat } from './pat.ts';

const [from, to] = BUYERS;

test('default: what one account pays the other gets', () => {
  const state = openMarket();
  transferPat(state, from, to, parseWad('1'));
  expect([patBalance(state, from), patBalance(state, to)]).toEqual([parseWad('999'), parseWad('1001')]);
});

test('behavior: an account never seen holds nothing, and case does not matter', () => {
  const state = emptyMarket();
  expect(patBalance(state, from)).toBe(0n);
  allocatePat(state, `0x${'A'.repeat(40)}`, 5n as Wad);
  expect(patBalance(state, `0x${'a'.repeat(40)}`)).toBe(5n);
});

test('behavior: a transfer to oneself changes nothing', () => {
  const state = openMarket();
  transferPat(state, from, from, parseWad('1000'));
  expect(patBalance(state, from)).toBe(parseWad('1000'));
});

test('behavior: an allowance is used up, an unlimited one is not', () => {
  const state = openMarket();
  takePayment(state, from, 5n as Wad);
  expect(state.allowances.get(from)).toBe(UNLIMITED);
  approvePat(state, from, UNLIMITED - 1n);
  takePayment(state, from, 5n as Wad);
  expect(state.allowances.get(from)).toBe(UNLIMITED - 6n);
  expect(patBalance(state, MARKETPLACE)).toBe(10n);
});

test('error: InsufficientBalanceError one wei above what is held', () => {
  const state = openMarket();
  const all = parseWad('1000');
  const facts = { facts: { sender: from, balance: all, needed: all + 1n } };
  expectRefusal(
    state,
    () => transferPat(state, from, to, (all + 1n) as Wad),
    InsufficientBalanceError,
    facts,
  );
  transferPat(state, from, to, all);
  expect(patBalance(state, from)).toBe(0n);
});

test('error: InsufficientAllowanceError comes before InsufficientBalanceError, as in the token', () => {
  const state = openMarket();
  const much = parseWad('2000');
  approvePat(state, from, much - 1n);
  expectRefusal(state, () => checkPayment(state, from, much), InsufficientAllowanceError, {
    facts: { spender: state.marketplace, allowance: much - 1n, needed: much },
  });
  approvePat(state, from, much);
  expectRefusal(state, () => checkPayment(state, from, much), InsufficientBalanceError);
});

test('error: InvalidInputError for a transfer out of the marketplace, which pays by its own rules only', () => {
  const state = openMarket();
  allocatePat(state, MARKETPLACE, 1n as Wad);
  expectRefusal(state, () => transferPat(state, MARKETPLACE, to, 1n as Wad), InvalidInputError, {
    path: 'from',
  });
});

test.each([...NO_AMOUNTS, 2n ** 128n])('error: InvalidInputError for an amount of %o', (wrong) => {
  const state = openMarket();
  expectRefusal(state, () => allocatePat(state, from, wrong as Wad), InvalidInputError);
  expectRefusal(state, () => transferPat(state, from, to, wrong as Wad), InvalidInputError);
});

test.each([...NO_AMOUNTS, 2n ** 256n])('error: InvalidInputError for an allowance of %o', (wrong) => {
  const state = openMarket();
  expectRefusal(state, () => approvePat(state, from, wrong as bigint), InvalidInputError);
});

test.each(NO_ADDRESSES)('error: InvalidInputError for the address %o', (wrong) => {
  const state = openMarket();
  const nobody = wrong as string;
  expectRefusal(state, () => patBalance(state, nobody), InvalidInputError);
  expectRefusal(state, () => allocatePat(state, nobody, 1n as Wad), InvalidInputError);
  expectRefusal(state, () => approvePat(state, nobody, 1n), InvalidInputError);
  expectRefusal(state, () => transferPat(state, nobody, to, 1n as Wad), InvalidInputError);
  expectRefusal(state, () => transferPat(state, from, nobody, 1n as Wad), InvalidInputError);
});
