import { PhasegateError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import * as risk from './index.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Everything callable but the error classes. Formatters take a result of their own package, and the kernels of the normal
 * law say that they check nothing: both are left out.
 */
const functions = Object.entries(risk).filter(
  ([name, value]) =>
    typeof value === 'function' && !name.endsWith('Error') && !/^(explain|millsRatio$|normalPdf$)/.test(name),
) as [string, AnyFunction][];

const nonsense: [shown: string, args: unknown[]][] = [
  ['nothing', []],
  ['null', [null]],
  ['NaN', [Number.NaN, Number.NaN]],
  ['text', ['x', 'x']],
  ['empty objects', [{}, {}]],
  ['empty arrays', [[], []]],
  ['arrays of null', [[null], { alpha: 0.9, method: 'exact', estimator: 'sample' }]],
  ['a bigint', [1n, 1n]],
];

test.each(functions)('error: %s answers nonsense with a typed error, if not with a result', (_name, call) => {
  for (const [shown, args] of nonsense) {
    let thrown: unknown;
    try {
      call(...args);
    } catch (error) {
      thrown = error;
    }
    if (thrown !== undefined) {
      expect(thrown instanceof PhasegateError, `${shown}: ${(thrown as Error).message}`).toBe(true);
    }
  }
});
