import { expect, test } from 'vitest';
import { wrongCalls } from './refusals.ts';

const twice = (x: unknown): unknown => x;

test('default: one call for each wrong argument, the others as the table says', () => {
  const calls = wrongCalls(
    { add: (a: unknown, b: unknown) => [a, b], group: { twice } },
    { add: [{ kind: 'number', valid: 1 }, 'number'], 'group.twice': ['text'] },
  );
  const quoted = calls.find(({ title }) => title === "add, argument 1: '0.975'");
  expect(quoted?.call()).toEqual([1, '0.975']);
  expect(calls.map(({ title }) => title)).toContain('group.twice, argument 0: null');
});

test('behavior: members of a valid object are wrong one by one', () => {
  const titles = wrongCalls({ twice }, { twice: [{ kind: 'record', valid: { width: 2, unit: 'm' } }] }).map(
    ({ title }) => title,
  );
  expect(titles).toContain("twice, argument 0: { width: null, unit: 'm' }");
  expect(titles).toContain('twice, argument 0: { width: 2, unit: 5 }');
});

test('error: a function without a row, a row without a function; classes need none', () => {
  class Failure extends Error {}
  expect(() => wrongCalls({ twice }, {})).toThrow('without a row: twice');
  expect(() => wrongCalls({}, { twice: ['text'] })).toThrow('without a function: twice');
  expect(wrongCalls({ Failure, limit: 5 }, {})).toEqual([]);
});
